"""Asking third parties, co-authors and other agencies for their opinion (征求意见): 条例第11条、第32条、第34条."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from gongkai.applications import acts
from gongkai.applications.models import Application, Consultation
from gongkai.applications.services.acting import changed, happen, made, require_not_ahead, take_up
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold
from gongkai.law.citation import cite
from gongkai.law.clock import Event, Kind, Party
from gongkai.law.deadlines import co_author_opinion_due, third_party_opinion_due
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.working_days import calendar


@transaction.atomic
def consult(
    application: Application,
    *,
    party: Party,
    whom: str,
    scope: str,
    on: date,
    contact: str = "",
    by: Actor,
    seen: int | None = None,
) -> Consultation:
    """Ask somebody in writing for their opinion; what time it needs is left out of the count (条例第33条第3款)."""
    held = take_up(application, acts.CONSULTATION_BEGUN, seen=seen)
    last = Consultation.objects.filter(application=held).aggregate(last=Max("order"))["last"] or 0
    row = Consultation(
        application=held, order=last + 1, party=party.value, whom=whom, contact=contact, scope=scope, sent_on=on
    )
    made(row, acts.CONSULTATION_BEGUN, by=by, leave_out=("application",))
    event = Event(Kind.CONSULTATION_BEGUN, on, party=party, reference=row.reference)
    happen(held, acts.CONSULTATION_BEGUN, by=by, event=event)
    return row


@transaction.atomic
def note_notified(consultation: Consultation, *, on: date, by: Actor) -> Consultation:
    """Note when the letter reached them: their fifteen working days run from there (条例第32条、第34条).

    Other agencies (条例第11条) have no period of their own.
    """
    require_not_ahead(on)
    held = hold(consultation)
    if not held.is_open or on < held.sent_on:
        raise NotAllowed(
            "notified-wrong",
            Message("收到日期{on}不对：征求意见书于{sent}发出。", on=on, sent=held.sent_on)
            if held.is_open
            else Message("这项征求意见已于{ended}结束。", ended=held.ended_on or held.sent_on),
            hint=Message("请核对日期。"),
            citation=cite(_basis(held)),
        )
    due = opinion_due(Party(held.party), on)
    return changed(held, acts.CONSULTATION_RECEIVED, by=by, notified_on=on, due_on=due)


def opinion_due(party: Party, notified_on: date) -> date | None:
    """Give until when whoever was asked may answer, from the day the letter reached them; None without such a day."""
    if party is Party.OTHER_AGENCY:
        return None
    period = third_party_opinion_due if party is Party.THIRD_PARTY else co_author_opinion_due
    return period(notified_on, calendar=calendar()).due


@transaction.atomic
def end_consultation(
    consultation: Consultation,
    *,
    on: date,
    opinion: str,
    by: Actor,
    reasons: str = "",
    reasons_hold: bool | None = None,
    public_interest: str = "",
    seen: int | None = None,
) -> Consultation:
    """Note the opinion, or that none came in time; the count goes on the day after (条例第33条第3款).

    Silence may be noted once the time for an opinion is over: of a third party nothing follows from it, and the agency
    decides itself (条例第32条); a co-author is taken to consent (条例第34条). Whenever it is noted, and whenever an
    opinion comes after that, what is left out of the count ends with that time.
    """
    held = take_up(consultation.application, acts.CONSULTATION_ENDED, seen=seen)
    asked = hold(consultation)
    if not asked.is_open:
        raise NotAllowed(
            "consultation-ended-already",
            Message("这项征求意见已于{ended}结束。", ended=asked.ended_on or asked.sent_on),
            hint=Message("请核对是哪一项。"),
            citation=cite("条例第33条第3款"),
        )
    if opinion == Consultation.Opinion.SILENT:
        _require_time_over(asked, on)
    values: dict[str, Any] = {
        "ended_on": on,
        "opinion": opinion,
        "reasons": reasons,
        "reasons_hold": reasons_hold,
        "public_interest": public_interest,
    }
    asked = changed(asked, acts.CONSULTATION_ENDED, by=by, **values)
    over = asked.due_on if asked.due_on is not None and asked.due_on < on else None
    event = Event(Kind.CONSULTATION_ENDED, on, until=over, party=Party(asked.party), reference=asked.reference)
    happen(held, acts.CONSULTATION_ENDED, by=by, event=event)
    return asked


@transaction.atomic
def tell_third_party(consultation: Consultation, *, on: date, by: Actor, seen: int | None = None) -> Consultation:
    """Note that a third party was told in writing what is disclosed against their will, and why: 条例第32条."""
    held = take_up(consultation.application, acts.THIRD_PARTY_TOLD, seen=seen)
    require_not_ahead(on)
    decided_on = held.reply.decided_on if hasattr(held, "reply") else None
    if decided_on is None or on < decided_on:
        raise NotAllowed(
            "told-before-decided",
            Message("在{on}还没有决定公开，不能告知第三方。", on=on),
            hint=Message("请核对日期。"),
            citation=cite("条例第32条"),
        )
    told = changed(consultation, acts.THIRD_PARTY_TOLD, by=by, told_on=on)
    happen(held, acts.THIRD_PARTY_TOLD, by=by)
    return told


def _require_time_over(asked: Consultation, on: date) -> None:
    """Refuse silence before its time; where an agency has no period, silence is for the officer to judge."""
    if Party(asked.party) is Party.OTHER_AGENCY:
        return
    if asked.due_on is None:
        raise NotAllowed(
            "notified-missing",
            Message("没有登记对方收到征求意见书的日期，不能认定逾期未提出意见。"),
            hint=Message("请先登记对方收到的日期：15个工作日自收到之日起算。"),
            citation=cite(_basis(asked)),
        )
    if on <= asked.due_on:
        raise NotAllowed(
            "opinion-period-not-over",
            Message("提出意见的期限至{due}，{on}尚未届满。", due=asked.due_on, on=on),
            hint=Message("请待期限届满，或者登记收到的意见。"),
            citation=cite(_basis(asked)),
        )


def _basis(asked: Consultation) -> str:
    """Give the article that gives them a time for their opinion, or of other agencies that they are asked."""
    return {Party.CO_AUTHOR: "条例第34条", Party.OTHER_AGENCY: "条例第11条"}.get(Party(asked.party), "条例第32条")
