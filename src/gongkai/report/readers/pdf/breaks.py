"""Tables over page breaks: a row that a break cut in two is put together again; the tables stay apart.

A cut shows in the text: a label that filled its cell to the end goes on in the same cell of the
next page, and no figure stands in both halves. Where that is not plain, rows stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongkai.report.blocks import Cell, Grid
from gongkai.report.cells import says_figure
from gongkai.report.readers.pdf.grids import Lattice, fill
from gongkai.report.readers.pdf.lines import cell_text, continued, is_numbered, lines_of
from gongkai.report.readers.pdf.page import Char

_SAME = 4.0
_WIDEST_PADDING = 6.0
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


def fragment(lattice: Lattice, chars: Iterable[Char], page: int) -> Fragment:
    """Give a ruled table of a page with the text of its cells."""
    rows: list[list[Piece]] = [[] for _ in lattice.ys[1:]]
    for slot, inside in zip(lattice.slots, fill(lattice, chars)):
        left, right = lattice.xs[slot.column], lattice.xs[slot.column + slot.colspan]
        room = _room(inside, left, right)
        text = cell_text(inside)
        rows[slot.row].append(Piece(text, slot.column, slot.colspan, slot.rowspan, left, right, room))
    return Fragment(page, tuple(map(tuple, rows)))


def _room(chars: Sequence[Char], left: float, right: float) -> float:
    """Give how many more characters the last line of a cell could hold, inside the padding that the text keeps."""
    upright = [char for char in chars if not char.turn]
    if not upright:
        return 0.0
    lines = lines_of(upright)
    padding = min(_WIDEST_PADDING, max(0.0, min(line.left for line in lines) - left))
    last = lines[-1]
    return (right - left - 2 * padding - (last.right - last.left)) / last.em if last.em else 0.0


def grids(fragments: Sequence[Fragment]) -> Iterator[Grid]:
    """Give the grids of tables that follow each other, each on the page after the last."""
    before: Fragment | None = None
    head = fragments[0]
    for each in fragments:
        if before is None:
            before = each
            continue
        before, rest = _mended(before, each, head)
        if rest.rows:
            yield _grid(before)
            before = rest
    if before is not None:
        yield _grid(before)


def _grid(one: Fragment) -> Grid:
    rows = tuple(
        tuple(Cell(piece.text, piece.column, piece.colspan, piece.rowspan) for piece in row) for row in one.rows
    )
    return Grid(rows, pages=(one.page,) * len(rows))


def _mended(above: Fragment, below: Fragment, head: Fragment) -> tuple[Fragment, Fragment]:
    """Give both with what the break cut moved to the one above."""
    first = _repeated(head, below)
    if first == len(below.rows):
        return above, below
    ends = _ends(above)
    shift = below.rows[0][0].left - above.rows[0][0].left
    pairs = []
    for piece in below.rows[first]:
        match = next((end for end in ends if _stands_under(piece, ends[end], shift)), None)
        if match is None:
            return above, below
        pairs.append((match, ends[match], piece))
    last = len(above.rows) - 1
    across = [(end, piece) for (row, _), end, piece in pairs if piece.rowspan == 1 and end.rowspan == last - row + 1]
    cut = first + 1 < len(below.rows) or not any(piece.rowspan > 1 for piece in below.rows[first])
    cut = cut and _is_cut([(end, piece) for end, piece in across if end.rowspan == 1])
    upper = [list(row) for row in above.rows]
    lower = [list(row) for row in below.rows]
    lower[first] = []
    for (row, index), end, piece in pairs:
        if (cut and piece.rowspan == 1) or _goes_on(end, piece):
            upper[row][index] = end._replace(text=continued(end.text, piece.text), room=piece.room or end.room)
            piece = piece._replace(text="")
        if not cut:
            lower[first].append(piece)
        elif piece.rowspan > 1:
            lower[first + 1].append(piece._replace(rowspan=piece.rowspan - 1))
    if cut:
        del lower[first]
        if first < len(lower):
            lower[first].sort(key=lambda piece: piece.column)
    return (
        Fragment(above.page, tuple(map(tuple, upper))),
        Fragment(below.page, tuple(map(tuple, lower))),
    )


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
    if not end.text or not piece.text or says_figure(piece.text) or is_numbered(piece.text):
        return False
    return end.room < (2.0 if piece.text[1:2] in _CLOSING else 1.0)
