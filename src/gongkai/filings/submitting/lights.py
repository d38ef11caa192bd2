"""How a member stands to the day its report is due, at a glance: the light, and its words."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.filings.submitting.selectors import WITH_MEMBER, State
from gongkai.ui.days import days_left, overdue_by
from gongkai.ui.working_days import calendar

SOON_DAYS = 5
"""Working days before its last day from which a report is due soon."""


def light_of(state: str, due: date, submitted_at: datetime | None, on: date) -> tuple[str, str]:
    """Give the light of a member's report on a day, and its words: the days left, or whether it came in time.

    What came in time and was returned after the day is not late for being handed up anew (`first_at` of the board).
    """
    if state in (State.LEFT, State.OUTSIDE):
        return ("closed", "")
    if state not in WITH_MEMBER:
        late = submitted_at is not None and localdate(submitted_at) > due
        return ("closed", _("逾期报送") if late else _("按期报送"))
    if due == on:
        return ("today", _("今天到期"))
    days = calendar().working_days_between(*sorted((on, due)))
    if due < on:
        return ("overdue", overdue_by(days))
    return ("soon" if days <= SOON_DAYS else "calm", days_left(days))
