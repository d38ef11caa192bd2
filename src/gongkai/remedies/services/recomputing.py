"""Where challenges stand computed again at night: by a holiday notice that has come, and by time that has passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils.timezone import localdate

from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold, record
from gongkai.law.challenges import Event, Standing
from gongkai.remedies import acts
from gongkai.remedies.models import Advice, Challenge, ChallengeEvent
from gongkai.remedies.services.acting import keep
from gongkai.remedies.timing import SETTLED, events_of, standing_after, take_over

_AT_ONCE = 500


class Recomputed(NamedTuple):
    """How many challenges were looked at, and in how many something moved."""

    looked: int
    moved: int


def recompute_all(*, by: Actor = SYSTEM) -> Recomputed:
    """Compute again what can still move: last days to come, and judgments that nobody appealed (上诉期满)."""
    looked = moved = 0
    events = Prefetch("events", ChallengeEvent.objects.order_by("order"))
    open_ones = Q(closed_on__isnull=True) | ~Q(duty="") | Q(pk__in=_unanswered().values("challenge"))
    for challenge in Challenge.objects.filter(open_ones).order_by("pk").prefetch_related(events).iterator(_AT_ONCE):
        looked += 1
        before = {name: getattr(challenge, name) for name in SETTLED}
        standing = _settle(challenge, [row.event for row in challenge.events.all()])
        if any(getattr(challenge, name) != value for name, value in before.items()):
            moved += _recompute(challenge, by=by)
        for advice in _unanswered().filter(challenge=challenge):
            owed = next((each for each in standing.feedback if each.reference == advice.reference), None)
            if owed is not None and (owed.due, owed.provisional) != (advice.due_on, advice.provisional):
                moved += _move(advice, owed.due, owed.provisional, by=by)
    return Recomputed(looked, moved)


def _unanswered() -> Any:
    return Advice.objects.filter(replied_on__isnull=True)


def _settle(challenge: Challenge, events: Sequence[Event]) -> Standing:
    standing = standing_after(challenge.procedure, events, settled=len(events), today=localdate())
    take_over(challenge, standing, events[0].on)
    return standing


@transaction.atomic
def _recompute(challenge: Challenge, *, by: Actor) -> bool:
    held = hold(challenge)
    _settle(held, events_of(held))
    keep(held, acts.RECOMPUTED, by=by)
    return True


@transaction.atomic
def _move(advice: Advice, due_on: date | None, provisional: bool, *, by: Actor) -> bool:
    held = hold(advice)
    held.due_on, held.provisional = due_on, provisional
    held.save(update_fields=["due_on", "provisional"])
    record(held, acts.RECOMPUTED, by=by)
    return True
