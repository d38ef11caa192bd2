"""Amounts of money: the units that reports write them in, and the cells of an edition that hold them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from gongkai.report.edition import Column, Edition, Row
from gongkai.report.model import Figure, Number

YUAN: Mapping[str, int] = {"元": 1, "万元": 10**4, "亿元": 10**8}
"""How many yuan each unit is."""


def converted(amount: Number, unit: str, wanted: str) -> Decimal:
    """Give an amount in another unit.

    >>> converted(25400, "元", "万元")
    Decimal('2.54')
    """
    return Decimal(amount) * YUAN[unit] / YUAN[wanted]


def in_yuan(figure: Figure, column: Column) -> Decimal | None:
    """Give an amount in 元, by its own unit or else the format's; None without an amount or a unit."""
    unit = figure.unit or column.unit
    return None if figure.value is None or unit not in YUAN else converted(figure.value, unit, "元")


@lru_cache(maxsize=64)
def money_cells(edition: Edition) -> tuple[tuple[str, Row, Column], ...]:
    """Give the cells of an edition that hold money: table id, row and column."""
    return tuple(
        (table.id, row, column)
        for table in edition.tables
        for row in table.rows
        for column in table.columns_of[row.id]
        if column.kind == "money"
    )
