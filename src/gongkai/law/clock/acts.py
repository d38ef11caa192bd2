"""What each event requires and what it does: one table, read by the fold and by what is lawful next.

A guard gives the refusal, or None when the event is lawful at that point of the case; an effect
changes the case and adds the steps. A guard never changes the case.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from gongkai.law.channels import CHANNELS, CHANNELS_SINCE, confirmation_not_needed, receipt
from gongkai.law.citation import Citation, cite, encodes
from gongkai.law.clock.case import Case, Pause, State
from gongkai.law.clock.events import LONGEST_DAYS, Event, Kind
from gongkai.law.dated import Dated
from gongkai.law.deadlines import (
    CONSULTATION,
    EXTENSION_DAYS,
    FEE_PAYMENT_DAYS,
    REPLY_DAYS,
    SUPPLEMENT_NOTICE_DAYS,
    Period,
    consultation_step,
    extension_days_refusal,
    first_day_step,
)
from gongkai.law.delivery import manner_refusal, reply_step
from gongkai.law.errors import GongkaiError, NotAllowed, NotInForce
from gongkai.law.message import Message

_RECEIPT = cite("条例第31条")
_SUPPLEMENT = cite("条例第30条")
_LARGE_NUMBERS = cite("条例第35条")
_FEE = cite("处理费办法第6条")
_ONE_FEE = cite("处理费办法第3条")
_RECORDS = cite("条例第45条")


# What any event needs.


def refusal(case: Case, event: Event) -> GongkaiError | None:
    """Say why an event cannot happen at this point of a case, or None when it can."""
    if case.closed_on is not None:
        return NotAllowed(
            "closed",
            Message(
                "该申请已于{on}办结（{state}），不能再“{kind}”。",
                on=case.closed_on,
                state=case.state.label,
                kind=event.kind.label,
            ),
            hint=Message("请核对事件，或者另立新案。"),
            citation=_RECORDS,
        )
    happened_on = event.happened_on
    if happened_on is not None and case.latest is not None and happened_on < case.latest:
        return NotAllowed(
            "out-of-order",
            Message(
                "“{kind}”的日期{on}早于前一事件的日期{latest}。",
                kind=event.kind.label,
                on=happened_on,
                latest=case.latest,
            ),
            hint=Message("请按发生的先后列出事件，并核对日期。"),
            citation=_RECORDS,
        )
    act = ACTS[event.kind]
    return _not_in_force(act.provision, event.on) or act.guard(case, event)


def _not_in_force(provision: Dated[Any] | None, on: date) -> NotInForce | None:
    """Say that the text an act rests on was not yet in force, or None when it was or the act rests on none."""
    if provision is not None:
        try:
            provision.on(on)
        except NotInForce as not_in_force:
            return not_in_force
    return None


def apply(case: Case, event: Event) -> None:
    """Let a lawful event happen."""
    ACTS[event.kind].effect(case, event)
    case.latest = event.happened_on or case.latest


def _not_received(case: Case, event: Event) -> NotAllowed | None:
    if case.phase is not State.NOT_RECEIVED:
        return None
    return NotAllowed(
        "not-received",
        Message("尚未收到申请，不能“{kind}”。", kind=event.kind.label),
        hint=Message("请先登记收到申请。"),
        citation=_RECEIPT,
    )


def _no_period(case: Case, event: Event) -> NotAllowed | None:
    """Say why there is no reply period at this point, or None when there is one, running or paused."""
    if case.phase is State.AWAITING_CONFIRMATION:
        return NotAllowed(
            "not-confirmed",
            Message("尚未与申请人确认收到，不能“{kind}”。", kind=event.kind.label),
            hint=Message("请先与申请人确认，确认之日为收到申请之日。"),
            citation=_RECEIPT,
        )
    if case.phase is State.AWAITING_SUPPLEMENT:
        return NotAllowed(
            "awaiting-supplement",
            Message("正在等待补正，不能“{kind}”。", kind=event.kind.label),
            hint=Message("收到补正后，答复期限重新起算。"),
            citation=_SUPPLEMENT,
        )
    if case.phase is State.AWAITING_PAYMENT:
        return NotAllowed(
            "awaiting-payment",
            Message("正在等待缴费，不能“{kind}”。", kind=event.kind.label),
            hint=Message("请待申请人缴费，或者缴费期满后再办理。"),
            citation=_FEE,
        )
    return _not_received(case, event)


def _day_of(case: Case, event: Event) -> date:
    """Give the day of an act; for a delay of which only the day named is known, the day of the event before it."""
    return event.happened_on or case.latest or event.on


def _after_due(case: Case, event: Event, code: str, citation: Citation) -> NotAllowed | None:
    """Say that an act of the reply period comes after its end, or None when it does not."""
    on = _day_of(case, event)
    if not case.is_past_due(on):
        return None
    return NotAllowed(
        code,
        Message("{on}已过答复期限{due}，不能“{kind}”。", on=on, due=case.due, kind=event.kind.label),
        hint=Message("请尽快答复。"),
        citation=citation,
    )


def _period_refusal(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why the period an event sets cannot stand: it must be days in the future."""
    if event.days is not None and not 1 <= event.days <= LONGEST_DAYS:
        return NotAllowed(
            "days-out-of-range",
            Message(
                "“{kind}”的天数{days}不在1至{longest}之内。",
                kind=event.kind.label,
                days=event.days,
                longest=LONGEST_DAYS,
            ),
            hint=Message("请核对天数。"),
            citation=citation,
        )
    if event.until is not None and event.until < event.on:
        return NotAllowed(
            "until-before",
            Message("“{kind}”确定的截止日期{until}早于{on}。", kind=event.kind.label, until=event.until, on=event.on),
            hint=Message("请核对日期。"),
            citation=citation,
        )
    return None


def _set_until(case: Case, event: Event) -> date | None:
    """Give the last day of a period the agency set, in working days or by date; None when it set none."""
    if event.until is not None:
        return event.until
    return None if event.days is None else case.calendar.add_working_days(event.on, event.days)


# Receipt (收到).


def _may_receive(case: Case, event: Event) -> GongkaiError | None:
    if case.phase is State.NOT_RECEIVED:
        return None if event.channel is None else _not_in_force(CHANNELS_SINCE, event.on)
    return NotAllowed(
        "already-received",
        Message("申请已于{on}收到，不能再次收到。", on=case.arrived),
        hint=Message("请删去重复的收到事件；另一份申请应另立一案。"),
        citation=_RECEIPT,
    )


def _receive(case: Case, event: Event) -> None:
    case.arrived = event.on
    case.channel = event.channel
    if event.channel is not None:
        received = receipt(event.channel, arrived=event.on)
        case.steps.append(received.step)
        if received.on is None:
            case.phase = State.AWAITING_CONFIRMATION
            return
    _start(case, event.on)


def _may_confirm(case: Case, event: Event) -> NotAllowed | None:
    if case.phase is State.AWAITING_CONFIRMATION:
        return None
    if case.channel is not None and not case.channel.needs_confirmation:
        return confirmation_not_needed(CHANNELS[case.channel])
    return _not_received(case, event) or NotAllowed(
        "already-confirmed",
        Message("收到申请之日已定为{on}，不能再次确认。", on=case.received),
        hint=Message("请删去多余的确认，或者写明提交渠道。"),
        citation=_RECEIPT,
    )


def _confirm(case: Case, event: Event) -> None:
    assert case.channel is not None  # awaiting confirmation, so the channel asks for it
    case.steps.append(receipt(case.channel, arrived=case.arrived, confirmed=event.on).step)
    _start(case, event.on)


def _start(case: Case, received: date) -> None:
    case.received = received
    case.restart(received)
    case.steps.append(first_day_step(received))
    case.say(
        Message("{on}收到申请，答复期限为{days}个工作日，至{due}。", on=received, days=case.reply_days, due=case.due),
        REPLY_DAYS.on(received).citation,
        received,
    )


# Supplement (补正).


def _supplement_notice_due(case: Case, event: Event) -> date:
    return case.calendar.add_working_days(case.received, SUPPLEMENT_NOTICE_DAYS.on(event.on).value)


def _may_ask_supplement(case: Case, event: Event) -> NotAllowed | None:
    if case.supplement_asked:
        return NotAllowed(
            "supplement-asked-already",
            Message("已经告知过补正，补正应当一次性告知。"),
            hint=Message("补正后内容仍不明确的，请以“补正后申请内容仍不明确”答复。"),
            citation=_SUPPLEMENT,
        )
    if refused := _no_period(case, event):
        return refused
    notice_due = _supplement_notice_due(case, event)
    if event.on > notice_due and case.rules.supplement_asked_only_in_time:
        return NotAllowed(
            "supplement-asked-late",
            Message("告知补正的日期{on}已过告知补正的期限{due}。", on=event.on, due=notice_due),
            hint=Message("请就现有申请内容办理并答复。"),
            citation=_SUPPLEMENT,
        )
    return _period_refusal(case, event, _SUPPLEMENT)


def _ask_supplement(case: Case, event: Event) -> None:
    notice_due = _supplement_notice_due(case, event)
    if event.on > notice_due:
        late = Message("{on}告知补正，已过告知补正的期限{due}。", on=event.on, due=notice_due)
        case.say(late, _SUPPLEMENT, event.on)
    _stop(case, event.on, State.AWAITING_SUPPLEMENT)
    case.supplement_asked = True
    case.supplement_until = _set_until(case, event)
    if case.supplement_until is None:
        message = Message("{on}告知补正，补正前答复期限不计算；收到补正后重新起算。", on=event.on)
    else:
        message = Message(
            "{on}告知补正，补正期限至{until}；补正前答复期限不计算，收到补正后重新起算。",
            on=event.on,
            until=case.supplement_until,
        )
    case.say(message, _SUPPLEMENT, event.on)


def _stop(case: Case, on: date, phase: State) -> None:
    """Let the count stand still with the last day as computed so far."""
    case.recount(through=on)
    case.phase = phase
    case.stopped_on = on


def _supplement_not_asked(case: Case, event: Event) -> NotAllowed | None:
    if case.phase is State.AWAITING_SUPPLEMENT:
        return None
    return _not_received(case, event) or NotAllowed(
        "supplement-not-asked",
        Message("没有等待中的补正，不能“{kind}”。", kind=event.kind.label),
        hint=Message("请先登记告知补正；申请人自行补充材料不影响答复期限。"),
        citation=_SUPPLEMENT,
    )


def _supplement(case: Case, event: Event) -> None:
    case.restart(event.on)
    case.say(
        Message(
            "{on}收到补正，答复期限重新起算{days}个工作日，至{due}。", on=event.on, days=case.reply_days, due=case.due
        ),
        _SUPPLEMENT,
        event.on,
    )


def _may_lapse_supplement(case: Case, event: Event) -> NotAllowed | None:
    if refused := _supplement_not_asked(case, event):
        return refused
    if case.supplement_until is None:
        return NotAllowed(
            "supplement-period-not-set",
            Message("告知补正时没有写明补正期限，不能认定逾期不补正。"),
            hint=Message("请补记告知书写明的补正期限。"),
            citation=_SUPPLEMENT,
        )
    if event.on > case.supplement_until:
        return None
    return NotAllowed(
        "supplement-period-not-over",
        Message("补正期限至{until}，{on}尚未逾期。", until=case.supplement_until, on=event.on),
        hint=Message("请待补正期限届满。"),
        citation=_SUPPLEMENT,
    )


def _lapse_supplement(case: Case, event: Event) -> None:
    _close(case, event.on, State.NOT_PROCESSED, outcome_code="OTHER_1")
    message = Message("申请人无正当理由逾期不补正，{on}视为放弃申请，不再处理。", on=event.on)
    case.say(message, _SUPPLEMENT, event.on)


# Consultation (征求意见).


def _may_begin_consultation(case: Case, event: Event) -> NotAllowed | None:
    if case.phase is not State.AWAITING_SUPPLEMENT and (refused := _no_period(case, event)):
        return refused
    if event.reference and any(each.reference == event.reference for each in _consultations(case)):
        return NotAllowed(
            "consultation-already-begun",
            Message("编号为“{reference}”的征求意见尚未结束，不能再次开始。", reference=event.reference),
            hint=Message("请另用编号，或者先登记其结束。"),
            citation=CONSULTATION,
        )
    return None


# 条例第32条 asks for the opinion whenever disclosure would harm; a period that has ended is not made longer by it.
def _begin_consultation(case: Case, event: Event) -> None:
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


def _consultations(case: Case) -> list[Pause]:
    return [pause for pause in case.pauses if pause.why is Kind.CONSULTATION_BEGUN]


def _consultation_ended_by(case: Case, reference: str) -> Pause | None:
    """Give the consultation that an end refers to: the one of that reference, or without one the only candidate.

    Consultations begun without a reference may be ended in any order: the union of their spans is the same.
    """
    begun = _consultations(case)
    named = [pause for pause in begun if pause.reference == reference]
    if named:
        return named[0]
    return begun[0] if not reference and len(begun) == 1 else None


def _may_end_consultation(case: Case, event: Event) -> NotAllowed | None:
    if _consultation_ended_by(case, event.reference) is not None:
        return None
    begun = _consultations(case)
    if begun and not event.reference:
        return NotAllowed(
            "which-consultation",
            Message("有{count}项征求意见尚未结束，未写明结束的是哪一项。", count=len(begun)),
            hint=Message("请写明编号：{references}。", references="、".join(pause.reference for pause in begun)),
            citation=CONSULTATION,
        )
    return _not_received(case, event) or NotAllowed(
        "consultation-not-begun",
        Message("没有与之对应的、尚未结束的征求意见。"),
        hint=Message("请先登记开始征求意见，并核对编号。"),
        citation=CONSULTATION,
    )


def _end_consultation(case: Case, event: Event) -> None:
    pause = _consultation_ended_by(case, event.reference)
    assert pause is not None  # the guard found it
    past_due = case.is_past_due(event.on)
    case.end_pause(pause, event.on)
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
        period = Period(pause.begun, event.on)
        case.steps.append(consultation_step(period, before, case.due, case.calendar))


# Extension (延长).


def _may_extend(case: Case, event: Event) -> NotAllowed | None:
    if refused := _no_period(case, event):
        return refused
    if case.delayed_until is not None:
        return NotAllowed(
            "extension-after-delay",
            Message("已经确定延迟答复的期限至{until}，不能再延长。", until=case.delayed_until),
            hint=Message("请最迟于该日答复。"),
            citation=_LARGE_NUMBERS,
        )
    longest = EXTENSION_DAYS.on(case.base)
    # [推导] 第33条第2款 gives at most twenty working days and says nothing of a second time; one extension within
    # one period is the careful reading, even where two would stay within twenty.
    if case.extended:
        return NotAllowed(
            "extension-used",
            Message("答复期限已经延长过一次，不能再次延长。"),
            hint=Message("请最迟于{due}答复。", due=case.due),
            citation=longest.citation,
        )
    if case.is_paused and not case.rules.extension_while_consulting:
        return NotAllowed(
            "extension-while-paused",
            Message("答复期限因{state}停止计算，此时不能延长。", state=case.state.label),
            hint=Message("请在恢复计算之后、期限届满之前延长。"),
            citation=longest.citation,
        )
    refused = _after_due(case, event, "extension-after-due", longest.citation)
    if refused and case.rules.extension_only_before_due:
        return refused
    return extension_days_refusal(event.days, longest)


def _extend(case: Case, event: Event) -> None:
    assert event.days is not None  # the guard asked for it
    case.extended = True
    case.extended_by = event.days
    case.recount()
    if case.is_paused:
        message = Message(
            "{on}答复期限延长{days}个工作日；{state}，所需时间结束后再计算届满之日。",
            on=event.on,
            days=event.days,
            state=case.state.label,
        )
    else:
        message = Message("{on}答复期限延长{days}个工作日，至{due}。", on=event.on, days=event.days, due=case.due)
    case.say(message, EXTENSION_DAYS.on(case.base).citation, event.on)


# Large numbers of applications (大量、反复申请).


def _may_ask_reasons(case: Case, event: Event) -> NotAllowed | None:
    return _no_period(case, event)


def _ask_reasons(case: Case, event: Event) -> None:
    case.reasons_raised = True
    if case.rules.reasons_stop_clock and not case.is_past_due(event.on):
        case.pauses.append(Pause(Kind.REASONS_ASKED, event.on))
        message = Message("{on}要求申请人说明理由，至收到说明之日不计入答复期限。", on=event.on)
    elif case.is_paused:
        message = Message("{on}要求申请人说明理由，答复期限不因此停止计算。", on=event.on)
    else:
        message = Message("{on}要求申请人说明理由，答复期限不因此停止，仍至{due}。", on=event.on, due=case.due)
    case.say(message, _LARGE_NUMBERS, event.on)


def _reasons_not_asked(case: Case, event: Event) -> NotAllowed | None:
    if case.reasons_raised:
        return None
    return NotAllowed(
        "reasons-not-asked",
        Message("没有要求申请人说明理由，申请人也没有说明，不能“{kind}”。", kind=event.kind.label),
        hint=Message("请先要求申请人说明理由，或者登记收到的理由说明。"),
        citation=_LARGE_NUMBERS,
    )


# The applicant may give the reasons unasked, in the application itself.
def _take_reasons(case: Case, event: Event) -> None:
    case.reasons_raised = True
    message = Message("{on}收到申请人的理由说明。", on=event.on)
    for pause in [pause for pause in case.pauses if pause.why is Kind.REASONS_ASKED]:
        case.end_pause(pause, event.on)
        if case.phase is State.HANDLING:
            case.recount()
            message = Message("{on}收到申请人的理由说明，答复期限顺延至{due}。", on=event.on, due=case.due)
    case.say(message, _LARGE_NUMBERS, event.on)


def _may_delay(case: Case, event: Event) -> NotAllowed | None:
    refused = _no_period(case, event) or _reasons_not_asked(case, event) or _period_refusal(case, event, _LARGE_NUMBERS)
    if refused is None and case.rules.delay_only_before_due:
        refused = _after_due(case, event, "delay-after-due", _LARGE_NUMBERS)
    if refused:
        return refused
    named, on = _named_day(case, event), _day_of(case, event)
    due = case.due_through(on)
    if named > due:
        return None
    return NotAllowed(
        "delay-not-after-due",
        Message(
            "{state}，所需时间算至{on}的，答复期限为{due}；延迟答复的日期{named}不晚于该日。",
            state=case.state.label,
            on=on,
            due=due,
            named=named,
        )
        if case.is_paused
        else Message("延迟答复的日期{named}不晚于现有答复期限{due}。", named=named, due=due),
        hint=Message("请在现有期限内答复，或者确定更晚的合理期限。"),
        citation=_LARGE_NUMBERS,
    )


def _named_day(case: Case, event: Event) -> date:
    return _set_until(case, event) or event.on


def _delay(case: Case, event: Event) -> None:
    case.delayed_until = _named_day(case, event)
    case.recount()
    message = Message("理由合理但无法按期答复，行政机关确定延迟答复的期限至{due}。", due=case.due)
    case.say(message, _LARGE_NUMBERS, event.happened_on)


# The fee (信息处理费).


def _may_notice_fee(case: Case, event: Event) -> NotAllowed | None:
    if refused := _no_period(case, event):
        return refused
    if case.fee_noticed:
        return NotAllowed(
            "fee-noticed-already",
            Message("这件申请已经通知并缴纳过信息处理费，不能再次通知缴纳。"),
            hint=Message("一件申请只计收一次，请继续办理并答复。"),
            citation=_ONE_FEE,
        )
    return _after_due(case, event, "fee-noticed-late", _FEE) or _period_refusal(case, event, _FEE)


def _notice_fee(case: Case, event: Event) -> None:
    _stop(case, event.on, State.AWAITING_PAYMENT)
    case.fee_noticed = True
    if event.until is None:
        case.fee_due = case.calendar.add_working_days(event.on, case.rules.fee_payment_days)
        message = Message(
            "{on}通知缴纳信息处理费，应在{days}个工作日内缴纳，至{until}；缴费前答复期限不计算。",
            on=event.on,
            days=case.rules.fee_payment_days,
            until=case.fee_due,
        )
    else:
        case.fee_due = event.until
        message = Message(
            "{on}通知缴纳信息处理费，缴纳期限至{until}；缴费前答复期限不计算。", on=event.on, until=case.fee_due
        )
    case.say(message, _FEE, event.on)


def _fee_not_noticed(case: Case, event: Event) -> NotAllowed | None:
    if case.phase is State.AWAITING_PAYMENT:
        return None
    return _not_received(case, event) or NotAllowed(
        "fee-not-noticed",
        Message("没有等待缴纳的信息处理费，不能“{kind}”。", kind=event.kind.label),
        hint=Message("请先登记收费通知。"),
        citation=_FEE,
    )


def _may_pay_fee(case: Case, event: Event) -> NotAllowed | None:
    if refused := _fee_not_noticed(case, event):
        return refused
    if event.on <= case.fee_due:
        return None
    return NotAllowed(
        "fee-paid-late",
        Message("缴费日期{on}已过缴费期限{due}。", on=event.on, due=case.fee_due),
        hint=Message("逾期未缴费的，视为放弃申请。"),
        citation=_FEE,
    )


def _pay_fee(case: Case, event: Event) -> None:
    if case.rules.payment_restarts:
        case.restart(event.on)
        message = Message(
            "{on}缴费，答复期限重新起算{days}个工作日，至{due}。", on=event.on, days=case.reply_days, due=case.due
        )
    else:
        case.phase = State.HANDLING
        case.left_out.append(Period(case.stopped_on, event.on))
        case.recount()
        message = Message("{on}缴费，等待缴费的时间不计入答复期限，至{due}。", on=event.on, due=case.due)
    case.say(message, _FEE, event.on)


def _may_lapse_fee(case: Case, event: Event) -> NotAllowed | None:
    if refused := _fee_not_noticed(case, event):
        return refused
    if event.on > case.fee_due:
        return None
    return NotAllowed(
        "fee-period-not-over",
        Message("缴费期限至{due}，{on}尚未逾期。", due=case.fee_due, on=event.on),
        hint=Message("请待缴费期限届满。"),
        citation=_FEE,
    )


def _lapse_fee(case: Case, event: Event) -> None:
    _close(case, event.on, State.NOT_PROCESSED, outcome_code="OTHER_2")
    case.say(Message("申请人逾期未缴费，{on}视为放弃申请，不再处理。", on=event.on), _FEE, event.on)


# The end (办结).


def _may_reply(case: Case, event: Event) -> NotAllowed | None:
    if refused := _not_received(case, event):
        return refused
    return None if event.manner is None else manner_refusal(event.manner)


def _reply(case: Case, event: Event) -> None:
    counts = case.phase is State.HANDLING
    if counts:
        case.recount(through=event.on)
        case.late = event.on > case.due
    if event.manner is not None:
        case.steps.append(reply_step(event.manner, event.on))
    if case.late:
        days = case.calendar.working_days_between(case.due, event.on)
        if days:
            message = Message("{on}答复，超过答复期限{due}，逾期{days}个工作日。", on=event.on, due=case.due, days=days)
        else:
            message = Message("{on}答复，超过答复期限{due}，其间没有工作日。", on=event.on, due=case.due)
    elif counts:
        message = Message("{on}答复，未超过答复期限{due}。", on=event.on, due=case.due)
    else:
        message = Message("{on}答复；此时答复期限不在计算之中。", on=event.on)
    _close(case, event.on, State.REPLIED)
    rests_on = REPLY_DAYS.on(case.received if case.has_period else event.on).citation
    case.say(message, rests_on if case.delayed_until is None else _LARGE_NUMBERS, event.on)


def _may_withdraw(case: Case, event: Event) -> NotAllowed | None:
    return _not_received(case, event)


def _withdraw(case: Case, event: Event) -> None:
    _close(case, event.on, State.WITHDRAWN)
    case.say(Message("{on}申请人撤回申请，办理终结。", on=event.on), None, event.on)


def _close(case: Case, on: date, phase: State, *, outcome_code: str | None = None) -> None:
    case.phase = phase
    case.closed_on = on
    case.outcome_code = outcome_code


def _reply_due(case: Case, event: Event) -> date | None:
    """Give the last day to reply as the last lawful day, None while it stands still."""
    return case.due if case.state is State.HANDLING else None


def _fee_due(case: Case, event: Event) -> date:
    return case.fee_due


def _no_last_day(case: Case, event: Event) -> None:
    return None


class Act(NamedTuple):
    """One row of the table: the text that must be in force, the guard, the effect, the last lawful day."""

    provision: Dated[Any] | None
    guard: Callable[[Case, Event], GongkaiError | None]
    effect: Callable[[Case, Event], None]
    until: Callable[[Case, Event], date | None] = _no_last_day


_REGULATION = date(2019, 5, 15)
_ARTICLE_30 = Dated((_REGULATION, None, "条例第30条"))
_ARTICLE_31 = Dated((_REGULATION, None, "条例第31条"))
_CONSULTATION = Dated((_REGULATION, None, "条例第33条第3款"))
_ARTICLE_35 = Dated((_REGULATION, None, "条例第35条"))

ACTS: dict[Kind, Act] = {
    Kind.RECEIVED: Act(REPLY_DAYS, _may_receive, _receive),
    Kind.CONFIRMED: Act(_ARTICLE_31, _may_confirm, _confirm),
    Kind.SUPPLEMENT_ASKED: Act(
        SUPPLEMENT_NOTICE_DAYS, _may_ask_supplement, _ask_supplement, until=_supplement_notice_due
    ),
    Kind.SUPPLEMENTED: Act(_ARTICLE_30, _supplement_not_asked, _supplement),
    Kind.SUPPLEMENT_LAPSED: Act(_ARTICLE_30, _may_lapse_supplement, _lapse_supplement),
    Kind.CONSULTATION_BEGUN: Act(_CONSULTATION, _may_begin_consultation, _begin_consultation),
    Kind.CONSULTATION_ENDED: Act(_CONSULTATION, _may_end_consultation, _end_consultation),
    Kind.EXTENDED: Act(EXTENSION_DAYS, _may_extend, _extend, until=_reply_due),
    Kind.REASONS_ASKED: Act(_ARTICLE_35, _may_ask_reasons, _ask_reasons),
    Kind.REASONS_GIVEN: Act(_ARTICLE_35, _not_received, _take_reasons),
    Kind.DELAY_SET: Act(_ARTICLE_35, _may_delay, _delay),
    Kind.FEE_NOTICED: Act(FEE_PAYMENT_DAYS, _may_notice_fee, _notice_fee, until=_reply_due),
    Kind.FEE_PAID: Act(FEE_PAYMENT_DAYS, _may_pay_fee, _pay_fee, until=_fee_due),
    Kind.FEE_LAPSED: Act(FEE_PAYMENT_DAYS, _may_lapse_fee, _lapse_fee),
    Kind.REPLIED: Act(REPLY_DAYS, _may_reply, _reply, until=_reply_due),
    # The Regulation does not speak of withdrawal; an application is the applicant's to take back.
    Kind.WITHDRAWN: Act(None, _may_withdraw, _withdraw),
}
encodes(
    f"{__name__}.ACTS",
    "条例第30条",
    "条例第31条",
    "条例第33条第2款",
    "条例第33条第3款",
    "条例第35条",
    "处理费办法第3条",
    "处理费办法第6条",
)
