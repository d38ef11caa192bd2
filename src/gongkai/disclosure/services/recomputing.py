"""Last days computed again when a year's holiday notice has come (放假安排公布后重新计算)."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction
from django.utils.timezone import now

from gongkai.disclosure import acts
from gongkai.disclosure.models import FollowUp, Item
from gongkai.disclosure.services import following
from gongkai.disclosure.services.acting import due_if_known, due_of, text_of
from gongkai.disclosure.stages import CLOSED
from gongkai.disclosure.telling import tell_due_moved
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold, record

_AT_ONCE = 500


class Recomputed(NamedTuple):
    """How many items were looked at, and in how many the last day moved."""

    looked: int
    moved: int


def recompute_all(*, by: Actor = SYSTEM) -> Recomputed:
    """Compute all last days again that are still to come; an item in which nothing moves is read, and not held.

    What was published is not judged again: whether it was late was judged by the calendar of its day.
    """
    looked = moved = 0
    rows = Item.objects.exclude(stage__in=CLOSED).select_related("text").order_by("pk")
    for item in rows.iterator(_AT_ONCE):
        looked += 1
        due = due_if_known(text_of(item))
        if due is not None and (due.due, due.provisional) != (item.due_on, item.provisional):
            moved += _recompute(item, by=by)
    for row in FollowUp.objects.filter(done_on__isnull=True).order_by("pk").iterator(_AT_ONCE):
        due = following.due_of(row.kind, row.since)
        if (due.due, due.provisional) != (row.due_on, row.provisional):
            _recompute_follow_up(row, by=by)
    return Recomputed(looked, moved)


@transaction.atomic
def _recompute(item: Item, *, by: Actor) -> bool:
    """Compute the last day of an item anew; who writes is told where it is another one."""
    held = hold(item)
    if held.stage in CLOSED:
        return False
    before, due = held.due_on, due_of(text_of(held))
    held.due_on, held.provisional = due.due, due.provisional
    held.save(update_fields=["due_on", "provisional"])
    record(held, acts.RECOMPUTED, by=by)
    if held.due_on != before:
        tell_due_moved(held, before, at=now())
    return True


@transaction.atomic
def _recompute_follow_up(row: FollowUp, *, by: Actor) -> None:
    held = hold(row)
    if held.done_on is None:
        following.set_due(held, by=by)
