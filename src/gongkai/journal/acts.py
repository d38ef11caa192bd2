"""The kinds of act that are recorded: each with a code that keeps its meaning for ever, its words, its article."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import Any

_ACTS: dict[str, Act] = {}


@dataclass(frozen=True)
class Act:
    """A kind of act, as `agency.edited`; `words` (lazily translated) say it in a timeline."""

    code: str
    words: Any = field(compare=False)
    article: str = ""

    def __post_init__(self) -> None:
        if _ACTS.setdefault(self.code, self) != self:
            raise ValueError(f"two acts have the code {self.code}")

    def under(self, article: str) -> Act:
        """Give the same act as it is done under an article of its own, as in one of several procedures."""
        other = copy(self)
        object.__setattr__(other, "article", article)
        return other


def words_of(code: str) -> str:
    """Give the words of an act; for one that no longer exists, its code."""
    act = _ACTS.get(code)
    return code if act is None else str(act.words)
