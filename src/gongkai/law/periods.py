"""All periods (期限) of the work in one table: how long, in what unit, from which day, under which article.

Working-day periods end on a working day by nature. Periods in calendar days, months and years
move past a statutory day off, which a make-up working Saturday is not. Not here: the fold of a
case's events into its own due date (`clock`), and the fixed dates of reports (`publication`).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from gongkai.law import deadlines
from gongkai.law.calendar import CHINA, Calendar
from gongkai.law.calendar.working_days import SATURDAY
from gongkai.law.citation import cite, cites, encodes
from gongkai.law.dated import Dated
from gongkai.law.message import Message
from gongkai.law.steps import Deadline, Step


class Unit(Enum):
    """What a period is counted in."""

    WORKING_DAY = Message("个工作日")
    DAY = Message("日")
    MONTH = Message("个月")
    YEAR = Message("年")


class Period(NamedTuple):
    """A period: stable code, what must be done, its length over time, unit, and the day it runs from.

    `rolls` says whether it moves past a day off; working-day periods never need to. `continues` says
    that it goes on from another period, whose first day, not its own, decides which text applies.
    `at_most` says that the length is the longest there can be, not the length itself.
    """

    code: str
    subject: Message
    length: Dated[int]
    unit: Unit
    base: Message
    rolls: bool = True
    continues: bool = False
    at_most: bool = False


_RECEIPT = Message("收到申请之日")
_REVISED = date(2024, 1, 1)
_AMENDED = date(2017, 7, 1)
_INTERPRETED = date(2018, 2, 8)
_REGULATED = date(2019, 5, 15)

_LENGTH = Message("{subject}的期限为{length}{unit}，自{base}（{on}）起算，当日不计，至{last}。")
_AT_MOST = Message("{subject}的期限最长{length}{unit}，自{base}（{on}）起算，当日不计，至{last}。")
_STOOD_STILL = Message("其间中止{days}日，不计入期限，至{last}。")

WORKING_DAY, DAY, MONTH, YEAR = Unit


def _since(day: date, length: int, citation: str) -> Dated[int]:
    return Dated((day, length, citation))


# 复议法第88条第2款：只有“三日”“五日”“七日”“十日”是工作日，其余是日历日。
_TABLE: tuple[Period, ...] = (
    Period("T_CORR_NOTICE", Message("告知补正"), deadlines.SUPPLEMENT_NOTICE_DAYS, WORKING_DAY, _RECEIPT),
    Period("T_REPLY", Message("答复申请人"), deadlines.REPLY_DAYS, WORKING_DAY, Message("收到申请或者补正之日")),
    Period(
        "T_EXTEND",
        Message("延长答复"),
        deadlines.EXTENSION_DAYS,
        WORKING_DAY,
        Message("原答复期限届满之日"),
        continues=True,
        at_most=True,
    ),
    Period(
        "T_THIRD",
        Message("第三方提出意见"),
        deadlines.THIRD_PARTY_OPINION_DAYS,
        WORKING_DAY,
        Message("第三方收到征求意见书之日"),
    ),
    Period(
        "T_COAUTHOR",
        Message("共同制作机关提出意见"),
        deadlines.CO_AUTHOR_OPINION_DAYS,
        WORKING_DAY,
        Message("该机关收到征求意见书之日"),
    ),
    Period(
        "T_FEE_PAY", Message("缴纳信息处理费"), deadlines.FEE_PAYMENT_DAYS, WORKING_DAY, Message("收到收费通知之日")
    ),
    Period(
        "T_PROACTIVE",
        Message("主动公开"),
        _since(_REGULATED, 20, "条例第26条"),
        WORKING_DAY,
        Message("信息形成或者变更之日"),
    ),
    # 预算法没有准用民诉法期间规定的条文，故不顺延。
    Period(
        "T_BUDGET",
        Message("公开预算、决算"),
        _since(date(2018, 12, 29), 20, "预算法第14条"),
        DAY,
        Message("批准或者批复之日"),
        rolls=False,
    ),
    Period(
        "T_PENALTY_WITHDRAW",
        Message("撤回行政处罚决定信息并公开说明理由"),
        _since(date(2021, 7, 15), 3, "行政处罚法第48条第2款"),
        WORKING_DAY,
        Message("处罚决定被变更、撤销、确认违法或者无效之日"),
    ),
    Period(
        "T_RECON_APPLY",
        Message("申请行政复议"),
        _since(_REVISED, 60, "复议法第20条第1款"),
        DAY,
        Message("知道或者应当知道该行为之日"),
    ),
    Period(
        "T_RECON_UNTOLD",
        Message("未告知复议权利、机关和期限的，申请行政复议"),
        _since(_REVISED, 1, "复议法第20条第3款"),
        YEAR,
        Message("知道或者应当知道行为内容之日"),
        at_most=True,
    ),
    Period(
        "T_RECON_ACCEPT",
        Message("审查是否受理"),
        _since(_REVISED, 5, "复议法第30条"),
        WORKING_DAY,
        Message("收到复议申请之日"),
    ),
    Period(
        "T_RECON_CORR_NOTICE",
        Message("通知补正复议申请"),
        _since(_REVISED, 5, "复议法第31条第1款"),
        WORKING_DAY,
        Message("收到复议申请之日"),
    ),
    Period(
        "T_RECON_CORR",
        Message("补正复议申请"),
        _since(_REVISED, 10, "复议法第31条第2款"),
        WORKING_DAY,
        Message("收到补正通知之日"),
    ),
    Period(
        "T_RECON_COPY",
        Message("将申请书副本发送被申请人"),
        _since(_REVISED, 7, "复议法第48条"),
        WORKING_DAY,
        Message("受理之日"),
    ),
    Period(
        "T_RECON_COPY_SIMPLE",
        Message("简易程序将申请书副本发送被申请人"),
        _since(_REVISED, 3, "复议法第54条第1款"),
        WORKING_DAY,
        Message("受理之日"),
    ),
    Period(
        "T_RECON_ANSWER",
        Message("被申请人答复并举证"),
        _since(_REVISED, 10, "复议法第48条"),
        WORKING_DAY,
        Message("收到申请书副本之日"),
    ),
    Period(
        "T_RECON_ANSWER_SIMPLE",
        Message("简易程序被申请人答复并举证"),
        _since(_REVISED, 5, "复议法第54条第1款"),
        WORKING_DAY,
        Message("收到申请书副本之日"),
    ),
    Period(
        "T_RECON_DECIDE",
        Message("作出复议决定"),
        _since(_REVISED, 60, "复议法第62条第1款"),
        DAY,
        Message("受理申请之日"),
    ),
    Period(
        "T_RECON_EXTEND",
        Message("延长复议期限"),
        _since(_REVISED, 30, "复议法第62条第1款"),
        DAY,
        Message("原复议期限届满之日"),
        at_most=True,
    ),
    Period(
        "T_RECON_DECIDE_SIMPLE",
        Message("简易程序作出复议决定"),
        _since(_REVISED, 30, "复议法第62条第2款"),
        DAY,
        Message("受理申请之日"),
    ),
    Period(
        "T_RECON_OPINION",
        Message("报送复议意见书的纠正情况"),
        _since(_REVISED, 60, "复议法第76条"),
        DAY,
        Message("收到复议意见书之日"),
    ),
    Period(
        "T_SUIT_DIRECT",
        Message("直接提起行政诉讼"),
        _since(_AMENDED, 6, "行诉法第46条第1款"),
        MONTH,
        Message("知道或者应当知道该行为之日"),
    ),
    # [推导] Of what the Regulation gives no period for, as rectifying a record (条例第41条), this one warns.
    Period(
        "T_PERFORM",
        Message("不履行法定职责可能被诉"),
        _since(_AMENDED, 2, "行诉法第47条第1款"),
        MONTH,
        Message("接到申请之日"),
    ),
    Period(
        "T_SUIT_SILENCE",
        Message("对不履行法定职责提起行政诉讼"),
        _since(_INTERPRETED, 6, "行诉解释第66条"),
        MONTH,
        Message("履行期限届满之日"),
    ),
    Period(
        "T_SUIT_UNTOLD",
        Message("未告知起诉期限的，提起行政诉讼"),
        _since(_INTERPRETED, 1, "行诉解释第64条"),
        YEAR,
        Message("知道或者应当知道行为内容之日"),
        at_most=True,
    ),
    Period(
        "T_SUIT_AFTER",
        Message("经复议后提起行政诉讼"),
        _since(_AMENDED, 15, "行诉法第45条"),
        DAY,
        Message("收到复议决定书或者复议期满之日"),
    ),
    Period(
        "T_SUIT_FILE", Message("决定是否立案"), _since(_AMENDED, 7, "行诉法第51条第2款"), DAY, Message("收到起诉状之日")
    ),
    Period(
        "T_SUIT_ANSWER",
        Message("被告答辩并举证"),
        _since(_AMENDED, 15, "行诉法第67条第1款"),
        DAY,
        Message("收到起诉状副本之日"),
    ),
    Period("T_SUIT_FIRST", Message("作出第一审判决"), _since(_AMENDED, 6, "行诉法第81条"), MONTH, Message("立案之日")),
    Period(
        "T_SUIT_FIRST_SIMPLE", Message("简易程序审结"), _since(_AMENDED, 45, "行诉法第83条"), DAY, Message("立案之日")
    ),
    Period(
        "T_SUIT_APPEAL", Message("对判决提起上诉"), _since(_AMENDED, 15, "行诉法第85条"), DAY, Message("判决书送达之日")
    ),
    Period(
        "T_SUIT_APPEAL_RULING",
        Message("对裁定提起上诉"),
        _since(_AMENDED, 10, "行诉法第85条"),
        DAY,
        Message("裁定书送达之日"),
    ),
    Period(
        "T_SUIT_SECOND", Message("作出终审判决"), _since(_AMENDED, 3, "行诉法第88条"), MONTH, Message("收到上诉状之日")
    ),
)

PERIODS: Mapping[str, Period] = MappingProxyType({each.code: each for each in _TABLE})

encodes(f"{__name__}.PERIODS", *dict.fromkeys(str(line.citation) for each in _TABLE for line in each.length.lines))


@cites("民诉法第85条第2款", "民诉法第85条第3款", "复议法第88条", "行诉法第101条")
def period_due(
    code: str,
    base: date,
    *,
    calendar: Calendar = CHINA,
    received: date | None = None,
    length: int | None = None,
    left_out: int = 0,
) -> Deadline:
    """Give the last day of a period that runs from a day, itself not counted.

    `length` is how long a period was made that the law only bounds, and `left_out` the days for which
    one in calendar days or months stood still. T_EXTEND also needs `received`, the day of receipt or
    supplement from which the period ran that it continues: the text of that day applies, as in the
    clock. Raises ValueError for an unknown code, without that day, or for what the period cannot be,
    NotInForce for a day before it was law. The ninth of May 2026, a
    Saturday, was a working day, so nothing moves:

    >>> period_due("T_RECON_APPLY", date(2026, 3, 10)).due
    datetime.date(2026, 5, 9)
    """
    if code not in PERIODS:
        raise ValueError(f"no period has the code {code!r}; see gongkai.law.periods")
    period = PERIODS[code]
    if period.continues and received is None:
        raise ValueError(f"{code} continues another period; give the day from which that one ran as received")
    rule = period.length.on(received if period.continues and received is not None else base)
    if length is not None and not (period.at_most and 1 <= length <= rule.value):
        raise ValueError(f"{code} cannot be {length} long")
    if left_out and period.unit is Unit.WORKING_DAY:
        raise ValueError(f"{code} is counted in working days, of which none are left out here")
    last = _last_day(base, length or rule.value, period.unit, calendar)
    message = Message(
        (_AT_MOST if period.at_most and length is None else _LENGTH).template,
        subject=period.subject,
        length=length or rule.value,
        unit=period.unit.value,
        base=period.base,
        on=base,
        last=last,
    )
    steps = [Step(message, rule.citation, last)]
    if left_out:
        last += timedelta(days=left_out)
        steps.append(Step(Message(_STOOD_STILL.template, days=left_out, last=last), rule.citation, last))
    if period.rolls and period.unit is not Unit.WORKING_DAY:
        return _rolled(last, steps, calendar)
    return deadlines.deadline(last, steps, calendar)


def _rolled(last: date, steps: list[Step], calendar: Calendar) -> Deadline:
    """Give the deadline a last day makes, moved past a day off."""
    due = calendar.roll_over(last)
    if due != last:
        message = Message("{last}是法定休假日，顺延至其后第一日{due}。", last=last, due=due)
        steps.append(Step(message, cite("民诉法第85条第3款"), due))
    elif last.weekday() >= SATURDAY:
        message = Message("{last}逢周末，但为调休上班日，不顺延。", last=last)
        steps.append(Step(message, cite("民诉法第85条第3款"), last))
    return deadlines.deadline(due, steps, calendar)


@cites("民诉法第85条第4款", "复议法第88条", "行诉法第101条")
def is_in_time(due: date, *, arrived: date | None = None, posted: date | None = None) -> bool:
    """Say whether a document came before a period was over: by the day it was posted, where it was posted.

    “诉讼文书在期满前交邮的，不算过期”: for periods of reconsideration and suits, not for the agency's reply.

    >>> is_in_time(date(2026, 5, 9), posted=date(2026, 5, 9), arrived=date(2026, 5, 12))
    True
    """
    given = posted or arrived
    return given is not None and given <= due


def _last_day(base: date, length: int, unit: Unit, calendar: Calendar) -> date:
    if unit is Unit.WORKING_DAY:
        return calendar.add_working_days(base, length)
    if unit is Unit.DAY:
        return base + timedelta(days=length)
    return months_later(base, length if unit is Unit.MONTH else 12 * length)


def months_later(base: date, months: int) -> date:
    """Give the same day some months on, or that month's last day where it has no such day."""
    year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
    month += 1
    return date(year, month, min(base.day, monthrange(year, month)[1]))
