"""The working-day periods of one application (依申请公开的期限), each as one small function.

Every function gives a `Deadline`: the last day, whether it is still provisional, and the steps that
led to it. The day an event happens is not counted; the first working day after it is day one. The
clock (`gongkai.law.clock`) folds a whole case with the same parts. Not here: the table of all
periods, those in calendar days too (`gongkai.law.periods`), and publication (`gongkai.law.publication`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.law.calendar import Calendar
from gongkai.law.citation import cite, cites, encodes
from gongkai.law.dated import Dated, InForce
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.steps import Deadline, Step

REPLY_DAYS = Dated(
    (date(2008, 5, 1), 15, "旧条例第24条第2款"),
    (date(2019, 5, 15), 20, "条例第33条第2款"),
)
encodes("gongkai.law.deadlines.REPLY_DAYS", "旧条例第24条第2款", "条例第33条第2款")

EXTENSION_DAYS = Dated(
    (date(2008, 5, 1), 15, "旧条例第24条第2款"),
    (date(2019, 5, 15), 20, "条例第33条第2款"),
)
"""The most an extension (延长答复期限) may add."""
encodes("gongkai.law.deadlines.EXTENSION_DAYS", "旧条例第24条第2款", "条例第33条第2款")

SUPPLEMENT_NOTICE_DAYS = Dated((date(2019, 5, 15), 7, "条例第30条"))
THIRD_PARTY_OPINION_DAYS = Dated((date(2019, 5, 15), 15, "条例第32条"))
CO_AUTHOR_OPINION_DAYS = Dated((date(2019, 5, 15), 15, "条例第34条"))
FEE_PAYMENT_DAYS = Dated((date(2021, 1, 1), 20, "处理费办法第6条"))

CONSULTATION = cite("条例第33条第3款")
ONE_DAY = timedelta(days=1)

# “期间开始的时和日，不计算在期间内。”
_FIRST_DAY = Message("期间开始的当日不计算在内，自次日起算。")
_FIRST_DAY_CITATION = cite("民诉法第85条")
encodes("gongkai.law.deadlines.first_day_step", "民诉法第85条")

_CALENDAR_CITATION = cite("放假办法")


class Period(NamedTuple):
    """A span of days, the first and the last included."""

    begun: date
    ended: date


def union(periods: Iterable[Period]) -> list[Period]:
    """Give the days of these periods as periods that do not overlap, in order.

    >>> union([Period(date(2026, 4, 10), date(2026, 4, 24)), Period(date(2026, 4, 8), date(2026, 4, 20))])
    [Period(begun=datetime.date(2026, 4, 8), ended=datetime.date(2026, 4, 24))]
    """
    merged: list[Period] = []
    for period in sorted(periods):
        if merged and period.begun <= merged[-1].ended:
            merged[-1] = Period(merged[-1].begun, max(merged[-1].ended, period.ended))
        else:
            merged.append(period)
    return merged


def last_day(base: date, days: int, left_out: Sequence[Period], calendar: Calendar) -> date:
    """Give the n-th working day after a base day, the working days of some periods left out.

    A period counts only where it lies inside the running count: after the base day, and begun no
    later than the last day as the earlier periods have moved it.
    """
    due = calendar.add_working_days(base, days)
    for period in union(left_out) if len(left_out) > 1 else left_out:
        if period.begun > due:
            break
        if period.ended > base:
            skipped = calendar.working_days_between(max(base, period.begun - ONE_DAY), period.ended)
            due = calendar.add_working_days(due, skipped)
    return due


def days_counted(base: date, until: date, left_out: Sequence[Period], calendar: Calendar) -> int:
    """Give how many working days after a base day and up to another count, those of some periods left out.

    >>> from gongkai.law.calendar import CHINA
    >>> days_counted(date(2026, 3, 2), date(2026, 3, 20), [Period(date(2026, 3, 9), date(2026, 3, 13))], CHINA)
    9
    """
    counted = calendar.working_days_between(base, until)
    for period in union(left_out):
        begun, ended = max(base, period.begun - ONE_DAY), min(until, period.ended)
        counted -= calendar.working_days_between(begun, ended) if begun < ended else 0
    return counted


def first_day_step(on: date) -> Step:
    """Give the step that says why the count begins on the day after."""
    return Step(_FIRST_DAY, _FIRST_DAY_CITATION, on)


def provisional_step(due: date) -> Step:
    """Give the step that warns of a last day in a year whose holidays are not announced."""
    message = Message("{year}年的放假安排尚未公布，{due}为暂定日期，公布后应重新计算。", year=due.year, due=due)
    return Step(message, _CALENDAR_CITATION)


def deadline(due: date, steps: Iterable[Step], calendar: Calendar) -> Deadline:
    """Give the deadline of a last day: the steps that led to it, and a warning where it is provisional."""
    provisional = calendar.is_provisional(due)
    return Deadline(due, provisional, (*steps, provisional_step(due)) if provisional else tuple(steps))


def extension_days_refusal(days: int | None, longest: InForce[int]) -> NotAllowed | None:
    """Say why an extension cannot be this long, or None when it can."""
    if days is not None and 1 <= days <= longest.value:
        return None
    return NotAllowed(
        "extension-days",
        Message("延长答复期限应为1至{longest}个工作日。", longest=longest.value)
        if days is None
        else Message("延长{days}个工作日不在1至{longest}个工作日之内。", days=days, longest=longest.value),
        hint=Message("请写明延长的工作日数，最多{longest}个。", longest=longest.value),
        citation=longest.citation,
    )


@cites("旧条例第24条第2款", "条例第33条第2款", "条例第33条第3款")
def reply_due(
    received: date, *, calendar: Calendar, extended_by: int = 0, consulted: Sequence[Period] = ()
) -> Deadline:
    """Give the last day to reply to an application (答复期限).

    Twenty working days from receipt, extendable by at most twenty more. Time spent
    consulting third parties or other agencies (征求意见) is left out of the count.

    12 October 2024, a Saturday, was a declared working day and counts:

    >>> from gongkai.law.calendar import CHINA
    >>> reply_due(date(2024, 9, 30), calendar=CHINA).due
    datetime.date(2024, 11, 1)
    """
    allowed = REPLY_DAYS.on(received)
    due = calendar.add_working_days(received, allowed.value)
    period = Message("{on}收到申请，答复期限为{days}个工作日，至{due}。", on=received, days=allowed.value, due=due)
    steps = [first_day_step(received), Step(period, allowed.citation, received)]
    if extended_by:
        longest = EXTENSION_DAYS.on(received)
        if refusal := extension_days_refusal(extended_by, longest):
            raise refusal
        due = calendar.add_working_days(due, extended_by)
        extended = Message("答复期限延长{days}个工作日，至{due}。", days=extended_by, due=due)
        steps.append(Step(extended, longest.citation))
    left_out: list[Period] = []
    for each in sorted(consulted):
        _require_in_order(each)
        left_out.append(each)
        moved = last_day(received, allowed.value + extended_by, left_out, calendar)
        steps.append(consultation_step(each, due, moved, calendar))
        due = moved
    return deadline(due, steps, calendar)


def consultation_step(period: Period, before: date, after: date, calendar: Calendar) -> Step:
    """Give the step that says by how much a consultation (征求意见) moved the last day to reply."""
    days = calendar.working_days_between(before, after)
    begun, ended = period
    if days and days < calendar.working_days_between(begun - ONE_DAY, ended):
        message = Message(
            "{begun}至{ended}征求意见，其中应予扣除而尚未扣除的为{days}个工作日，答复期限顺延至{due}。",
            begun=begun,
            ended=ended,
            days=days,
            due=after,
        )
    elif days:
        message = Message(
            "{begun}至{ended}征求意见所需时间不计入答复期限，顺延{days}个工作日，至{due}。",
            begun=begun,
            ended=ended,
            days=days,
            due=after,
        )
    else:
        message = Message(
            "{begun}至{ended}征求意见，其间没有尚未扣除的工作日，答复期限仍至{due}。",
            begun=begun,
            ended=ended,
            due=after,
        )
    return Step(message, CONSULTATION, ended)


@cites("条例第30条")
def supplement_notice_due(received: date, *, calendar: Calendar) -> Deadline:
    """Give the last day to ask for a supplement (补正告知): seven working days from receipt."""
    allowed = SUPPLEMENT_NOTICE_DAYS.on(received)
    due = calendar.add_working_days(received, allowed.value)
    message = Message(
        "{on}收到申请，需要补正的应在{days}个工作日内一次性告知，至{due}。", on=received, days=allowed.value, due=due
    )
    return deadline(due, [first_day_step(received), Step(message, allowed.citation, received)], calendar)


@cites("条例第32条")
def third_party_opinion_due(notified: date, *, calendar: Calendar) -> Deadline:
    """Give the last day for a third party (第三方) to answer: fifteen working days from its receipt.

    Its silence decides nothing: the agency then decides itself. Compare `co_author_opinion_due`.
    """
    allowed = THIRD_PARTY_OPINION_DAYS.on(notified)
    due = calendar.add_working_days(notified, allowed.value)
    message = Message(
        "{on}第三方收到征求意见书，应在{days}个工作日内提出意见，至{due}。", on=notified, days=allowed.value, due=due
    )
    silence = Message("第三方逾期未提出意见的，由行政机关依照条例决定是否公开。")
    steps = [
        first_day_step(notified),
        Step(message, allowed.citation, notified),
        Step(silence, allowed.citation, due),
    ]
    return deadline(due, steps, calendar)


@cites("条例第34条")
def co_author_opinion_due(notified: date, *, calendar: Calendar) -> Deadline:
    """Give the last day for a co-author agency (共同制作机关) to answer: fifteen working days from its receipt.

    Its silence is consent to disclosure. Compare `third_party_opinion_due`.
    """
    allowed = CO_AUTHOR_OPINION_DAYS.on(notified)
    due = calendar.add_working_days(notified, allowed.value)
    message = Message(
        "{on}共同制作机关收到征求意见书，应在{days}个工作日内提出意见，至{due}。",
        on=notified,
        days=allowed.value,
        due=due,
    )
    silence = Message("共同制作机关逾期未提出意见的，视为同意公开。")
    steps = [
        first_day_step(notified),
        Step(message, allowed.citation, notified),
        Step(silence, allowed.citation, due),
    ]
    return deadline(due, steps, calendar)


@cites("处理费办法第6条")
def fee_payment_due(notified: date, *, calendar: Calendar, days: int | None = None) -> Deadline:
    """Give the last day to pay the fee (信息处理费): twenty working days from receipt of the notice.

    The article is known from accounts of it only (二手); `days` sets another period.
    """
    allowed = FEE_PAYMENT_DAYS.on(notified)
    period = allowed.value if days is None else days
    due = calendar.add_working_days(notified, period)
    message = Message("{on}收到收费通知，应在{days}个工作日内缴费，至{due}。", on=notified, days=period, due=due)
    return deadline(due, [first_day_step(notified), Step(message, allowed.citation, notified)], calendar)


def _require_in_order(period: Period) -> None:
    if period.ended < period.begun:
        raise NotAllowed(
            "consultation-ended-before-begun",
            Message("征求意见于{ended}结束，早于开始之日{begun}。", ended=period.ended, begun=period.begun),
            hint=Message("请核对征求意见的起止日期。"),
            citation=CONSULTATION,
        )
