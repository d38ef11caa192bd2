"""The columns and cells of a table without rules: rows by their figures, columns by what stands under what.

The words before the figures may wrap over lines above and below: a line goes on with a label when
the one over it left no room. Columns come from all that stands in them, so that a blank cell stays blank.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from gongkai.report.blocks import Cell, Grid
from gongkai.report.readers.pdf.flow import APART, APART_AT_FIGURES, NEXT_LINE, PageLine, Row
from gongkai.report.readers.pdf.grids import Segment
from gongkai.report.readers.pdf.lines import Line, begins_anew, continued, is_numbered, line_of
from gongkai.report.readers.spacing import cell_text

_NO_ROOM = 1.3
_BESIDE = 0.7
_OUT_OF_LINE = 0.6
_SLACK = 1.5
_SAME_SIZE = 0.15
_PARTED = 0.4
"""Rules part the rows when so many of the lines of figures stand each between rules of its own."""
_MOST_OPEN = 30
"""Among so many cells before it a piece looks for the one it goes on with."""


class _Column(NamedTuple):
    left: float
    right: float


class _Piece(NamedTuple):
    """A piece of a row, the columns it stands over, and whether it is one of the figures of an anchor."""

    row: int
    line: Line
    column: int
    span: int
    is_figure: bool


class Table:
    """Lines as a table: which columns there are, which words make up a cell, and to which row it belongs."""

    def __init__(self, rows: Sequence[Row], rules: Sequence[Segment]) -> None:
        self._rows = rows
        self._columns = _columns(rows)
        self._pieces = [piece for index in range(len(rows)) for piece in self._placed(index)]
        self._anchors = sorted({piece.row for piece in self._pieces if piece.is_figure})
        self._first_figure = self._end_of_labels()
        numbered = sum(is_numbered(p.line.text) for p in self._pieces if p.column < self._first_figure)
        self._numbered = numbered > _PARTED * len(self._anchors)
        self._headers = {p.row for p in self._pieces if p.column >= self._first_figure and not p.is_figure}
        self._rules = [rule for rule in rules if rows[0].base < rule.at < rows[-1].base]
        self._bands = self._row_bands()
        self._farthest = min(NEXT_LINE, _SLACK * max(1.0, self._pitch()))
        self._cells = [(cell, self._home(cell)) for cell in self._chained()]
        many = sum(len(row.pieces) > 1 for row in rows) > 1
        self._is_table = many or any(rows[index].figures > 2 for index in self._anchors)
        self.length = self._end() if self._is_table else len(rows)
        """How many lines belong to it: those behind its last row of cells may belong to what follows."""

    def blocks(self) -> Iterator[PageLine | Grid]:
        """Give the grid of the lines that belong to it; these lines themselves if it is no table."""
        if self._is_table:
            yield self._grid(self.length)
        else:
            yield from (row.placed for row in self._rows)

    def _placed(self, index: int) -> Iterator[_Piece]:
        """Give the pieces of a row in their columns; words that run on over two columns are cut between these."""
        row = self._rows[index]
        first = len(row.pieces) - (row.figures if row.is_anchor else 0)
        for number, piece in enumerate(row.pieces):
            is_figure = number >= first
            for part in [piece] if is_figure else self._cut(piece):
                column, span = _over(self._columns, part)
                yield _Piece(index, part, column, 1 if is_figure else span, is_figure)

    def _cut(self, piece: Line) -> list[Line]:
        parts = [[piece.chars[0]]]
        for before, char in pairwise(piece.chars):
            between = any(
                before.right <= right.left + 1 and left.right - 1 <= char.left
                for left, right in pairwise(self._columns)
            )
            if between and char.left - before.right >= APART_AT_FIGURES * piece.em:
                parts.append([])
            parts[-1].append(char)
        return [line_of(part) for part in parts]

    def _end_of_labels(self) -> int:
        """Give the column behind the labels, which stand beside or below the first figures; headers stand above."""
        top = self._rows[self._anchors[0]]
        labels = [
            piece.column + piece.span
            for piece in self._pieces
            if not piece.is_figure and self._rows[piece.row].base >= top.base - _BESIDE * top.placed.line.em
        ]
        return min(max(labels, default=0), min(piece.column for piece in self._pieces if piece.is_figure))

    def _pitch(self) -> float:
        """Give how far apart lines stand that follow each other in a cell or a column, at the least, in characters."""
        pitch = NEXT_LINE
        over: dict[tuple[int, int], _Piece] = {}
        for piece in self._pieces:
            before = over.get((piece.column, piece.span))
            if before is not None and before.row < piece.row:
                step = (self._rows[piece.row].base - self._rows[before.row].base) / piece.line.em
                pitch = min(pitch, step)
            over[piece.column, piece.span] = piece
        return pitch

    def _row_bands(self) -> list[int]:
        """Give for each line the band of rules it stands in, if bands part the rows of figures; else nothing."""
        across = self._columns[-1]
        middle = (across.left + across.right) / 2
        full = sorted(rule.at for rule in self._rules if rule.start <= middle <= rule.end)
        bands = [bisect_right(full, row.base) for row in self._rows]
        of_figures = {bands[index] for index in self._anchors}
        if len(of_figures) == 1 or len(of_figures) < _PARTED * len(self._anchors):
            return []
        return [band + row.placed.page for band, row in zip(bands, self._rows)]

    def _end(self) -> int:
        inside = [index for index, row in enumerate(self._rows) if len(row.pieces) > 1]
        inside += [piece.row for cell, home in self._cells if home in self._anchors for piece in cell]
        return max(inside) + 1

    def _chained(self) -> list[list[_Piece]]:
        """Give the cells: a piece goes on with the one over it in its cell."""
        widths: dict[tuple[int, int], float] = {}
        for piece in self._pieces:
            width = piece.line.right - piece.line.left
            widths[piece.column, piece.span] = max(width, widths.get((piece.column, piece.span), 0.0))
        cells: list[list[_Piece]] = []
        for piece in self._pieces:
            open_cells = [cell for cell in cells[-_MOST_OPEN:] if self._goes_on(cell[-1], piece, widths)]
            if open_cells:
                min(open_cells, key=lambda cell: _misaligned(cell[-1].line, piece.line)).append(piece)
            else:
                cells.append([piece])
        return cells

    def _goes_on(self, upper: _Piece, lower: _Piece, widths: Mapping[tuple[int, int], float]) -> bool:
        if not _is_over(upper, lower) or begins_anew(lower.line.text):
            return False
        if self._bands and self._rows[upper.row].placed.page == self._rows[lower.row].placed.page:
            return self._bands[upper.row] == self._bands[lower.row]
        return self._continues(upper, lower, widths[upper.column, upper.span])

    def _continues(self, upper: _Piece, lower: _Piece, width: float) -> bool:
        """Tell whether words go on: on the next line, with no rule between, where the upper left no room for more."""
        if upper.is_figure or lower.is_figure:
            return False
        above, below = self._rows[upper.row], self._rows[lower.row]
        em = upper.line.em
        if below.base - above.base > self._farthest * em or abs(lower.line.em - em) > _SAME_SIZE * em:
            return False
        if self._parted(above, below, lower.line.middle):
            return False
        on_anchors = (upper.row in self._anchors) + (lower.row in self._anchors)
        if upper.column >= self._first_figure:
            return upper.span == 1 and not on_anchors and _aligned(upper.line, lower.line)
        if upper.row in self._headers and lower.row in self._anchors:
            return False
        no_room = upper.line.right - upper.line.left >= width - _NO_ROOM * upper.line.em
        return on_anchors < 2 and (self._numbered or no_room)

    def _parted(self, above: Row, below: Row, across: float) -> bool:
        return any(above.base < rule.at < below.base and rule.start <= across <= rule.end for rule in self._rules)

    def _home(self, cell: Sequence[_Piece]) -> int:
        """Give the row a cell belongs to: that of the figures in its band or beside it, else its own first line."""
        if cell[0].is_figure and not self._bands:
            return cell[0].row
        if self._bands:
            bands = {self._bands[piece.row] for piece in cell}
            return next((row for row in self._anchors if self._bands[row] in bands), cell[0].row)
        if cell[0].column >= self._first_figure:
            return cell[0].row
        top, bottom = self._rows[cell[0].row].base, self._rows[cell[-1].row].base
        slack = _BESIDE * cell[0].line.em
        near = [
            (abs(self._rows[row].base - (top + bottom) / 2), row)
            for row in self._anchors
            if top - slack <= self._rows[row].base <= bottom + slack
        ]
        return min(near)[1] if near else cell[0].row

    def _grid(self, last: int) -> Grid:
        """Give the table up to a line: a row for each line of figures, and one for each line of words of its own."""
        rows: dict[int, dict[int, Cell]] = {}
        for cell, home in sorted(self._cells, key=lambda each: min(piece.line.left for piece in each[0])):
            _put(rows.setdefault(home, {}), cell)
        for row in rows.keys() & set(self._anchors):
            covered = {cell.column + further for cell in rows[row].values() for further in range(cell.colspan)}
            for column in set(range(self._first_figure, len(self._columns))) - covered:
                rows[row][column] = Cell("", column)
        order = [row for row in sorted(rows) if row < last]
        return Grid(
            tuple(
                tuple(cell._replace(text=cell_text(cell.text)) for _, cell in sorted(rows[row].items()))
                for row in order
            ),
            pages=tuple(self._rows[row].placed.page for row in order),
        )


def _is_over(upper: _Piece, lower: _Piece) -> bool:
    return (
        upper.row < lower.row and upper.column < lower.column + lower.span and lower.column < upper.column + upper.span
    )


def _aligned(upper: Line, lower: Line) -> bool:
    """Tell whether one line may stand under another in a cell: they begin, end, or have their middle in one place."""
    return min(_misaligned(upper, lower), abs(upper.right - lower.right)) <= _OUT_OF_LINE * upper.em


def _misaligned(upper: Line, lower: Line) -> float:
    return min(abs(upper.left - lower.left), abs(upper.middle - lower.middle))


def _put(row: dict[int, Cell], cell: Sequence[_Piece]) -> None:
    """Put a cell in a row: in the first free column of those it stands over, else behind what is in its own."""
    end = cell[0].column + max(piece.span for piece in cell)
    column = next((column for column in range(cell[0].column, end) if column not in row), cell[0].column)
    before = row.get(column, Cell("", column))
    text = reduce(continued, (piece.line.text for piece in cell), before.text)
    row[column] = Cell(text, column, max(before.colspan, end - column))


class _Telling(NamedTuple):
    """A piece by how well it tells where a column is: how many labels its row of figures has, and how wide it is."""

    labels: int
    width: float
    is_figure: bool
    piece: Line


def _telling(rows: Sequence[Row]) -> list[_Telling]:
    """Give the pieces of rows, the most telling first."""
    pieces = []
    for row in rows:
        words = len(row.pieces) - (row.figures if row.is_anchor else 0)
        labels = words if row.is_anchor and words > 1 else 0
        pieces += [
            _Telling(labels, piece.right - piece.left, at >= words, piece) for at, piece in enumerate(row.pieces)
        ]
    return sorted(pieces, key=lambda each: (-each.labels, each.width))


def _columns(rows: Sequence[Row]) -> list[_Column]:
    """Give the columns that pieces stand in: those under each other are in one; a piece over several is in none.

    Narrow pieces come first, and before all others those of rows with labels beside each other, which
    tell columns apart for certain: then what is not in line with a column stands over more than this.
    Neighbours without two pieces beside each other are one column, as when words are centred over
    two; but labels with numbers of their own stand in a column of their own.
    """
    columns: list[_Column] = []
    pieces = _telling(rows)
    most = pieces[0].labels
    for labels, _, is_figure, piece in pieces:
        under = [column for column in columns if _stands_in(piece, column)]
        if len(under) > 1 or (under and labels < most and not is_figure and not _in_line(piece, under[0])):
            continue
        for column in under:
            columns.remove(column)
        columns.append(_around([_Column(piece.left, piece.right), *under]))
    beside = [
        (*row.pieces, *(below.pieces if _overlaps(row, below) else ())) for row, below in pairwise([*rows, rows[-1]])
    ]
    merged: list[_Column] = []
    for column in sorted(columns):
        if merged and not any(_holds_both(pieces, merged[-1], column) for pieces in beside):
            column = _around([merged.pop(), column])
        merged.append(column)
    return merged


def _in_line(piece: Line, column: _Column) -> bool:
    """Tell whether words begin or end where a column does, or have their middle in its middle."""
    off = (piece.left - column.left, piece.right - column.right, piece.middle - (column.left + column.right) / 2)
    return min(map(abs, off)) <= _OUT_OF_LINE * piece.em


def _overlaps(upper: Row, lower: Row) -> bool:
    return lower.base - upper.base <= APART * upper.placed.line.em


def _holds_both(pieces: Sequence[Line], left: _Column, right: _Column) -> bool:
    """Tell whether pieces stand in one and in the other column, or a label with a number in either."""
    in_left = [piece for piece in pieces if _stands_in(piece, left)]
    in_right = [piece for piece in pieces if _stands_in(piece, right)]
    if any(is_numbered(piece.text) for piece in (*in_left, *in_right)):
        return True
    return any(one is not other for one in in_left for other in in_right)


def _stands_in(piece: Line, column: _Column) -> bool:
    return column.left < piece.right and piece.left < column.right


def _around(columns: Sequence[_Column]) -> _Column:
    return _Column(min(column.left for column in columns), max(column.right for column in columns))


def _over(columns: Sequence[_Column], piece: Line) -> tuple[int, int]:
    """Give the first column a piece stands over and how many; what stands between two is in the nearer."""
    over = [index for index, column in enumerate(columns) if _stands_in(piece, column)]
    if not over:
        over = [min(range(len(columns)), key=lambda index: _distance(piece, columns[index]))]
    return over[0], over[-1] - over[0] + 1


def _distance(piece: Line, column: _Column) -> float:
    return max(column.left - piece.right, piece.left - column.right)
