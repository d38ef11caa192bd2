"""White space in documents: how the text of a paragraph and of a cell reads without what only sets it."""

from __future__ import annotations

import re

RUNNING_TEXT = 80
"""A row that is one cell of more characters than this is text laid out in a table, not data."""

_LONGEST_LABEL = 200
_SPACES_BETWEEN_HAN = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef]) (?=[\u3001-\u9fff\uff00-\uffef])")


def tidy(text: str) -> str:
    r"""Give a text with runs of spaces as one, and none where a source line broke between Chinese characters.

    >>> tidy(" 一、总体 情况\n annual  report ")
    '一、总体情况 annual report'
    """
    if text.isalnum():
        return text
    words = text.replace("\u200b", " ").replace("\ufeff", " ").split()
    return _SPACES_BETWEEN_HAN.sub("", " ".join(words)) if len(words) > 1 else "".join(words)


def cell_text(text: str) -> str:
    """Give a cell's text: a label or figure without any space, running text with its words apart."""
    if len(text) >= _LONGEST_LABEL:
        return tidy(text)
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")
