"""Consultation (征求意见) of third parties and other agencies: 条例第32条、第33条第3款."""

from __future__ import annotations

from gongkai.law.clock.acts.guards import no_period, not_received
from gongkai.law.clock.case import Case, Pause, State
from gongkai.law.clock.events import Event, Kind
from gongkai.law.deadlines import CONSULTATION, Period, consultation_step
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


def may_begin(case: Case, event: Event) -> NotAllowed | None:
    """Say why a consultation cannot begin, or None; one may begin while a supplement is awaited."""
    if case.phase is not State.AWAITING_SUPPLEMENT and (refused := no_period(case, event)):
        return refused
    if event.reference and any(each.reference == event.reference for each in case.pauses_for(Kind.CONSULTATION_BEGUN)):
        return NotAllowed(
            "consultation-already-begun",
            Message("编号为“{reference}”的征求意见尚未结束，不能再次开始。", reference=event.reference),
            hint=Message("请另用编号，或者先登记其结束。"),
            citation=CONSULTATION,
        )
    return None


# 条例第32条 asks for the opinion whenever disclosure would harm; a period that has ended is not made longer by it.
def begin(case: Case, event: Event) -> None:
    """Begin a consultation: what time it needs is left out of a period still running."""
    case.pauses.append(Pause(Kind.CONSULTATION_BEGUN, event.on, event.reference, event.party))
    if case.delayed_until is not None and event.on <= case.due:
        message = Message("{on}开始征求意见；延迟答复的期限已经确定，仍至{due}。", on=event.on, due=case.due)
    elif case.state is State.HANDLING:
        message = Message("{on}开始征求意见；答复期限已于{due}届满，不因此顺延。", on=event.on, due=case.due)
    elif event.party is None:
        message = Message("{on}开始征求意见，所需时间不计入答复期限，结束后期限相应顺延。", on=event.on)
    else:
        message = Message(
            "{on}开始征求{party}的意见，所需时间不计入答复期限，结束后期限相应顺延。",
            on=event.on,
            party=event.party.label,
        )
    case.say(message, CONSULTATION, event.on)


def _ended_by(case: Case, reference: str) -> Pause | None:
    """Give the consultation that an end refers to: the one of that reference, or without one the only candidate.

    Consultations begun without a reference may be ended in any order: the union of their spans is the same.
    """
    begun = case.pauses_for(Kind.CONSULTATION_BEGUN)
    named = [pause for pause in begun if pause.reference == reference]
    if named:
        return named[0]
    return begun[0] if not reference and len(begun) == 1 else None


def may_end(case: Case, event: Event) -> NotAllowed | None:
    """Say why a consultation cannot end, or None: it must be clear which one, and its time over by then."""
    if (pause := _ended_by(case, event.reference)) is not None:
        return _time_over_wrong(pause, event)
    begun = case.pauses_for(Kind.CONSULTATION_BEGUN)
    if begun and not event.reference:
        return NotAllowed(
            "which-consultation",
            Message("有{count}项征求意见尚未结束，未写明结束的是哪一项。", count=len(begun)),
            hint=Message("请写明编号：{references}。", references=[pause.reference for pause in begun]),
            citation=CONSULTATION,
        )
    return not_received(case, event) or NotAllowed(
        "consultation-not-begun",
        Message("没有与之对应的、尚未结束的征求意见。"),
        hint=Message("请先登记开始征求意见，并核对编号。"),
        citation=CONSULTATION,
    )


def _time_over_wrong(pause: Pause, event: Event) -> NotAllowed | None:
    if event.until is None or pause.begun <= event.until <= event.on:
        return None
    return NotAllowed(
        "opinion-period-wrong",
        Message(
            "提出意见的期限{until}不在征求意见开始之日{begun}和登记结束之日{on}之间。",
            until=event.until,
            begun=pause.begun,
            on=event.on,
        ),
        hint=Message("请核对对方收到征求意见书的日期。"),
        citation=CONSULTATION,
    )


# [推导] “征求第三方和其他机关意见所需时间” ends with the opinion or with the time for it, whichever is first: an
# opinion that is noted later, or that comes later, needed no more.
def end(case: Case, event: Event) -> None:
    """End a consultation; the last day to reply moves where the count stood still for it."""
    pause = _ended_by(case, event.reference)
    assert pause is not None  # the guard found it
    past_due = case.is_past_due(event.on)
    ended = event.until or event.on
    case.end_pause(pause, ended)
    if past_due:
        message = Message("{on}征求意见结束；答复期限已于{due}届满，不因此顺延。", on=event.on, due=case.due)
        case.say(message, CONSULTATION, event.on)
    elif case.phase is not State.HANDLING:
        message = Message("{on}征求意见结束；此时答复期限不在计算之中，不作扣除。", on=event.on)
        case.say(message, CONSULTATION, event.on)
    elif case.delayed_until is not None:
        message = Message("{on}征求意见结束；延迟答复的期限已经确定，仍至{due}。", on=event.on, due=case.due)
        case.say(message, CONSULTATION, event.on)
    else:
        before = case.due
        case.recount()
        period = Period(pause.begun, ended)
        case.steps.append(consultation_step(period, before, case.due, case.calendar))
