"""Where a challenge stands, from its events, by the calendar and the readings of this site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate

from gongkai.law.challenges import DutyKind, Event, Procedure, Standing, State, fold
from gongkai.law.remedies import column_of
from gongkai.remedies.models import Challenge, ChallengeEvent
from gongkai.remedies.models.reading import challenge_rules_on, remedy_settings_on
from gongkai.ui.working_days import calendar

__all__ = ["SETTLED", "Standing", "events_of", "standing_after", "standing_of", "take_over"]

SETTLED = (
    "state", "noticed_on", "hearing_on", "answer_due_on", "answered_on", "answered_late", "due_on", "duty",
    "provisional", "forum_due_on", "result", "closed_on", "column",
)  # fmt: skip
"""What of a challenge the law makes of its events."""


def events_of(challenge: Challenge) -> list[Event]:
    """Give what happened to a challenge, in order."""
    return [row.event for row in ChallengeEvent.objects.filter(challenge=challenge).order_by("order")]


def standing_of(challenge: Challenge, today: date | None = None) -> Standing:
    """Give where a challenge stands, and how that came about."""
    events = events_of(challenge)
    return standing_after(challenge.procedure, events, settled=len(events), today=today or localdate())


def standing_after(procedure: str, events: Sequence[Event], *, settled: int, today: date | None) -> Standing:
    """Give where a challenge stands after some events; raise NotAllowed where the law forbids one not yet `settled`.

    What the law leaves open is read as it was on the day that the challenge became known.
    """
    known_on = events[0].on
    return fold(
        Procedure(procedure),
        events,
        today=today,
        calendar=calendar(),
        rules=challenge_rules_on(known_on),
        settings=remedy_settings_on(known_on),
        settled=settled,
    )


def take_over(held: Challenge, standing: Standing, known_on: date) -> None:
    """Take over what the law gives. The column of table IV is that of the day it ended, as results were read then."""
    held.state = standing.state.value
    held.noticed_on = known_on
    held.hearing_on = standing.hearing_on
    answer = standing.answer
    held.answer_due_on = answer.due if answer else None
    held.answered_on = answer.done_on if answer else None
    held.answered_late = standing.answered_late
    owed = next((each for each in standing.open_duties if each.kind is not DutyKind.FEEDBACK), None)
    held.due_on = owed.due if owed else None
    held.duty = owed.kind.value if owed else ""
    held.provisional = owed is not None and owed.provisional
    held.forum_due_on = None if standing.state is State.SUSPENDED else standing.decide_due
    held.closed_on = standing.closed_on
    held.result = standing.result if standing.is_closed else ""
    held.column = ""
    if standing.closed_on is not None and held.procedure != Procedure.COMPLAINT:
        settings = remedy_settings_on(standing.closed_on)
        held.column = column_of(standing.result, settings=settings).value
