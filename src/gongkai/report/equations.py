"""Equations: each identity (勾稽关系) of an edition, written out for every column or row it holds in.

Checks, the sums of a workbook and synthetic faults all go by them. Not here: which of them a report breaks
and what to say of it (`checks.identities`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from gongkai.report.edition import Alternative, Column, Edition, Row, TableSpec
from gongkai.report.model import Key, Number


class Equation(NamedTuple):
    """One identity in one column or row: the cells whose sums must be alike."""

    identity: str
    line: Row | Column
    terms: tuple[str, ...]
    left: tuple[Key, ...]
    right: tuple[Key, ...]
    excess: Callable[[Mapping[Key, Number]], Number]
    """By how much the left side exceeds the right; KeyError when a cell is lacking."""


@lru_cache(maxsize=64)
def equations_of(edition: Edition, table: str, used: tuple[Alternative, ...] = ()) -> tuple[Equation, ...]:
    """Give every equation of a table, with the rows of the alternatives used in place of what they sum up."""
    spec = edition.table_by_id[table]
    stand_in = {id: each.row.id for each in used for id in each.replaces}
    equations = []
    for identity in spec.identities:
        left = tuple(dict.fromkeys(stand_in.get(id, id) for id in identity.left))
        right = tuple(dict.fromkeys(stand_in.get(id, id) for id in identity.right))
        for line, cells in _lines(spec, identity.over, left[0]):
            ours, theirs = tuple(cells[id] for id in left), tuple(cells[id] for id in right)
            equations.append(Equation(identity.id, line, left + right, ours, theirs, _excess_of(ours, theirs)))
    return tuple(equations)


def _lines(spec: TableSpec, over: str, first: str) -> Iterator[tuple[Row | Column, Mapping[str, Key]]]:
    """Go through the columns (or rows) an identity over rows (or columns) holds in, each with its cells by term."""
    if over == "rows":
        for column in spec.columns_of[first]:
            yield column, {row: (row, column.id) for row in spec.row_by_id}
    else:
        for row in spec.row_by_id.values():
            yield row, {column.id: (row.id, column.id) for column in spec.columns_of[row.id]}


def _excess_of(left: tuple[Key, ...], right: tuple[Key, ...]) -> Callable[[Mapping[Key, Number]], Number]:
    # itemgetter takes many cells in one call; of one cell it gives the bare value.
    ours, theirs = itemgetter(*left), itemgetter(*right)
    one, other = len(left) == 1, len(right) == 1

    def excess(values: Mapping[Key, Number]) -> Number:
        over: Number = (ours(values) if one else sum(ours(values))) - (theirs(values) if other else sum(theirs(values)))
        return over

    return excess
