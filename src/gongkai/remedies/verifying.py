"""Whether what is remembered of each challenge is what the law makes of its events."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils.timezone import localdate

from gongkai.journal.services import plain
from gongkai.journal.verifying import differs
from gongkai.law.message import Message
from gongkai.remedies.models import Challenge, ChallengeEvent
from gongkai.remedies.timing import SETTLED, standing_after, take_over

_AT_ONCE = 500
_CLOSED = ("state", "noticed_on", "answered_on", "result", "closed_on", "column")
"""A last day that is past is not computed again: whether an answer was late was judged by the calendar of its day."""


def challenges_that_differ() -> Iterator[Message]:
    """Go through the challenges that do not stand where the law puts them, each with the first field that differs.

    That the time to appeal has run out is taken in at night: until then it may stand as before.
    """
    events = Prefetch("events", ChallengeEvent.objects.order_by("order"))
    for challenge in Challenge.objects.order_by("pk").prefetch_related(events).iterator(_AT_ONCE):
        names = SETTLED if challenge.closed_on is None else _CLOSED
        kept = {name: getattr(challenge, name) for name in names}
        happened = [row.event for row in challenge.events.all()]
        found: list[str] = []
        for today in (None, localdate()):
            standing = standing_after(challenge.procedure, happened, settled=len(happened), today=today)
            take_over(challenge, standing, happened[0].on)
            found = [name for name in names if getattr(challenge, name) != kept[name]]
            if not found:
                break
        if found:
            yield differs(challenge, found[0], plain(kept[found[0]]), plain(getattr(challenge, found[0])))
