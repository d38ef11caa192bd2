"""Doubled punctuation: what is left over from editing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.disclosure.scan.finding import Finding, Severity, Sort
from gongkai.disclosure.scan.material import Facts, Material
from gongkai.law.message import Message

DOUBLED = Sort(
    "punctuation-doubled", Severity.WARNING, Message("标点重复或者连用"), Message("请删去多余的标点。"), None
)
SORTS = (DOUBLED,)

# “……”, “——”, “？！” are written so; a decimal point and the dots of a table of contents are none.
_DOUBLED = re.compile(
    r"[，。、；：][ \u3000]?[，。、；：]+|(?<![,.;])[,;][,;]+|(?<!\.)\.\.(?!\.)|[！][！]+|？？+|。[，、；：]"
)


def doubled(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find punctuation that stands twice, or beside other that it cannot stand beside."""
    for passage in material.passages:
        for match in _DOUBLED.finditer(passage.text):
            yield DOUBLED(passage.place, passage.excerpt(match.start(), match.end()))
