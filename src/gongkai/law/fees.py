"""The information processing fee (信息处理费): by piece or by page, progressive, in exact yuan.

An agency may charge it when somebody applies far more often than is reasonable (条例第42条); it
need not. It chooses the standard, one for each application. Not here: notice, payment and lapse,
which are the clock's, and bills and the treasury, which are the finance system's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from gongkai.law.citation import Citation, cite, cites
from gongkai.law.dated import Dated
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.steps import Step


class Standard(Enum):
    """The two standards of charging (收费标准)."""

    BY_PIECE = Message("按件")
    BY_PAGE = Message("按量")


class Bracket(NamedTuple):
    """A bracket (档): from the first to the last piece or page, each at a price; the last may be open."""

    first: int
    last: int | None
    unit: Decimal


class Schedule(NamedTuple):
    """Brackets in order. With `every`, an open last bracket goes on in steps, each dearer by `rise`."""

    brackets: tuple[Bracket, ...]
    every: int | None = None
    rise: Decimal = Decimal(0)

    def all_brackets(self) -> Iterator[Bracket]:
        """Go through the brackets, without end where the schedule has none."""
        *closed, final = self.brackets
        yield from closed
        if self.every is None:
            yield final
            return
        first, unit = final.first, final.unit
        while True:
            yield Bracket(first, first + self.every - 1, unit)
            first, unit = first + self.every, unit + self.rise


BY_PIECE = Dated(
    (
        date(2021, 1, 1),
        Schedule(
            (Bracket(1, 10, Decimal(0)), Bracket(11, 30, Decimal(100)), Bracket(31, None, Decimal(200))),
            every=10,
            rise=Decimal(100),
        ),
        "处理费办法第4条",
    ),
)

BY_PAGE = Dated(
    (
        date(2021, 1, 1),
        Schedule(
            (
                Bracket(1, 30, Decimal(0)),
                Bracket(31, 100, Decimal(10)),
                Bracket(101, 200, Decimal(20)),
                Bracket(201, None, Decimal(40)),
            )
        ),
        "处理费办法第5条",
    ),
)


@dataclass(frozen=True)
class FeeSettings:
    """What the texts at hand leave open about the fee."""

    # 适用按量计费的处理结果：第5条只核到前段，告知获取方式、途径的不适用。
    outcomes_by_page: frozenset[str] = frozenset({"GRANT", "PARTIAL"})

    # 按量各档的单价只核到地方公示（二手）；与办法原文不一致的在此改写，不写的用 BY_PAGE。
    by_page: Schedule | None = None

    # 一个月内的件数上限只为拦住误填；没有法律意义。
    most_pieces: int = 100_000


DEFAULTS = FeeSettings()


class FeeLine(NamedTuple):
    """What falls into one bracket: from the first to the last, how many, at what price, the sum."""

    first: int
    last: int
    number: int
    unit: Decimal
    sum: Decimal


class Fee(NamedTuple):
    """A fee in yuan, the brackets that make it up, and the same as steps for the notice."""

    standard: Standard
    total: Decimal
    lines: tuple[FeeLine, ...]
    steps: tuple[Step, ...]


_LINES = {
    Standard.BY_PIECE: Message("第{first}件至第{last}件：{number}件×{unit}元＝{sum}元。"),
    Standard.BY_PAGE: Message("第{first}页至第{last}页：{number}页×{unit}元＝{sum}元。"),
}
_SINGLES = {
    Standard.BY_PIECE: Message("第{first}件：{number}件×{unit}元＝{sum}元。"),
    Standard.BY_PAGE: Message("第{first}页：{number}页×{unit}元＝{sum}元。"),
}
_TOTALS = {
    Standard.BY_PIECE: Message("按件计收信息处理费，合计{total}元。"),
    Standard.BY_PAGE: Message("按量计收信息处理费，合计{total}元。"),
}


def _fee(standard: Standard, schedule: Schedule, citation: Citation, first: int, last: int) -> Fee:
    lines = []
    for bracket in schedule.all_brackets():
        start = max(first, bracket.first)
        end = last if bracket.last is None else min(last, bracket.last)
        if start <= end:
            number = end - start + 1
            lines.append(FeeLine(start, end, number, bracket.unit, number * bracket.unit))
        if end == last:
            break
    total = sum((line.sum for line in lines), Decimal(0))
    steps = [_step(standard, line, citation) for line in lines]
    steps.append(Step(Message(_TOTALS[standard].template, total=total), citation))
    return Fee(standard, total, tuple(lines), tuple(steps))


def _step(standard: Standard, line: FeeLine, citation: Citation) -> Step:
    templates = _SINGLES if line.number == 1 else _LINES
    return Step(Message(templates[standard].template, **line._asdict()), citation)


def _require_count(count: int, citation: Citation) -> None:
    if count < 1:
        raise NotAllowed(
            "fee-count",
            Message("计费数量应当是1以上的整数，现为{count}。", count=count),
            hint=Message("请核对件数或者页数。"),
            citation=citation,
        )


@cites("条例第42条第1款", "处理费办法第4条")
def fee_by_pieces(count: int, *, on: date, already: int = 0, settings: FeeSettings = DEFAULTS) -> Fee:
    """Give the fee for pieces (按件) by one applicant in one calendar month, counted from the first.

    Ten are free, then the price rises by brackets. With `already` pieces earlier in the month, only
    the further ones are charged, each at its place in the month. Every kind of decision counts as a
    piece, refusals too.

    >>> fee_by_pieces(45, on=date(2026, 3, 2)).total
    Decimal('5500')
    """
    rule = BY_PIECE.on(on)
    _require_count(count, rule.citation)
    if already < 0 or already + count > settings.most_pieces:
        raise NotAllowed(
            "fee-count",
            Message("一个月内的件数应当在1至{most}之间。", most=settings.most_pieces),
            hint=Message("请核对本月已有的件数和本次的件数。"),
            citation=rule.citation,
        )
    return _fee(Standard.BY_PIECE, rule.value, rule.citation, already + 1, already + count)


def fee_for_piece(nth: int, *, on: date, settings: FeeSettings = DEFAULTS) -> Fee:
    """Give the fee for the nth piece of the month alone.

    >>> fee_for_piece(35, on=date(2026, 3, 2)).total
    Decimal('200')
    """
    _require_count(nth, BY_PIECE.on(on).citation)
    return fee_by_pieces(1, on=on, already=nth - 1, settings=settings)


@cites("处理费办法第4条")
def nth_in_month(received: date, earlier: Iterable[date]) -> int:
    """Give which piece of its calendar month (自然月) this is, among one applicant's at one agency.

    `received` and `earlier` are the days that place a piece in its month; we take the day of
    receipt, which the text does not say.

    >>> nth_in_month(date(2026, 4, 1), [date(2026, 3, 30), date(2026, 3, 31)])
    1
    """
    return 1 + sum((day.year, day.month) == (received.year, received.month) for day in earlier)


@cites("条例第42条第1款", "处理费办法第5条")
def fee_by_pages(pages: int, *, on: date, settings: FeeSettings = DEFAULTS) -> Fee:
    """Give the fee for the pages (按量) of one application; several applications are not added up.

    >>> fee_by_pages(250, on=date(2026, 3, 2)).total
    Decimal('4700')
    """
    # 凭记忆: pages are counted within one application; 第5条 is known in part only, and nothing known adds up several.
    rule = BY_PAGE.on(on)
    _require_count(pages, rule.citation)
    return _fee(Standard.BY_PAGE, settings.by_page or rule.value, rule.citation, 1, pages)


@cites("处理费办法第3条")
def charge(*, on: date, nth: int | None = None, pages: int | None = None, settings: FeeSettings = DEFAULTS) -> Fee:
    """Give the fee for one application by the one standard chosen: its place in the month, or its pages.

    The agency chooses; both together are refused.
    """
    if nth is not None and pages is None:
        return fee_for_piece(nth, on=on, settings=settings)
    if pages is not None and nth is None:
        return fee_by_pages(pages, on=on, settings=settings)
    raise NotAllowed(
        "fee-one-standard",
        Message("一件申请只能按件或者按量计收一次信息处理费。"),
        hint=Message("请选定一种收费标准。"),
        citation=cite("处理费办法第3条"),
    )


def fee_by(standard: Standard, quantity: int, *, on: date, settings: FeeSettings = DEFAULTS) -> Fee:
    """Give the fee for one application by a standard: of its place in the month, or of its pages.

    >>> fee_by(Standard.BY_PAGE, 31, on=date(2026, 3, 2)).total
    Decimal('10')
    """
    count = fee_for_piece if standard is Standard.BY_PIECE else fee_by_pages
    return count(quantity, on=on, settings=settings)


@cites("处理费办法第4条", "处理费办法第5条")
def may_charge(standard: Standard, outcome: str, *, settings: FeeSettings = DEFAULTS) -> bool:
    """Say whether a standard fits an outcome: by piece fits every one, by page only where copies are given."""
    return standard is Standard.BY_PIECE or outcome in settings.outcomes_by_page


class OldFee(Enum):
    """Fees that were once taken for a reply."""

    SEARCH = Message("检索费")
    COPYING = Message("复制费")
    POSTAGE = Message("邮寄费")


# 行政机关依申请提供政府信息，不收取费用。
NO_OTHER_FEE = Dated((date(2019, 5, 15), True, "条例第42条第1款"))


@cites("条例第42条第1款")
def refuse_old_fee(fee: OldFee, *, on: date) -> NotAllowed:
    """Give the refusal of a fee for search, copies or postage, none of which may be taken since 2019."""
    rule = NO_OTHER_FEE.on(on)
    return NotAllowed(
        "fee-not-lawful",
        Message("依申请提供政府信息不收取费用，不得收取{fee}。", fee=fee.value),
        hint=Message("申请的数量、频次明显超过合理范围的，可以收取信息处理费。"),
        citation=rule.citation,
    )
