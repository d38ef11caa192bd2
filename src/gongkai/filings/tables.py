"""A table of the edition laid out for a page: blocks of rows, with in each cell what the page shows there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from gongkai.report.edition import Cell, TableSpec


class Line(NamedTuple):
    """A row of a table: the group it stands in, its label, whether it is a total, and what its cells show."""

    group: str
    words: str
    total: bool
    cells: list[Any]


class Block(NamedTuple):
    """Rows of a table that share columns."""

    heading: str
    columns: list[str]
    rows: list[Line]

    @property
    def is_wide(self) -> bool:
        """Say whether it has more columns than a narrow screen shows."""
        return len(self.columns) > 3


def laid_out(spec: TableSpec, shown: Callable[[Cell], Any]) -> list[Block]:
    """Lay a table out, with in each cell what is shown of it."""
    return [
        Block(
            block.heading,
            [column.label for column in block.columns],
            [line_of(row, [shown((spec.id, row.id, column.id)) for column in block.columns]) for row in block.rows],
        )
        for block in spec.blocks
    ]


def line_of(row: Any, cells: list[Any]) -> Line:
    """Give a row with what its cells show; a total stands in no group."""
    return Line("" if row.total else "".join(row.groups[-1:]), row.label, row.total, cells)
