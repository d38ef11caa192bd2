"""What the forum decides, whether it can still be appealed, and from when it is in effect."""

from __future__ import annotations

from datetime import date

from gongkai.law.challenges.acts.guards import not_heard, until_refusal
from gongkai.law.challenges.case import COMPLAINT_RESULTS, FINAL_RESULTS, Case, Decision, DutyKind, State
from gongkai.law.challenges.events import Ending, Event, Kind, Procedure, Side
from gongkai.law.citation import Citation, cite
from gongkai.law.deadlines import ONE_DAY
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.remedies import RESULT_BY_CODE, Column, redo_due

BEFORE_REVIEW = frozenset({"RECON_NOT_ACCEPTED", "SUIT_NOT_FILED"})
"""What can only be decided of what was not accepted; of what was, another result says it."""
_ANY_TIME = frozenset({"RECON_TERMINATED", "SUIT_WITHDRAWN", "SUIT_DEEMED_WITHDRAWN", "SUIT_ENDED"})
_TO_PERFORM = frozenset({"RECON_ORDERED", "SUIT_ORDERED"})
_CAN_ORDER = frozenset(
    {code for code, result in RESULT_BY_CODE.items() if result.column is Column.OVERTURNED}
    | {"RECON_MEDIATED", "COMPLAINT_FOUNDED", "COMPLAINT_CRITICISED"}
)
"""What can come with an order to reply anew: what corrects, in whatever column a site counts it, and a mediation."""
_RULINGS = frozenset(
    {"SUIT_NOT_FILED", "SUIT_DISMISSED", "SUIT_WITHDRAWN", "SUIT_DEEMED_WITHDRAWN", "SUIT_ENDED"}
)  # 裁定；其余为判决
_NOT_FILED = "SUIT_NOT_FILED"
_SECOND_INSTANCE = cite("行诉法第88条")
_APPEAL = cite("行诉法第85条")
_APPEAL_BY_PLAINTIFF = cite("行诉法第51条第2款")
_BINDING = {Procedure.RECONSIDERATION: cite("复议法第77条第1款"), Procedure.COMPLAINT: cite("条例第47条第2款")}
"""What binds the agency to what was decided, where that is no judgment."""
_OPENED = frozenset({State.FILED, State.UNDER_REVIEW})


def may_decide(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why the forum cannot have decided so, or None."""
    if case.phase is State.ON_APPEAL:
        return _second_instance_refusal(case, event) or until_refusal(event, citation)
    if case.phase not in _OPENED:
        return not_heard(case, event, citation)
    return _result_refusal(case, event, citation) or until_refusal(event, citation)


def _result_refusal(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    if event.ending is not None:
        return NotAllowed(
            "not-on-appeal",
            Message("案件没有上诉，不能登记二审结果。"),
            hint=Message("请先登记上诉。"),
            citation=_APPEAL,
        )
    if event.result not in FINAL_RESULTS[case.procedure]:
        return _no_such_result(case, citation)
    if refused := _order_refusal(event, citation):
        return refused
    accepted = case.phase is State.UNDER_REVIEW
    if accepted and event.result in BEFORE_REVIEW:
        return NotAllowed(
            "accepted-before",
            Message("案件已经受理或者立案，不能再不予受理、不予立案。"),
            hint=Message("受理后驳回的，请选择驳回申请或者驳回起诉。"),
            citation=RESULT_BY_CODE[event.result].citations[0],
        )
    if not accepted and event.result not in BEFORE_REVIEW | _ANY_TIME and case.procedure is not Procedure.COMPLAINT:
        return NotAllowed(
            "not-accepted",
            Message("案件尚未受理或者立案，不能作出该决定。"),
            hint=Message("请先登记受理、立案，或者收到副本。"),
            citation=citation,
        )
    return None


def _order_refusal(event: Event, citation: Citation) -> NotAllowed | None:
    if not event.redo or event.result in _CAN_ORDER:
        return None
    labels = {code: each.label for code, each in RESULT_BY_CODE.items()}
    labels |= {each.code: each.label for each in COMPLAINT_RESULTS}
    return NotAllowed(
        "redo-of-nothing",
        Message("“{result}”不会责令重新答复。", result=labels[event.result]),
        hint=Message("请按决定书、裁判文书核对结果，或者不勾选责令重新答复。"),
        citation=citation,
    )


def _no_such_result(case: Case, citation: Citation) -> NotAllowed:
    return NotAllowed(
        "result-unknown",
        Message("没有选择{procedure}的最终结果。", procedure=case.procedure.label),
        hint=Message("请按决定书、裁判文书选择结果。"),
        citation=citation,
    )


def _second_instance_refusal(case: Case, event: Event) -> NotAllowed | None:
    if event.ending is None:
        return NotAllowed(
            "ending-missing",
            Message("案件在第二审，没有写明维持、改判还是发回。"),
            hint=Message("请按第二审裁判选择。"),
            citation=_SECOND_INSTANCE,
        )
    if event.ending is Ending.CHANGED:
        known = event.result in FINAL_RESULTS[Procedure.SUIT]
        return _order_refusal(event, _SECOND_INSTANCE) if known else _no_such_result(case, _SECOND_INSTANCE)
    if not event.result:
        return None
    return NotAllowed(
        "result-not-changed",
        Message("“{ending}”不另有结果。", ending=event.ending.label),
        hint=Message("改判的，请选择改判并写明结果。"),
        citation=_SECOND_INSTANCE,
    )


def decide(case: Case, event: Event) -> None:
    """Take what the forum decided: final at once, or open to appeal."""
    case.suspended_on = None
    case.hearing_on = None
    _let_answers_lapse(case, event.on)
    if case.phase is State.ON_APPEAL:
        _decide_on_appeal(case, event)
        return
    decision = Decision(event.result, event.on, event.redo or event.result in _TO_PERFORM, event.until)
    _say_result(case, event.result, event.on)
    if case.procedure is not Procedure.SUIT or not _can_be_appealed(case, event.result):
        _take_effect(case, event.on, decision)
        return
    case.decision = decision
    case.phase = State.AWAITING_EFFECT
    case.appeal = case.count("T_SUIT_APPEAL_RULING" if event.result in _RULINGS else "T_SUIT_APPEAL", event.on)
    if case.appeal is not None:
        case.steps.extend(case.appeal.steps)
    if not case.rules.counts_once_in_effect:
        case.closed_on, case.result = event.on, event.result


def _let_answers_lapse(case: Case, on: date) -> None:
    """What was not answered when the forum decided is not answered any more."""
    duty = case.open_duty(DutyKind.ANSWER)
    if duty is not None:
        case.replace_duty(duty, duty._replace(lapsed_on=on))


def _say_result(case: Case, code: str, on: date) -> None:
    if case.procedure is Procedure.COMPLAINT:
        complaint = next(each for each in COMPLAINT_RESULTS if each.code == code)
        case.say(Message("{on}收到处理结果：{result}。", on=on, result=complaint.label), complaint.citation, on)
        return
    result = RESULT_BY_CODE[code]
    citation = result.citations[0] if result.citations else None
    case.say(Message("{on}收到决定或者裁判：{result}。", on=on, result=result.label), citation, on)


# “原告对裁定不服的，可以提起上诉。” (行诉法第51条第2款, of rulings not to file)
def _can_be_appealed(case: Case, result: str) -> bool:
    return (
        result not in _RULINGS or result == _NOT_FILED or (result == "SUIT_DISMISSED" and case.rules.rulings_appealable)
    )


def may_appeal_itself(case: Case) -> bool:
    """Say whether the agency is among those who can appeal: not where nothing was filed, and it was no party."""
    return case.decision is None or case.decision.result != _NOT_FILED


def _decide_on_appeal(case: Case, event: Event) -> None:
    """Keep the first result, take a new one, or send the case back (发回重审), when it begins anew."""
    first = case.decision
    if first is None or event.ending is None:
        return
    case.say(Message("{on}第二审：{ending}。", on=event.on, ending=event.ending.label), _SECOND_INSTANCE, event.on)
    if event.ending is Ending.REMANDED:
        _begin_again(case)
        return
    if event.ending is Ending.CHANGED:
        _say_result(case, event.result, event.on)
        decision = Decision(event.result, event.on, event.redo or event.result in _TO_PERFORM, event.until)
    else:
        decision = first._replace(served=event.on, until=event.until)
    _take_effect(case, event.on, decision)


def _begin_again(case: Case) -> None:
    """Go back to the first instance; its court counts anew once the case is with it."""
    case.phase = State.UNDER_REVIEW
    case.instance = 1
    case.decision = case.appeal = case.accepted_on = case.received_on = case.court_until = None
    case.simple = None
    case.left_out = 0


def _take_effect(case: Case, on: date, decision: Decision) -> None:
    """Close the case with a result in effect, and with what it orders."""
    case.phase = State.CLOSED
    case.decision = decision
    case.result = decision.result
    case.in_effect_since = case.closed_on = on
    if decision.redo:
        _owe_redo(case, on, decision)


# [推导] No text at hand says from when the days run that no judgment names. What is not in effect binds nobody to
# reply (行诉法第85条): they run from its effect, which with what is final when served is the day of service.
def _owe_redo(case: Case, on: date, decision: Decision) -> None:
    order = Event(Kind.REDONE, decision.served, until=decision.until)
    deadline = None
    if decision.until is None:
        since = on if case.rules.redo_from_effect else decision.served
        binding = _BINDING.get(case.procedure)
        deadline = redo_due(since, ordered_under=binding, calendar=case.calendar, settings=case.settings)
    case.owe(DutyKind.REDO, order, deadline)


def let_lapse(case: Case, on: date) -> None:
    """Let the time to appeal pass: a judgment that the agency can appeal no more is taken to be in effect.

    [推导] Whoever was served later may still appeal, which undoes this; the day that the court gives goes before it.
    """
    if case.phase is not State.AWAITING_EFFECT or case.appeal is None or not case.rules.effect_presumed:
        return
    if on <= case.appeal.due or case.decision is None:
        return
    since = case.appeal.due + ONE_DAY
    message = Message("至{due}上诉期满，未见上诉，自{since}起视为生效。", due=case.appeal.due, since=since)
    case.say(message, _APPEAL, since)
    _settle(case, since)
    case.presumed = True


def _settle(case: Case, since: date) -> None:
    """Let the decision of the first instance take effect."""
    if case.decision is None:
        return
    counted_on = case.closed_on
    _take_effect(case, since, case.decision)
    if counted_on is not None and not case.rules.counts_once_in_effect:
        case.closed_on = counted_on


def may_appeal(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why nobody can appeal, or None: the agency within its own time, others until the judgment is in effect."""
    if event.side is None:
        return NotAllowed(
            "side-missing",
            Message("没有写明由谁上诉。"),
            hint=Message("请选择本机关或者其他当事人。"),
            citation=citation,
        )
    if case.phase is not State.AWAITING_EFFECT and not case.presumed:
        return NotAllowed(
            "not-appealable",
            Message("案件现为“{state}”，没有可以上诉的裁判。", state=case.state.label),
            hint=Message("请先登记第一审裁判；第二审裁判是终审。"),
            citation=citation,
        )
    if event.side is Side.OURS and not may_appeal_itself(case):
        return NotAllowed(
            "appeal-of-plaintiff",
            Message("不予立案的裁定，只有原告可以上诉。"),
            hint=Message("原告上诉的，请选择其他当事人。"),
            citation=_APPEAL_BY_PLAINTIFF,
        )
    if event.side is Side.OURS and case.appeal is not None and event.on > case.appeal.due:
        return NotAllowed(
            "appeal-late",
            Message("本机关的上诉期已于{due}届满。", due=case.appeal.due),
            hint=Message("请核对送达之日和上诉之日。"),
            citation=citation,
        )
    return None


def appeal(case: Case, event: Event) -> None:
    """Take the case to the second instance; what the first decided is not in effect."""
    if case.presumed:
        case.duties = [each for each in case.duties if each.kind is not DutyKind.REDO]
    case.presumed = False
    case.phase = State.ON_APPEAL
    case.instance = 2
    case.in_effect_since = case.closed_on = None
    case.result = ""
    case.accepted_on = case.received_on = case.court_until = None
    case.left_out = 0
    side = event.side.label if event.side else Message("当事人")
    case.say(Message("{on}{side}上诉，第一审裁判不发生效力。", on=event.on, side=side), _APPEAL, event.on)


def may_take_effect(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say why the court cannot have said that the judgment is in effect, or None."""
    if case.phase is State.AWAITING_EFFECT or case.presumed:
        return None
    return NotAllowed(
        "not-awaiting-effect",
        Message("案件现为“{state}”，没有尚未生效的裁判。", state=case.state.label),
        hint=Message("请核对事件。"),
        citation=citation,
    )


def take_effect(case: Case, event: Event) -> None:
    """Take the day that the court gives, in the place of a presumed one."""
    if case.presumed:
        case.presumed = False
        case.in_effect_since = event.on
        if case.rules.counts_once_in_effect:
            case.closed_on = event.on
        _owe_redo_anew(case, event.on)
    else:
        _settle(case, event.on)
    case.say(Message("法院确认裁判自{on}起生效。", on=event.on), _APPEAL, event.on)


def _owe_redo_anew(case: Case, on: date) -> None:
    """Count what is still to be replied to anew from the day that the court gives, where the judgment names none."""
    owed = case.open_duty(DutyKind.REDO)
    if owed is None or case.decision is None or case.decision.until is not None:
        return
    case.duties.remove(owed)
    _owe_redo(case, on, case.decision)
