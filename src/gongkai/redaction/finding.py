"""Searching a document for what may have to be marked: personal data by its form, and words that are given.

What is found is proposed, never marked by itself. Pictures are not searched: `inspection` names the pages whose
text cannot be searched. Nor is what a page break cuts in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongkai.redaction.boxes import Box, around
from gongkai.redaction.marks import PATTERNS, Found, Kind
from gongkai.redaction.opening import Document
from gongkai.redaction.pages import Char, opened
from gongkai.redaction.patterns import Span, spans

_MARGIN = 0.5
"""Points around a character in which its edges may still be drawn."""


def find(document: Document, *, kinds: Iterable[Kind] = PATTERNS, words: Iterable[str] = ()) -> tuple[Found, ...]:
    """Give what is found on the pages, in the order of their texts.

    Where a document says that other text is meant by what is drawn (ActualText), both are searched.
    """
    kinds, words = tuple(kinds), tuple(words)
    found: dict[Found, None] = {}
    for pdf in (document.pdf, document.said):
        if pdf is None:
            continue
        with opened(pdf) as pages:
            for page in pages:
                found |= dict.fromkeys(_found(page.number, page.chars(), kinds, words))
    return tuple(sorted(found, key=lambda each: each.page))


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
