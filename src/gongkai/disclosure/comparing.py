"""Two texts side by side: which fields differ, and in the body which paragraphs, with the words that do marked.

What is compared is what is read: words, rows of tables, where links lead, what pictures say they show. A change of
nothing but the look (bold, the level of a heading) is said to be there and not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import islice, zip_longest
from typing import Any, NamedTuple

from gongkai.disclosure.content import SHOWN, as_paragraphs
from gongkai.disclosure.models import Text

ON_THE_PAGE = (
    "title", "category", "subject", "issuers", "document_number", "made_on", "produced_on", "effective_on",
    "repealed_on", "validity", "keywords", "summary",
)  # fmt: skip
"""The fields that the public is shown beside the body."""

_BLOCKS = frozenset(["p", "h2", "h3", "h4", "li", "tr", "blockquote", "figcaption", "caption", "hr", "br"])
_MOST_LINES = 4000
"""Paragraphs that are compared, from the first on."""
_AROUND = 2
"""Paragraphs left alone that are shown before and after one that is not."""
_MOST_PARAGRAPHS = 2000
_MOST_WORDS = 2000
"""Beyond these, what differs is marked as a whole: the time that comparing takes grows with their square."""
_LITTLE = 0.3
"""With less in common than this, two paragraphs are two and not one that was changed."""


class Part(NamedTuple):
    """Some words, and whether the other side has others there."""

    words: str
    changed: bool


Side = tuple[Part, ...]


class Line(NamedTuple):
    """A paragraph on both sides; one of them is empty where there is none. Without either, so many were left alone."""

    before: Side = ()
    after: Side = ()
    skipped: int = 0

    @property
    def changed(self) -> bool:
        """Say whether the sides differ."""
        return any(part.changed for part in (*self.before, *self.after))


class Field(NamedTuple):
    """A field that differs, by its name."""

    label: Any
    before: Side
    after: Side


@dataclass(frozen=True)
class Comparison:
    """What differs between two texts."""

    fields: list[Field]
    lines: list[Line]
    look_only: bool
    """Whether the bodies differ in nothing but their look."""
    cut: bool
    """Whether there is more than is shown."""

    @property
    def same(self) -> bool:
        """Say whether nothing differs."""
        return not self.fields and not self.lines and not self.look_only


def compare(before: Text, after: Text, files: tuple[str, str] = ("", ""), *, public: bool = False) -> Comparison:
    """Give what differs between two texts, with the names of their files; of fields those on the page if `public`."""
    names = ON_THE_PAGE if public else tuple(name for name in SHOWN if name != "body")
    pairs = [(_label(name), _said(before, name), _said(after, name)) for name in names]
    pairs.append((_label("files"), *files))
    fields = [Field(label, *_marked(old, new)) for label, old, new in pairs if old != new]
    blocks = [_blocks(as_paragraphs(each.body)) for each in (before, after)]
    aligned = list(islice(_aligned(*blocks), _MOST_LINES + 1))
    lines = list(_with_some_around(aligned[:_MOST_LINES]))
    cut = len(aligned) > _MOST_LINES
    return Comparison(fields, lines, look_only=not lines and not cut and before.body != after.body, cut=cut)


def _label(name: str) -> Any:
    return Text._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def _said(text: Text, name: str) -> str:
    display = getattr(text, f"get_{name}_display", None)
    value = display() if display else getattr(text, name)
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


class _Reader(HTMLParser):
    """Reads HTML that was cleaned as paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._words: list[str] = []
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BLOCKS:
            self.end()
        elif tag == "img":
            self._words.append(f"［{given.get('alt') or given.get('src') or ''}］")
        elif tag == "a":
            self._link = given.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end()
        elif tag in ("td", "th"):
            self._words.append(" │ ")
        elif tag == "a" and self._link:
            self._words.append(f"〔{self._link}〕")
            self._link = ""

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def end(self) -> None:
        words = " ".join("".join(self._words).split()).removesuffix(" │")
        self._words = []
        if words:
            self.found.append(words)


def _blocks(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.found


def _with_some_around(lines: list[Line]) -> Iterator[Line]:
    """Give the lines that differ with some around them, and how many lie between."""
    near = {
        near
        for number, line in enumerate(lines)
        if line.changed
        for near in range(number - _AROUND, number + _AROUND + 1)
    }
    skipped = 0
    for number, line in enumerate(lines):
        if number in near:
            if skipped:
                yield Line(skipped=skipped)
            skipped = 0
            yield line
        else:
            skipped += 1
    if skipped and near:
        yield Line(skipped=skipped)


def _aligned(before: list[str], after: list[str]) -> Iterator[Line]:
    for same, old, new in _pieces(before, after, _MOST_PARAGRAPHS):
        if same:
            yield from (Line(_plain(each), _plain(each)) for each in old)
        else:
            yield from (Line(*_marked(one, other)) for one, other in zip_longest(old, new, fillvalue=""))


def _plain(words: str) -> Side:
    return (Part(words, changed=False),)


def _marked(before: str, after: str) -> tuple[Side, Side]:
    """Give two paragraphs with the words marked that the other has not."""
    if not before or not after:
        return _whole(before), _whole(after)
    pieces = list(_pieces(_words(before), _words(after), _MOST_WORDS))
    common = sum(len("".join(old)) for same, old, _new in pieces if same)
    if common < _LITTLE * max(len(before), len(after)):
        return _whole(before), _whole(after)
    return (
        tuple(Part("".join(old), not same) for same, old, _new in pieces if old),
        tuple(Part("".join(new), not same) for same, _old, new in pieces if new),
    )


def _whole(words: str) -> Side:
    return (Part(words, changed=True),) if words else ()


def _words(sentence: str) -> list[str]:
    import rjieba

    return list(rjieba.cut(sentence))


def _pieces(
    before: Sequence[str], after: Sequence[str], most: int
) -> Iterable[tuple[bool, Sequence[str], Sequence[str]]]:
    """Give what both have alike and what they have not, in order; what is alike at both ends is taken off first."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if start:
        yield True, before[:start], after[:start]
    if max(len(old), len(new)) > most:
        yield False, old, new
    else:
        for kind, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
            yield kind == "equal", old[i:j], new[k:m]
    if end:
        yield True, before[-end:], after[-end:]
