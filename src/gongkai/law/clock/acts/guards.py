"""What several acts need: an application received, a reply period, a period that can be set."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.law.citation import Citation, cite
from gongkai.law.clock.case import Case, State
from gongkai.law.clock.events import LONGEST_DAYS, Event
from gongkai.law.dated import Dated
from gongkai.law.errors import NotAllowed, NotInForce
from gongkai.law.message import Message

_RECEIPT = cite("条例第31条")
_SUPPLEMENT = cite("条例第30条")
_FEE = cite("处理费办法第6条")


def not_in_force(provision: Dated[Any] | None, on: date) -> NotInForce | None:
    """Say that the text an act rests on was not yet in force, or None when it was or the act rests on none."""
    if provision is not None:
        try:
            provision.on(on)
        except NotInForce as not_in_force:
            return not_in_force
    return None


def not_received(case: Case, event: Event) -> NotAllowed | None:
    """Say that no application was received yet, or None when one was."""
    if case.phase is not State.NOT_RECEIVED:
        return None
    return NotAllowed(
        "not-received",
        Message("尚未收到申请，不能“{kind}”。", kind=event.kind.label),
        hint=Message("请先登记收到申请。"),
        citation=_RECEIPT,
    )


def no_period(case: Case, event: Event) -> NotAllowed | None:
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
    return not_received(case, event)


def day_of(case: Case, event: Event) -> date:
    """Give the day of an act; for a delay of which only the day named is known, the day of the event before it."""
    return event.happened_on or case.latest or event.on


def after_due(case: Case, event: Event, code: str, citation: Citation) -> NotAllowed | None:
    """Say that an act of the reply period comes after its end, or None when it does not."""
    on = day_of(case, event)
    if not case.is_past_due(on):
        return None
    return NotAllowed(
        code,
        Message("{on}已过答复期限{due}，不能“{kind}”。", on=on, due=case.due, kind=event.kind.label),
        hint=Message("请尽快答复。"),
        citation=citation,
    )


def period_refusal(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
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
    if event.until is not None and event.until > case.calendar.add_working_days(event.on, LONGEST_DAYS):
        return NotAllowed(
            "until-too-late",
            Message(
                "“{kind}”确定的截止日期{until}在{on}之后超过{longest}个工作日。",
                kind=event.kind.label,
                until=event.until,
                on=event.on,
                longest=LONGEST_DAYS,
            ),
            hint=Message("请核对日期。"),
            citation=citation,
        )
    return None


def until_set(case: Case, event: Event) -> date | None:
    """Give the last day of a period the agency set, in working days or by date; None when it set none."""
    if event.until is not None:
        return event.until
    return None if event.days is None else case.calendar.add_working_days(event.on, event.days)
