"""What each event requires and what it does: one table, read by the fold and by what is lawful next.

A guard gives the refusal, or None when the event is lawful at that point of the case; an effect
changes the case and adds the steps. A guard never changes the case. Each subject has its module;
`guards` holds what several of them need.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from gongkai.law.citation import cite, encodes
from gongkai.law.clock.acts import closing, consultation, delay, extension, fee, receipt, redo, supplement
from gongkai.law.clock.acts.guards import not_in_force, not_received
from gongkai.law.clock.case import Case, State
from gongkai.law.clock.events import Event, Kind
from gongkai.law.dated import Dated
from gongkai.law.deadlines import EXTENSION_DAYS, FEE_PAYMENT_DAYS, REPLY_DAYS, SUPPLEMENT_NOTICE_DAYS
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message

_RECORDS = cite("条例第45条")


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
    return not_in_force(act.provision, event.on) or redo.fixed_by_order(case, event) or act.guard(case, event)


def apply(case: Case, event: Event) -> None:
    """Let a lawful event happen."""
    ACTS[event.kind].effect(case, event)
    case.latest = event.happened_on or case.latest


def _reply_due(case: Case, event: Event) -> date | None:
    """Give the last day to reply as the last lawful day, None while it stands still."""
    return case.due if case.state is State.HANDLING else None


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
    Kind.RECEIVED: Act(REPLY_DAYS, receipt.may_receive, receipt.receive),
    Kind.CONFIRMED: Act(_ARTICLE_31, receipt.may_confirm, receipt.confirm),
    Kind.SUPPLEMENT_ASKED: Act(
        SUPPLEMENT_NOTICE_DAYS, supplement.may_ask, supplement.ask, until=supplement.notice_due_on
    ),
    Kind.SUPPLEMENTED: Act(_ARTICLE_30, supplement.not_asked, supplement.take),
    Kind.SUPPLEMENT_LAPSED: Act(_ARTICLE_30, supplement.may_lapse, supplement.lapse),
    Kind.CONSULTATION_BEGUN: Act(_CONSULTATION, consultation.may_begin, consultation.begin),
    Kind.CONSULTATION_ENDED: Act(_CONSULTATION, consultation.may_end, consultation.end),
    Kind.EXTENDED: Act(EXTENSION_DAYS, extension.may_extend, extension.extend, until=_reply_due),
    Kind.REASONS_ASKED: Act(_ARTICLE_35, delay.may_ask_reasons, delay.ask_reasons),
    Kind.REASONS_GIVEN: Act(_ARTICLE_35, not_received, delay.take_reasons),
    Kind.DELAY_SET: Act(_ARTICLE_35, delay.may_delay, delay.delay),
    Kind.FEE_NOTICED: Act(FEE_PAYMENT_DAYS, fee.may_notice, fee.notice, until=_reply_due),
    Kind.FEE_NOTICE_RECEIVED: Act(FEE_PAYMENT_DAYS, fee.may_receive, fee.receive),
    Kind.FEE_PAID: Act(FEE_PAYMENT_DAYS, fee.may_pay, fee.pay, until=fee.due_on),
    Kind.FEE_LAPSED: Act(FEE_PAYMENT_DAYS, fee.may_lapse, fee.lapse),
    Kind.REPLIED: Act(REPLY_DAYS, closing.may_reply, closing.reply, until=_reply_due),
    # The Regulation does not speak of withdrawal; an application is the applicant's to take back.
    Kind.WITHDRAWN: Act(None, closing.may_withdraw, closing.withdraw),
    Kind.ORDERED: Act(REPLY_DAYS, redo.may_order, redo.order),
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
