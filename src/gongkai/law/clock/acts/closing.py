"""The end of a case (办结): reply or withdrawal."""

from __future__ import annotations

from gongkai.law.citation import cite
from gongkai.law.clock.acts.guards import not_received
from gongkai.law.clock.acts.redo import ORDERED
from gongkai.law.clock.case import Case, State
from gongkai.law.clock.events import Event
from gongkai.law.deadlines import REPLY_DAYS
from gongkai.law.delivery import manner_refusal, reply_step
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

_LARGE_NUMBERS = cite("条例第35条")


def may_reply(case: Case, event: Event) -> NotAllowed | None:
    """Say why no reply can be given, or None; a late reply is one too."""
    if refused := not_received(case, event):
        return refused
    return None if event.manner is None else manner_refusal(event.manner)


def reply(case: Case, event: Event) -> None:
    """Reply to the applicant, in time or late."""
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
    case.close(event.on, State.REPLIED)
    rests_on = REPLY_DAYS.on(case.received if case.has_period else event.on).citation
    if case.ordered:
        rests_on = ORDERED
    elif case.delayed_until is not None:
        rests_on = _LARGE_NUMBERS
    case.say(message, rests_on, event.on)


def may_withdraw(case: Case, event: Event) -> NotAllowed | None:
    """Say why the application cannot be withdrawn, or None."""
    return not_received(case, event)


def withdraw(case: Case, event: Event) -> None:
    """End a case that the applicant took back (撤回)."""
    case.close(event.on, State.WITHDRAWN)
    case.say(Message("{on}申请人撤回申请，办理终结。", on=event.on), None, event.on)
