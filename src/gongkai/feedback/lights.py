"""How a letter stands to its last day, at a glance: the light, and its words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from gongkai.feedback.models import Letter
from gongkai.ui.days import days_left, overdue_by
from gongkai.ui.working_days import calendar

SOON_DAYS = 3
"""Working days before its last day from which a letter is due soon."""


def soon_after(today: date) -> date:
    """Give the last of the days on which what is due is due soon."""
    return calendar().add_working_days(today, SOON_DAYS)


def light_of(letter: Letter, today: date, soon: date) -> tuple[str, str]:
    """Give the light of a letter, where what falls due by `soon` is due soon, and its words."""
    if letter.answered_on is not None:
        late = letter.answered_on > letter.due_on
        return ("closed", _("逾期答复") if late else _("按期答复"))
    if letter.due_on == today:
        return ("today", _("今天到期"))
    days = calendar().working_days_between(*sorted((today, letter.due_on)))
    if letter.due_on < today:
        return ("overdue", overdue_by(days))
    return ("soon" if letter.due_on <= soon else "calm", days_left(days))
