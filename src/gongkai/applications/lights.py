"""How a case stands to its last day, at a glance: the light of lists and of the home page."""

from __future__ import annotations

from datetime import date
from enum import Enum

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.applications.models import Application, Practice
from gongkai.law.calendar import Calendar
from gongkai.ui.days import days_left, overdue_by
from gongkai.ui.working_days import calendar


class Light(Enum):
    """The light of a case; `value` is the class it is drawn with."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    CALM = "calm"
    WAITING = "waiting"
    CLOSED = "closed"


WORDS = {
    Light.OVERDUE: gettext_lazy("已逾期"),
    Light.TODAY: gettext_lazy("今天到期"),
    Light.SOON: gettext_lazy("即将到期"),
    Light.CALM: gettext_lazy("期限内"),
    Light.WAITING: gettext_lazy("期限未在计算"),
    Light.CLOSED: gettext_lazy("已办结"),
}


def light_of(application: Application, today: date, soon: date) -> Light:
    """Give the light of a case today, where what falls due by `soon` is due soon."""
    if application.closed_on is not None:
        return Light.CLOSED
    if not application.running or application.due_on is None:
        return Light.WAITING
    if application.due_on < today:
        return Light.OVERDUE
    if application.due_on == today:
        return Light.TODAY
    return Light.SOON if application.due_on <= soon else Light.CALM


def condition(light: Light, today: date) -> Q:
    """Give what a case must be to have a light today; how early one is due soon, its agency says."""
    open_ones = Q(closed_on__isnull=True)
    runs = open_ones & Q(running=True, due_on__isnull=False)
    later = runs & Q(due_on__gt=today)
    if light is Light.CLOSED:
        return Q(closed_on__isnull=False)
    if light is Light.WAITING:
        return open_ones & (Q(running=False) | Q(due_on__isnull=True))
    if light is Light.OVERDUE:
        return runs & Q(due_on__lt=today)
    if light is Light.TODAY:
        return runs & Q(due_on=today)
    return later & (_soon(today) if light is Light.SOON else ~_soon(today))


def _soon(today: date) -> Q:
    """Give what falls due soon: of each number of days that agencies have said, theirs; of the others, the usual."""
    days = set(Practice.objects.values_list("due_soon_days", flat=True).distinct().order_by())
    usual = Practice._meta.get_field("due_soon_days").default
    found = Q(agency__practice__isnull=True, due_on__lte=calendar().add_working_days(today, usual))
    for number in days:
        found |= Q(agency__practice__due_soon_days=number, due_on__lte=calendar().add_working_days(today, number))
    return found


def in_words(application: Application, light: Light, today: date, working_days: Calendar) -> str:
    """Say the light of a case with the working days it has left, or is overdue by; of a day that may move, that too."""
    due = application.due_on
    if light is Light.CLOSED:
        return _("逾期答复") if application.late else str(WORDS[light])
    if light is Light.WAITING or due is None:
        return str(application.get_state_display())
    if light is Light.TODAY:
        return str(WORDS[light])
    days = working_days.working_days_between(*sorted((today, due)))
    if light is Light.OVERDUE:
        return overdue_by(days)
    return _("%(left)s（暂定）") % {"left": days_left(days)} if application.provisional else days_left(days)
