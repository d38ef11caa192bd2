"""Large numbers of applications (数量、频次明显超过合理范围): reasons and delay, 条例第35条."""

from __future__ import annotations

from datetime import date

from gongkai.law.citation import cite
from gongkai.law.clock.acts.guards import after_due, day_of, no_period, period_refusal, until_set
from gongkai.law.clock.case import Case, Pause, State
from gongkai.law.clock.events import Event, Kind
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

_LARGE_NUMBERS = cite("条例第35条")


def may_ask_reasons(case: Case, event: Event) -> NotAllowed | None:
    """Say why reasons cannot be asked for, or None."""
    return no_period(case, event)


def ask_reasons(case: Case, event: Event) -> None:
    """Ask the applicant for reasons (说明理由); whether that stops the count is a setting."""
    case.reasons_raised = True
    if case.rules.reasons_stop_clock and not case.is_past_due(event.on):
        case.pauses.append(Pause(Kind.REASONS_ASKED, event.on))
        message = Message("{on}要求申请人说明理由，至收到说明之日不计入答复期限。", on=event.on)
    elif case.is_paused:
        message = Message("{on}要求申请人说明理由，答复期限不因此停止计算。", on=event.on)
    else:
        message = Message("{on}要求申请人说明理由，答复期限不因此停止，仍至{due}。", on=event.on, due=case.due)
    case.say(message, _LARGE_NUMBERS, event.on)


def _reasons_not_asked(case: Case, event: Event) -> NotAllowed | None:
    if case.reasons_raised:
        return None
    return NotAllowed(
        "reasons-not-asked",
        Message("没有要求申请人说明理由，申请人也没有说明，不能“{kind}”。", kind=event.kind.label),
        hint=Message("请先要求申请人说明理由，或者登记收到的理由说明。"),
        citation=_LARGE_NUMBERS,
    )


def take_reasons(case: Case, event: Event) -> None:
    """Take the reasons; the applicant may give them unasked, in the application itself."""
    case.reasons_raised = True
    message = Message("{on}收到申请人的理由说明。", on=event.on)
    for pause in case.pauses_for(Kind.REASONS_ASKED):
        case.end_pause(pause, event.on)
        if case.phase is State.HANDLING:
            case.recount()
            message = Message("{on}收到申请人的理由说明，答复期限顺延至{due}。", on=event.on, due=case.due)
    case.say(message, _LARGE_NUMBERS, event.on)


def may_delay(case: Case, event: Event) -> NotAllowed | None:
    """Say why no delay can be set, or None: reasons were raised, and the day is later than the period's last."""
    refused = no_period(case, event) or _reasons_not_asked(case, event) or period_refusal(case, event, _LARGE_NUMBERS)
    if refused is None and case.rules.delay_only_before_due:
        refused = after_due(case, event, "delay-after-due", _LARGE_NUMBERS)
    if refused:
        return refused
    named, on = _named_day(case, event), day_of(case, event)
    due = case.due_through(on)
    if named > due:
        return None
    return NotAllowed(
        "delay-not-after-due",
        Message(
            "{state}，所需时间算至{on}的，答复期限为{due}；延迟答复的日期{named}不晚于该日。",
            state=case.state.label,
            on=on,
            due=due,
            named=named,
        )
        if case.is_paused
        else Message("延迟答复的日期{named}不晚于现有答复期限{due}。", named=named, due=due),
        hint=Message("请在现有期限内答复，或者确定更晚的合理期限。"),
        citation=_LARGE_NUMBERS,
    )


def _named_day(case: Case, event: Event) -> date:
    return until_set(case, event) or event.on


def delay(case: Case, event: Event) -> None:
    """Set the day until which the reply is delayed (延迟答复)."""
    case.delayed_until = _named_day(case, event)
    case.recount()
    message = Message("理由合理但无法按期答复，行政机关确定延迟答复的期限至{due}。", due=case.due)
    case.say(message, _LARGE_NUMBERS, event.happened_on)
