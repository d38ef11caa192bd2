"""Masking: an excerpt tells where something stands, and never whose number it is."""

from __future__ import annotations

import re

from gongkai.redaction.marks import PATTERNS, Kind
from gongkai.redaction.patterns import spans

_LEFT = {Kind.ADDRESS: (6, 0), Kind.PLATE: (2, 1), Kind.EMAIL: (1, 0), Kind.BANK_CARD: (4, 2)}
"""How many characters are left of a kind, before and behind; of any other three and two."""
_LONG = re.compile(r"\d(?:[ -]?\d){9,}[Xx]?")
"""Numbers so long that they may be somebody's, whatever their check digit says."""


def masked(text: str) -> str:
    """Give a text with personal data masked, each other character in its place.

    >>> masked("身份证号11010519491231002X，办公电话0533-8210000")
    '身份证号110*************2X，办公电话053*******00'
    """
    chars = list(text)
    for span in spans(chars, PATTERNS, ()):
        _mask(chars, span.start, span.end, *_LEFT.get(span.kind, (3, 2)))
    for match in _LONG.finditer(text):
        _mask(chars, match.start(), match.end(), 3, 2)
    return "".join(chars)


def _mask(chars: list[str], start: int, end: int, before: int, behind: int) -> None:
    for at in range(start + before, end - behind):
        if not chars[at].isspace():
            chars[at] = "*"
