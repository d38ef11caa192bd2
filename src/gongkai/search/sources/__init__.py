"""What is searched: each kind of public thing has a source, which says what of it is public now.

A source gives entries for the index and, when results are shown, what stands there by then. Both ask what is public at
that time; neither is remembered. Who has another kind of public document registers another source, and notes its
changes in the outbox.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One thing for the index: its words, and what it is filtered by.

    `stamp` changes with what is shown of it. Of `numbers` each, asked for as it is, leads to it before all else.
    """

    key: int
    stamp: str
    kind: str
    title: str
    text: str
    agency: int
    at: datetime
    year: int = 0
    category: str = ""
    validity: str = ""
    numbers: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What is shown of a result, as it is now. `texts` are what passages are taken from: where from, and the text."""

    stamp: str
    title: str
    url: str
    kind: str
    agency: Any
    on: date | None = None
    number: str = ""
    index: str = ""
    category: Any = ""
    validity: Any = ""
    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Source:
    """A kind of public things.

    `entries` gives those of some keys that are public, or all; `shown` what is shown of those that are public still,
    by their keys. `kinds` names the kinds of its entries in words.
    """

    code: str
    kinds: Mapping[str, Any]
    entries: Callable[[Collection[int] | None], Iterator[Entry]]
    shown: Callable[[Collection[int]], Mapping[int, Shown]]


_SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let a source be searched."""
    _SOURCES[source.code] = source


def sources() -> Mapping[str, Source]:
    """Give all sources, by their codes."""
    return _SOURCES


def kinds() -> Mapping[str, Any]:
    """Give all kinds of things in words, by their codes."""
    return {code: words for source in _SOURCES.values() for code, words in source.kinds.items()}
