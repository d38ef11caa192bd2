"""Characters put together: into lines, cells' texts and paragraphs, and what a page prints around its text left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple
from unicodedata import normalize

from gongkai.report.cells import says_figure
from gongkai.report.readers import spacing
from gongkai.report.readers.pdf.page import Char

_LEFT, _BASE = attrgetter("left"), attrgetter("base")
_ON_A_LINE = 0.3
"""How far from each other, in heights, characters may stand on one line: smaller ones sit lower or higher."""
_SAME_BASE = 0.05
_WORD = re.compile(r"[!-~]{2}")
_BETWEEN_WORDS = 0.15
_BETWEEN_NUMBERS = 0.5

_ROOM = 0.1
"""What the next line begins with must fit with so much to spare for the line before to be the last of its paragraph."""
_OPENING = "（《“‘〔【(["
_CLOSING = "，。、；：！？）》”’〕】,.;:!?)]%％"
_BLANK_LEFT, _BLANK_RIGHT = "（《“‘〔【", "）》”’〕】"
"""What opens or closes, and has no ink in one half."""
_INDENTED = 1.2
_LARGER = 1.15
_SAME_SIZE = 0.12
_FARTHEST = 3.5

_SENTENCE_END = ("。", "；", "：", "！", "？", ":", ";")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、]"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条")
_PART = re.compile(r"(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+[、.．])")
_PAGE_NUMBER = re.compile(
    r"[-—–―─~·•.\[(|]*第?(?:\d{1,4}|[一二三四五六七八九十]{1,3})页?(?:(?:[/,、]|of)?共?\d{1,4}页?)?[-—–―─~·•.\])|]*",
    re.IGNORECASE,
)
_APART = 0.9
"""Figures of a row stand so many characters apart."""
_HEADER, _FOOTER = 0.25, 0.85
"""Headers stand above the one part of a page's height, footers below the other."""
_MOST_REPEATED = 8


class Line(NamedTuple):
    """Characters that stand on one line, left to right; `em` is the width of a Chinese character."""

    chars: tuple[Char, ...]
    left: float
    top: float
    right: float
    bottom: float
    base: float
    em: float

    @property
    def text(self) -> str:
        """Give the text of the line; spaces stand only where words and numbers are apart."""
        return _joined(self.chars)

    @property
    def middle(self) -> float:
        """Give where the line stands across."""
        return (self.left + self.right) / 2

    @property
    def middle_down(self) -> float:
        """Give where the line stands down the page."""
        return (self.top + self.bottom) / 2


def line_of(chars: Iterable[Char]) -> Line:
    """Give the line of some characters."""
    ordered = sorted(chars, key=_LEFT)
    first = ordered[0]
    if len(ordered) == 1:
        return Line((first,), first.left, first.top, first.right, first.bottom, first.base, _em(ordered))
    return Line(
        tuple(ordered),
        first.left,
        min([char.top for char in ordered]),
        max([char.right for char in ordered]),
        max([char.bottom for char in ordered]),
        ordered[len(ordered) // 2].base,
        _em(ordered),
    )


def _em(chars: Sequence[Char]) -> float:
    wide = sorted([char.right - char.left for char in chars if char.text >= "\u2e80"])
    return wide[len(wide) // 2] if wide else 0.85 * (chars[0].bottom - chars[0].top)


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Give the lines that upright characters stand on, from the top."""
    lines: list[list[Char]] = []
    base = last = 0.0
    for char in sorted(chars, key=_BASE):
        # Characters on the very same base are never parted, whatever their fonts say of their height.
        if lines and (char.base - last <= _SAME_BASE or char.base - base <= _ON_A_LINE * (char.bottom - char.top)):
            lines[-1].append(char)
        else:
            lines.append([char])
            base = char.base
        last = char.base
    return [line_of(line) for line in lines]


def segments_of(line: Line, gap: float) -> list[Line]:
    """Give the pieces of a line that gaps of so many characters, or wider, set apart."""
    pieces: list[list[Char]] = [[line.chars[0]]]
    right = line.chars[0].right
    for char in line.chars[1:]:
        if (char.middle if char.text in _BLANK_LEFT else char.left) - right >= gap * line.em:
            pieces.append([])
        pieces[-1].append(char)
        right = max(right, char.middle if char.text in _BLANK_RIGHT else char.right)
    return [line_of(piece) for piece in pieces] if len(pieces) > 1 else [line]


def _joined(chars: Sequence[Char]) -> str:
    if len(chars) == 1:
        return chars[0].text
    text = "".join([char.text for char in chars])
    if not _WORD.search(text):
        return text
    parts = [chars[0].text]
    for before, char in pairwise(chars):
        if before.text.isascii() and char.text.isascii() and char.left - before.right > _space(before, char):
            parts.append(" ")
        parts.append(char.text)
    return "".join(parts)


def _space(before: Char, char: Char) -> float:
    letters = before.text.isalpha() or char.text.isalpha()
    return char.size * (_BETWEEN_WORDS if letters else _BETWEEN_NUMBERS)


class CellText(NamedTuple):
    """What stands in a cell: its text, and the upright lines of it."""

    text: str
    lines: Sequence[Line]


def cell_text(chars: Sequence[Char]) -> CellText:
    """Give the text of a cell, its lines joined; text that runs another way is behind the upright."""
    if not chars:
        return CellText("", ())
    if len(chars) == 1 and not chars[0].turn:
        return CellText(spacing.cell_text(chars[0].text), (line_of(chars),))
    lines = lines_of([char for char in chars if not char.turn])
    if len(lines) == 1 and len(lines[0].chars) == len(chars):
        return CellText(spacing.cell_text(lines[0].text), lines)
    text = reduce(continued, [line.text for line in lines], "")
    for turn in sorted({char.turn for char in chars if char.turn}):
        turned = lines_of([_upright(char, turn) for char in chars if char.turn == turn])
        text = reduce(continued, [line.text for line in turned], text)
    return CellText(spacing.cell_text(text), lines)


def _upright(char: Char, turn: int) -> Char:
    """Give a character of text that runs another way as if it were turned upright."""
    left, top, right, bottom = char.left, char.top, char.right, char.bottom
    if turn == 1:
        return Char(char.text, top, -right, bottom, -left, -left, 0)
    if turn == 2:
        return Char(char.text, -right, -bottom, -left, -top, -top, 0)
    return Char(char.text, -bottom, left, -top, right, right, 0)


def continued(text: str, more: str) -> str:
    """Join what a line break parted: a space stands only between words of letters."""
    apart = text[-1:].isascii() and more[:1].isascii() and (text[-1:].isalpha() or more[:1].isalpha())
    return f"{text} {more}" if text and apart else text + more


# ── Paragraphs ───────────────────────────────────────────────────────────────


class Margins(NamedTuple):
    """Where the lines of running text begin and end, and the size of its characters."""

    left: float
    right: float
    em: float


def margins_of(lines: Sequence[Line], width: float) -> Margins:
    """Give the margins of a page, or of many pages of one width, from their longer lines."""
    long = [line for line in lines if line.right - line.left > width / 2] or list(lines)
    if not long:
        return Margins(0.0, width, 0.0)
    sizes = sorted((line.em, len(line.chars)) for line in lines)
    half = sum(count for _, count in sizes) / 2
    em = sizes[-1][0]
    for size, count in sizes:
        half -= count
        if half <= 0:
            em = size
            break
    return Margins(min(line.left for line in long), max(map(_ink_end, long)), em)


def _ink_end(line: Line) -> float:
    """Give where a line ends, without punctuation that may hang into the margin."""
    last = line.chars[-1]
    return last.left if last.text in _CLOSING and len(line.chars) > 1 else line.right


def goes_on(before: Line, line: Line, margins: Margins, *, same_page: bool) -> bool:
    """Tell whether a line goes on with the paragraph of the one before it."""
    em = before.em
    if abs(line.em - em) > _SAME_SIZE * em or (same_page and line.base - before.base > _FARTHEST * em):
        return False
    if same_page and em >= _LARGER * margins.em and _is_centred(before, margins) and _is_centred(line, margins):
        return not _NUMBERED.match(line.text)
    if line.left > margins.left + _INDENTED * em or margins.right - before.right > _unbroken(line) + _ROOM * em:
        return False
    return not (before.text.endswith(_SENTENCE_END) and _NUMBERED.match(line.text))


def _unbroken(line: Line) -> float:
    """Give the width of what a line begins with and no line break parts: a character, a word or a number."""
    end = line.chars[0].right
    for before, char in pairwise(line.chars):
        word = before.text.isascii() and char.text.isascii() and char.left - before.right <= _space(before, char)
        if not (word or before.text in _OPENING or char.text in _CLOSING):
            break
        end = char.right
    return end - line.left


def _is_centred(line: Line, margins: Margins) -> bool:
    return abs(line.middle - (margins.left + margins.right) / 2) <= line.em


# ── What a page prints around its text ───────────────────────────────────────


def around(pages: Sequence[tuple[Sequence[Line], float]]) -> set[Line]:
    """Give the headers, footers and page numbers among the lines of pages, each with its height.

    They are the outermost lines, as many as stand alike on another page too. A table's header that
    every page repeats is one of them.
    """
    tops = [[_strip(line, height) for line in lines[:_MOST_REPEATED]] for lines, height in pages]
    ends = [[_strip(line, height) for line in lines[: -_MOST_REPEATED - 1 : -1]] for lines, height in pages]
    found: set[Line] = set()
    for own, (lines, _) in enumerate(pages):
        others = {strip for page, strips in enumerate(tops) if page != own for strip in strips}
        for line, strip in zip(lines, tops[own]):
            if strip.at > _HEADER or not _is_around(line, strip in others):
                break
            found.add(line)
        others = {strip for page, strips in enumerate(ends) if page != own for strip in strips}
        for line, strip in zip(reversed(lines), ends[own]):
            if strip.at < _FOOTER or not _is_around(line, strip in others):
                break
            found.add(line)
    return found


def _is_around(line: Line, stands_again: bool) -> bool:
    """Tell whether a line is the number of its page, or stands again on another and is no row of figures."""
    return is_page_number(line) or (stands_again and not _is_row(line))


def _is_row(line: Line) -> bool:
    """Tell whether a line ends in two figures that stand apart, as a row of a table does."""
    pieces = segments_of(line, _APART)
    return len(pieces) > 1 and all(_is_count(piece.text) for piece in pieces[-2:])


def _is_count(text: str) -> bool:
    return says_figure(text) and any(map(str.isdigit, text))


class _Strip(NamedTuple):
    """How a line stands on its page: from 0 at the top to 1, and what it says but for numbers."""

    at: float
    text: str


def _strip(line: Line, height: float) -> _Strip:
    return _Strip(round(line.base / height, 2), re.sub(r"\d+", "#", normalize("NFKC", line.text).replace(" ", "")))


def is_numbered(text: str) -> bool:
    """Tell whether a text begins with a number of its own: 一、 （三） 1."""
    return bool(_NUMBERED.match(text))


def begins_anew(text: str) -> bool:
    """Tell whether a text goes on with none before it: it begins with a number of its own, or names an article."""
    return is_numbered(text) or bool(_ARTICLE.match(text))


def is_heading(text: str) -> bool:
    """Tell whether a text begins as the heading of a part does: 二、 第二部分."""
    return bool(_PART.match(text))


def is_page_number(line: Line) -> bool:
    """Tell whether a line is nothing but the number of its page: 3, - 3 -, －３－, 第3页, 第3页共5页, 3/5."""
    text = "".join(normalize("NFKC", line.text).split())
    has_number = any(char.isdigit() or char in "一二三四五六七八九十" for char in text)
    return has_number and bool(_PAGE_NUMBER.fullmatch(text)) and not _is_row(line)
