"""The outbox: what changed and is not in the index yet, noted in the transaction of the change or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gongkai.search.models import Change

MOST = 5000
"""How many changes a question looks at: more are pending only while very much is brought in at once."""


class Ref(NamedTuple):
    """What is searched: of which source, under which key."""

    source: str
    key: int

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"

    @classmethod
    def of(cls, written: str) -> Ref:
        """Give what was written so."""
        source, _, key = written.partition(":")
        return cls(source, int(key))


def note(source: str, keys: Iterable[int]) -> None:
    """Note that these may have changed; to be called in the transaction that changes them."""
    Change.objects.bulk_create(Change(source=source, key=key) for key in keys)


class Pending(NamedTuple):
    """What the index does not have as it is now, and whether there is more of it than a question looks at."""

    keys: list[str]
    more: bool


def pending() -> Pending:
    """Give what the index does not have as it is now: whoever asks the index leaves that out."""
    found = list(Change.objects.filter(written=False).order_by("pk").values_list("source", "key")[: MOST + 1])
    return Pending(list({str(Ref(*each)): None for each in found[:MOST]}), len(found) > MOST)
