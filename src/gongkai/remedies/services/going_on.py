"""What happens to a challenge while it is heard: each an event, which the law allows or refuses, kept with the act."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.journal.actor import Actor
from gongkai.law.challenges import DutyKind, Event, Kind, Side, article_of
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.remedies import acts
from gongkai.remedies.models import Challenge
from gongkai.remedies.services.acting import happen, keep, take_up

_OF_THEIR_OWN = frozenset({
    Kind.ANSWERED, Kind.APPEALED, Kind.REDONE, Kind.OPINION_RECEIVED, Kind.ADVICE_RECEIVED, Kind.FEEDBACK_GIVEN,
})  # fmt: skip
"""The events that come with more than themselves: services of their own tell of them."""


@transaction.atomic
def note_event(
    challenge: Challenge,
    event: Event,
    *,
    said: str = "",
    case_number: str = "",
    by: Actor,
    seen: int | None = None,
) -> Challenge:
    """Note what the forum did or what became known of a challenge, with its number before the forum where it is new.

    Raises NotAllowed when the law does not allow the event where the challenge stands; then nothing has changed.
    """
    if event.kind in _OF_THEIR_OWN:
        raise ValueError(f"{event.kind} is told of by its own service")
    held = take_up(challenge, seen)
    if case_number.strip():
        held.case_number = case_number.strip()
    return happen(held, event, by=by, said=said)


@transaction.atomic
def appeal(
    challenge: Challenge,
    *,
    on: date,
    side: Side,
    second_forum: str = "",
    case_number: str = "",
    by: Actor,
    seen: int | None = None,
) -> Challenge:
    """Note that somebody appealed (上诉), and to which court."""
    held = take_up(challenge, seen)
    held.second_forum, held.second_number = second_forum.strip(), case_number.strip()
    return happen(held, Event(Kind.APPEALED, on, side=side), by=by)


@transaction.atomic
def draft_answer(challenge: Challenge, *, answer: str, by: Actor, seen: int | None = None) -> Challenge:
    """Write the answer to the forum (答复书、答辩状), or write it anew while it is not handed in."""
    held = take_up(challenge, seen)
    if held.duty != DutyKind.ANSWER.value:
        raise _refused(
            held,
            "no-answer-owed",
            Message("现在没有要答复举证的。"),
            Message("答复已经提交的，补充的材料作为附件添加。"),
        )
    if not answer.strip():
        raise _refused(held, "answer-empty", Message("没有写答复。"), Message("请写明作出行为的事实、证据和依据。"))
    held.answer, held.drafted_by = answer.strip(), by.officer
    return keep(held, acts.DRAFTED, by=by)


@transaction.atomic
def hand_in(challenge: Challenge, *, on: date, by: Actor, seen: int | None = None) -> Challenge:
    """Hand in the answer with the evidence (提交答复和证据), as it was written."""
    held = take_up(challenge, seen)
    if not held.answer:
        raise _refused(
            held,
            "answer-missing",
            Message("还没有拟写答复，不能提交。"),
            Message("请先拟写答复（答辩）；已经另行提交的，把提交的内容录入。"),
        )
    return happen(held, Event(Kind.ANSWERED, on), by=by)


def _refused(held: Challenge, code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=article_of(Kind.ANSWERED, held.procedure))
