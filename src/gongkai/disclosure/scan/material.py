"""What a check is given: the text in passages, its links and pictures, its files; and the facts it is held against."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple
from unicodedata import normalize

from gongkai.disclosure.scan.finding import Excerpt, Finding, Place
from gongkai.disclosure.scan.masking import masked
from gongkai.law.calendar import Calendar
from gongkai.law.message import Message

_SPACES = re.compile(r"\s+")
_AROUND = 14
"""Characters shown before and after what was found."""


@dataclass(frozen=True)
class Passage:
    """A paragraph, a row of a table, a page of a file: where it stands and what it says."""

    place: Place
    text: str

    @cached_property
    def folded(self) -> str:
        """Give the text with characters of full width as plain ones, each in its place."""
        return "".join(one if len(one := normalize("NFKC", char)) == 1 else char for char in self.text)

    @cached_property
    def masked(self) -> str:
        """Give the text with what looks like personal data masked, each character in its place."""
        return masked(self.text)

    def excerpt(self, start: int, end: int) -> Excerpt:
        """Give a part of the text with the words around it: no personal data in them, wherever they are cut."""
        first, last = max(0, start - _AROUND), min(len(self.text), end + _AROUND)
        before, words, after = (
            _SPACES.sub(" ", self.masked[one:other]) for one, other in ((first, start), (start, end), (end, last))
        )
        return Excerpt(words, f"{'…' if first else ''}{before}", f"{after}{'…' if last < len(self.text) else ''}")


class Link(NamedTuple):
    """A link: where it stands, where it leads, what it reads; `href` is None where cleaning has left none."""

    place: Place
    href: str | None
    words: str


class Picture(NamedTuple):
    """A picture: where it stands, its alternative text, None where it has none, and whether it can have one there."""

    place: Place
    alt: str | None
    can_have_alt: bool = True


class Hiding(NamedTuple):
    """Something that a file hides: the code of its kind, the page if it is on one, what it says."""

    kind: str
    page: int | None
    detail: str


class Looked(NamedTuple):
    """A file as it was looked through: what it hides, why it could not be looked through if so, and its pictures."""

    key: int
    hidden: tuple[Hiding, ...] = ()
    trouble: Message | None = None
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Material:
    """A text as the checks read it, or its files."""

    passages: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    files: tuple[Looked, ...] = ()
    document_number: str = ""
    made_on: date | None = None
    produced_on: date | None = None
    effective_on: date | None = None
    valid_until: date | None = None


class Name(NamedTuple):
    """An agency of the tree: its name, its short name, since when it is no more, and what came after it."""

    name: str
    short: str = ""
    until: date | None = None
    after: str = ""


class Entry(NamedTuple):
    """A word of the lexicon: of which kind (`wrong`, `sensitive`, `banned`), what to write instead."""

    word: str
    kind: str
    instead: str = ""


def _any_path(path: str) -> Message | None:
    return None


@dataclass(frozen=True)
class Facts:
    """What a text is held against: the day, the calendar, the tree, the lexicon, the site's own addresses.

    `trouble_at` says why a path of this site leads nowhere for the public, or gives None; `unreached` why an address of
    another could not be opened when it was followed.
    """

    on: date
    calendar: Calendar
    names: tuple[Name, ...] = ()
    lexicon: tuple[Entry, ...] = ()
    hosts: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()
    trouble_at: Callable[[str], Message | None] = field(default=_any_path)
    unreached: Mapping[str, Message] = field(default_factory=dict)


Check = Callable[[Material, Facts], Iterator[Finding]]
"""Every check takes a text and the facts and yields findings."""
