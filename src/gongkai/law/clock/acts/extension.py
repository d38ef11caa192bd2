"""Extension of the reply period (延长答复期限): 条例第33条第2款."""

from __future__ import annotations

from gongkai.law.citation import cite
from gongkai.law.clock.acts.guards import after_due, no_period
from gongkai.law.clock.case import Case
from gongkai.law.clock.events import Event
from gongkai.law.deadlines import EXTENSION_DAYS, extension_days_refusal
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

_LARGE_NUMBERS = cite("条例第35条")


def may_extend(case: Case, event: Event) -> NotAllowed | None:
    """Say why the period cannot be extended, or None: once, by at most twenty working days."""
    if refused := no_period(case, event):
        return refused
    if case.delayed_until is not None:
        return NotAllowed(
            "extension-after-delay",
            Message("已经确定延迟答复的期限至{until}，不能再延长。", until=case.delayed_until),
            hint=Message("请最迟于该日答复。"),
            citation=_LARGE_NUMBERS,
        )
    longest = EXTENSION_DAYS.on(case.base)
    # [推导] 第33条第2款 gives at most twenty working days and says nothing of a second time; one extension within
    # one period is the careful reading, even where two would stay within twenty.
    if case.extended:
        return NotAllowed(
            "extension-used",
            Message("答复期限已经延长过一次，不能再次延长。"),
            hint=Message("请最迟于{due}答复。", due=case.due),
            citation=longest.citation,
        )
    if case.is_paused and not case.rules.extension_while_consulting:
        return NotAllowed(
            "extension-while-paused",
            Message("答复期限因{state}停止计算，此时不能延长。", state=case.state.label),
            hint=Message("请在恢复计算之后、期限届满之前延长。"),
            citation=longest.citation,
        )
    refused = after_due(case, event, "extension-after-due", longest.citation)
    if refused and case.rules.extension_only_before_due:
        return refused
    return extension_days_refusal(event.days, longest)


def extend(case: Case, event: Event) -> None:
    """Extend the period (延长答复期限)."""
    assert event.days is not None  # the guard asked for it
    case.extended = True
    case.extended_by = event.days
    case.recount()
    if case.is_paused:
        message = Message(
            "{on}答复期限延长{days}个工作日；{state}，所需时间结束后再计算届满之日。",
            on=event.on,
            days=event.days,
            state=case.state.label,
        )
    else:
        message = Message("{on}答复期限延长{days}个工作日，至{due}。", on=event.on, days=event.days, due=case.due)
    case.say(message, EXTENSION_DAYS.on(case.base).citation, event.on)
