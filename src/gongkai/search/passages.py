"""The passage of a text in which most of what was looked for stands: plain text, to be escaped when it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LENGTH = 110
"""Characters of a passage: two lines on a screen."""
_BEFORE = 20
_MOST = 500
"""Places that are looked at."""
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


class Piece(NamedTuple):
    """A piece of a passage: its text, and whether it was looked for."""

    text: str
    is_sought: bool = False


class Passage(NamedTuple):
    """A passage: where it is from, if not from the text itself, and its pieces."""

    source: str
    pieces: tuple[Piece, ...]


def marked(text: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """Give a text in pieces, those that were looked for told from the others.

    >>> [tuple(each) for each in marked("科技局通知", ["通知"])]
    [('科技局', False), ('通知', True)]
    """
    pattern = _pattern(words)
    return _pieces(text, [found.span() for found in pattern.finditer(_narrow(text))] if pattern else [])


def passage(texts: Iterable[tuple[str, str]], words: Sequence[str]) -> Passage | None:
    """Give the passage of some texts that has most of some words; of none that has any, the beginning of the first."""
    pattern = _pattern(words)
    best: tuple[int, Passage] | None = None
    for source, text in texts:
        if not text.strip():
            continue
        sought, found = _best(text, pattern)
        if best is None or sought > best[0]:
            best = (sought, Passage(source, found))
    return best[1] if best else None


def _best(text: str, pattern: re.Pattern[str] | None) -> tuple[int, tuple[Piece, ...]]:
    spans, said = [], []
    for found in pattern.finditer(_narrow(text)) if pattern else ():
        spans.append(found.span())
        said.append(found.group())
        if len(spans) == _MOST:
            break
    if not spans:
        return 0, _cut(text, 0, [])
    most, at = 0, 0
    for first, (start, _end) in enumerate(spans):
        within = {said[n] for n in range(first, len(spans)) if spans[n][1] <= start + LENGTH - _BEFORE}
        if len(within) > most:
            most, at = len(within), first
    return most, _cut(text, max(0, spans[at][0] - _BEFORE), spans)


def _cut(text: str, start: int, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    end = min(len(text), start + LENGTH)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    pieces = [Piece(" ".join(each.text.split("\n")), each.is_sought) for each in _pieces(text[start:end], inside)]
    return (
        *((Piece("…"),) if start else ()),
        *pieces,
        *((Piece("…"),) if end < len(text) else ()),
    )


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    made, at = [], 0
    for start, end in spans:
        if start > at:
            made.append(Piece(text[at:start]))
        made.append(Piece(text[start:end], True))
        at = end
    if at < len(text):
        made.append(Piece(text[at:]))
    return tuple(made)


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Give what finds any of some words, the longest first; single characters only where there is nothing else."""
    wanted = sorted({word for word in words if word}, key=len, reverse=True)
    telling = [word for word in wanted if len(word) > 1] or wanted
    return re.compile("|".join(map(re.escape, telling))) if telling else None


def _narrow(text: str) -> str:
    """Give a text of the same length in which wide letters and capitals are as they are compared."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).translate(_NARROW)
