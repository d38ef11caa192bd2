"""What a forum writes beside its decision (复议意见书、建议书、司法建议), and the agency's answer to it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.challenges import Event, Kind
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.remedies import acts
from gongkai.remedies.models import Advice, Challenge
from gongkai.remedies.services.acting import happen, made, take_up
from gongkai.remedies.timing import standing_of


@transaction.atomic
def receive_advice(
    challenge: Challenge,
    *,
    kind: str,
    number: str,
    on: date,
    content: str,
    organ: str = "",
    until: date | None = None,
    by: Actor,
    seen: int | None = None,
) -> Advice:
    """Register what a forum wrote, and give it with its last day: the law's for a 复议意见书, else the one it names."""
    held = take_up(challenge, seen)
    reference = str(held.advices.count() + 1)
    of_law = Kind.OPINION_RECEIVED if kind == Advice.Kind.OPINION else Kind.ADVICE_RECEIVED
    held = happen(held, Event(of_law, on, until=until, reference=reference), by=by)
    owed = next(each for each in standing_of(held).feedback if each.reference == reference)
    advice = Advice(
        challenge=held, reference=reference, kind=kind, organ=organ.strip() or held.forum, number=number.strip(),
        received_on=on, content=content.strip(), due_on=owed.due, provisional=owed.provisional,
    )  # fmt: skip
    row: Advice = made(advice, acts.ADVICE_RECEIVED, by=by, leave_out=("challenge",))
    return row


@transaction.atomic
def answer_advice(advice: Advice, *, reply: str, on: date, by: Actor, seen: int | None = None) -> Advice:
    """Answer what a forum wrote: what was done about it (反馈落实情况)."""
    challenge = take_up(advice.challenge, seen)
    if not reply.strip():
        raise NotAllowed(
            "feedback-empty",
            Message("没有写反馈的内容。"),
            hint=Message("请写明纠正了什么、怎样防止再次发生。"),
            citation=cite("复议法第76条") if advice.kind == Advice.Kind.OPINION else cite("条例第51条"),
        )
    held = hold(advice)
    happen(challenge, Event(Kind.FEEDBACK_GIVEN, on, reference=held.reference), by=by)
    held.reply, held.replied_on = reply.strip(), on
    held.clean_fields(exclude=["challenge"])
    held.save(update_fields=["reply", "replied_on"])
    record(held, acts.ADVICE_ANSWERED, by=by)
    return held
