"""The reply: drafted, reviewed in its version, decided under a number, served on the day that counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate, now

from gongkai.applications import acts, requirements
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import (
    Application,
    CaseEvent,
    Charge,
    Consultation,
    Delivery,
    Issued,
    Part,
    Reason,
    Reply,
    ReplyAttachment,
    Review,
    Search,
    Weighing,
)
from gongkai.applications.models.handling import consulted_on
from gongkai.applications.models.interpretation import outcome_settings_on
from gongkai.applications.models.practice import practice_of
from gongkai.applications.models.reason import reasons_for
from gongkai.applications.notices.gathering import offers
from gongkai.applications.numbering import letter_number
from gongkai.applications.requirements import Facts, PartFacts, Weighed
from gongkai.applications.services.acting import changed, happen, made, require_not_ahead, take_up
from gongkai.applications.services.issuing import day_that_counts, note_dispatch, put_down, require_online_forum
from gongkai.applications.timing import events_of
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record_removal
from gongkai.law.citation import cite
from gongkai.law.clock import Event, Kind, Party
from gongkai.law.delivery import Manner
from gongkai.law.errors import NotAllowed
from gongkai.law.fees import Standard
from gongkai.law.message import Message
from gongkai.law.outcomes import main_outcome, outcome


class NewPart(NamedTuple):
    """One thing asked for and what becomes of it, as the form has it."""

    content: str
    outcome: str
    reason: str = ""
    told: str = ""
    ground: Reason | None = None
    """One of the agency's reasons; where nothing else is said, its text is the reason."""


@transaction.atomic
def draft(
    application: Application,
    *,
    parts: Sequence[NewPart],
    facts: str = "",
    obtaining: str = "",
    means: str = "",
    form_reason: str = "",
    by: Actor,
    seen: int | None = None,
) -> Reply:
    """Write the reply, or write it anew (拟写答复): its parts in order, each with its outcome.

    What is given is given as the applicant asked, unless another way or means is named, with the reason (条例第40条).
    """
    held = take_up(application, acts.DRAFTED, seen=seen)
    parts = [_grounded(held, part) for part in parts]
    settings = outcome_settings_on(held.arrived_on)
    counted = main_outcome([part.outcome for part in parts], settings=settings).code
    values = {
        "outcome": counted, "facts": facts, "obtaining": obtaining, "means": means, "form_reason": form_reason.strip(),
    }  # fmt: skip
    reply = Reply.objects.filter(application=held).first()
    if reply is None:
        reply = made(Reply(application=held, **values), acts.DRAFTED, by=by, leave_out=("application",))
    else:
        reply = changed(reply, acts.DRAFTED, by=by, **values)
    for old in Part.objects.filter(reply=reply).order_by("order"):
        record_removal(hold(old), acts.DRAFTED, by=by)
        old.delete()
    for order, part in enumerate(parts, start=1):
        made(Part(reply=reply, order=order, **part._asdict()), acts.DRAFTED, by=by, leave_out=("reply",))
    happen(held, acts.DRAFTED, by=by)
    return reply


def _grounded(held: Application, part: NewPart) -> NewPart:
    """Give a part with the text of its reason, where nothing else is said. Refuses one that is for something else."""
    if part.ground is None:
        return part
    label = outcome(part.outcome).label
    if part.ground.outcome != part.outcome or part.ground not in reasons_for(held.agency, localdate()):
        raise NotAllowed(
            "reason-not-for-this",
            Message("常用理由“{name}”不适用于“{outcome}”。", name=part.ground.name, outcome=label),
            hint=Message("请选这个处理结果现行有效的理由，或者不选，直接写明理由。"),
            citation=cite("条例第36条"),
        )
    return part._replace(reason=part.reason or part.ground.text)


@transaction.atomic
def submit(application: Application, *, by: Actor, seen: int | None = None) -> Application:
    """Put the draft before its reviewers (送审) as a new version: what it requires must have been done."""
    held = take_up(application, acts.SUBMITTED, seen=seen)
    reply = reply_of(held)
    _require_complete(held, reply)
    changed(reply, acts.SUBMITTED, by=by, version=reply.version + 1)
    return happen(held, acts.SUBMITTED, by=by, to=Stage.REVIEWING)


def steps_left(reply: Reply) -> list[str]:
    """Give the duties that still have to pass this version of a reply, in order; the last of them approves it."""
    practice = practice_of(reply.application.agency)
    passed = set(Review.objects.filter(reply=reply, version=reply.version, passed=True).values_list("duty", flat=True))
    return [duty for duty in [*practice.reviews, practice.approver] if duty not in passed]


@transaction.atomic
def pass_on(
    application: Application, duty: str, *, remarks: str = "", by: Actor, seen: int | None = None
) -> Application:
    """Pass a version in one's duty (审查同意), in its turn; with the last, the head's, the reply is approved."""
    held = take_up(application, acts.PASSED, seen=seen)
    reply = reply_of(held)
    left = steps_left(reply)
    if not left or duty != left[0]:
        raise NotAllowed(
            "not-your-turn",
            Message("还没有轮到这个环节。"),
            hint=Message("请按审查的先后办理。"),
            citation=cite("条例第17条"),
        )
    _review(reply, duty, passed=True, remarks=remarks, by=by)
    return happen(held, acts.PASSED, by=by, to=Stage.REVIEWING if left[1:] else Stage.APPROVED)


@transaction.atomic
def send_back(application: Application, duty: str, *, remarks: str, by: Actor, seen: int | None = None) -> Application:
    """Send a version back to who drafted it, with the reasons (退回修改): its reviews begin anew."""
    held = take_up(application, acts.RETURNED, seen=seen)
    if not remarks.strip():
        raise NotAllowed(
            "remarks-missing",
            Message("退回修改没有写明理由。"),
            hint=Message("请写明要改什么。"),
            citation=cite("条例第17条"),
        )
    _review(reply_of(held), duty, passed=False, remarks=remarks, by=by)
    return happen(held, acts.RETURNED, by=by, to=Stage.OPEN)


@transaction.atomic
def decide(application: Application, *, on: date, by: Actor, seen: int | None = None) -> Reply:
    """Make the approved reply, with its number and day (作出答复): from here on it does not change.

    Raises NotAllowed, with the article, when its letter lacks something that it must hold.
    """
    held = take_up(application, acts.DECIDED, seen=seen)
    require_not_ahead(on)
    _require_after_events(held, on)
    reply = reply_of(held)
    _require_complete(held, reply)
    reply = changed(reply, acts.DECIDED, by=by, number=letter_number(held.agency, on.year), decided_on=on)
    letter = next(offer for offer in offers(held) if offer.key == "reply")
    put_down(held, letter, by=by, number=reply.number)
    happen(held, acts.DECIDED, by=by, to=Stage.DECIDED)
    return reply


@transaction.atomic
def deliver(
    application: Application,
    *,
    manner: Manner,
    sent_on: date | None = None,
    arrived_on: date | None = None,
    signed_on: date | None = None,
    tracking: str = "",
    signer: str = "",
    by: Actor,
    seen: int | None = None,
) -> Application:
    """Send the reply, or note how far it has come (送达); on the day that counts the case ends.

    Handed over, the day it is signed for; posted, the day the post takes it; electronically, by setting, the day it
    arrives (送达解释). Until that day has come the case stays open, and its period runs.
    """
    held = take_up(application, acts.SENT, seen=seen)
    reply = reply_of(held)
    if manner is Manner.ELECTRONIC:
        require_online_forum(held.agency)
    days = {"sent_on": sent_on, "arrived_on": arrived_on, "signed_on": signed_on}
    _require_after_decision(reply, [day for day in days.values() if day is not None])
    counted = day_that_counts(held.agency, manner, sent=sent_on, arrived=arrived_on, signed=signed_on)
    values = {"manner": manner.value, **days, "tracking": tracking, "signer": signer}
    act = acts.SENT if counted is None else acts.SERVED
    there = Delivery.objects.filter(reply=reply).first()
    if there is None:
        made(Delivery(reply=reply, **values), act, by=by, leave_out=("reply",))
    else:
        changed(there, act, by=by, **values)
    issued = Issued.objects.filter(application=held, key="reply").first()
    if issued is not None:
        note_dispatch(issued, act, by=by, counts_on=counted.on if counted else None, **values)
    if counted is None:
        return happen(held, acts.SENT, by=by)
    held.outcome = reply.outcome
    return happen(held, acts.SERVED, by=by, event=Event(Kind.REPLIED, counted.on, manner=manner))


def facts_of(held: Application, reply: Reply) -> Facts:
    """Give what is known of a case for the table of requirements."""
    happened = {event.kind for event in events_of(held)}
    consultations = list(consulted_on(held))
    third = [each for each in consultations if each.party == Party.THIRD_PARTY]
    parts = Part.objects.filter(reply=reply).order_by("order")
    enclosed = list(ReplyAttachment.objects.filter(reply=reply))
    return Facts(
        parts=[PartFacts(part.outcome, bool(part.reason or reply.facts), bool(part.told)) for part in parts],
        searched_in_vain=Search.objects.filter(application=held, found=False).exists(),
        supplemented=Kind.SUPPLEMENTED in happened or _was_supplemented(held),
        reasons_raised=not happened.isdisjoint({Kind.REASONS_ASKED, Kind.REASONS_GIVEN}),
        third_party_consulted=bool(third),
        third_parties_agree=bool(third) and all(each.opinion == Consultation.Opinion.AGREES for each in third),
        third_party_objects=any(each.stands_against_disclosure for each in third),
        form_changed_for_nothing=reply.changes_form and not reply.form_reason,
        weighed={
            each.ground: Weighed(each.withhold, each.severing == Weighing.Severing.SEVERABLE)
            for each in Weighing.objects.filter(application=held).order_by("order")
        },
        page_fee_kept=_keeps_page_fee(held),
        awaits_confirmation=held.received_on is None,
        awaits_opinion=any(each.is_open for each in consultations),
        enclosures_ready=all(each.is_ready for each in enclosed),
        left_out=frozenset(ground for each in enclosed for ground, *_ in each.grounds),
    )


def _was_supplemented(held: Application) -> bool:
    """Say whether what is replied to anew was supplemented before: no supplement can be asked for now (`law.clock`)."""
    before = CaseEvent.objects.filter(application=held.redo_of_id, kind=Kind.SUPPLEMENTED.value)
    return held.redo_of_id is not None and before.exists()


def _keeps_page_fee(held: Application) -> bool:
    """Say whether a fee by pages was paid, and not all of it paid back."""
    paid = Charge.objects.filter(application=held, standard=Standard.BY_PAGE.name.lower(), paid_on__isnull=False)
    return bool(paid.filter(refunded__lt=F("amount")).exists())


def reply_of(held: Application) -> Reply:
    """Give the reply of a case, once it was drafted."""
    reply = Reply.objects.filter(application=held).first()
    if reply is None:
        raise NotAllowed(
            "reply-missing", Message("还没有拟写答复。"), hint=Message("请先拟写答复。"), citation=cite("条例第36条")
        )
    reply.application = held
    return reply


def _require_complete(held: Application, reply: Reply) -> None:
    if refused := requirements.refusal(facts_of(held, reply)):
        raise refused


def _review(reply: Reply, duty: str, *, passed: bool, remarks: str, by: Actor) -> Review:
    row = Review(
        reply=reply, version=reply.version, duty=duty, officer=by.officer, at=now(), passed=passed, remarks=remarks
    )
    act = acts.PASSED if passed else acts.RETURNED
    return made(row, act, by=by, leave_out=("reply",))


def _require_after_events(held: Application, on: date) -> None:
    """Refuse a reply that was made before what it answers and rests on had happened."""
    latest = max(day for event in events_of(held) if (day := event.happened_on))
    if on < latest:
        raise NotAllowed(
            "decided-too-early",
            Message("最近的办理事项在{latest}，不能在{on}作出答复。", latest=latest, on=on),
            hint=Message("请核对作出答复的日期。"),
            citation=cite("条例第36条"),
        )


def _require_after_decision(reply: Reply, days: Sequence[date]) -> None:
    assert reply.decided_on is not None  # the stage says so
    early = [day for day in days if day < reply.decided_on]
    if early:
        raise NotAllowed(
            "delivered-before-decided",
            Message("答复于{decided}作出，不能在{on}送达。", decided=reply.decided_on, on=early[0]),
            hint=Message("请核对日期。"),
            citation=cite("送达解释"),
        )
    for day in days:
        require_not_ahead(day)
