"""What a dashboard is made of: panels with a chart and tables, of numbers that open and shares that say of what.

The page, the workbook and the charts read the same panels, so that none of them says what another does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from gongkai.dashboards.shares import Interval, interval


@dataclass(frozen=True)
class Number:
    """A number, with the address of the rows it counts; None where there is nothing to count."""

    value: int | Decimal | None
    address: str = ""

    kind = "number"


@dataclass(frozen=True)
class Rate:
    """How many of how many, each with its rows; of fewer than `least` no share is given."""

    part: Number
    of: Number
    least: int
    whole: Rate | None = None
    """What it is compared with, which it is a part of itself."""
    exact: bool = False
    """Whether it says what there is, and nothing of how somebody works: chance has no part in that."""

    kind = "rate"

    @property
    def is_told(self) -> bool:
        """Say whether there are enough for a share."""
        return bool(self.of.value) and int(self.of.value or 0) >= self.least

    @property
    def share(self) -> float | None:
        """Give the share, or None of too few."""
        return float(self.part.value or 0) / float(self.of.value or 0) if self.is_told else None

    @cached_property
    def interval(self) -> Interval | None:
        """Give what the share may be in truth, or None of too few, or where it is exact."""
        if self.exact or not self.is_told:
            return None
        return interval(int(self.part.value or 0), int(self.of.value or 0))

    @property
    def percent(self) -> str:
        """Say the share."""
        return "" if self.share is None else f"{self.share:.0%}"

    @property
    def between(self) -> str:
        """Say the interval."""
        return "" if self.interval is None else f"{self.interval.low:.0%}–{self.interval.high:.0%}"

    @property
    def differs(self) -> int:
        """Say whether it is surely larger (1) or smaller (-1) than what it is compared with; 0 where none can tell."""
        whole = self.whole.share if self.whole is not None else None
        if whole is None or self.interval is None:
            return 0
        return (self.interval.low > whole) - (self.interval.high < whole)


@dataclass(frozen=True)
class Text:
    """Words in a table."""

    words: Any
    kind = "text"


Cell = Number | Rate | Text


class Row(NamedTuple):
    """A row: what it is called, the address of that, its cells, and whether it sums the others."""

    words: Any
    cells: Sequence[Cell]
    address: str = ""
    sums: bool = False


@dataclass(frozen=True)
class Table:
    """A table: what it is called, its headings, the first over the names of rows, and its rows."""

    caption: Any
    headings: Sequence[Any]
    rows: Sequence[Row]
    folded: bool = False
    """Whether the page shows it only when it is asked for, since the chart says it at a glance."""


@dataclass(frozen=True)
class Chart:
    """A chart: one of the shapes of `report.charts`, what it is called, its data, series and hues."""

    title: Any
    shape: str
    data: Sequence[dict[str, Any]]
    series: Sequence[str]
    hues: Sequence[str]
    share: bool = False

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Give the hue of each series, where they differ."""
        return list(zip(self.hues, self.series)) if len(set(self.hues)) > 1 else []


@dataclass(frozen=True)
class Panel:
    """A part of a dashboard, by its name in addresses."""

    name: str
    title: Any
    tables: Sequence[Table]
    chart: Chart | None = None
    lead: Any = ""
    """What there is to see, in a sentence."""
    notes: Sequence[Any] = field(default=())
    """How it is counted, for whoever must answer for it."""


def since_first(rows: Sequence[Row]) -> list[Row]:
    """Give the rows of years, the first of them that has anything first, and the last in any case."""
    found = list(rows)
    while len(found) > 1 and not any(_counts(cell) for cell in found[0].cells):
        found.pop(0)
    return found


def _counts(cell: Cell) -> bool:
    return bool(cell.value) if isinstance(cell, Number) else isinstance(cell, Rate) and bool(cell.of.value)


def few() -> str:
    """Say that a share is not computed."""
    return _("件数少，不计算比率")
