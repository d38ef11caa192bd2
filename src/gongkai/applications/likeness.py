"""How like two descriptions of information are (所需信息的描述): pure functions over their words.

Chinese is written without spaces, so the pairs of neighbouring characters stand for words. Polite phrases that every
application has say nothing, and are left out. Likeness is a hint for an officer, and decides nothing by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 2000
"""Characters that are looked at: what is wanted is said in the first of them."""
SAME = 0.8
"""From which likeness on two descriptions may want the same, where their numbers agree, too."""
SIMILAR = 0.25
"""From which likeness on an earlier reply may help."""

_PHRASES = (
    "依法", "申请", "政府信息", "信息公开", "公开", "本人", "我单位", "贵单位", "贵机关", "贵局", "特此", "请求",
    "希望", "提供", "相关", "有关", "关于", "信息", "资料", "材料", "文件", "复印件", "以及",
)  # fmt: skip
_PARTICLES = str.maketrans(dict.fromkeys("的及和与请", " "))
_NUMBERS = re.compile(r"\d+")
_PIECES = re.compile(r"[^\W_]+")
_COUNTED = re.compile(r"\d+(?:年度|年|号)?")


class Words(NamedTuple):
    """What a description is compared by: its pairs of characters, and its numbers (years, document numbers)."""

    pairs: frozenset[str]
    numbers: frozenset[str]


def words_of(text: str, leave_out: Iterable[str] = ()) -> Words:
    """Give what a description is compared by; `leave_out` are names that all of an agency's applications may have.

    >>> sorted(words_of("申请公开2025年立项名单").pairs)
    ['名单', '立项', '项名']
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    for name in filter(None, leave_out):
        plain = plain.replace(unicodedata.normalize("NFKC", name).casefold(), " ")
    numbers = frozenset(_NUMBERS.findall(plain))
    rest = plain
    for phrase in _PHRASES:
        rest = rest.replace(phrase, " ")
    pieces = _PIECES.findall(_COUNTED.sub(" ", rest.translate(_PARTICLES)))
    pairs = frozenset(piece[at : at + 2] for piece in pieces for at in range(max(1, len(piece) - 1)))
    return Words(pairs, numbers)


def likeness(one: Words, other: Words) -> float:
    """Give how many of all their pairs two descriptions share, from 0 to 1; nothing is like nothing."""
    together = len(one.pairs | other.pairs)
    return len(one.pairs & other.pairs) / together if together else 0.0


def may_be_same(one: Words, other: Words) -> bool:
    """Say whether two descriptions may want the same: the list of another year is another list."""
    return one.numbers == other.numbers and likeness(one, other) >= SAME
