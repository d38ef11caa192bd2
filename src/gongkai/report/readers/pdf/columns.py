"""Tables without rules, or with too few: rows by their figures, columns by what stands under what.

A line that ends in figures set apart anchors a row. The words before them may wrap over lines above
and below: a line goes on with a label when the one over it left no room. Columns come from the
figures' places, so that a blank cell stays blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongkai.report.blocks import Cell, Grid
from gongkai.report.cells import says_figure
from gongkai.report.readers.pdf.grids import Segment
from gongkai.report.readers.pdf.lines import Line, cell_text, is_heading, is_numbered, segments_of

_APART = 0.9
"""A gap of so many characters sets cells apart."""
_APART_FROM_LABEL = 0.3
"""The same before figures with which a line ends."""
_FAR_FROM_LABEL = 1.5
"""A lone figure must stand so far behind its label: otherwise it belongs to a sentence."""
_NEXT_LINE = 2.0
_NO_ROOM = 1.3
_BESIDE = 0.7
_MOST_LABEL_LINES = 6
_SENTENCE_END = ("。", "；", "：", "，", "、", ":", ";", ",")


class _Row(NamedTuple):
    """A line as the pieces that gaps set apart; `figures` is how many it ends in."""

    line: Line
    pieces: tuple[Line, ...]
    figures: int

    @property
    def is_anchor(self) -> bool:
        """Tell whether figures stand in the line as cells of a row."""
        if len(self.pieces) < 2 or not self.figures:
            return False
        if self.figures > 1:
            return True
        label, figure = self.pieces[-2:]
        return figure.left - label.right >= _FAR_FROM_LABEL * label.em and not label.text.endswith(_SENTENCE_END)


Placed = tuple[float, Line | Grid]


def borderless(lines: Sequence[Line], rules: Sequence[Segment], stops: Sequence[float], page: int) -> Iterator[Placed]:
    """Give the lines of a page, from the top, with tables among them as grids, each with its place down the page.

    No table reaches over a `stop`, the top of a ruled one; no cell over a rule.
    """
    rows = [_row(line) for line in lines]
    at = 0
    while at < len(rows):
        end = _zone_end(rows, at, stops)
        if end > at:
            yield from _tables(rows[at:end], rules, page)
            at = end
        else:
            yield rows[at].line.top, rows[at].line
            at += 1


def is_parted(lines: Sequence[Line]) -> bool:
    """Tell whether a line of a ruled cell holds figures apart, so that the rules do not tell the columns."""
    return any(_row(line).figures > 1 for line in lines)


def _row(line: Line) -> _Row:
    pieces = segments_of(line, _APART_FROM_LABEL)
    figures = 0
    for piece in reversed(pieces):
        if not says_figure(piece.text):
            break
        figures += 1
    words = segments_of(line, _APART) if figures == 0 else _joined(pieces[: len(pieces) - figures])
    return _Row(line, (*words, *pieces[len(pieces) - figures :]) if figures else tuple(words), figures)


def _joined(pieces: Sequence[Line]) -> list[Line]:
    """Put words together that stand near to each other."""
    joined: list[Line] = []
    for piece in pieces:
        if joined and piece.left - joined[-1].right < _APART * piece.em:
            joined[-1] = _together(joined[-1], piece)
        else:
            joined.append(piece)
    return joined


def _together(one: Line, other: Line) -> Line:
    return one._replace(
        chars=(*one.chars, *other.chars),
        right=max(one.right, other.right),
        top=min(one.top, other.top),
        bottom=max(one.bottom, other.bottom),
    )


# ── Where a table may stand ──────────────────────────────────────────────────


def _zone_end(rows: Sequence[_Row], start: int, stops: Sequence[float]) -> int:
    """Give the end of the lines from `start` on that may be a table, or `start` when they hold no row of figures."""
    end = start
    last = start
    found = False
    while end < len(rows) and end - last <= _MOST_LABEL_LINES:
        row = rows[end]
        if end > start and any(rows[end - 1].line.top < stop < row.line.bottom for stop in stops):
            break
        if _is_running(row):
            break
        if len(row.pieces) > 1:
            last = end
            found = found or row.is_anchor
        end += 1
    return end if found else start


def _is_running(row: _Row) -> bool:
    """Tell whether a line is text: a sentence, or the heading of a part."""
    text = row.line.text
    return len(row.pieces) == 1 and (text.endswith(_SENTENCE_END) or is_heading(text) or len(text) > 40)


def _tables(rows: Sequence[_Row], rules: Sequence[Segment], page: int) -> Iterator[Placed]:
    """Give the table that lines make up, and the lines at its ends that do not belong to it."""
    table = _Table(rows, rules)
    first, last = table.extent()
    if not table.is_table():
        first, last = len(rows), len(rows)
    for row in rows[:first]:
        yield row.line.top, row.line
    if first < last:
        yield rows[first].line.top, table.grid(page)
    for row in rows[last:]:
        yield row.line.top, row.line


class _Block(NamedTuple):
    """A label in its column, with the lines it wraps over."""

    pieces: tuple[Line, ...]
    column: int
    colspan: int


class _Column(NamedTuple):
    left: float
    right: float


class _Table:
    """Lines as a table: columns of labels, columns of figures, and which label belongs to which figures."""

    def __init__(self, rows: Sequence[_Row], rules: Sequence[Segment]) -> None:
        self._rows = rows
        self._rules = rules
        self._anchors = [row for row in rows if row.is_anchor]
        self._figures = _columns([piece for row in self._anchors for piece in row.pieces[-row.figures :]])
        edge = self._figures[0].left
        self._words = [
            (row, piece) for row in rows for piece in row.pieces[: len(row.pieces) - row.figures * row.is_anchor]
        ]
        self._labels = _columns([piece for _, piece in self._words if piece.right <= edge])
        self._blocks = self._chained([piece for _, piece in self._words if piece.left < edge])
        self._of_anchor = self._matched()

    def is_table(self) -> bool:
        """Tell whether there is more than a figure or two that happen to stand apart."""
        many = sum(len(row.pieces) > 1 for row in self._rows) > 1
        return many or any(row.figures > 2 for row in self._anchors)

    def extent(self) -> tuple[int, int]:
        """Give the first and the last line that belong to the table: rows of cells, and labels of these."""
        labels = {piece for blocks in self._of_anchor.values() for block in blocks for piece in block.pieces}
        inside = [
            index for index, row in enumerate(self._rows) if len(row.pieces) > 1 or any(p in labels for p in row.pieces)
        ]
        return inside[0], inside[-1] + 1

    def grid(self, page: int) -> Grid:
        """Give the table: a row for each line of figures, and one for each line of words that belongs to none."""
        placed: list[tuple[float, list[Cell]]] = []
        used = {piece for blocks in self._of_anchor.values() for block in blocks for piece in block.pieces}
        first, last = self.extent()
        for index, row in enumerate(self._rows[first:last], start=first):
            cells = []
            if row.is_anchor:
                cells = self._anchored(index)
            words = [piece for owner, piece in self._words if owner is row and piece not in used]
            cells += [self._words_cell(piece) for piece in words]
            if cells:
                placed.append((row.line.base, _in_columns(cells)))
        rows = tuple(tuple(cells) for _, cells in placed)
        return Grid(rows, pages=(page,) * len(rows))

    def _anchored(self, index: int) -> list[Cell]:
        row = self._rows[index]
        cells = [
            Cell(cell_text([char for piece in block.pieces for char in piece.chars]), block.column, block.colspan)
            for block in self._of_anchor.get(index, ())
        ]
        figures: dict[int, str] = {}
        for piece in row.pieces[-row.figures :]:
            column = _over(self._figures, piece)[0]
            figures[column] = figures.get(column, "") + cell_text(piece.chars)
        offset = len(self._labels)
        return [*cells, *(Cell(figures.get(column, ""), offset + column) for column in range(len(self._figures)))]

    def _words_cell(self, piece: Line) -> Cell:
        columns = [*self._labels, *self._figures]
        column, span = _over(columns, piece)
        return Cell(cell_text(piece.chars), column, span)

    def _chained(self, pieces: Sequence[Line]) -> list[_Block]:
        """Give the labels: in each column, lines put together where the upper left no room for more."""
        columns: dict[tuple[int, int], list[Line]] = {}
        for piece in pieces:
            columns.setdefault(_over(self._labels, piece), []).append(piece)
        blocks = []
        for (column, span), stack in columns.items():
            right = max(piece.right for piece in stack)
            left = min(piece.left for piece in stack)
            chain = [stack[0]]
            for upper, lower in pairwise(stack):
                if self._continues(upper, lower, right - left):
                    chain.append(lower)
                else:
                    blocks.append(_Block(tuple(chain), column, span))
                    chain = [lower]
            blocks.append(_Block(tuple(chain), column, span))
        return blocks

    def _continues(self, upper: Line, lower: Line, width: float) -> bool:
        near = lower.base - upper.base <= _NEXT_LINE * upper.em
        full = upper.right - upper.left >= width - _NO_ROOM * upper.em
        ruled = any(
            upper.base < rule.at < lower.base and rule.start <= lower.middle <= rule.end for rule in self._rules
        )
        both = self._on_anchor(upper) and self._on_anchor(lower)
        return near and full and not ruled and not both and not is_numbered(lower.text)

    def _on_anchor(self, piece: Line) -> bool:
        return any(piece in row.pieces for row in self._anchors)

    def _matched(self) -> dict[int, list[_Block]]:
        """Give for each anchor, by its place among the lines, the labels that reach over its height."""
        matched: dict[int, list[_Block]] = {}
        for block in self._blocks:
            top, bottom = block.pieces[0].base, block.pieces[-1].base
            slack = _BESIDE * block.pieces[0].em
            middle = (top + bottom) / 2
            near = [
                (abs(row.line.base - middle), index)
                for index, row in enumerate(self._rows)
                if row.is_anchor and top - slack <= row.line.base <= bottom + slack
            ]
            if near:
                matched.setdefault(min(near)[1], []).append(block)
        return matched


def _in_columns(cells: list[Cell]) -> list[Cell]:
    """Give the cells of a row in order, those that fell into one column as one."""
    ordered: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: cell.column):
        if ordered and ordered[-1].column == cell.column:
            before = ordered.pop()
            cell = Cell(before.text + cell.text, cell.column, max(before.colspan, cell.colspan))
        ordered.append(cell)
    return ordered


def _columns(pieces: Sequence[Line]) -> list[_Column]:
    """Give the columns that pieces stand in: those under each other are in one; a piece over several is in none."""
    columns: list[_Column] = []
    for piece in sorted(pieces, key=lambda piece: piece.right - piece.left):
        under = [column for column in columns if column.left < piece.right and piece.left < column.right]
        if len(under) > 1:
            continue
        for column in under:
            columns.remove(column)
        left = min([piece.left, *(column.left for column in under)])
        right = max([piece.right, *(column.right for column in under)])
        columns.append(_Column(left, right))
    return sorted(columns)


def _over(columns: Sequence[_Column], piece: Line) -> tuple[int, int]:
    """Give the first column a piece stands over and how many; the nearest when it stands over none."""
    if not columns:
        return 0, 1
    over = [index for index, column in enumerate(columns) if column.left < piece.right and piece.left < column.right]
    if over:
        return over[0], over[-1] - over[0] + 1
    nearest = min(
        range(len(columns)), key=lambda index: abs((columns[index].left + columns[index].right) / 2 - piece.middle)
    )
    return nearest, 1
