"""Last days computed again when a year's holiday notice has come (放假安排公布后重新计算)."""

from __future__ import annotations

from django.db import transaction

from gongkai.applications import acts
from gongkai.applications.models import Application
from gongkai.applications.services.acting import settle
from gongkai.applications.timing import clock_of
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record


@transaction.atomic
def recompute(application: Application, *, by: Actor) -> bool:
    """Compute where a case stands by the calendar as it is now; say whether anything in it has moved.

    An end is not computed again: whether a reply was late was judged by the calendar of its day.
    """
    held = hold(application)
    if held.closed_on is not None:
        return False
    before = (held.due_on, held.provisional)
    settle(held, clock_of(held))
    if (held.due_on, held.provisional) == before:
        return False
    held.version += 1
    held.save(update_fields=["due_on", "provisional", "version"])
    record(held, acts.RECOMPUTED, by=by)
    return True
