"""Searching a document for what may have to be marked: personal data by its form, and words that are given.

What is found is proposed, never marked by itself. Pictures are not searched: `inspection` names the pages whose
text cannot be searched. Nor is what a page break cuts in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongkai.redaction.boxes import Box, around
from gongkai.redaction.marks import PATTERNS, Found, Kind
from gongkai.redaction.opening import Document
from gongkai.redaction.pages import Char, opened
from gongkai.redaction.patterns import Span, spans

_MARGIN = 0.5
"""Points around a character in which its edges may still be drawn."""


def find(document: Document, *, kinds: Iterable[Kind] = PATTERNS, words: Iterable[str] = ()) -> tuple[Found, ...]:
    """Give what is found on the pages, in the order of their texts.

    The text of a page is read as the file has it and as it stands on the page: characters may be drawn in any order.
    Where a document says that other text is meant by what is drawn (ActualText), both are searched.
    """
    kinds, words = tuple(kinds), tuple(words)
    found: dict[tuple[object, ...], Found] = {}
    for pdf in (document.pdf, document.said):
        if pdf is None:
            continue
        with opened(pdf) as pages:
            for page in pages:
                for chars in (page.chars(), as_it_stands(page.chars())):
                    for each in _found(page.number, chars, kinds, words):
                        found.setdefault((each.page, each.kind, each.boxes), each)
    return tuple(sorted(found.values(), key=lambda each: each.page))


class Line(NamedTuple):
    """A line of a page as it is read: its number on the page, the area it takes, its text."""

    number: int
    box: Box
    text: str


def lines(document: Document, page: int) -> tuple[Line, ...]:
    """Give the lines of a page from above, for who marks by lines and not by sight."""
    with opened(document.pdf) as pages, pages.page(page) as loaded:
        rows: list[list[Char]] = [[]]
        for char in as_it_stands(loaded.chars()):
            if char.text == "\n":
                rows.append([])
            else:
                rows[-1].append(char)
    found = [(around([box for char in row for box in (char.box, char.ink)]).wider(_MARGIN), row) for row in rows if row]
    return tuple(
        Line(number, box, "".join(char.text for char in row)) for number, (box, row) in enumerate(found, start=1)
    )


def texts(document: Document, *, most: int) -> tuple[str, ...]:
    """Give what the pages say, each as one reads it, up to so many characters in all: later pages are left out."""
    found: list[str] = []
    with opened(document.pdf) as pages:
        for page in pages:
            found.append("".join(char.text for char in as_it_stands(page.chars())))
            most -= len(found[-1])
            if most <= 0:
                break
    return tuple(found)


_APART = 0.6
"""A gap between characters of this share of their height is a space."""


def as_it_stands(chars: Iterable[Char]) -> list[Char]:
    """Give the characters of a page line by line, as one reads them, with spaces where there are gaps."""
    lines: list[list[Char]] = []
    for turn in range(4):
        for char in sorted((each for each in chars if each.turn == turn and not each.is_blank), key=_down):
            if lines and lines[-1][-1].turn == turn and _beside(lines[-1][-1].box, char.box, upright=turn in (1, 3)):
                lines[-1].append(char)
            else:
                lines.append([char])
    return [each for line in lines for each in _spaced(sorted(line, key=lambda each: each.start))]


def _spaced(line: Sequence[Char]) -> Iterator[Char]:
    before: Char | None = None
    for char in line:
        if before is not None and char.start - before.start - before.length > _APART * min(char.height, before.height):
            yield before._replace(text=" ")
        yield char
        before = char
    if before is not None:
        yield before._replace(text="\n")


def _down(char: Char) -> float:
    return char.base - char.height / 2


def _found(page: int, chars: Sequence[Char], kinds: Iterable[Kind], words: Iterable[str]) -> Iterator[Found]:
    for span in spans([char.text for char in chars], kinds, words):
        boxes = tuple(_boxes(chars[span.start : span.end]))
        if boxes:
            yield Found(page, boxes, span.kind, _text(chars, span))


def _text(chars: Sequence[Char], span: Span) -> str:
    return " ".join("".join(char.text for char in chars[span.start : span.end] if char.text not in "\r\n").split())


def _boxes(chars: Iterable[Char]) -> Iterator[Box]:
    """Give one box for each run of characters that stand side by side."""
    run: list[Box] = []
    turn: int | None = 0
    for char in chars:
        if char.is_blank:
            continue
        box = around([char.box, char.ink])
        if run and not (char.turn == turn and _beside(run[-1], box, upright=turn in (1, 3))):
            yield around(run).wider(_MARGIN)
            run = []
        run.append(box)
        turn = char.turn
    if run:
        yield around(run).wider(_MARGIN)


def _beside(before: Box, box: Box, *, upright: bool) -> bool:
    """Tell whether two boxes are in one line: their middles lie in each other's height, and they are not far apart."""
    (x0, y0), (x1, y1) = before.centre, box.centre
    if upright:
        return before.left <= x1 <= before.right or box.left <= x0 <= box.right
    return before.top <= y1 <= before.bottom or box.top <= y0 <= box.bottom
