"""The clock of a case, from its events, by the calendar of this site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.applications.models import Application, CaseEvent
from gongkai.law.clock import Clock, Event, fold
from gongkai.ui.working_days import calendar


def events_of(application: Application) -> list[Event]:
    """Give what happened to an application, in order."""
    return [row.event for row in CaseEvent.objects.filter(application=application).order_by("order")]


def clock_of(application: Application, today: date | None = None) -> Clock:
    """Give where a case stands today, and how that came about."""
    return clock_after(events_of(application), today=today)


def clock_after(events: Sequence[Event], new: Event | None = None, *, today: date | None = None) -> Clock:
    """Give the clock after what happened, and then after something new; raise NotAllowed when the law forbids that.

    What happened was judged by the calendar of its day, and is not judged again by a notice that came later.
    """
    then = [*events] if new is None else [*events, new]
    return fold(then, calendar=calendar(), today=today, settled=len(events))
