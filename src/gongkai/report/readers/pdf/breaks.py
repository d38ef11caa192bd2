"""Tables over page breaks: a row that a break cut in two is put together again; the tables stay apart.

A cut shows in the text: a label that filled its cell to the end goes on in the same cell of the
next page, and no figure stands in both halves. Where that is not plain, rows stay as they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.report.blocks import Cell, Grid
from gongkai.report.cells import says_figure
from gongkai.report.readers.pdf.flow import is_parted
from gongkai.report.readers.pdf.grids import Lattice
from gongkai.report.readers.pdf.lines import CellText, Line, begins_anew, continued

_SAME = 4.0
_WIDEST_PADDING = 6.0
_COLUMN_OF_FIGURES = 3
"""Cells beside each other with so many lines of figures, as many in each, hold no long numbers but columns."""
_CLOSING = "，。、；：）”》！？"


class Piece(NamedTuple):
    """A cell of one page: what it says, where it stands, and how much room its last line leaves, in characters."""

    text: str
    column: int
    colspan: int
    rowspan: int
    left: float
    right: float
    room: float


class Fragment(NamedTuple):
    """What one page shows of a ruled table; for each row the cells that begin in it."""

    page: int
    rows: tuple[tuple[Piece, ...], ...]


def fragment(lattice: Lattice, texts: Sequence[CellText], page: int) -> Fragment:
    """Give a ruled table of a page with the text of its cells."""
    rows: list[list[Piece]] = [[] for _ in lattice.ys[1:]]
    for slot, (text, lines) in zip(lattice.slots, texts):
        if slot.is_open and not text:
            continue
        left, right = lattice.xs[slot.column], lattice.xs[slot.column + slot.colspan]
        room = _room(lines, lines[-1], left, right) if lines else 0.0
        rows[slot.row].append(Piece(text, slot.column, slot.colspan, slot.rowspan, left, right, room))
    return Fragment(page, tuple(tuple(row) for row in rows if row))


def _room(lines: Sequence[Line], line: Line, left: float, right: float) -> float:
    """Give how many more characters a line of a cell could hold, inside the padding that its text keeps."""
    padding = min(_WIDEST_PADDING, max(0.0, min(each.left for each in lines) - left))
    return (right - left - 2 * padding - (line.right - line.left)) / line.em if line.em else 0.0


def lacks_rules(lattice: Lattice, texts: Sequence[CellText]) -> bool:
    """Tell whether cells of a lattice hold several cells: figures beside each other, or under other lines."""
    filled = Counter(slot.row for slot, (text, _) in zip(lattice.slots, texts) if text)
    stacked: Counter[int] = Counter()
    columns = Counter(
        (slot.row, len(lines))
        for slot, (_, lines) in zip(lattice.slots, texts)
        if len(lines) >= _COLUMN_OF_FIGURES and all(says_figure(line.text) for line in lines)
    )
    if max(columns.values(), default=0) > 1:
        return True
    for slot, (_, lines) in zip(lattice.slots, texts):
        if any(len(line.chars) > 1 and is_parted(line) for line in lines):
            return True
        if len(lines) > 1 and says_figure(lines[-1].text):
            room = _room(lines, lines[-2], lattice.xs[slot.column], lattice.xs[slot.column + slot.colspan])
            wrapped = says_figure(lines[-2].text) and room < _needed(lines[-1].text)
            stacked[slot.row] += not wrapped
    return any(count > 1 and count * 2 >= filled[row] for row, count in stacked.items())


def grids(fragments: Sequence[Fragment]) -> Iterator[Grid]:
    """Give the grids of tables that follow each other, each on the page after the last.

    Fragments with the same columns are one grid.
    """
    whole = [fragments[0]]
    for each in fragments[1:]:
        whole[-1], rest = _mended(whole[-1], each, fragments[0])
        if rest.rows:
            whole.append(rest)
    run: list[Fragment] = []
    for each in whole:
        if run and not _same_columns(run, each):
            yield _grid(run)
            run = []
        run.append(each)
    yield _grid(run)


def _same_columns(run: Sequence[Fragment], each: Fragment) -> bool:
    """Tell whether all sides of columns of one are also those of the other."""
    above, below = _sides(run), _sides([each])
    return _within(above, below) or _within(below, above)


def _within(few: Sequence[float], many: Sequence[float]) -> bool:
    return all(any(abs(side - other) <= _SAME for other in many) for side in few)


def _sides(run: Sequence[Fragment]) -> list[float]:
    """Give where the columns of fragments begin and end, counted from the left side of each."""
    sides: list[float] = []
    for each in run:
        left = each.rows[0][0].left
        for side in sorted({side - left for row in each.rows for piece in row for side in (piece.left, piece.right)}):
            if not any(abs(side - other) <= _SAME for other in sides):
                sides.append(side)
    return sorted(sides)


def _grid(run: Sequence[Fragment]) -> Grid:
    sides = _sides(run)
    rows = []
    for each in run:
        left = each.rows[0][0].left
        places = {side for row in each.rows for piece in row for side in (piece.left, piece.right)}
        column = {side: _nearest(sides, side - left) for side in places}
        for row in each.rows:
            cells = [
                Cell(piece.text, column[piece.left], column[piece.right] - column[piece.left], piece.rowspan)
                for piece in row
            ]
            rows.append(tuple(cells))
    return Grid(tuple(rows), pages=tuple(each.page for each in run for _ in each.rows))


def _nearest(sides: Sequence[float], at: float) -> int:
    after = min(max(bisect_left(sides, at), 1), len(sides) - 1)
    return after - 1 if at - sides[after - 1] < sides[after] - at else after


def _mended(above: Fragment, below: Fragment, head: Fragment) -> tuple[Fragment, Fragment]:
    """Give both with what the break cut moved to the one above."""
    first = _repeated(head, below)
    if first == len(below.rows):
        return above, below
    row = below.rows[first]
    pairs = list(_pairs(above, below, row))
    leaves = [(end, piece) for _, end, piece in pairs if piece.rowspan == 1 and end.rowspan == 1]
    cut = len(pairs) == len(row) and (first + 1 < len(below.rows) or len(leaves) == len(row)) and _is_cut(leaves)
    upper = [list(each) for each in above.rows]
    moved = set()
    for (number, index), end, piece in pairs:
        is_group = piece.rowspan > 1 and not says_figure(piece.text)
        if (cut and piece.rowspan == 1) or (is_group and _goes_on(end, piece)):
            upper[number][index] = end._replace(text=continued(end.text, piece.text), room=piece.room)
            moved.add(piece)
    kept = [piece._replace(text="") if piece in moved else piece for piece in row]
    lower = list(below.rows)
    if cut:
        reaching = [piece._replace(rowspan=piece.rowspan - 1) for piece in kept if piece.rowspan > 1]
        lower[first : first + 2] = [
            tuple(sorted([*reaching, *each], key=lambda piece: piece.column)) for each in lower[first + 1 : first + 2]
        ]
    else:
        lower[first] = tuple(kept)
    return Fragment(above.page, tuple(map(tuple, upper))), Fragment(below.page, tuple(lower))


def _pairs(above: Fragment, below: Fragment, row: Sequence[Piece]) -> Iterator[tuple[tuple[int, int], Piece, Piece]]:
    """Give the cells of a row with those that stand over them at the end of the page above, and where these are."""
    ends = _ends(above)
    shift = below.rows[0][0].left - above.rows[0][0].left
    for piece in row:
        for place, end in ends.items():
            if _stands_under(piece, end, shift):
                yield place, end, piece
                break


def _repeated(head: Fragment, below: Fragment) -> int:
    """Give how many rows at the top of a page repeat the header of the table."""
    count = 0
    for row, header in zip(below.rows, head.rows):
        if [piece.text for piece in row] != [piece.text for piece in header] or not any(piece.text for piece in row):
            break
        count += 1
    return count


def _ends(above: Fragment) -> dict[tuple[int, int], Piece]:
    """Give the cells that reach the end of a table, by row and position."""
    last = len(above.rows)
    return {
        (number, index): piece
        for number, row in enumerate(above.rows)
        for index, piece in enumerate(row)
        if number + piece.rowspan == last
    }


def _stands_under(piece: Piece, end: Piece, shift: float) -> bool:
    return abs(piece.left - shift - end.left) <= _SAME and abs(piece.right - shift - end.right) <= _SAME


def _is_cut(pairs: Sequence[tuple[Piece, Piece]]) -> bool:
    """Tell whether two rows are the halves of one: text goes on in it, and nothing speaks against."""
    both = [(end, piece) for end, piece in pairs if end.text and piece.text]
    if both:
        return all(_goes_on(end, piece) for end, piece in both)
    words = [bool(end.text) for end, _ in pairs]
    return len(pairs) > 1 and words == [True, *[False] * (len(pairs) - 1)] and any(piece.text for _, piece in pairs)


def _goes_on(end: Piece, piece: Piece) -> bool:
    """Tell whether the text of a cell goes on in the cell of the next page: its last line had no room for more."""
    if not end.text or not piece.text:
        return False
    if says_figure(piece.text) and not (end.text.isdecimal() and piece.text.isdecimal()):
        return False
    return not begins_anew(piece.text) and end.room < _needed(piece.text)


def _needed(text: str) -> float:
    """Give how much room the beginning of a text needs, in characters, with some slack for padding."""
    width = 0.9 if text[0].isascii() else 1.3
    return width + 1.0 if text[1:2] in _CLOSING else width
