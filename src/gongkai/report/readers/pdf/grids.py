"""Tables by their rules: lines that cross make a lattice, and what no line parts is one merged cell.

Rules may be strokes, thin shapes, or many short pieces; double lines count once. A side that is
not drawn is where the rules across it end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongkai.report.readers.pdf.page import Char, Rule

_SAME = 3.0
"""What stands so near to each other, in points, stands in one place."""
_DOUBLE = 6.0
_DOUBLE_OF_TEXT = 0.8
"""Rules nearer than both, in points and in heights of the text, are one: a double line. No text fits between."""
_BROKEN = 4.5
"""Pieces of one rule may be so far apart: dots and dashes."""
_TOUCHING = 4.0
_SHORTEST = 6.0
_COVERED = 0.6
_OVERHANG = 10.0
"""How far rules must reach beyond the outermost across them for an undrawn side to be taken to stand there."""
_DRIFT = 9.0
"""Upright rules so near that no row has both are one side of a column that drifts."""
_MOST_RULES = 1_000
"""A page with more rules than this is a drawing."""
_MOST_CELLS = 10_000
"""And so is what would have more cells than this."""


class Segment(NamedTuple):
    """A rule along a line: where it stands, and from where to where it reaches."""

    at: float
    start: float
    end: float


class Slot(NamedTuple):
    """A cell of a lattice: the rows and columns it covers.

    It is open when it lacks the outer side that other cells have: nothing but the gap beside rows
    that are shorter than others.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    is_open: bool = False


class Lattice(NamedTuple):
    """A ruled table: its lines down and across, and its cells in reading order."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    slots: tuple[Slot, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Give left, top, right and bottom."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def parted(self, chars: Iterable[Char]) -> tuple[list[Char], list[Char]]:
        """Give the characters that stand in the table, and those that do not."""
        left, top, right, bottom = self.box
        inside: list[Char] = []
        outside: list[Char] = []
        for char in chars:
            _, x0, y0, x1, y1, _, _ = char
            holds = left <= (x0 + x1) / 2 <= right and top <= (y0 + y1) / 2 <= bottom
            (inside if holds else outside).append(char)
        return inside, outside


def lattices(level: Sequence[Segment], upright: Sequence[Segment], text_height: float) -> list[Lattice]:
    """Give the ruled tables of a page, from the top; frames around text, of one column, are none."""
    if len(level) + len(upright) > _MOST_RULES:
        return []
    near = max(_SAME, min(_DOUBLE, _DOUBLE_OF_TEXT * text_height))
    found = []
    for across, down in _connected(level, upright):
        lattice = _lattice(_single(across, near), _straightened(_single(down, near)))
        if lattice is not None:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def segments(rules: Iterable[Rule]) -> tuple[list[Segment], list[Segment]]:
    """Give the level and the upright rules of a page, pieces put together; a dot may be a piece of either."""
    level, upright = [], []
    for rule in rules:
        width, height = rule.right - rule.left, rule.bottom - rule.top
        is_dot = max(width, height) <= _SAME
        if width >= height or is_dot:
            level.append(Segment((rule.top + rule.bottom) / 2, rule.left, rule.right))
        if height >= width or is_dot:
            upright.append(Segment((rule.left + rule.right) / 2, rule.top, rule.bottom))
    return _whole(level), _whole(upright)


def _whole(pieces: list[Segment]) -> list[Segment]:
    """Put pieces on one line together, and leave out what then is too short to be a rule."""
    whole = []
    for line in _near(sorted(pieces), _SAME):
        at = sum(piece.at for piece in line) / len(line)
        start = end = None
        for piece in sorted(line, key=lambda piece: piece.start):
            if start is None or end is None or piece.start > end + _BROKEN:
                if start is not None and end is not None and end - start >= _SHORTEST:
                    whole.append(Segment(at, start, end))
                start, end = piece.start, piece.end
            else:
                end = max(end, piece.end)
        if start is not None and end is not None and end - start >= _SHORTEST:
            whole.append(Segment(at, start, end))
    return whole


def _near(ordered: Sequence[Segment], near: float) -> Iterator[list[Segment]]:
    """Give runs of segments that stand within a hair of the first of each run."""
    run: list[Segment] = []
    for segment in ordered:
        if run and segment.at - run[0].at > near:
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def _connected(level: Sequence[Segment], upright: Sequence[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Give the groups of rules that hang together by touching."""
    group = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, across in enumerate(level):
        for j, down in enumerate(upright, start=len(level)):
            if (
                across.start - _TOUCHING <= down.at <= across.end + _TOUCHING
                and down.start - _TOUCHING <= across.at <= down.end + _TOUCHING
            ):
                group[root(i)] = root(j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, across in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(across)
    for j, down in enumerate(upright, start=len(level)):
        groups.setdefault(root(j), ([], []))[1].append(down)
    return [each for each in groups.values() if each[0] and each[1]]


def _single(segments: Iterable[Segment], near: float) -> list[Segment]:
    """Put double lines in one place."""
    single = []
    for run in _near(sorted(segments), near):
        at = (run[0].at + run[-1].at) / 2
        single += [segment._replace(at=at) for segment in run]
    return single


def _lattice(level: list[Segment], upright: list[Segment]) -> Lattice | None:
    ys = _with_open_sides(_positions(level), upright)
    xs = _with_open_sides(_positions(upright), level)
    if len(ys) < 2 or len(xs) < 3 or len(ys) * len(xs) > _MOST_CELLS:
        return None
    at_y, at_x = _by_place(level), _by_place(upright)
    below = [[_parts(at_y.get(y, ()), left, right) for left, right in pairwise(xs)] for y in ys]
    beside = [[_parts(at_x.get(x, ()), top, bottom) for x in xs] for top, bottom in pairwise(ys)]
    return _compact(ys, xs, _slots(below, beside))


def _positions(segments: Iterable[Segment]) -> list[float]:
    return sorted({segment.at for segment in segments})


def _with_open_sides(positions: list[float], across: Sequence[Segment]) -> list[float]:
    """Add the sides that are not drawn: where the rules across all positions end."""
    start, end = min(segment.start for segment in across), max(segment.end for segment in across)
    first = [start] if start < positions[0] - _OVERHANG else []
    last = [end] if end > positions[-1] + _OVERHANG else []
    return [*first, *positions, *last]


def _straightened(upright: list[Segment]) -> list[Segment]:
    """Put upright rules in one place that stand a little apart and never beside each other."""
    moved: list[list[Segment]] = []
    for segment in sorted(upright):
        near = moved[-1] if moved else []
        if (
            near
            and segment.at - near[0].at <= _DRIFT
            and all(
                segment.at == other.at or segment.start >= other.end - _SAME or segment.end <= other.start + _SAME
                for other in near
            )
        ):
            near.append(segment)
        else:
            moved.append([segment])
    return [segment._replace(at=run[0].at) for run in moved for segment in run]


def _by_place(segments: Iterable[Segment]) -> dict[float, list[Segment]]:
    places: dict[float, list[Segment]] = {}
    for segment in sorted(segments):
        places.setdefault(segment.at, []).append(segment)
    return places


def _parts(segments: Sequence[Segment], start: float, end: float) -> bool:
    """Tell whether the rules in one place, in order, stand between two others for the most part."""
    covered = 0.0
    reached = start
    for _, first, last in segments:
        if last > reached and first < end:
            covered += min(last, end) - max(first, reached)
            reached = min(last, end)
    return covered >= _COVERED * (end - start)


def _slots(below: list[list[bool]], beside: list[list[bool]]) -> list[Slot]:
    """Give cells: from each place not yet taken as far right, then as far down, as no rule parts."""
    rows, columns = len(beside), len(below[0])
    beside_edge = [any(each[edge] for each in beside) for edge in (0, -1)]
    taken = [[False] * columns for _ in range(rows)]
    slots = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < columns and not taken[row][right] and not beside[row][right]:
                right += 1
            bottom = row + 1
            while (
                bottom < rows
                and not any(below[bottom][column:right])
                and not any(beside[bottom][column + 1 : right])
                and not any(taken[bottom][column:right])
            ):
                bottom += 1
            for each in taken[row:bottom]:
                each[column:right] = [True] * (right - column)
            is_open = (right == columns and beside_edge[-1] and not all(each[-1] for each in beside[row:bottom])) or (
                column == 0 and beside_edge[0] and not all(each[0] for each in beside[row:bottom])
            )
            slots.append(Slot(row, column, bottom - row, right - column, is_open))
    return slots


def _compact(ys: list[float], xs: list[float], slots: list[Slot]) -> Lattice:
    """Leave out rows and columns in which no cell begins, as a stray tick makes them."""
    rows = sorted({slot.row for slot in slots})
    columns = sorted({slot.column for slot in slots})
    compact = []
    for row, column, rowspan, colspan, is_open in slots:
        top, left = bisect_left(rows, row), bisect_left(columns, column)
        bottom, right = bisect_left(rows, row + rowspan), bisect_left(columns, column + colspan)
        compact.append(Slot(top, left, bottom - top, right - left, is_open))
    return Lattice((*(ys[row] for row in rows), ys[-1]), (*(xs[column] for column in columns), xs[-1]), tuple(compact))


def fill(lattice: Lattice, chars: Iterable[Char]) -> list[list[Char]]:
    """Give for each cell of a lattice the characters that stand in it."""
    owner = {
        (row, column): index
        for index, slot in enumerate(lattice.slots)
        for row in range(slot.row, slot.row + slot.rowspan)
        for column in range(slot.column, slot.column + slot.colspan)
    }
    filled: list[list[Char]] = [[] for _ in lattice.slots]
    ys, xs = lattice.ys[1:-1], lattice.xs[1:-1]
    for char in chars:
        row = bisect_right(ys, (char.top + char.bottom) / 2)
        filled[owner[row, bisect_right(xs, (char.left + char.right) / 2)]].append(char)
    return filled
