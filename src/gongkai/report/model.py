"""The report (年度报告) as a frozen value: agency, year, edition, parts, tables, figures.

Every figure keeps what was written and where it stood. A blank is not a zero: its value is None.
Not here: reading (`recognise`), checking (`checks`), writing (`writers`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from itertools import chain
from typing import NamedTuple

from gongkai.report.edition import Alternative, Column, Edition, PartSpec, Row, TableSpec
from gongkai.report.finding import Finding, Place

Number = int | Decimal

Key = tuple[str, str]
"""Where a figure stands in its table: row id and column id."""


def as_number(amount: Decimal) -> Number:
    """Give an amount as reports hold it: a whole one as an integer.

    >>> as_number(Decimal("25400.00")), as_number(Decimal("2.54"))
    (25400, Decimal('2.54'))
    """
    return int(amount) if amount == amount.to_integral_value() else amount


class Mark(Enum):
    """What stands in a cell that holds no number."""

    BLANK = "空白"
    SLASH = "/"
    DASH = "-"
    UNREADABLE = "不是数字"


class Figure(NamedTuple):
    """The content of one cell: its number, or None with a mark; as written; where; in what unit.

    `unit` is set for money only (元, 万元, 亿元), when the cell or its header names one.
    """

    value: Number | None = None
    mark: Mark | None = Mark.BLANK
    written: str = ""
    place: Place | None = None
    unit: str = ""

    @property
    def counted(self) -> Number:
        """The number to sum with: a cell without one counts as nothing."""
        return 0 if self.value is None else self.value


@dataclass(frozen=True)
class Table:
    """A table of a report: the rows it has, in the order it has them, and their figures.

    A row of the format that the document lacks is
    absent from `rows`; a cell it lacks is absent from `figures`.
    """

    spec: TableSpec
    rows: tuple[Row, ...]
    figures: Mapping[Key, Figure]

    def __getitem__(self, key: Key) -> Figure:
        return self.figures[key]

    def get(self, row: str, column: str) -> Figure | None:
        """Give a figure by row id and column id, or None when the document has no such cell."""
        return self.figures.get((row, column))

    def place_of(self, row: str) -> Place | None:
        """Give where a row stands: the place of the first cell it has, or None when it has none."""
        figures = (self.get(row, column.id) for column in self.spec.columns_of[row])
        return next((figure.place for figure in figures if figure is not None), None)

    def cells(self) -> Iterator[tuple[Row, Column, Figure | None]]:
        """Go through the cells of the rows present, in the order of the format's columns."""
        for row in self.rows:
            for column in self.spec.columns_of[row.id]:
                yield row, column, self.figures.get((row.id, column.id))

    @property
    def alternatives_used(self) -> tuple[Alternative, ...]:
        """The alternatives this document uses; beside all the rows it sums up, such a row is a subtotal only."""
        if not self.spec.alternatives:
            return ()
        present = {row.id for row in self.rows}
        return tuple(
            each for each in self.spec.alternatives if each.row.id in present and not present.issuperset(each.replaces)
        )

    @property
    def expected_rows(self) -> tuple[Row, ...]:
        """The rows this document should have: the official ones, or the alternatives it uses."""
        used = self.alternatives_used
        if not used:
            return self.spec.rows
        stand_in = {id: each.row for each in used for id in each.replaces}
        return tuple(dict.fromkeys(stand_in.get(row.id, row) for row in self.spec.rows))


class Paragraph(NamedTuple):
    """A paragraph of narrative and where it stands."""

    text: str
    place: Place | None = None


@dataclass(frozen=True)
class Part:
    """A part (部分) as the document has it: numeral and heading as written, its paragraphs."""

    spec: PartSpec
    numeral: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    place: Place | None = None

    @property
    def text(self) -> str:
        """The narrative of the part, a line for each paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Report:
    """An agency's annual report for one year. `parts` stand in the order of the document.

    `preamble` is the text between title and part one, `closing` the signature and date at the end.
    """

    edition: Edition
    agency: str
    year: int | None
    title: str = ""
    preamble: tuple[Paragraph, ...] = ()
    parts: tuple[Part, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)
    closing: tuple[Paragraph, ...] = ()

    def part(self, id: str) -> Part | None:
        """Give the first part with that id, or None when the document lacks it."""
        return next((part for part in self.parts if part.spec.id == id), None)

    def table(self, id: str) -> Table | None:
        """Give a table by id (proactive, applications, remedies), or None when it is lacking."""
        return self.tables.get(id)

    def unplaced(self) -> Report:
        """Give the same report with no memory of where things stood, for comparing contents."""
        return self.placed(lambda place: None)

    def placed(self, change: Callable[[Place | None], Place | None]) -> Report:
        """Give the same report with every place as `change` gives it."""

        def moved(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
            return tuple(paragraph._replace(place=change(paragraph.place)) for paragraph in paragraphs)

        return replace(
            self,
            preamble=moved(self.preamble),
            parts=tuple(
                replace(part, place=change(part.place), paragraphs=moved(part.paragraphs)) for part in self.parts
            ),
            tables={
                id: replace(table, figures={k: f._replace(place=change(f.place)) for k, f in table.figures.items()})
                for id, table in self.tables.items()
            },
            closing=moved(self.closing),
        )

    def places(self) -> Iterator[Place]:
        """Go through the places of figures, headings and paragraphs that have one."""
        paragraphs = (*self.preamble, *(each for part in self.parts for each in part.paragraphs), *self.closing)
        figures = (figure for table in self.tables.values() for figure in table.figures.values())
        placed: Iterable[Figure | Paragraph | Part] = chain(figures, self.parts, paragraphs)
        yield from (each.place for each in placed if each.place is not None)


class Reading(NamedTuple):
    """What a reader gives: the report, and findings for what was odd in the document."""

    report: Report
    findings: tuple[Finding, ...] = ()
