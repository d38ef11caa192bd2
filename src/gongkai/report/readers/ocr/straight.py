"""A picture made straight: to one size, upright, its lines level; and the rules that are drawn on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy

from gongkai.report.readers.ocr.engine import Box, Picture, detect, recognise

SHORT_SIDE, LONG_SIDE = 1654, 2339
"""A page of A4 at 200 dots an inch: what is measured here in pixels holds at this size."""
_TALLEST = 10_000
_THINNEST = 1 / 20
"""A page is no narrower than so much of its length; what is, a line or a strip, is laid on white."""
_MOST_SKEW = 4.0
"""Degrees; what lies more askew than this was not laid on the glass with any care."""
_PAPER = 255

_INK_AROUND, _INK_CONTRAST = 41, 14
_LEVEL, _UPRIGHT = 50, 40
"""The shortest level and upright rule: longer than a stroke of a character in a table."""
_GAP = 3
_THICKEST = 14
_INSIDE, _EDGE = 0.8, 0.15
"""A stroke of a character is inside its line for so much of its length, and not so near its edge."""

_TALL = 1.5
_SURE = 0.8
_SAMPLE = 5


class Straight(NamedTuple):
    """A picture upright and straight, with the boxes of its lines of text."""

    picture: Picture
    lines: list[Box]


def straightened(picture: Picture) -> Straight:
    """Give a picture at the size of a page, turned so that its text is upright and its lines are level."""
    picture = _level(_sized(picture))
    lines = detect(picture)
    if sum(line.height > _TALL * line.width for line in lines) > len(lines) / 2:
        picture = _level(_sized(numpy.rot90(picture)))
        lines = detect(picture)
    if _is_upside_down(picture, lines):
        picture = numpy.ascontiguousarray(picture[::-1, ::-1])
        height, width = picture.shape
        lines = [Box(width - right, height - bottom, width - left, height - top) for left, top, right, bottom in lines]
    return Straight(picture, lines)


def _sized(picture: Picture) -> Picture:
    picture = _on_page(picture)
    height, width = picture.shape
    across = SHORT_SIDE if height >= width else LONG_SIDE
    scale = min(across / width, _TALLEST / height)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return _pixels(cv2.resize(numpy.ascontiguousarray(picture), None, fx=scale, fy=scale, interpolation=how))


def _on_page(picture: Picture) -> Picture:
    """Lay a picture on white where nothing of it would be left at the size of a page."""
    height, width = picture.shape
    least = round(_THINNEST * max(height, width))
    below, right = max(0, least - height), max(0, least - width)
    return numpy.pad(picture, ((0, below), (0, right)), constant_values=_PAPER) if below or right else picture


def _pixels(picture: object) -> Picture:
    return numpy.asarray(picture, dtype=numpy.uint8)


def _level(picture: Picture) -> Picture:
    """Turn a picture by the angle at which its rows of ink part most sharply from the white between."""
    small = _pixels(cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA))
    dark = ink(small)
    best = 0.0
    for step, reach in ((0.5, _MOST_SKEW), (0.1, 0.4), (0.02, 0.08)):
        angles = [best + step * count for count in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: _sharpness(_turned(dark, angle, 0)))
    return picture if abs(best) < 0.02 else _turned(picture, best, _PAPER)


def _turned(picture: Picture, angle: float, around: int) -> Picture:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return _pixels(cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(around,)))


def _sharpness(dark: Picture) -> float:
    """Give how unlike each other neighbouring rows and neighbouring columns are."""
    rows, columns = dark.sum(axis=1, dtype=numpy.float64), dark.sum(axis=0, dtype=numpy.float64)
    return float((numpy.diff(rows) ** 2).sum() + (numpy.diff(columns) ** 2).sum())


def _is_upside_down(picture: Picture, lines: list[Box]) -> bool:
    """Tell whether the longest lines read better the other way round; seldom asked twice, as most are plain."""
    longest = sorted(lines, key=lambda line: -line.width)[:_SAMPLE]
    if not longest:
        return False
    crops = [cut(picture, line) for line in longest]
    score = sum(recognise(crop).score for crop in crops) / len(crops)
    return score < _SURE and score < sum(recognise(crop[::-1, ::-1]).score for crop in crops) / len(crops)


def cut(picture: Picture, box: Box) -> Picture:
    """Give the part of a picture in a box."""
    left, top, right, bottom = (max(0, round(side)) for side in box)
    return numpy.ascontiguousarray(picture[top : max(bottom, top + 1), left : max(right, left + 1)])


# ── Ink and rules ────────────────────────────────────────────────────────────


def ink(picture: Picture) -> Picture:
    """Give where a picture is darker than what is around, as 255 on 0."""
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    return _pixels(
        cv2.adaptiveThreshold(
            smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _INK_AROUND, _INK_CONTRAST
        )
    )


class Rules(NamedTuple):
    """The rules of a picture: level and upright, and where they cover it, as 255 on 0."""

    level: list[Box]
    upright: list[Box]
    covered: Picture


def rules_of(dark: Picture, lines: Sequence[Box]) -> Rules:
    """Give the rules in the ink of a page that is level; a stroke inside one of its lines of text is none."""
    level, covered_level = _long(dark, _LEVEL, 1, lines)
    upright, covered_upright = _long(dark, 1, _UPRIGHT, lines)
    return Rules(level, upright, _pixels(cv2.bitwise_or(covered_level, covered_upright)))


def _long(dark: Picture, across: int, down: int, lines: Sequence[Box]) -> tuple[list[Box], Picture]:
    """Give what is long in one direction and thin in the other; pieces with small gaps are one."""
    gap = _kernel(_GAP, 1) if across > 1 else _kernel(1, _GAP)
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, gap)
    opened = _pixels(cv2.morphologyEx(joined, cv2.MORPH_OPEN, _kernel(across, down)))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    found = []
    covered = numpy.zeros_like(dark)
    for left, top, width, height, area in boxes[1:count].tolist():
        box = Box(left, top, left + width, top + height)
        thickness = area / (width if across > 1 else height)
        if thickness > _THICKEST or any(_holds(line, box) for line in lines):
            continue
        found.append(box)
        covered[top : top + height, left : left + width] |= opened[top : top + height, left : left + width]
    return found, _pixels(cv2.dilate(covered, _kernel(3, 3)))


def _holds(line: Box, box: Box) -> bool:
    """Tell whether what is long is a stroke of a line of text: for the most part inside it, and no longer than it."""
    inside = (
        min(line.right, box.right) - max(line.left, box.left),
        min(line.bottom, box.bottom) - max(line.top, box.top),
    )
    if min(inside) <= 0:
        return False
    edge = _EDGE * line.height
    if box.width > box.height:
        return inside[0] > _INSIDE * box.width and line.top + edge < box.middle_down < line.bottom - edge
    return inside[1] > _INSIDE * box.height


def _kernel(across: int, down: int) -> Picture:
    return numpy.ones((down, across), numpy.uint8)
