"""The beginning of a challenge: it is filed, accepted, and a copy comes to the agency, whose time to answer runs."""

from __future__ import annotations

from gongkai.law.challenges.acts.guards import not_heard, until_refusal
from gongkai.law.challenges.case import Case, DutyKind, State
from gongkai.law.challenges.events import Event, Procedure
from gongkai.law.citation import Citation, cite
from gongkai.law.errors import CalendarNotPublished, NotAllowed, NotInForce
from gongkai.law.message import Message
from gongkai.law.remedies import answer_due
from gongkai.law.steps import Deadline, Step

_BEGUN = frozenset({State.NOT_OPENED, State.FILED, State.UNDER_REVIEW})


def may_file(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why a challenge cannot be filed here, or None: it opens the case."""
    if case.phase is State.NOT_OPENED:
        return None
    return NotAllowed(
        "filed-already",
        Message("案件已经登记提起，不再重复登记。"),
        hint=Message("另有案件的，请另立一案。"),
        citation=citation,
    )


def file(case: Case, event: Event) -> None:
    """Note that somebody went this way."""
    case.open(event.on, State.FILED)
    case.say(Message("{on}当事人提起{procedure}。", on=event.on, procedure=case.procedure.label), None, event.on)


def may_accept(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why the forum cannot accept the challenge, or None; a court also takes up an appeal."""
    if case.phase in _BEGUN or case.phase is State.ON_APPEAL:
        if case.phase is State.UNDER_REVIEW and case.received_on is not None:
            return NotAllowed(
                "accepted-with-copy",
                Message("副本已于{on}收到，受理或者立案在其之前。", on=case.received_on),
                hint=Message("请在收到副本一项中写明受理、立案之日。"),
                citation=citation,
            )
        if case.accepted_on is None:
            return None
        return NotAllowed(
            "accepted-already",
            Message("已于{on}受理或者立案，不再重复登记。", on=case.accepted_on),
            hint=Message("请核对事件。"),
            citation=citation,
        )
    return not_heard(case, event, citation)


def accept(case: Case, event: Event) -> None:
    """Let the forum's own period run; of an appeal, from the day the court had it."""
    if case.phase is not State.ON_APPEAL:
        case.open(event.on, State.UNDER_REVIEW)
    case.accepted_on = event.on
    if event.simple is not None:
        case.simple = event.simple
    forum = Message("{on}受理。") if case.procedure is not Procedure.SUIT else Message("{on}法院立案。")
    if case.phase is State.ON_APPEAL:
        forum = Message("{on}第二审法院收到上诉。")
    case.say(Message(forum.template, on=event.on), None, event.on)


def may_receive_copy(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why no copy can have come, or None; one comes for each instance."""
    if case.phase not in _BEGUN and case.phase is not State.ON_APPEAL:
        return not_heard(case, event, citation)
    if case.received_on is not None:
        return NotAllowed(
            "copy-already",
            Message("已于{on}收到副本，答复举证的期限不再另行起算。", on=case.received_on),
            hint=Message("请核对事件。"),
            citation=citation,
        )
    if event.accepted is not None and case.accepted_on is not None:
        if event.accepted == case.accepted_on:
            return until_refusal(event, citation)
        return NotAllowed(
            "accepted-already",
            Message("已登记{on}受理或者立案，与通知上的{accepted}不同。", on=case.accepted_on, accepted=event.accepted),
            hint=Message("请核对日期。"),
            citation=citation,
        )
    earliest = case.latest if case.phase is not State.NOT_OPENED else None
    if event.accepted is not None and not (earliest or event.accepted) <= event.accepted <= event.on:
        return NotAllowed(
            "accepted-out-of-order",
            Message(
                "受理或者立案之日{accepted}不在提起之后、收到副本之日{on}之前。", accepted=event.accepted, on=event.on
            ),
            hint=Message("请核对日期。"),
            citation=citation,
        )
    return until_refusal(event, citation)


def receive_copy(case: Case, event: Event) -> None:
    """Let the agency's time to answer and produce evidence run from the day it received the copy."""
    if case.phase is not State.ON_APPEAL:
        case.open(min(event.accepted or event.on, event.on), State.UNDER_REVIEW)
    case.received_on = event.on
    case.accepted_on = case.accepted_on or event.accepted
    if event.simple is not None:
        case.simple = event.simple
    case.say(Message("{on}{received}。", on=event.on, received=event.kind.label_in(case.procedure)), None, event.on)
    deadline = _answer_deadline(case, event)
    is_reconsidered = case.procedure is Procedure.RECONSIDERATION
    assumed = is_reconsidered and deadline is not None and case.simple is None
    case.owe(DutyKind.ANSWER, event, deadline, assumed=assumed)


def _answer_deadline(case: Case, event: Event) -> Deadline | None:
    """Give the last day to answer; None of an appeal and a complaint, for which no text at hand names one."""
    if case.procedure is Procedure.COMPLAINT or event.until is not None or case.phase is State.ON_APPEAL:
        return None
    if case.procedure is Procedure.SUIT:
        return case.count("T_SUIT_ANSWER", event.on)
    if case.simple is None and case.settings.assume_simple_procedure:
        case.say(Message("尚不知适用何种程序，按期限较短的简易程序准备。"), cite("复议法第54条第1款"), event.on)
    try:
        return answer_due(event.on, simple=case.simple, calendar=case.calendar, settings=case.settings)
    except (NotInForce, CalendarNotPublished) as unknown:
        case.steps.append(Step(unknown.message, unknown.citation, event.on))
        return None


def may_set_procedure(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why the procedure cannot be set, or None."""
    if event.simple is None:
        return NotAllowed(
            "procedure-missing",
            Message("没有写明适用普通程序还是简易程序。"),
            hint=Message("请按通知选择。"),
            citation=citation,
        )
    if event.simple and case.extended_by is not None:
        return NotAllowed(
            "simple-after-extension",
            Message("审理期限已经延长，不是简易程序。"),
            hint=Message("请核对通知。"),
            citation=citation,
        )
    return not_heard(case, event, citation)


# [推导] Whether turning from the simple procedure to the ordinary one gives the respondent more time is not said:
# what was told with the copy stands. Only an assumption gives way to what is known.
def set_procedure(case: Case, event: Event) -> None:
    """Note the procedure; where it was only assumed, the last day to answer follows it."""
    case.simple = event.simple
    name = Message("简易程序") if event.simple else Message("普通程序")
    case.say(Message("{on}得知适用{procedure}。", on=event.on, procedure=name), None, event.on)
    duty = next((each for each in case.duties if each.assumed), None)
    if duty is None:
        return
    deadline = case.count("T_RECON_ANSWER_SIMPLE" if event.simple else "T_RECON_ANSWER", duty.since)
    if deadline is not None:
        case.steps.extend(deadline.steps)
        case.replace_duty(duty, duty._replace(due=deadline.due, provisional=deadline.provisional, assumed=False))
