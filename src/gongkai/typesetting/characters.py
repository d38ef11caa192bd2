"""What of a text is fit to be shown or written into a file."""

from __future__ import annotations

import re

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNFIT = {code: None for code in (*_CONTROLS, *_DIRECTIONS) if chr(code) not in "\t\n"}
_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Leave out control characters, which pages may not hold and terminals would obey, and marks that turn the
    direction of writing (bidi), by which one text can be made to look like another.
    """
    return text.translate(_UNFIT)


def characters(text: str) -> str:
    """Leave out what no file of XML or JSON may hold: control characters, halves of pairs, non-characters."""
    return _NO_CHARACTERS.sub("", printable(text))
