"""A picture as a page: recognised characters in place, and drawn rules, as `readers.pdf` has them.

The engine finds most lines of text; a lone figure it passes over is found by its ink. Lines are cut
at the rules of a table and at wide gaps, so that no two cells are read as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple
from unicodedata import east_asian_width

import cv2
import numpy

from gongkai.report.cells import says_figure
from gongkai.report.readers.ocr.engine import Box, Picture, recognise
from gongkai.report.readers.ocr.straight import Rules, cut, ink, rules_of, straightened
from gongkai.report.readers.pdf.page import Char, Page, Rule

__all__ = ["Picture", "read_page"]

_POINTS = 72 / 200
_MOST_LINES = 2_000
"""A page of the longest table has three hundred."""
_SURE = 0.5
_UNSURE = "？"
"""What stands for ink in a table that cannot be recognised: a cell that holds it is no blank, and no number."""
_APART = 1.2
"""A gap of so many heights sets pieces of a line apart."""
_SPECK, _FIGURE = 0.25, 0.4
"""What is lower than the one, in heights of the text, is dust; figures are higher than the other."""
_HIGHEST = 1.4
_ACROSS = 0.3
"""How far a rule must reach into a line to part it, in heights of the line, so that it does not just touch it."""
_WHITE = 6
"""The white left around what is recognised, in pixels: the engine knows lines with some room."""
_LINE, _DIGIT = 1.15, 0.72
"""The heights of a line and of a digit, in widths of a Chinese character."""
_BASE = 0.38
"""How far below its middle a line stands, in the same."""


class _Line(NamedTuple):
    """A piece of a line of text, in pixels; `found` tells whether the engine found it, or its ink did."""

    box: Box
    found: bool


def read_page(number: int, picture: Picture) -> Page:
    """Give what stands on a page that is a picture."""
    straight = straightened(picture)
    dark = ink(straight.picture)
    rules = rules_of(dark, straight.lines)
    clean, dark = straight.picture.copy(), dark.copy()
    clean[rules.covered > 0], dark[rules.covered > 0] = 255, 0
    height = median([line.height for line in straight.lines] or [30.0])
    lines = [*_found(straight.lines, dark, rules), *_passed_over(straight.lines, dark, rules, height)]
    em = _DIGIT * height
    chars = [char for line in lines[:_MOST_LINES] for char in _chars(clean, line, em)]
    down, across = straight.picture.shape
    drawn = [Rule(*(side * _POINTS for side in rule)) for rule in (*rules.level, *rules.upright)]
    return Page(number, across * _POINTS, down * _POINTS, chars, drawn, 0, False)


# ── Lines ────────────────────────────────────────────────────────────────────


def _found(lines: Sequence[Box], dark: Picture, rules: Rules) -> Iterator[_Line]:
    """Give the lines the engine found, cut where a rule or a wide gap parts them."""
    for line in lines:
        for part in _cut_by(line, rules):
            for piece in _pieces(part, dark):
                yield _Line(piece, True)


def _cut_by(line: Box, rules: Rules) -> Iterator[Box]:
    """Cut a line at the upright rules that cross it, and at the level ones, where it took in two."""
    reach = _ACROSS * line.height
    ups = sorted(
        (rule.left + rule.right) / 2
        for rule in rules.upright
        if rule.top < line.bottom - reach
        and rule.bottom > line.top + reach
        and line.left + reach < (rule.left + rule.right) / 2 < line.right - reach
    )
    for left, right in pairwise([line.left, *ups, line.right]):
        levels = sorted(
            (rule.top + rule.bottom) / 2
            for rule in rules.level
            if rule.left < right - reach
            and rule.right > left + reach
            and line.top + reach < (rule.top + rule.bottom) / 2 < line.bottom - reach
        )
        for top, bottom in pairwise([line.top, *levels, line.bottom]):
            yield Box(left, top, right, bottom)


def _pieces(box: Box, dark: Picture) -> Iterator[Box]:
    """Give the parts of a line with ink, as narrow as their ink, where wide gaps set them apart."""
    inside = cut(dark, box)
    columns = numpy.flatnonzero(inside.any(axis=0))
    if not len(columns):
        return
    breaks = numpy.flatnonzero(numpy.diff(columns) > _APART * box.height)
    for run in numpy.split(columns, breaks + 1):
        rows = numpy.flatnonzero(inside[:, run[0] : run[-1] + 1].any(axis=1))
        left, top = round(max(0.0, box.left)), round(max(0.0, box.top))
        yield Box(left + int(run[0]), top + int(rows[0]), left + int(run[-1]) + 1, top + int(rows[-1]) + 1)


def _passed_over(lines: Sequence[Box], dark: Picture, rules: Rules, height: float) -> Iterator[_Line]:
    """Give the ink that stands in no line the engine found, and may be a figure."""
    rest = dark.copy()
    for left, top, right, bottom in lines:
        rest[max(0, round(top)) : round(bottom) + 1, max(0, round(left)) : round(right) + 1] = 0
    near = numpy.ones((3, max(3, round(0.5 * height))), numpy.uint8)
    blots = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, near)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(blots, connectivity=8)
    for left, top, width, high, _ in boxes[1:count].tolist():
        if _SPECK * height < high < _HIGHEST * height:
            yield _Line(Box(left, top, left + width, top + high), False)


# ── Characters ───────────────────────────────────────────────────────────────


def _chars(picture: Picture, line: _Line, usual: float) -> list[Char]:
    """Give the characters of a line, each as wide as its kind, over the width of the ink."""
    box = line.box
    crop = cut(picture, Box(box.left - 2, box.top - 2, box.right + 2, box.bottom + 2))
    around = cv2.copyMakeBorder(crop, _WHITE, _WHITE, _WHITE, _WHITE, cv2.BORDER_CONSTANT, value=(255,))
    text, score = recognise(numpy.asarray(around, dtype=numpy.uint8))
    text = "".join(text.split())
    if not line.found and not (score >= _SURE and says_figure(text)):
        text = _UNSURE if box.height >= _FIGURE * usual / _DIGIT else ""
    if not text:
        return []
    shares = [1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text]
    unit = box.width / sum(shares)
    em = unit if max(shares) == 1.0 else max(usual, box.height / _DIGIT)
    middle = (box.top + box.bottom) / 2
    chars = []
    left = box.left
    for char, share in zip(text, shares):
        right = left + share * unit
        top, bottom, base = middle - _LINE * em / 2, middle + _LINE * em / 2, middle + _BASE * em
        chars.append(
            Char(char, left * _POINTS, top * _POINTS, right * _POINTS, bottom * _POINTS, base * _POINTS, turn=0)
        )
        left = right
    return chars
