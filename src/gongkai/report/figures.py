"""The figures of a report alone: as plain data for other programs, and as the digits of one cell.

Keys are the official labels of the edition. Not here: the whole report with places, marks and
units (`writers.json`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from gongkai.report.edition import Row
from gongkai.report.model import Figure, Mark, Number, Report, Table


def digits(value: Number) -> str:
    """Write a number in plain digits: no separators, no exponent, the decimals it has.

    >>> [digits(value) for value in (14069, -2, Decimal("2.50"), Decimal("1E+3"))]
    ['14069', '-2', '2.50', '1000']
    """
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def cell_text(figure: Figure | None) -> str:
    """Give what a cell shows: plain digits, “/” or “-”, words that are no number as they stand, or nothing."""
    if figure is None:
        return ""
    if figure.value is not None:
        return digits(figure.value)
    if figure.mark is Mark.UNREADABLE:
        return figure.written
    return "" if figure.mark in (None, Mark.BLANK) else figure.mark.value


def number_of(figure: Figure | None) -> Number | None:
    """Give the number a cell stands for; “/” and “-” say there is none of the kind, so nought.

    >>> number_of(Figure(mark=Mark.SLASH)), number_of(Figure(mark=Mark.BLANK))
    (0, None)
    """
    if figure is None:
        return None
    return 0 if figure.value is None and figure.mark in (Mark.SLASH, Mark.DASH) else figure.value


def figures(report: Report) -> dict[str, Any]:
    """Give agency, year, edition and the figures of the three tables by official label.

    A blank cell, a cell that holds no number and a row the document lacks are None. A row that
    stands in place of others (the one-row （六）其他处理) is given in their place.
    """
    return {
        "agency": report.agency,
        "year": report.year,
        "edition": report.edition.id,
        "proactive": _by_column(_table(report, "proactive")),
        "requests": _by_position(_table(report, "applications")),
        "reviews": _by_position(_table(report, "remedies")),
    }


def _table(report: Report, id: str) -> Table:
    return report.table(id) or Table(report.edition.table_by_id[id], (), {})


def _by_column(table: Table) -> dict[str, dict[str, int | float | None]]:
    columns_of = table.spec.columns_of
    return {
        row.key or row.label: {
            column.label: _plain(number_of(table.get(row.id, column.id))) for column in columns_of[row.id]
        }
        for row in _rows(table)
    }


def _by_position(table: Table) -> dict[str, list[int | float | None]]:
    return {label: list(numbers.values()) for label, numbers in _by_column(table).items()}


def _rows(table: Table) -> Iterator[Row]:
    """Go through the rows this document should have, and any other it has, in the order of the format."""
    present = {row.id for row in table.rows}
    expected = table.expected_rows
    for row in table.spec.rows:
        stand_in = next((each for each in table.spec.alternatives if row.id == each.replaces[0]), None)
        if stand_in is not None and stand_in.row.id in present:
            yield stand_in.row
        if row in expected or row.id in present:
            yield row


def _plain(value: Number | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
