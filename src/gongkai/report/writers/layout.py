"""The official layout as data: the order of parts and tables, and each table as printed, merged cells and all.

HTML, DOCX, XLSX and PDF draw the same cells. Not here: how any of them looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from math import floor
from types import MappingProxyType
from typing import NamedTuple

from gongkai.law.message import Message
from gongkai.report.edition import Block, Column, Row
from gongkai.report.model import Part, Report, Table
from gongkai.report.widths import columns_wide

_UNIT = re.compile(r"（(?:单位[:：])?(?P<unit>亿元|万元|元)）$")


def title(report: Report) -> str:
    """Give the title as the document has it, or the usual one made from agency and year."""
    if report.title:
        return report.title
    if report.year is None:
        return str(Message("{agency}政府信息公开工作年度报告", agency=report.agency))
    return str(Message("{agency}{year}年政府信息公开工作年度报告", agency=report.agency, year=report.year))


TITLE_WIDTH = 40
"""How wide a line of the title is in an official document: twenty 汉字 of 二号."""


def title_lines(report: Report) -> tuple[str, ...]:
    """Give the title in the lines it stands in: one too long breaks behind the agency's name, where its sense allows.

    Both lines together are the title; a longer rest breaks as it falls.
    """
    whole = title(report)
    rest = whole.removeprefix(report.agency)
    if columns_wide(whole) <= TITLE_WIDTH or not rest or rest == whole:
        return (whole,)
    return (report.agency, rest)


def heading(part: Part) -> str:
    """Give the heading of a part with its numeral, both as the document has them."""
    return f"{part.numeral}、{part.heading}" if part.numeral else part.heading


def sections(report: Report) -> Iterator[tuple[Part | None, Table | None]]:
    """Go through the parts, each with the table that stands in it, then the tables that stand in none."""
    unwritten = dict(report.tables)
    for part in report.parts:
        yield part, unwritten.pop(part.spec.table, None)
    for table in unwritten.values():
        yield None, table


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


def figure_size(text: str, digits: float, size: float) -> float:
    """Give the size at which a figure stands in one line of a cell, the usual one when it does.

    `digits` is the width of the cell divided by that of a digit of size one. Words may break.

    >>> figure_size("14069", 60.0, 9.0), figure_size("123456789", 60.0, 9.0), figure_size("见附件及说明文件", 60.0, 9.0)
    (9.0, 6.6, 9.0)
    """
    if not text.isascii() or len(text) * size <= digits:
        return size
    return max(floor(digits / len(text) * 10) / 10, 5.0)


def spare(text: str, room: float, size: float) -> float:
    """Give the white to leave on either side so that a header over several lines breaks into like ones.

    >>> spare("商业企业", 30.0, 9.0), spare("自然人", 30.0, 9.0)
    (5.5, 0.0)
    """
    fits = int(room // size)
    if text.isascii() or len(text) <= fits or not fits:
        return 0.0
    lines = -(-len(text) // fits)
    return max(0.0, (room - -(-len(text) // lines) * size - 1) / 2)


# ── Tables as printed ────────────────────────────────────────────────────────


class Laid(NamedTuple):
    """A cell of a table as printed: what it is, where it begins, what it covers.

    `role` is `block` (the heading of a block), `over` (a header over several columns), `column`,
    `corner`, `group` (the merged label of several rows), `label` (of a row) or `figure`. Headers
    have an `id`; `headers` are the ids of those that a figure stands under and beside. A figure
    has no text here but its `row` and `column`, by which its table gives it.
    """

    role: str
    at: int
    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    id: str = ""
    headers: tuple[str, ...] = ()
    row: Row | None = None
    column: Column | None = None


Line = tuple[Laid, ...]
"""The cells that begin in one line of a table, from left to right."""


class Layout(NamedTuple):
    """A table as printed: its columns by kind (`group`, `label`, `figure`) and their shares of the
    width, the lines of its head, and its bodies, the lines of each of which belong together.
    """

    kinds: tuple[str, ...]
    shares: tuple[float, ...]
    head: tuple[Line, ...]
    bodies: tuple[tuple[Line, ...], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, those of the head first."""
        return (*self.head, *(line for body in self.bodies for line in body))


def lay_out(table: Table) -> Layout:
    """Give a table as printed, with the rows it has in the order it has them."""
    return _LAYOUTS[table.spec.layout](table)


def _blocks(table: Table) -> Layout:
    """Lay out table II: for each block a heading over the full width, its headers, its rows."""
    width = max(len(block.columns) for block in table.spec.blocks)
    bodies = []
    for number, (block, rows) in enumerate(runs(table), start=1):
        id = f"{table.spec.id}-{number}"
        # The last column of a narrower block takes the width the others leave over.
        spans = [1] * (len(block.columns) - 1) + [1 + width - len(block.columns)]
        labels = [column_label(table, column, rows) for column in block.columns]
        headers = [f"{id}-{column.id}" for column in block.columns]
        lines: list[Line] = [
            (Laid("block", 0, block.heading, 1 + width, id=id),),
            (
                Laid("column", 0, table.spec.corner, id=f"{id}-corner"),
                *(
                    Laid("column", at, label, span, id=header)
                    for at, (label, span, header) in enumerate(zip(labels, spans, headers), start=1)
                ),
            ),
        ]
        for place, row in enumerate(rows, start=1):
            label = f"{id}-row-{place}"
            figures = (
                Laid("figure", at, colspan=span, headers=(id, header, label), row=row, column=column)
                for at, (column, span, header) in enumerate(zip(block.columns, spans, headers), start=1)
            )
            lines.append((Laid("label", 0, row.label, id=label, row=row), *figures))
        bodies.append(tuple(lines))
    return Layout(("label", *["figure"] * width), (1 / (1 + width),) * (1 + width), (), tuple(bodies))


def _rows(table: Table) -> Layout:
    """Lay out table III: headers in three lines, groups of rows merged to the left of their labels."""
    id = table.spec.id
    (block,) = table.spec.blocks
    stub = 1 + max(len(row.groups) for row in table.spec.rows)
    leaves = [_Leaf(column, column.id, tuple(filter(None, (block.heading, column.group)))) for column in block.columns]
    head, headers_of = _head(id, leaves, stub)
    head[0].insert(0, Laid("corner", 0, table.spec.corner, stub, len(head), f"{id}-corner"))
    groups = merged([row.groups for row in table.rows])
    bodies = []
    for _, together in groupby(enumerate(table.rows), key=lambda each: each[1].groups[:1]):
        lines = []
        for index, row in together:
            beside = [f"{id}-group-{run.start}-{level}" for level, run in enumerate(groups[index])]
            cells = [
                Laid("group", level, label, rowspan=len(run), id=header)
                for level, (label, header, run) in enumerate(zip(row.groups, beside, groups[index]))
                if run.start == index
            ]
            beside.append(f"{id}-row-{index}")
            level = len(row.groups)
            cells.append(Laid("label", level, row.label, stub - level, id=beside[-1], row=row))
            cells += [
                Laid("figure", at, headers=(*above, *beside), row=row, column=leaf.column)
                for at, (leaf, above) in enumerate(zip(leaves, headers_of), start=stub)
            ]
            lines.append(tuple(cells))
        bodies.append(tuple(lines))
    kinds = (*["group"] * (stub - 1), "label", *["figure"] * len(leaves))
    return Layout(kinds, _shares(kinds), tuple(map(tuple, head)), tuple(bodies))


def _side_by_side(table: Table) -> Layout:
    """Lay out table IV: the rows of the format stand beside each other, each over its own columns."""
    columns_of = table.spec.columns_of
    cells = [(row, column) for row in table.rows for column in columns_of[row.id]]
    leaves = [_Leaf(column, f"{row.id}-{column.id}", (*row.groups, row.label)) for row, column in cells]
    head, headers_of = _head(table.spec.id, leaves)
    figures = tuple(
        Laid("figure", at, headers=above, row=row, column=column)
        for at, ((row, column), above) in enumerate(zip(cells, headers_of))
    )
    kinds = ("figure",) * len(leaves)
    return Layout(kinds, _shares(kinds), tuple(map(tuple, head)), ((figures,),))


class _Leaf(NamedTuple):
    """A column under the headers above it, outermost first."""

    column: Column
    id: str
    above: tuple[str, ...]


def _head(table: str, leaves: Sequence[_Leaf], first: int = 0) -> tuple[list[list[Laid]], list[tuple[str, ...]]]:
    """Give the lines of merged headers over columns, and for each column the ids of its headers."""
    groups = merged([leaf.above for leaf in leaves])
    depth = 1 + max((len(leaf.above) for leaf in leaves), default=0)
    lines: list[list[Laid]] = [[] for _ in range(depth)]
    headers_of = []
    for index, leaf in enumerate(leaves):
        above = [f"{table}-over-{run.start}-{level}" for level, run in enumerate(groups[index])]
        for level, run in enumerate(groups[index]):
            if run.start == index:
                lines[level].append(Laid("over", first + index, leaf.above[level], len(run), id=above[level]))
        own = f"{table}-{leaf.id}"
        level = len(leaf.above)
        lines[level].append(Laid("column", first + index, leaf.column.label, rowspan=depth - level, id=own))
        headers_of.append((*above, own))
    return lines, headers_of


_PARTS = MappingProxyType({"group": 9.0, "label": 30.0, "figure": 7.4})


def _shares(kinds: Sequence[str]) -> tuple[float, ...]:
    whole = sum(_PARTS[kind] for kind in kinds)
    return tuple(_PARTS[kind] / whole for kind in kinds)


_LAYOUTS: Mapping[str, Callable[[Table], Layout]] = MappingProxyType(
    {"blocks": _blocks, "rows": _rows, "side-by-side": _side_by_side}
)
