"""What the agency owes afterwards: to reply anew, and to report on opinions and advice (复议意见书、建议书)."""

from __future__ import annotations

from gongkai.law.challenges.acts.guards import until_refusal
from gongkai.law.challenges.case import Case, Duty, DutyKind, State
from gongkai.law.challenges.events import Event, Kind
from gongkai.law.citation import Citation
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


def may_redo(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say that no reply anew is owed, or None."""
    if case.open_duty(DutyKind.REDO) is not None:
        return None
    return NotAllowed(
        "no-redo",
        Message("没有生效的决定或者裁判责令重新答复，或者已经重新答复。"),
        hint=Message("请核对事件。"),
        citation=citation,
    )


def redo(case: Case, event: Event) -> None:
    """Reply anew as ordered."""
    _done(case, event, DutyKind.REDO, Message("{on}重新答复。", on=event.on))


def may_receive(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why no opinion or advice can have come, or None: there is a case, and its document is not yet noted."""
    if case.phase is State.NOT_OPENED:
        return NotAllowed(
            "not-opened", Message("尚未登记案件。"), hint=Message("请先登记提起、受理或者收到副本。"), citation=citation
        )
    noted = (each for each in case.duties if each.kind is DutyKind.FEEDBACK and each.reference == event.reference)
    if next(noted, None) is not None:
        return NotAllowed(
            "reference-twice",
            Message("已登记同一文号的意见书或者建议书。"),
            hint=Message("请填写各自的文号以示区别。"),
            citation=citation,
        )
    return until_refusal(event, citation)


def receive_opinion(case: Case, event: Event) -> None:
    """Owe a report on what was corrected: within the period of the Act, or by the day the opinion names."""
    case.say(Message("{on}收到复议意见书。", on=event.on), None, event.on)
    deadline = None if event.until is not None else case.count("T_RECON_OPINION", event.on)
    case.owe(DutyKind.FEEDBACK, event, deadline, reference=event.reference)


def receive_advice(case: Case, event: Event) -> None:
    """Owe feedback on an advice by the day it names; no text at hand gives a period of its own."""
    case.say(Message("{on}收到建议书。", on=event.on), None, event.on)
    case.owe(DutyKind.FEEDBACK, event, None, reference=event.reference)


def may_give_feedback(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say that there is nothing to report on, or None."""
    if case.open_duty(DutyKind.FEEDBACK, event.reference) is not None:
        return None
    return NotAllowed(
        "no-feedback",
        Message("没有待反馈的意见书或者建议书。"),
        hint=Message("请先登记收到意见书或者建议书，并核对文号。"),
        citation=citation,
    )


def give_feedback(case: Case, event: Event) -> None:
    """Report what was done."""
    _done(case, event, DutyKind.FEEDBACK, Message("{on}反馈落实情况。", on=event.on), event.reference)


def _done(case: Case, event: Event, kind: DutyKind, message: Message, reference: str = "") -> None:
    duty = case.open_duty(kind, reference)
    if duty is None:
        return
    case.replace_duty(duty, duty._replace(done_on=event.on))
    case.say(message, None, event.on)
    if duty.due is not None and event.on > duty.due:
        case.say(Message("已超过{due}。", due=duty.due), None, event.on)


def oldest(case: Case, kind: Kind) -> Duty | None:
    """Give what an act that is done now would settle first."""
    owed = DutyKind.REDO if kind is Kind.REDONE else DutyKind.FEEDBACK
    return next((each for each in case.duties if each.kind is owed and each.is_open), None)
