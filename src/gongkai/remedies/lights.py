"""How a challenge stands to the agency's last day, at a glance, from the first day on."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.remedies.models import Advice, Challenge
from gongkai.ui.days import days_left, overdue_by
from gongkai.ui.working_days import calendar

SOON = 3
"""Working days before a last day from which it is soon: the shortest time to answer is five."""

LIGHTS = {
    "overdue": gettext_lazy("已逾期"),
    "today": gettext_lazy("今天到期"),
    "soon": gettext_lazy("即将到期"),
    "calm": gettext_lazy("期限内"),
    "waiting": gettext_lazy("等复议机关、法院"),
    "closed": gettext_lazy("已审结"),
}


class Light(NamedTuple):
    """The class that it is drawn with, and its words."""

    name: str
    words: str


def light_of(challenge: Challenge, today: date) -> Light:
    """Give the light of a challenge: of what the agency has to do, else of where the forum is."""
    if challenge.duty:
        return _of_day(challenge.due_on, challenge.provisional, today)
    if challenge.closed_on is not None:
        return Light("closed", str(LIGHTS["closed"]))
    return Light("waiting", str(challenge.get_state_display()))


def light_of_advice(advice: Advice, today: date) -> Light:
    """Give the light of what a forum wrote."""
    if advice.replied_on is not None:
        return Light("closed", _("逾期反馈") if advice.late else _("已反馈"))
    return _of_day(advice.due_on, advice.provisional, today)


def _of_day(due_on: date | None, provisional: bool, today: date) -> Light:
    if due_on is None:
        return Light("calm", _("没有写明期限"))
    if due_on == today:
        return Light("today", str(LIGHTS["today"]))
    days = calendar().working_days_between(*sorted((today, due_on)))
    if due_on < today:
        return Light("overdue", overdue_by(days))
    words = days_left(days)
    return Light(
        "soon" if due_on <= soon_until(today) else "calm",
        _("%(left)s（暂定）") % {"left": words} if provisional else words,
    )


def soon_until(today: date) -> date:
    """Give the last day that is soon."""
    last: date = calendar().add_working_days(today, SOON)
    return last


def condition(light: str, today: date) -> Any:
    """Give what a challenge must be to have a light today."""
    owes = ~Q(duty="")
    return {
        "overdue": owes & Q(due_on__lt=today),
        "today": owes & Q(due_on=today),
        "soon": owes & Q(due_on__gt=today, due_on__lte=soon_until(today)),
        "calm": owes & (Q(due_on__isnull=True) | Q(due_on__gt=soon_until(today))),
        "waiting": Q(duty="", closed_on__isnull=True),
        "closed": Q(duty="", closed_on__isnull=False),
    }[light]
