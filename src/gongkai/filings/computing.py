"""The figures of a report, computed: every cell of tables II, III and IV, for some agencies and a year.

Nothing is fixed up here so that it adds up. What is done in the year is counted by outcome, each outcome has one row of
the edition, and a total is the sum of what stands in its table: the identities (勾稽关系) hold by how figures are
counted. What no case and no item tells is entered by hand (`disclosure.table_two`); where nobody has done so there is
no figure: a blank is not a zero.

Not here: corrections, and the report that shows the figures (`reporting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from gongkai.agencies.models import Agency
from gongkai.applications import table_three
from gongkai.applications.table_three import Span
from gongkai.disclosure import table_two
from gongkai.law.remedies import Column
from gongkai.remedies import table_four
from gongkai.report.edition import Cell, Edition, TableSpec
from gongkai.report.model import Number, as_number


class Source(StrEnum):
    """Where a figure comes from: rows counted here, somebody who entered it, a document that it was read from."""

    COUNTED = "counted"
    ENTERED = "entered"
    READ = "read"
    ROLLED_UP = "rolled_up"


class Computed(NamedTuple):
    """A figure as computed: its number, or None with the agencies of which it lacks; and where it comes from."""

    number: Number | None
    source: Source
    missing: Sequence[Agency] = ()


def compute(
    agencies: Iterable[Any], answering: Sequence[Agency], edition: Edition, year: int, *, on: date
) -> dict[Cell, Computed]:
    """Give every figure of the report of some agencies for a year, as things stand on a day.

    `answering` are those of them that answer for figures of their own. The same rows give the same figures.
    """
    among, span = list(agencies), Span.of_year(year)
    found: dict[Cell, Computed] = {}
    for place, figure in table_two.figures(among, answering, year, on=on).items():
        number = None if figure.number is None else as_number(figure.number)
        source = Source.COUNTED if figure.computed else Source.ENTERED
        found["proactive", *place] = Computed(number, source, figure.missing)
    for cell, number in (
        *_applications(edition.table_by_id["applications"], table_three.count(among, span)),
        *_remedies(edition.table_by_id["remedies"], table_four.count(among, span)),
    ):
        found[cell] = Computed(number, Source.COUNTED)
    return found


def blank(edition: Edition) -> dict[Cell, Computed]:
    """Give every figure of a report as one that nobody has entered yet."""
    return {
        (spec.id, row.id, column.id): Computed(None, Source.ENTERED)
        for spec in edition.tables
        for row in spec.rows
        for column in spec.columns_of[row.id]
    }


def _applications(spec: TableSpec, counts: table_three.Counts) -> Iterator[tuple[Cell, int]]:
    """Give table III: by row, its figure of each kind of applicant, and of all."""
    by_row = {"new": counts.new, "carried_in": counts.carried_in, "carried_forward": counts.carried_forward}
    for row in spec.rows:
        kinds = [(column.id, column.applicant) for column in spec.columns_of[row.id] if column.applicant]
        if row.id in by_row:
            numbers = {column: by_row[row.id].get(kind, 0) for column, kind in kinds}
        elif row.total:
            numbers = {column: counts.done_by(kind) for column, kind in kinds}
        else:
            numbers = {column: sum(counts.done.get((code, kind), 0) for code in row.outcomes) for column, kind in kinds}
        for column in spec.columns_of[row.id]:
            yield (spec.id, row.id, column.id), sum(numbers.values()) if column.total else numbers[column.id]


def _remedies(spec: TableSpec, counts: table_four.Table) -> Iterator[tuple[Cell, int]]:
    """Give table IV: by row, how many challenges stand how, and all of them."""
    for row in spec.rows:
        group = table_four.Group(row.id)
        for column in spec.columns_of[row.id]:
            number = counts.totals[group] if column.total else counts.cells[group, Column(column.id)]
            yield (spec.id, row.id, column.id), number
