"""The report to read in a terminal: plain text, tables in drawn boxes, as wide as is asked.

Tables are more compact than the official layout: groups stand as lines of their own above their
rows, a block of table II shares one line with its headers, table IV has a line for each challenge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from gongkai.law.message import Message
from gongkai.report.edition import Column, Row
from gongkai.report.figures import cell_text
from gongkai.report.model import Report, Table
from gongkai.report.widths import abridged, columns_wide, wrapped
from gongkai.report.writers.layout import column_label, heading, runs, sections, title
from gongkai.typesetting.characters import printable

WIDTH = 100
"""How wide it is unless asked otherwise: a terminal of eighty columns has room for every label too."""

_FIGURES = 0.63
"""What share of the width goes to figures; shared alike unless a long one needs more."""

_NARROWEST_LABEL = 16

_LONGEST = 24
"""What is longer than this in a cell of a figure is words, and is broken into lines."""


def write_text(report: Report, width: int = WIDTH) -> bytes:
    """Write a report as UTF-8 text for people, in lines of a width."""
    return ("\n".join(_lines(report, width)) + "\n").encode("utf-8", "replace")


def _lines(report: Report, width: int) -> Iterator[str]:
    year = "" if report.year is None else str(Message("{year}年度", year=report.year))
    yield "━" * width
    yield from (_aligned(line, width, "center").rstrip() for line in wrapped(printable(title(report)), width))
    about = "　".join(filter(None, (printable(report.agency), year, str(report.edition.citation))))
    yield from (_aligned(line, width, "center").rstrip() for line in wrapped(about, width))
    yield "━" * width
    yield from _narrative((paragraph.text for paragraph in report.preamble), width)
    for part, table in sections(report):
        if part is not None:
            yield from ("", printable(heading(part)))
            yield from _narrative((paragraph.text for paragraph in part.paragraphs), width)
        elif table is not None:
            yield from ("", table.spec.label)
        if table is not None:
            yield from _table(table, width)
    if report.closing:
        yield ""
    for paragraph in report.closing:
        yield from (_aligned(line, width, "right") for line in wrapped(printable(paragraph.text), width))


def _narrative(paragraphs: Iterable[str], width: int) -> Iterator[str]:
    for text in paragraphs:
        yield from wrapped("　　" + printable(text), width)


def _aligned(text: str, width: int, align: str) -> str:
    room = max(0, width - columns_wide(text))
    left = {"left": 0, "center": room // 2, "right": room}[align]
    return " " * left + text + " " * (room - left)


# ── Boxes ────────────────────────────────────────────────────────────────────


class _Cell(NamedTuple):
    """A cell of a box: its text, the columns it covers, how it is set."""

    text: str
    span: int = 1
    align: str = "left"
    indent: int = 0


class _Line(NamedTuple):
    """A row of a box, with a rule above it or none."""

    cells: tuple[_Cell, ...]
    ruled: bool = True


def _table(table: Table, width: int) -> Iterator[str]:
    layout = _blocks if table.spec.layout == "blocks" else _grouped
    lines = layout(table)
    if lines:
        yield from _box(lines, width)


def _blocks(table: Table) -> list[_Line]:
    """Set table II: for each block a line with its heading and its headers, then its rows."""
    width = max(len(block.columns) for block in table.spec.blocks)
    lines = []
    for block, rows in runs(table):
        spans = [1] * (len(block.columns) - 1) + [1 + width - len(block.columns)]
        labels = [column_label(table, column, rows) for column in block.columns]
        heads = (_Cell(label, span, "center") for label, span in zip(labels, spans))
        lines.append(_Line((_Cell(block.heading), *heads)))
        for row in rows:
            lines.append(_Line((_Cell(row.label), *_figures(table, row, block.columns, spans)), ruled=row is rows[0]))
    return lines


def _grouped(table: Table) -> list[_Line]:
    """Set tables III and IV: a line for each row, below a line for each group that begins there."""
    if not table.rows:
        return []
    columns = table.spec.columns_of[table.rows[0].id]
    lines = [_Line((_Cell(""), *(_Cell(column.label, align="center") for column in columns)))]
    if any(column.group for column in columns):
        over = ((group, len(list(together))) for group, together in groupby(column.group for column in columns))
        lines.insert(0, _Line((_Cell(""), *(_Cell(group, span, "center") for group, span in over))))
    before: tuple[str, ...] | None = None
    for row in table.rows:
        ruled = before is None or row.groups[:1] != before[:1] or row.total
        for depth, group in enumerate(row.groups):
            if before is None or row.groups[: depth + 1] != before[: depth + 1]:
                blanks = tuple(_Cell("") for _ in columns)
                lines.append(_Line((_Cell(group, indent=2 * depth), *blanks), ruled))
                ruled = False
        spans = [1] * len(columns)
        label = _Cell(row.label, indent=2 * len(row.groups))
        lines.append(_Line((label, *_figures(table, row, columns, spans)), ruled))
        before = row.groups
    return lines


def _figures(table: Table, row: Row, columns: Sequence[Column], spans: Sequence[int]) -> Iterator[_Cell]:
    for column, span in zip(columns, spans):
        yield _Cell(printable(abridged(cell_text(table.get(row.id, column.id)))), span, "right")


def _box(lines: Sequence[_Line], width: int) -> Iterator[str]:
    widths = _widths(lines, width)
    ends_of = [_ends(line) for line in lines]
    yield _rule(frozenset(), ends_of[0], widths, "┌┐")
    for index, line in enumerate(lines):
        if line.ruled and index:
            yield _rule(ends_of[index - 1], ends_of[index], widths, "├┤")
        yield from _row(line, widths)
    yield _rule(ends_of[-1], frozenset(), widths, "└┘")


def _widths(lines: Sequence[_Line], width: int) -> list[int]:
    """Give each column of figures its share or what its longest figure needs, the labels the rest."""
    count = sum(cell.span for cell in lines[0].cells)
    widths = [int(_FIGURES * width) // (count - 1) - 3] * count
    for line in lines:
        column = 0
        for cell in line.cells:
            if cell.span == 1 and cell.align == "right":
                widths[column] = max(widths[column], min(columns_wide(cell.text), _LONGEST))
            column += cell.span
    widths[0] = max(_NARROWEST_LABEL, width - 1 - 3 * count - sum(widths[1:]))
    return widths


def _row(line: _Line, widths: Sequence[int]) -> Iterator[str]:
    """Draw a row: as many lines as its tallest cell has, figures level with the first."""
    columns, start = [], 0
    for cell in line.cells:
        width = sum(widths[start : start + cell.span]) + 3 * (cell.span - 1)
        columns.append(_cell(cell, width))
        start += cell.span
    height = max(map(len, columns))
    for index in range(height):
        parts = (lines[index] if index < len(lines) else " " * columns_wide(lines[0]) for lines in columns)
        yield "│ " + " │ ".join(parts) + " │"


def _cell(cell: _Cell, width: int) -> list[str]:
    """Break a cell into lines of exactly its width; a centred one into lines of like length."""
    room = width - cell.indent
    lines = wrapped(cell.text, room)
    if cell.align == "center" and len(lines) > 1:
        even = -(-columns_wide(cell.text) // len(lines))
        lines = wrapped(cell.text, even + even % 2)
    return [" " * cell.indent + _aligned(line, room, cell.align) for line in lines]


def _ends(line: _Line) -> frozenset[int]:
    """Give the columns behind which a line has a border."""
    ends, column = set(), 0
    for cell in line.cells:
        column += cell.span
        ends.add(column)
    return frozenset(ends)


def _rule(above: frozenset[int], below: frozenset[int], widths: Sequence[int], corners: str) -> str:
    joints = {(True, True): "┼", (True, False): "┴", (False, True): "┬", (False, False): "─"}
    drawn = corners[0]
    for column, width in enumerate(widths, start=1):
        last = column == len(widths)
        drawn += "─" * (width + 2) + (corners[1] if last else joints[column in above, column in below])
    return drawn
