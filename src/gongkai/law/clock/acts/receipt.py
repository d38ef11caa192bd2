"""Receipt of an application (收到申请), and its confirmation: 条例第31条."""

from __future__ import annotations

from datetime import date

from gongkai.law.channels import CHANNELS, CHANNELS_SINCE, confirmation_not_needed, receipt
from gongkai.law.citation import cite
from gongkai.law.clock.acts.guards import not_in_force, not_received
from gongkai.law.clock.case import Case, State
from gongkai.law.clock.events import Event
from gongkai.law.deadlines import REPLY_DAYS, first_day_step
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message

_RECEIPT = cite("条例第31条")


def may_receive(case: Case, event: Event) -> GongkaiError | None:
    """Say why an application cannot be received, or None: only once, by a channel that the law knows on that day."""
    if case.phase is State.NOT_RECEIVED:
        return None if event.channel is None else not_in_force(CHANNELS_SINCE, event.on)
    return NotAllowed(
        "already-received",
        Message("申请已于{on}收到，不能再次收到。", on=case.arrived),
        hint=Message("请删去重复的收到事件；另一份申请应另立一案。"),
        citation=_RECEIPT,
    )


def receive(case: Case, event: Event) -> None:
    """Receive the application; where the channel asks for it, the period waits for the confirmation."""
    case.arrived = event.on
    case.channel = event.channel
    if event.channel is not None:
        received = receipt(event.channel, arrived=event.on)
        case.steps.append(received.step)
        if received.on is None:
            case.phase = State.AWAITING_CONFIRMATION
            return
    _start(case, event.on)


def may_confirm(case: Case, event: Event) -> NotAllowed | None:
    """Say why receipt cannot be confirmed, or None: the channel must ask for it, and only once."""
    if case.phase is State.AWAITING_CONFIRMATION:
        return None
    if case.channel is not None and not case.channel.needs_confirmation:
        return confirmation_not_needed(CHANNELS[case.channel])
    return not_received(case, event) or NotAllowed(
        "already-confirmed",
        Message("收到申请之日已定为{on}，不能再次确认。", on=case.received),
        hint=Message("请删去多余的确认，或者写明提交渠道。"),
        citation=_RECEIPT,
    )


def confirm(case: Case, event: Event) -> None:
    """Confirm receipt (确认收到): the period begins."""
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
