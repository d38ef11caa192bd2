"""Whether what is remembered of each case is what the law makes of its events."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch

from gongkai.applications.models import Application, CaseEvent
from gongkai.applications.services.acting import settle
from gongkai.applications.timing import clock_after
from gongkai.journal.services import plain
from gongkai.journal.verifying import differs
from gongkai.law.message import Message

_AT_ONCE = 500
_OPEN = ("received_on", "state", "due_on", "provisional", "running", "closed_on", "late")
_CLOSED = ("received_on", "state", "closed_on")
"""A last day that is past is not computed again: whether a reply was late was judged by the calendar of its day."""


def cases_that_differ() -> Iterator[Message]:
    """Go through the cases that do not stand where the clock puts them, each with the first field that differs."""
    events = Prefetch("events", CaseEvent.objects.order_by("order"))
    for case in Application.objects.order_by("pk").prefetch_related(events).iterator(_AT_ONCE):
        names = _OPEN if case.closed_on is None else _CLOSED
        kept = {name: getattr(case, name) for name in names}
        settle(case, clock_after([row.event for row in case.events.all()]))
        for name in names:
            if getattr(case, name) != kept[name]:
                yield differs(case, name, plain(kept[name]), plain(getattr(case, name)))
                break
