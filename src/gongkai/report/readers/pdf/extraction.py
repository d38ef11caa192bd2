"""Getting characters and rules out of a page with pdfium, by its raw functions, for speed.

Characters at an angle that is no quarter turn or huge behind others (watermarks), off the page, or drawn twice in one
place (for bold) are left out. Annotations are not looked at.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from ctypes import byref, c_double, c_float, c_int, create_string_buffer
from statistics import median_low
from typing import Any
from unicodedata import normalize

import pypdfium2.raw as pdfium

from gongkai.report.blocks import too_long
from gongkai.report.readers.pdf.page import Char, Page, Rule

_MOST_CHARACTERS = 50_000
"""More characters than stand on a page in any legible size."""

_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 5_000
_DEEPEST_FORM = 8
_THICKEST = 4.0
"""A filled shape or picture thinner than this, in points, is a rule; a thicker one is shading."""
_SLANT = math.radians(20)
_TALL = 30.0
_HUGE = 2.5
"""Characters so many times as high as most on their page are huge; a title is not twice as high as the text."""
_MOST_HUGE = 50
_FIRST_WIDE = 0x2E80
_BELOW_BASE = 0.12
"""How much of a Chinese character stands below the line."""
_SIEVE = 16.0
_LONGEST_NAME = 200
_CHINESE_FONT = re.compile(rb"Song|Sun|Hei|Kai|Fang|Ming|CJK|[\x80-\xff]", re.IGNORECASE)
_TALLER_THAN_INK = 12.0

_RADICALS = str.maketrans(
    "⺌⺒⺓⺝⺟⺠⺩⺬⺮⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "小巳幺月母民王示竹虎西见角贝足车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
"""Radicals that fonts name in the place of the character they look like; Unicode's own folding lacks these."""


Box = tuple[float, float, float, float]


def read_page(number: int, page: Any, text_page: Any) -> Page:
    """Give what stands on a loaded page."""
    visible = _visible(page)
    raw, unmapped = _characters(text_page, visible)
    turns = Counter(turn for *_, turn in raw)
    frame = turns.most_common(1)[0][0] if turns else 0
    left, top, right, bottom = _turned(visible, frame)
    if frame == 0:  # nearly always, and then without the calls that take the time
        chars = [
            Char(text, x0 - left, -y1 - top, x1 - left, -y0 - top, -y - top, turn)
            for text, (x0, y0, x1, y1), _, y, turn in raw
        ]
    else:
        chars = [
            Char(text, x0 - left, y0 - top, x1 - left, y1 - top, _BASELINES[frame](x, y) - top, (turn - frame) % 4)
            for text, box, x, y, turn in raw
            for x0, y0, x1, y1 in (_turned(box, frame),)
        ]
    boxes, has_pictures, passed_over = _rules(page)
    rules = []
    for box in boxes:
        x0, y0, x1, y1 = _turned(box, frame)
        rules.append(Rule(x0 - left, y0 - top, x1 - left, y1 - top))
    kept = once(_without_backdrop(chars))
    return Page(number, right - left, bottom - top, kept, rules, unmapped + passed_over, has_pictures)


_BASELINES: tuple[Callable[[float, float], float], ...] = (
    lambda x, y: -y,
    lambda x, y: -x,
    lambda x, y: y,
    lambda x, y: x,
)
"""Where a character stands down its frame, by the quarter turns of the frame."""


def _turned(box: Box, quarters: int) -> Box:
    """Give a box of the page in the frame of text that runs `quarters` clockwise; y then grows downwards."""
    left, bottom, right, top = box
    if quarters == 0:
        return (left, -top, right, -bottom)
    if quarters == 1:
        return (-top, -right, -bottom, -left)
    if quarters == 2:
        return (-right, bottom, -left, top)
    return (bottom, left, top, right)


def _visible(page: Any) -> Box:
    rect = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, rect):
        return (rect.left, rect.bottom, rect.right, rect.top)
    return (0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))


# ── Characters ───────────────────────────────────────────────────────────────

_RawChar = tuple[str, Box, float, float, int]


def _characters(text_page: Any, visible: Box) -> tuple[list[_RawChar], int]:
    """Give the characters that can be seen, in the coordinates of the page, and how many have no meaning."""
    code_of, box_of, origin_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    angle_of, is_unmapped = pdfium.FPDFText_GetCharAngle, pdfium.FPDFText_HasUnicodeMapError
    rect, x, y = pdfium.FS_RECTF(), c_double(), c_double()
    left, bottom, right, top = visible
    chars: list[_RawChar] = []
    unmapped = 0
    turn: int | None = None
    before = (0.0, 0.0)
    count = pdfium.FPDFText_CountChars(text_page)
    if count > _MOST_CHARACTERS:
        raise too_long()
    for index in range(count):
        code = code_of(text_page, index)
        if code <= 32 and code not in (0, 2):
            continue
        text = _character(code)
        if text is None or is_unmapped(text_page, index) == 1:
            unmapped += 1
            continue
        if not text.strip():
            continue
        origin_of(text_page, index, x, y)
        if turn != 0 or y.value != before[1] or x.value <= before[0]:  # not plainly further along the same line
            turn = _turn(angle_of(text_page, index))
        before = (x.value, y.value)
        if turn is None or not box_of(text_page, index, rect):
            continue
        box = (rect.left, rect.bottom, rect.right, rect.top)
        if code >= _FIRST_WIDE and turn == 0 and rect.left != x.value:
            box = _whole_box(text_page, index, box, x.value, y.value)
        if box[3] - box[1] < 1.0 or box[2] - box[0] <= 0.0 or box[3] - box[1] > _TALL:
            box = _plausible(box, _tight_box(text_page, index))
        if left <= (box[0] + box[2]) / 2 <= right and bottom <= (box[1] + box[3]) / 2 <= top:
            chars.append((text, box, x.value, y.value, turn))
    return chars, unmapped


def _character(code: int) -> str | None:
    """Give the character of a code, None when the code means nothing."""
    if code in (2, 0xFFFE):
        return "-"  # what pdfium puts for a hyphen at the end of a line
    if code == 0 or 0xD800 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFF) or code >= 0xF0000:
        return None
    text = chr(code)
    if 0x2E80 <= code <= 0x2EFF:
        return text.translate(_RADICALS)
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF:
        return normalize("NFKC", text)
    return "" if code in (0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF) else text


def _turn(angle: float) -> int | None:
    """Give quarter turns for an angle in radians, as pdfium counts it; a slant, as of italics, is none."""
    quarters = angle / (math.pi / 2)
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) * (math.pi / 2) <= _SLANT else None


def _plausible(loose: Box, tight: Box) -> Box:
    """Give the box of the ink where the character's own box cannot be true: empty, or far from the ink.

    Vertical fonts get boxes of many times their size; a full stop in a large font is still no dot in a hundred.
    """
    height = loose[3] - loose[1]
    ink = max(tight[2] - tight[0], tight[3] - tight[1])
    plausible = 1.0 <= height <= _TALLER_THAN_INK * ink and loose[2] > loose[0]
    return loose if plausible or ink <= 0.0 else tight


def _whole_box(text_page: Any, index: int, box: Box, x: float, y: float) -> Box:
    """Give the box of a Chinese character where pdfium gives only that of its ink.

    So it does where the file says which text is meant by what it draws, as browsers do where a font
    calls 一 a radical. The ink of 一 alone would have no height, and gaps beside it.
    """
    matrix = pdfium.FS_MATRIX()
    if _tight_box(text_page, index) != box or not pdfium.FPDFText_GetMatrix(text_page, index, matrix):
        return box
    size = pdfium.FPDFText_GetFontSize(text_page, index)
    across, up = size * abs(matrix.a), size * abs(matrix.d)
    is_first = x <= box[0] and box[2] <= x + across
    left, right = (x, x + across) if is_first else (box[0], box[2])
    return (left, y - _BELOW_BASE * up, right, y + (1 - _BELOW_BASE) * up)


def _tight_box(text_page: Any, index: int) -> Box:
    """Give the box of the ink, for fonts that do not say how high and wide their characters are."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return (left.value, bottom.value, right.value, top.value)


def _without_backdrop(chars: list[Char]) -> list[Char]:
    """Leave out lines of huge characters that others stand on: level watermarks."""
    if not chars:
        return chars
    huge = _HUGE * median_low([char.bottom - char.top for char in chars])
    lines: dict[float, list[Char]] = {}
    for char in chars:
        if char.bottom - char.top >= huge:
            lines.setdefault(char.base, []).append(char)
    if not lines:
        return chars
    small = [char for char in chars if char.bottom - char.top < huge]
    behind = {
        base
        for base, line in lines.items()
        if any(
            big.left <= (char.left + char.right) / 2 <= big.right
            and big.top <= (char.top + char.bottom) / 2 <= big.bottom
            for big in line[:_MOST_HUGE]
            for char in small
        )
    }
    return [char for char in chars if char.bottom - char.top < huge or char.base not in behind]


def once(chars: list[Char]) -> list[Char]:
    """Leave out characters drawn again in the same place, or a hair beside it, to look bold."""
    seen: dict[tuple[str, int, int], list[Char]] = {}
    kept = []
    near: Sequence[Char]
    for char in chars:
        text, left, top, right, bottom, base, _ = char
        width, height = right - left, bottom - top
        slack = 0.2 * (width if width < height else height)
        across, down = int(left / _SIEVE), int(base / _SIEVE)
        if slack < left - across * _SIEVE < _SIEVE - slack and slack < base - down * _SIEVE < _SIEVE - slack:
            near = seen.get((text, across, down), ())
        else:
            first, last = int((left - slack) / _SIEVE), int((left + slack) / _SIEVE)
            upper, lower = int((base - slack) / _SIEVE), int((base + slack) / _SIEVE)
            cells = [(text, x, y) for x in range(first, last + 1) for y in range(upper, lower + 1)]
            near = [other for cell in cells for other in seen.get(cell, ())]
        if near and any(abs(left - other.left) <= slack and abs(base - other.base) <= slack for other in near):
            continue
        seen.setdefault((text, across, down), []).append(char)
        kept.append(char)
    return kept


# ── Rules ────────────────────────────────────────────────────────────────────

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _rules(page: Any) -> tuple[list[Box], bool, int]:
    """Give the rules drawn on a page, in its coordinates; whether it has pictures; how many texts pdfium passes over.

    It passes over texts without extent: blanks, and single figures in a Chinese font that the file
    names but does not hold.
    """
    boxes: list[Box] = []
    has_pictures = False
    passed_over = 0
    for kind, item, matrix in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            boxes.extend(_rules_of_path(item, matrix))
            continue
        box = _bounds(item, matrix)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            passed_over += box is not None and box[0] == box[2] and _lacks_font(item)
        elif box is not None and _is_thin(box):
            boxes.append(box)
        else:
            has_pictures = True
    return boxes, has_pictures, passed_over


def _lacks_font(text: Any) -> bool:
    """Tell whether a text is set in a Chinese font that the file does not hold."""
    font = pdfium.FPDFTextObj_GetFont(text)
    if not font or pdfium.FPDFFont_GetIsEmbedded(font) != 0:
        return False
    name = create_string_buffer(_LONGEST_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, name, _LONGEST_NAME)
    return _CHINESE_FONT.search(name.value) is not None


_KINDS = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT)


def _objects(page: Any) -> Iterator[tuple[int, Any, _Matrix]]:
    """Go through the paths, pictures and texts of a page and of the forms on it, each with the matrix of its form."""
    left = _MOST_OBJECTS
    pending = [(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _IDENTITY, 0)]
    kind_of = pdfium.FPDFPageObj_GetType
    while pending:
        container, count, item_of, matrix, depth = pending.pop()
        for index in range(min(count(container), left)):
            item = item_of(container, index)
            kind = kind_of(item)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                inner = _times(_matrix_of(item), matrix)
                pending.append((item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1))
            elif kind in _KINDS:
                yield kind, item, matrix
            left -= 1


def _rules_of_path(path: Any, matrix: _Matrix) -> Iterator[Box]:
    """Give the rules a path draws: itself when it is thin, else its level and upright strokes."""
    fill, stroke = c_int(), c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke)):
        return
    box = _bounds(path, matrix)
    if box is None or not (fill.value or stroke.value):
        return
    if _is_thin(box):
        yield box
        return
    segments = pdfium.FPDFPath_CountSegments(path)
    if segments > _MOST_SEGMENTS or (segments <= 5 and not stroke.value):
        return
    for lines in _subpaths(path, segments, _times(_matrix_of(path), matrix)):
        if stroke.value:
            yield from (line for line in lines if _is_thin(line))
        elif lines:
            outline = _around(lines)
            if _is_thin(outline):
                yield outline


def _subpaths(path: Any, segments: int, matrix: _Matrix) -> Iterator[list[Box]]:
    """Give the straight lines of each part of a path as boxes."""
    x, y = c_float(), c_float()
    lines: list[Box] = []
    start = here = (0.0, 0.0)
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        there = _moved(x.value, y.value, matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield lines
            lines = []
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            lines.append(_between(here, there))
        here = there
        if pdfium.FPDFPathSegment_GetClose(segment):
            lines.append(_between(here, start))
            here = start
    yield lines


def _between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _THICKEST


def _bounds(item: Any, matrix: _Matrix) -> Box | None:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    box = (left.value, bottom.value, right.value, top.value)
    if matrix is _IDENTITY:
        return box
    corners = [_moved(x, y, matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return _around([(x, y, x, y) for x, y in corners])


def _matrix_of(item: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
