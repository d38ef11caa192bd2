"""An order to reply anew (责令重新答复), by reconsideration or judgment: a count of its own, which nothing lengthens.

It opens a case beside the one that it overturns. The order names the last day, or the usual number of working days runs
from its service (`gongkai.law.remedies.redo_due`); a judgment that took effect later comes with the last day that its
effect gives. [推导] What the order gives is not the agency's to extend, nor begun anew by a supplement or a fee; what
others are asked is left out of the count where no day is named (条例第33条第3款).
"""

from __future__ import annotations

from gongkai.law.citation import cite
from gongkai.law.clock.acts.guards import period_refusal, until_set
from gongkai.law.clock.case import Case, State
from gongkai.law.clock.events import Event, Kind
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.remedies import DEFAULTS

ORDERED = cite("条例第51条")
"""The ways by which a reply is ordered anew: complaint, reconsideration, suit."""
_LENGTHEN = frozenset({Kind.SUPPLEMENT_ASKED, Kind.EXTENDED, Kind.DELAY_SET, Kind.FEE_NOTICED})


def may_order(case: Case, event: Event) -> NotAllowed | None:
    """Say why a reply cannot be ordered here, or None: it opens a case, and is not told of one under way."""
    if case.phase is State.NOT_RECEIVED:
        return period_refusal(case, event, ORDERED)
    return NotAllowed(
        "ordered-while-under-way",
        Message("申请尚在办理，不另起责令重新答复的期限。"),
        hint=Message("请在现有期限内答复；决定或者判决另有期限的，以其为准。"),
        citation=ORDERED,
    )


def order(case: Case, event: Event) -> None:
    """Begin to count from the service of the order to the day it names, or for the usual number of working days.

    [推导] Those days are known of judgments that name none (公开案件解释); for decisions on reconsideration and for
    orders of the department in charge no text names any, and the same are taken.
    """
    case.ordered = True
    case.arrived = case.received = event.on
    case.restart(event.on)
    case.reply_days = DEFAULTS.redo_days
    case.delayed_until = until_set(case, event)
    case.recount()
    message = (
        Message("{on}收到责令重新答复的决定或者判决，没有写明期限的，参照履行判决的期限，应在{days}个工作日内重新答复，至{due}。",
                on=event.on, days=case.reply_days, due=case.due)
        if case.delayed_until is None
        else Message("{on}收到责令重新答复的决定或者判决，应当最迟于{due}重新答复。", on=event.on, due=case.due)
    )  # fmt: skip
    case.say(message, ORDERED if case.delayed_until else cite("公开案件解释"), event.on)


def fixed_by_order(case: Case, event: Event) -> NotAllowed | None:
    """Say that an order fixes the period that an event would lengthen, or None."""
    if not case.ordered or event.kind not in _LENGTHEN:
        return None
    return NotAllowed(
        "ordered-period-fixed",
        Message("重新答复的期限由决定或者判决确定，至{due}，不能“{kind}”。", due=case.due, kind=event.kind.label),
        hint=Message("请在期限内重新答复。"),
        citation=ORDERED,
    )
