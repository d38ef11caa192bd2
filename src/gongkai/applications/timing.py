"""The clock of a case, from its events, by the calendar of this site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.applications.models import Application, CaseEvent
from gongkai.applications.models.interpretation import clock_rules_on
from gongkai.law.clock import DEFAULT_RULES, Clock, Event, fold
from gongkai.ui.working_days import calendar


def events_of(application: Application) -> list[Event]:
    """Give what happened to an application, in order."""
    return [row.event for row in CaseEvent.objects.filter(application=application).order_by("order")]


def clock_of(application: Application, today: date | None = None) -> Clock:
    """Give where a case stands today, and how that came about."""
    return clock_after(events_of(application), today=today)


def clock_after(events: Sequence[Event], new: Event | None = None, *, today: date | None = None) -> Clock:
    """Give the clock after what happened, and then after something new; raise NotAllowed when the law forbids that.

    What happened was judged by the calendar of its day, and is not judged again by a notice that came later. What the
    law leaves open is read as it was on the day the application came in.
    """
    then = [*events] if new is None else [*events, new]
    rules = clock_rules_on(then[0].on) if then else DEFAULT_RULES
    return fold(then, calendar=calendar(), rules=rules, today=today, settled=len(events))
