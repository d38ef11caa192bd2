"""Sheets printed as office programs do that were not told to fit them to the page: cut into pages wherever one is full.

What a cut goes through is drawn whole on both pages and shown in part; pages with nothing on them are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from tests.report.readers.pdf.drawing import Page, pdf, width_of

from gongkai.report.synth.layouts import Cell, Rows

SIZE, LINE, PADDING = 9.0, 13.0, 4.0
MARGIN = 50.0


class Setup(NamedTuple):
    """How a sheet is printed."""

    widths: Sequence[float]
    width: float = 595
    height: float = 842
    over_then_down: bool = False
    ruled: bool = True


class _Box(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float


def printed(tables: Sequence[Rows], setup: Setup) -> bytes:
    """Give the PDF of a sheet with tables one under another."""
    xs = [0.0, *accumulate(setup.widths)]
    boxes, ys = _laid(tables, xs)
    across = _cuts(xs[: 1 + max(xs.index(box.right) for box in boxes)], setup.width - 2 * MARGIN)
    down = _cuts(ys, setup.height - 2 * MARGIN)
    order = [(x, y) for y in down for x in across] if setup.over_then_down else [(x, y) for x in across for y in down]
    return pdf(*(page for x, y in order for page in _page(boxes, x, y, setup)))


def _laid(tables: Sequence[Rows], xs: Sequence[float]) -> tuple[list[_Box], list[float]]:
    boxes = []
    ys = [0.0]
    for rows in tables:
        heights = [LINE + 2 * PADDING] * len(rows)
        for y, row in enumerate(rows):
            for cell in row:
                if cell.rowspan == 1:
                    lines = len(_wrapped(cell.text, _width(cell, xs)))
                    heights[y] = max(heights[y], lines * LINE + 2 * PADDING)
        tops = [ys[-1] + each for each in (0.0, *accumulate(heights))]
        boxes += [
            _Box(cell.text, xs[cell.at], tops[y], xs[cell.at + cell.colspan], tops[y + cell.rowspan])
            for y, row in enumerate(rows)
            for cell in row
        ]
        ys += [*tops[1:], tops[-1] + 2 * LINE]
    return boxes, ys


def _width(cell: Cell, xs: Sequence[float]) -> float:
    return xs[cell.at + cell.colspan] - xs[cell.at]


def _wrapped(text: str, width: float) -> list[str]:
    lines = [""]
    for char in text:
        if lines[-1] and width_of(lines[-1] + char, SIZE) > width - 2 * PADDING:
            lines.append("")
        lines[-1] += char
    return lines


def _cuts(places: Sequence[float], room: float) -> list[tuple[float, float]]:
    """Give from where to where each page reaches: as many columns or rows as have room."""
    cuts = [places[0]]
    for place, following in pairwise(places):
        if following - cuts[-1] > room:
            cuts.append(place)
    return list(zip(cuts, [*cuts[1:], places[-1]]))


def _page(
    boxes: Sequence[_Box], across: tuple[float, float], down: tuple[float, float], setup: Setup
) -> Iterator[Page]:
    here = [box for box in boxes if box.left < across[1] and across[0] < box.right]
    here = [box for box in here if box.top < down[1] and down[0] < box.bottom]
    if not here:
        return
    page = Page(setup.width, setup.height)
    x, y = MARGIN - across[0], MARGIN - down[0]
    for box in here:
        lines = _wrapped(box.text, box.right - box.left)
        first = (box.top + box.bottom - len(lines) * LINE) / 2
        for number, line in enumerate(lines):
            left = (box.left + box.right - width_of(line, SIZE)) / 2
            base = first + number * LINE + SIZE
            if left < across[1] and across[0] < left + width_of(line, SIZE) and down[0] < base < down[1] + LINE:
                page.text(x + left, y + base, line, size=SIZE)
        if setup.ruled:
            left, right = max(box.left, across[0]), min(box.right, across[1])
            top, bottom = max(box.top, down[0]), min(box.bottom, down[1])
            for at in {top, bottom}:
                page.line(x + left, y + at, x + right, y + at)
            for at in {box.left, box.right} & {left, right}:
                page.line(x + at, y + top, x + at, y + bottom)
    yield page
