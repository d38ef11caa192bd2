"""One figure made wrong, as hands make it wrong; and which figures an identity (勾稽关系) pins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from gongkai.report.edition import Edition
from gongkai.report.equations import equations_of
from gongkai.report.figures import digits
from gongkai.report.model import Key, Number, Report, Table


class Fault(NamedTuple):
    """A wrong figure: its cell, what should stand there, what does, and the identities that pin it."""

    table: str
    row: str
    column: str
    correct: Number
    printed: Number
    identities: tuple[str, ...]

    @property
    def is_pinned(self) -> bool:
        """Tell whether some identity holds the figure, so that its being wrong shows."""
        return bool(self.identities)

    def as_dict(self) -> dict[str, Any]:
        """Give the fault as plain values; figures in digits, so that decimals stay exact."""
        return {
            **self._asdict(),
            "correct": digits(self.correct),
            "printed": digits(self.printed),
            "identities": list(self.identities),
            "pinned": self.is_pinned,
        }


def pinning(edition: Edition, table: str, row: str, column: str) -> tuple[str, ...]:
    """Give the identities that a cell stands in, in the official layout."""
    return _pinning(Table(edition.table_by_id[table], edition.table_by_id[table].rows, {}), edition, row, column)


def _pinning(table: Table, edition: Edition, row: str, column: str) -> tuple[str, ...]:
    equations = equations_of(edition, table.spec.id, table.alternatives_used)
    found = (each.identity for each in equations if (row, column) in (*each.left, *each.right))
    return tuple(dict.fromkeys(found))


def inject(report: Report, random: Random) -> tuple[Report, Fault]:
    """Give the report with one figure wrong, any of those printed as a number, and what was done."""
    cells = [
        (table, key) for table in report.tables.values() for key in table.figures if _number(table, key) is not None
    ]
    table, key = random.choice(cells)
    correct = table[key].value
    assert correct is not None
    printed = random.choice(list(_slips(correct)))
    figure = table[key]._replace(value=printed, written=str(printed))
    changed = replace(table, figures={**table.figures, key: figure})
    fault = Fault(table.spec.id, *key, correct, printed, _pinning(table, report.edition, *key))
    return replace(report, tables={**report.tables, table.spec.id: changed}), fault


def _number(table: Table, key: Key) -> Number | None:
    return table.figures[key].value


def _slips(value: Number) -> Iterator[Number]:
    """Go through what a slip makes of a number: one off, a digit too many, too few, two the wrong way round."""
    yield value + 1
    if isinstance(value, Decimal):
        yield value.scaleb(1)
        return
    if value > 0:
        yield value - 1
        yield value * 10
    text = str(abs(value))
    sign = -1 if value < 0 else 1
    if len(text) > 1:
        yield sign * int(text[:-1])
        swapped = int(text[:-2] + text[-1] + text[-2])
        if swapped != abs(value):
            yield sign * swapped
