"""The kinds of act that are recorded: each with a code that keeps its meaning for ever, its words, its article."""

from __future__ import annotations

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


def words_of(code: str) -> str:
    """Give the words of an act; for one that no longer exists, its code."""
    act = _ACTS.get(code)
    return code if act is None else str(act.words)
