"""What each event requires and what it does, in which procedure: one table, read by the fold alike.

A guard gives the refusal, or None when the event is lawful at that point of the case; an effect
changes the case and adds the steps. A guard never changes the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from gongkai.law.challenges.acts import after, deciding, opening, review
from gongkai.law.challenges.case import Case, State
from gongkai.law.challenges.events import Event, Kind, Procedure
from gongkai.law.citation import Citation, cite, encodes
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message

_WAYS = cite("条例第51条")


class Act(NamedTuple):
    """One row of the table: the article by procedure, the guard, the effect, whether it can follow the end."""

    citations: Mapping[Procedure, str]
    guard: Callable[[Case, Event, Citation], GongkaiError | None]
    effect: Callable[[Case, Event], None]
    after_end: bool = False


def _in(reconsideration: str = "", suit: str = "", complaint: str = "") -> Mapping[Procedure, str]:
    named = zip(Procedure, (reconsideration, suit, complaint), strict=True)
    return {procedure: text for procedure, text in named if text}


# 开庭通知的条号行诉法没有写，列公开审理的一条；复议意见书以外的建议书没有检得期限，以文书写明的为准。
ACTS: Mapping[Kind, Act] = {
    Kind.FILED: Act(_in("复议法第20条第1款", "行诉法第46条第1款", "条例第51条"), opening.may_file, opening.file),
    Kind.ACCEPTED: Act(_in("复议法第30条", "行诉法第51条", "条例第51条"), opening.may_accept, opening.accept),
    Kind.COPY_RECEIVED: Act(
        _in("复议法第48条", "行诉法第67条第1款", "条例第51条"), opening.may_receive_copy, opening.receive_copy
    ),
    Kind.PROCEDURE_SET: Act(
        _in("复议法第53条第1款第4项", "行诉法第82条"), opening.may_set_procedure, opening.set_procedure
    ),
    Kind.ANSWERED: Act(_in("复议法第48条", "行诉法第67条第1款", "条例第51条"), review.may_answer, review.answer),
    Kind.HEARING_NOTICED: Act(_in("复议法第51条第1款", "行诉法第54条"), review.may_be_noticed, review.notice_hearing),
    Kind.HEARD: Act(_in("复议法第50条", "行诉法第54条"), review.may_go_on, review.hear),
    Kind.MEDIATED: Act(_in("复议法第73条"), review.may_go_on, review.mediate),
    Kind.SUSPENDED: Act(_in("复议法第39条", "行诉法第101条"), review.may_go_on, review.suspend),
    Kind.RESUMED: Act(_in("复议法第39条", "行诉法第101条"), review.may_resume, review.resume),
    Kind.EXTENDED: Act(_in("复议法第62条第1款", "行诉法第81条"), review.may_extend, review.extend),
    Kind.DECIDED: Act(_in("复议法第62条", "行诉法第81条", "条例第51条"), deciding.may_decide, deciding.decide),
    Kind.APPEALED: Act(_in(suit="行诉法第85条"), deciding.may_appeal, deciding.appeal, after_end=True),
    Kind.IN_EFFECT: Act(_in(suit="行诉法第85条"), deciding.may_take_effect, deciding.take_effect, after_end=True),
    Kind.REDONE: Act(
        _in("复议法第77条第1款", "公开案件解释", "条例第51条"), after.may_redo, after.redo, after_end=True
    ),
    Kind.OPINION_RECEIVED: Act(_in("复议法第76条"), after.may_receive, after.receive_opinion, after_end=True),
    Kind.ADVICE_RECEIVED: Act(
        _in("条例第51条", "条例第51条", "条例第47条"), after.may_receive, after.receive_advice, after_end=True
    ),
    Kind.FEEDBACK_GIVEN: Act(
        _in("复议法第76条", "条例第51条", "条例第47条"), after.may_give_feedback, after.give_feedback, after_end=True
    ),
}
encodes(
    f"{__name__}.ACTS", *dict.fromkeys(text for act in ACTS.values() for text in act.citations.values())
)  # fmt: skip


def kinds_in(procedure: Procedure) -> tuple[Kind, ...]:
    """Give what can happen in a procedure at all."""
    return tuple(kind for kind, act in ACTS.items() if procedure in act.citations)


def article_of(kind: Kind, procedure: str) -> Citation:
    """Give the article that an act goes by in a procedure; for one that is not found in it, that on the ways there are.

    >>> str(article_of(Kind.ANSWERED, Procedure.SUIT))
    '行诉法第67条第1款'
    """
    named = ACTS[kind].citations.get(Procedure(procedure))
    return cite(named) if named else _WAYS


def refusal(case: Case, event: Event) -> GongkaiError | None:
    """Say why an event cannot happen at this point of a case, or None when it can."""
    act = ACTS[event.kind]
    kind = event.kind.label_in(case.procedure)
    if case.procedure not in act.citations:
        return NotAllowed(
            "not-in-procedure",
            Message("{procedure}没有“{kind}”。", procedure=case.procedure.label, kind=kind),
            hint=Message("请核对案件的种类。"),
            citation=_WAYS,
        )
    citation = cite(act.citations[case.procedure])
    if case.latest is not None and event.on < case.latest:
        return NotAllowed(
            "out-of-order",
            Message("“{kind}”的日期{on}早于前一事件的日期{latest}。", kind=kind, on=event.on, latest=case.latest),
            hint=Message("请按发生的先后列出事件，并核对日期。"),
            citation=citation,
        )
    if case.phase is State.CLOSED and not act.after_end:
        return NotAllowed(
            "closed",
            Message("案件已于{on}审结，不能再“{kind}”。", on=case.closed_on, kind=kind),
            hint=Message("请核对事件，或者另立新案。"),
            citation=citation,
        )
    return act.guard(case, event, citation)


def apply(case: Case, event: Event) -> None:
    """Let a lawful event happen."""
    ACTS[event.kind].effect(case, event)
    case.latest = event.on
