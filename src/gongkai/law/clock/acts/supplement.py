"""Supplement (补正): 条例第30条."""

from __future__ import annotations

from datetime import date

from gongkai.law.citation import cite
from gongkai.law.clock.acts.guards import after_due, no_period, not_received, period_refusal, until_set
from gongkai.law.clock.case import Case, State
from gongkai.law.clock.events import Event
from gongkai.law.deadlines import REPLY_DAYS, SUPPLEMENT_NOTICE_DAYS
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

_SUPPLEMENT = cite("条例第30条")


def notice_due_on(case: Case, event: Event) -> date:
    """Give the last day to ask for a supplement."""
    return case.calendar.add_working_days(case.received, SUPPLEMENT_NOTICE_DAYS.on(event.on).value)


def may_ask(case: Case, event: Event) -> NotAllowed | None:
    """Say why a supplement cannot be asked for, or None: only once, within the time for it."""
    if case.supplement_asked:
        return NotAllowed(
            "supplement-asked-already",
            Message("已经告知过补正，补正应当一次性告知。"),
            hint=Message("补正后内容仍不明确的，请以“补正后申请内容仍不明确”答复。"),
            citation=_SUPPLEMENT,
        )
    if refused := no_period(case, event):
        return refused
    notice_due = notice_due_on(case, event)
    if event.on > notice_due and case.rules.supplement_asked_only_in_time:
        return NotAllowed(
            "supplement-asked-late",
            Message("告知补正的日期{on}已过告知补正的期限{due}。", on=event.on, due=notice_due),
            hint=Message("请就现有申请内容办理并答复。"),
            citation=_SUPPLEMENT,
        )
    # Whatever is allowed of a notice that is late: a reply period that has ended does not begin anew with a supplement.
    refused = after_due(case, event, "supplement-asked-after-due", REPLY_DAYS.on(case.base).citation)
    return refused or period_refusal(case, event, _SUPPLEMENT)


def ask(case: Case, event: Event) -> None:
    """Ask for a supplement (告知补正): the count stops."""
    notice_due = notice_due_on(case, event)
    if event.on > notice_due:
        late = Message("{on}告知补正，已过告知补正的期限{due}。", on=event.on, due=notice_due)
        case.say(late, _SUPPLEMENT, event.on)
    case.stop(event.on, State.AWAITING_SUPPLEMENT)
    case.supplement_asked = True
    case.supplement_until = until_set(case, event)
    if case.supplement_until is None:
        message = Message("{on}告知补正，补正前答复期限不计算；收到补正后重新起算。", on=event.on)
    else:
        message = Message(
            "{on}告知补正，补正期限至{until}；补正前答复期限不计算，收到补正后重新起算。",
            on=event.on,
            until=case.supplement_until,
        )
    case.say(message, _SUPPLEMENT, event.on)


def not_asked(case: Case, event: Event) -> NotAllowed | None:
    """Say that no supplement is awaited, or None when one is."""
    if case.phase is State.AWAITING_SUPPLEMENT:
        return None
    return not_received(case, event) or NotAllowed(
        "supplement-not-asked",
        Message("没有等待中的补正，不能“{kind}”。", kind=event.kind.label),
        hint=Message("请先登记告知补正；申请人自行补充材料不影响答复期限。"),
        citation=_SUPPLEMENT,
    )


def take(case: Case, event: Event) -> None:
    """Take the supplement (补正): the period begins anew."""
    case.restart(event.on)
    case.say(
        Message(
            "{on}收到补正，答复期限重新起算{days}个工作日，至{due}。", on=event.on, days=case.reply_days, due=case.due
        ),
        _SUPPLEMENT,
        event.on,
    )


def may_lapse(case: Case, event: Event) -> NotAllowed | None:
    """Say why the application has not lapsed for want of a supplement, or None: the time set must be over."""
    if refused := not_asked(case, event):
        return refused
    if case.supplement_until is None:
        return NotAllowed(
            "supplement-period-not-set",
            Message("告知补正时没有写明补正期限，不能认定逾期不补正。"),
            hint=Message("请补记告知书写明的补正期限。"),
            citation=_SUPPLEMENT,
        )
    if event.on > case.supplement_until:
        return None
    return NotAllowed(
        "supplement-period-not-over",
        Message("补正期限至{until}，{on}尚未逾期。", until=case.supplement_until, on=event.on),
        hint=Message("请待补正期限届满。"),
        citation=_SUPPLEMENT,
    )


def lapse(case: Case, event: Event) -> None:
    """End a case whose supplement did not come in time (逾期不补正)."""
    case.close(event.on, State.NOT_PROCESSED, outcome_code="OTHER_1")
    message = Message("申请人无正当理由逾期不补正，{on}视为放弃申请，不再处理。", on=event.on)
    case.say(message, _SUPPLEMENT, event.on)
