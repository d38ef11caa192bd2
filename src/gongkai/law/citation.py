"""Citations: which provision a rule, a step or a message rests on, in one greppable form.

A citation is a registered short name and a place within it, in Arabic numerals:
`条例第33条第2款`, `条例第36条第4项`, `行诉解释第64条`, `年报格式2021版第三部分`. With one form, one search
finds the rule, its cases, its message and its page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, TypeVar

from gongkai.law.instruments import Instrument, instrument
from gongkai.law.numerals import chinese_numeral

_PLACE = re.compile(
    r"(?P<name>.*?)"
    r"(?:第(?P<article>\d+)条(?:之(?P<sub>\d+))?)?"
    r"(?:第(?P<paragraph>\d+)款)?"
    r"(?:第(?P<item>\d+)项)?"
    r"(?P<part>(?:第[一二三四五六七八九十]+部分)?(?:表[一二三四])?)"
)


class Citation(NamedTuple):
    """A provision: instrument, article (条), 之N, paragraph (款), item (项), or a part of a form."""

    instrument: Instrument
    article: int | None = None
    sub: int | None = None
    paragraph: int | None = None
    item: int | None = None
    part: str = ""

    def __str__(self) -> str:
        return self.instrument.short + self._place(str)

    def formal(self) -> str:
        """Give the citation as letters write it: full title, numerals in Chinese.

        >>> cite("条例第36条第4项").formal()
        '《中华人民共和国政府信息公开条例》第三十六条第（四）项'
        """
        return self.instrument.formal() + self._place(chinese_numeral, item_brackets=True)

    def _place(self, number: Callable[[int], str], *, item_brackets: bool = False) -> str:
        place = ""
        if self.article is not None:
            place += f"第{number(self.article)}条"
        if self.sub is not None:
            place += f"之{number(self.sub)}"
        if self.paragraph is not None:
            place += f"第{number(self.paragraph)}款"
        if self.item is not None:
            written = number(self.item)
            place += f"第（{written}）项" if item_brackets else f"第{written}项"
        return place + self.part


@cache
def cite(text: str) -> Citation:
    """Read a citation from its one written form.

    Raises ValueError when the short name is not registered or the place is not in that form.

    >>> str(cite("条例第33条第2款"))
    '条例第33条第2款'
    """
    match = _PLACE.fullmatch(text)
    if match is None:  # pragma: no cover - the pattern's first group takes anything
        raise ValueError(f"not a citation: {text!r}")
    number = {key: int(match[key]) if match[key] else None for key in ("article", "sub", "paragraph", "item")}
    return Citation(instrument(match["name"]), part=match["part"], **number)


Rule = TypeVar("Rule", bound=Callable[..., object])

RULES: dict[Citation, list[str]] = {}
"""Which functions and tables say what each provision says: filled by `cites` and `encodes`."""


def cites(*citations: str) -> Callable[[Rule], Rule]:
    """Mark a function as the rule of the provisions it names, for the index of the law."""

    def mark(rule: Rule) -> Rule:
        encodes(f"{rule.__module__}.{rule.__qualname__}", *citations)
        return rule

    return mark


def encodes(name: str, *citations: str) -> None:
    """Say that a table or constant, by its dotted name, encodes these provisions."""
    for text in citations:
        RULES.setdefault(cite(text), []).append(name)
