"""The processing fee (信息处理费): notice, payment, lapse, 处理费办法第6条."""

from __future__ import annotations

from datetime import date

from gongkai.law.citation import cite
from gongkai.law.clock.acts.guards import after_due, no_period, not_received, period_refusal
from gongkai.law.clock.case import Case, State
from gongkai.law.clock.events import Event
from gongkai.law.deadlines import Period
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

_FEE = cite("处理费办法第6条")
_ONE_FEE = cite("处理费办法第3条")


def may_notice(case: Case, event: Event) -> NotAllowed | None:
    """Say why the fee cannot be noticed, or None: once for an application, within the reply period."""
    if refused := no_period(case, event):
        return refused
    if case.fee_noticed:
        return NotAllowed(
            "fee-noticed-already",
            Message("这件申请已经通知并缴纳过信息处理费，不能再次通知缴纳。"),
            hint=Message("一件申请只计收一次，请继续办理并答复。"),
            citation=_ONE_FEE,
        )
    return after_due(case, event, "fee-noticed-late", _FEE) or period_refusal(case, event, _FEE)


def notice(case: Case, event: Event) -> None:
    """Give notice of the fee (收费通知): the count stops."""
    case.stop(event.on, State.AWAITING_PAYMENT)
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


def may_receive(case: Case, event: Event) -> NotAllowed | None:
    """Say why no notice can have been received, or None: one was given, and not paid yet."""
    return _not_noticed(case, event)


def receive(case: Case, event: Event) -> None:
    """Count the time to pay from the day the applicant received the notice (收到收费通知)."""
    case.fee_due = event.until or case.calendar.add_working_days(event.on, case.rules.fee_payment_days)
    message = Message("申请人收到收费通知，应在收到之次日起缴费，至{until}。", until=case.fee_due)
    case.say(message, _FEE, event.on)


def _not_noticed(case: Case, event: Event) -> NotAllowed | None:
    if case.phase is State.AWAITING_PAYMENT:
        return None
    return not_received(case, event) or NotAllowed(
        "fee-not-noticed",
        Message("没有等待缴纳的信息处理费，不能“{kind}”。", kind=event.kind.label),
        hint=Message("请先登记收费通知。"),
        citation=_FEE,
    )


def may_pay(case: Case, event: Event) -> NotAllowed | None:
    """Say why the fee cannot be paid, or None: notice was given, and the time for it is not over."""
    if refused := _not_noticed(case, event):
        return refused
    if event.on <= case.fee_due:
        return None
    return NotAllowed(
        "fee-paid-late",
        Message("缴费日期{on}已过缴费期限{due}。", on=event.on, due=case.fee_due),
        hint=Message("逾期未缴费的，视为放弃申请。"),
        citation=_FEE,
    )


def pay(case: Case, event: Event) -> None:
    """Take the payment; whether the period begins anew or goes on is a setting."""
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


def may_lapse(case: Case, event: Event) -> NotAllowed | None:
    """Say why the application has not lapsed for want of payment, or None: the time for it must be over."""
    if refused := _not_noticed(case, event):
        return refused
    if event.on > case.fee_due:
        return None
    return NotAllowed(
        "fee-period-not-over",
        Message("缴费期限至{due}，{on}尚未逾期。", due=case.fee_due, on=event.on),
        hint=Message("请待缴费期限届满。"),
        citation=_FEE,
    )


def lapse(case: Case, event: Event) -> None:
    """End a case whose fee was not paid in time (逾期未缴费)."""
    case.close(event.on, State.NOT_PROCESSED, outcome_code="OTHER_2")
    case.say(Message("申请人逾期未缴费，{on}视为放弃申请，不再处理。", on=event.on), _FEE, event.on)


def due_on(case: Case, event: Event) -> date:
    """Give the last day to pay."""
    return case.fee_due
