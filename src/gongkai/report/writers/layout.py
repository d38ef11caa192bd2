"""What the writers share about the official layout: blocks in order, headers with their unit, the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.law.message import Message
from gongkai.report.edition import Block, Column, Row
from gongkai.report.model import Part, Report, Table

_UNIT = re.compile(r"（(?:单位[:：])?(?P<unit>亿元|万元|元)）$")

_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}


def printable(text: str) -> str:
    """Leave out control characters, which pages may not hold and terminals would obey."""
    return text.translate(_CONTROLS)


def title(report: Report) -> str:
    """Give the title as the document has it, or the usual one made from agency and year."""
    if report.title:
        return report.title
    if report.year is None:
        return str(Message("{agency}政府信息公开工作年度报告", agency=report.agency))
    return str(Message("{agency}{year}年政府信息公开工作年度报告", agency=report.agency, year=report.year))


def heading(part: Part) -> str:
    """Give the heading of a part with its numeral, both as the document has them."""
    return f"{part.numeral}、{part.heading}" if part.numeral else part.heading


def runs(table: Table) -> Iterator[tuple[Block, tuple[Row, ...]]]:
    """Go through the rows present, in their own order, by the block of the format they belong to."""
    block_of = {row.id: block for block in table.spec.blocks for row in block.rows}
    for each in table.spec.alternatives:
        block_of[each.row.id] = block_of[each.replaces[0]]
    for block, rows in groupby(table.rows, key=lambda row: block_of[row.id]):
        yield block, tuple(rows)


def merged(paths: Sequence[tuple[str, ...]]) -> list[tuple[range, ...]]:
    """Give for each path of labels, outermost first, the run of neighbours that share each label.

    >>> merged([("三", "（一）"), ("三", "（二）"), ()])
    [(range(0, 2), range(0, 1)), (range(0, 2), range(1, 2)), ()]
    """
    found: list[tuple[range, ...]] = [()] * len(paths)
    for level in range(max(map(len, paths), default=0)):
        for shared, together in groupby(range(len(paths)), key=lambda index: paths[index][: level + 1]):
            indexes = list(together)
            if len(shared) > level:
                for index in indexes:
                    found[index] += (range(indexes[0], indexes[-1] + 1),)
    return found


def column_label(table: Table, column: Column, rows: Sequence[Row]) -> str:
    """Give the header of a column over these rows; over money it names the unit the figures are in.

    The official label names one unit, or none. Figures in another stay as they are, and the header
    takes the accepted form that says so.
    """
    if column.kind != "money":
        return column.label
    found = (table.get(row.id, column.id) for row in rows)
    units = {figure.unit for figure in found if figure is not None and figure.value is not None}
    if len(units) != 1:
        return column.label
    (unit,) = units
    accepted = (label for label in (column.label, *column.variants) if _unit_of(label) == unit)
    bare = _UNIT.sub("", column.label)
    return next(accepted, f"{bare}（单位：{unit}）" if unit else bare)


def _unit_of(label: str) -> str:
    match = _UNIT.search(label)
    return match["unit"] if match else ""
