"""Grids with what each cell says as a label, and the rows of a report found in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.report.blocks import Cell, Grid
from gongkai.report.cells import says_figure
from gongkai.report.edition import Column, Row, TableSpec
from gongkai.report.finding import Place
from gongkai.report.recognise.labels import Labels, core


class KeyedGrid(NamedTuple):
    """A grid with the core of every cell's text, so that labels are folded only once."""

    grid: Grid
    keys: tuple[tuple[str, ...], ...]
    all_keys: frozenset[str]


def keyed(grid: Grid) -> KeyedGrid:
    """Give a grid with the cores of its cells."""
    keys = tuple([tuple(["" if cell.text.isdecimal() else core(cell.text) for cell in row]) for row in grid.rows])
    return KeyedGrid(grid, keys, frozenset().union(*keys))


class FoundRow(NamedTuple):
    """A row of the report found in a grid: its cells, and beside them the columns they belong to."""

    grid: int
    row: Row
    columns: Sequence[Column]
    cells: Sequence[Cell]
    place: Place
    unit: str = ""
    """The unit of money in this row, where the row has any and its cells name none."""
    placed: bool = True
    """Whether the cells are known to stand in these columns. Where not, what they say is not read."""


def place_in(grid: Grid, index: int, spec: TableSpec) -> Place:
    """Give the place of a row of a grid that holds rows of that table."""
    page = grid.pages[index] if grid.pages else None
    return _place(page, spec.label, grid.top + index, sheet=grid.sheet)


_place = lru_cache(maxsize=4096)(Place)


def label_in(cells: Sequence[Cell], keys: Sequence[str], labels: Labels) -> tuple[int, Row | None]:
    """Give where the label of a row stands and the row it names.

    The label is the last cell of words before the figures; what stands behind them is a remark. Words behind a
    row's own label stand in the place of its figures, unless that label is a group's as well.
    """
    at, row = -1, None
    rows = labels.rows
    for index, key in enumerate(keys):
        if key in rows:
            at, row = index, rows[key]
        elif says_figure(cells[index].text):
            if at >= 0:
                break
        elif key:
            if row is not None and keys[at] not in labels.groups:
                break
            at, row = index, None
    return at, row
