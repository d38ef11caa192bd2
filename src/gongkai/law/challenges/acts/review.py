"""What happens while the forum has the challenge before it: the answer, hearings, mediation, standstill, more time."""

from __future__ import annotations

from gongkai.law.challenges.acts.guards import not_heard, until_missing, until_refusal
from gongkai.law.challenges.case import Case, DutyKind, State
from gongkai.law.challenges.events import Event, Procedure
from gongkai.law.citation import Citation, cite
from gongkai.law.errors import GongkaiError, NotAllowed, NotInForce
from gongkai.law.message import Message
from gongkai.law.periods import PERIODS, is_in_time

# “被申请人不按照……规定提出书面答复、提交……证据、依据……的，视为该行政行为没有证据、依据”
# “被告不提供或者无正当理由逾期提供证据，视为没有相应证据。”
_WITHOUT_EVIDENCE = {
    Procedure.RECONSIDERATION: cite("复议法第70条"),
    Procedure.SUIT: cite("行诉法第34条第2款"),
}
_ANSWERING = {**_WITHOUT_EVIDENCE, Procedure.SUIT: cite("行诉法第67条第1款")}


def may_answer(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why there is nothing to answer, or None; a late answer is one too."""
    if refused := not_heard(case, event, citation):
        return refused
    if case.open_duty(DutyKind.ANSWER) is not None:
        return None
    return NotAllowed(
        "nothing-to-answer",
        Message("没有待答复的副本：尚未登记收到，或者已经答复。"),
        hint=Message("请先登记收到副本；补充的材料另行登记为附件。"),
        citation=citation,
    )


def answer(case: Case, event: Event) -> None:
    """Answer and produce the evidence, in time or late."""
    duty = case.open_duty(DutyKind.ANSWER)
    if duty is None:
        return
    case.replace_duty(duty, duty._replace(done_on=event.on))
    basis, in_time = _WITHOUT_EVIDENCE.get(case.procedure), _ANSWERING.get(case.procedure)
    if duty.due is None:
        case.say(Message("{on}已答复并提交材料。", on=event.on), None, event.on)
    elif is_in_time(duty.due, posted=event.on):
        case.say(Message("{on}已答复并提交材料，未超过{due}。", on=event.on, due=duty.due), in_time, event.on)
    elif duty.assumed:
        message = Message("{on}已答复并提交材料；如适用简易程序，已超过{due}。", on=event.on, due=duty.due)
        case.say(message, basis, event.on)
    else:
        message = Message("{on}才答复并提交材料，已超过{due}，可能被视为没有证据、依据。", on=event.on, due=duty.due)
        case.say(message, basis, event.on)


def may_be_noticed(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why no hearing can be called, or None."""
    return not_heard(case, event, citation) or until_missing(event, citation) or until_refusal(event, citation)


def notice_hearing(case: Case, event: Event) -> None:
    """Note the day of the hearing (听证) or session (开庭)."""
    case.hearing_on = event.until
    case.say(Message("{on}收到通知，{until}听证或者开庭。", on=event.on, until=event.until), None, event.on)


def may_go_on(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why the forum cannot be at work on it, or None: it has it before it, and it does not stand still."""
    if case.suspended_on is None:
        return not_heard(case, event, citation)
    return NotAllowed(
        "suspended",
        Message("案件自{on}起中止，不能“{kind}”。", on=case.suspended_on, kind=event.kind.label_in(case.procedure)),
        hint=Message("请先登记恢复审理。"),
        citation=citation,
    )


def hear(case: Case, event: Event) -> None:
    """Note that a hearing was held."""
    case.hearing_on = None
    case.say(Message("{on}{heard}。", on=event.on, heard=event.kind.label_in(case.procedure)), None, event.on)


def mediate(case: Case, event: Event) -> None:
    """Note that mediation was tried (调解); it neither ends the case nor stops its period."""
    case.say(Message("{on}进行调解。", on=event.on), cite("复议法第73条"), event.on)


def suspend(case: Case, event: Event) -> None:
    """Let the case stand still (中止): the forum's period does not run, the agency's time to answer does."""
    case.suspended_on = event.on
    case.say(Message("{on}中止，审理期限停止计算。", on=event.on), _standstill(case), event.on)


def may_resume(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say that nothing stands still, or None."""
    if case.suspended_on is not None:
        return None
    return NotAllowed(
        "not-suspended", Message("案件没有中止，不能恢复。"), hint=Message("请核对事件。"), citation=citation
    )


# [推导] Whole days from that of the standstill to the one before it ended; the texts do not say it to the day.
def resume(case: Case, event: Event) -> None:
    """Let the forum's period run on, without the days that the case stood still."""
    if case.suspended_on is not None:
        case.left_out += (event.on - case.suspended_on).days
    case.suspended_on = None
    case.say(Message("{on}恢复审理，审理期限继续计算。", on=event.on), _standstill(case), event.on)


def _standstill(case: Case) -> Citation:
    return cite("复议法第39条" if case.procedure is Procedure.RECONSIDERATION else "行诉法第101条")


def may_extend(case: Case, event: Event, citation: Citation) -> GongkaiError | None:
    """Say why the forum cannot take more time, or None: once, in the ordinary procedure, within the bounds."""
    if refused := may_go_on(case, event, citation):
        return refused
    if case.simple and case.phase is not State.ON_APPEAL:
        return NotAllowed(
            "extension-simple",
            Message("简易程序的审理期限不能延长。"),
            hint=Message("已转为普通程序的，请先登记适用的程序。"),
            citation=cite("复议法第62条第2款" if case.procedure is Procedure.RECONSIDERATION else "行诉法第83条"),
        )
    if case.procedure is Procedure.SUIT:
        return _court_extension_refusal(case, event, citation)
    if case.extended_by is not None:
        return NotAllowed(
            "extended-already", Message("复议期限已经延长过一次。"), hint=Message("请核对通知。"), citation=citation
        )
    try:
        longest = PERIODS["T_RECON_EXTEND"].length.on(event.on).value
    except NotInForce as not_in_force:
        return not_in_force
    if event.days is None or not 1 <= event.days <= longest:
        return NotAllowed(
            "extension-days",
            Message("复议期限的延长应为1至{longest}日。", longest=longest),
            hint=Message("请按通知填写延长的日数。"),
            citation=citation,
        )
    return None


def _court_extension_refusal(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    if not case.rules.court_may_extend:
        return NotAllowed(
            "extension-of-court",
            Message("本系统设置为不登记法院审理期限的延长。"),
            hint=Message("请核对设置。"),
            citation=citation,
        )
    return until_missing(event, citation) or until_refusal(event, citation)


def extend(case: Case, event: Event) -> None:
    """Give the forum more time: some days in reconsideration, to a day it names in court."""
    if case.procedure is Procedure.SUIT:
        case.court_until = event.until
        message = Message("{on}获知审理期限延长至{until}。", on=event.on, until=event.until)
        case.say(message, court_extension(case), event.on)
        return
    case.simple = False
    case.extended_by = event.days
    message = Message("{on}获知复议期限延长{days}日。", on=event.on, days=event.days)
    case.say(message, cite("复议法第62条第1款"), event.on)


def court_extension(case: Case) -> Citation:
    """Give the article by which a court's own period is made longer: that of the instance it is in."""
    return cite("行诉法第88条" if case.phase is State.ON_APPEAL else "行诉法第81条")
