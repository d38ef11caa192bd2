"""Text for a terminal: how wide it is, breaking it into lines by the rules of Chinese setting (避头尾)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

_CLOSING = "，。、；：？！）》」』】〕”’%．,.;:?!)"
_OPENING = "（《「『【〔“‘("
_WORD = re.compile(rf"[{re.escape(_OPENING)}]*(?:[!-~]+|.)[{re.escape(_CLOSING)}]*", re.DOTALL)

_LONGEST_NAME = 300
_QUOTED = re.compile(r"(?<=[“'])[^“”']+(?=[”'])")
"""A name as we quote it, and as click does."""


def abridged(name: str) -> str:
    """Give a name, or what a cell holds, with the middle left out when it is far longer than these are.

    >>> len(abridged("long" * 1000 + ".html")), abridged("long" * 1000 + ".html")[-8:]
    (301, 'ong.html')
    """
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half]}…{name[-half:]}"


def with_names_abridged(sentence: str) -> str:
    """Give a sentence with the names it quotes abridged; a name in it may be as long as whoever wrote it liked."""
    return _QUOTED.sub(lambda match: abridged(match[0]), sentence)


def columns_wide(text: str) -> int:
    """Give the columns a text takes in a terminal: two for each wide character (汉字, 全角标点).

    >>> columns_wide("表二 abc")
    8
    """
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most that width, by the rules of Chinese setting (避头尾).

    A line does not begin with a closing mark nor end with an opening one; words in Latin letters
    and numbers stay whole unless longer than a line.

    >>> wrapped("收到申请（见附表），均已答复。", 10)
    ['收到申请', '（见附', '表），均已', '答复。']
    """
    lines, line, used = [], "", 0
    for word in _words(text, width):
        wide = columns_wide(word)
        if used + wide > width and line.strip(" "):
            lines.append(line.rstrip(" "))
            line, used, word = "", 0, word.lstrip(" ")
            wide = columns_wide(word)
        line += word
        used += wide
    return [*lines, line.rstrip(" ")]


def _words(text: str, width: int) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match[0].replace("\n", " ").replace("\t", " ")
        if columns_wide(word) <= width:
            yield word
        else:
            yield from word
