"""A text as the checks read it: its HTML taken apart into passages, links and pictures, each with its place."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from gongkai.disclosure.content import as_paragraphs
from gongkai.disclosure.scan.finding import Place
from gongkai.disclosure.scan.material import Link, Material, Passage, Picture

_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "caption", "figcaption", "hr"})
_AROUND = frozenset({"ul", "ol", "table", "thead", "tbody", "tfoot", "figure", "div"})
_CELLS = frozenset({"td", "th"})
LONGEST = 4_000
"""Characters of a passage; what is longer is cut where it has a space or a stop, or else anywhere."""


class Body(HTMLParser):
    """The body of a text, read once: a row of a table is one passage."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self.links: list[Link] = []
        self.pictures: list[Picture] = []
        self._said: list[str] = []
        self._number = 1
        self._rows = 0
        self._href: tuple[str | None, int] | None = None
        self.feed(html)
        self.close()
        self._end()

    @property
    def _place(self) -> Place:
        return Place("body", self._number)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a passage, a cell, a link; note a picture."""
        given = dict(attrs)
        if tag == "tr" or ((tag in _BLOCKS or tag in _AROUND) and not self._rows):
            self._end()
        if tag == "tr":
            self._rows += 1
        elif tag == "br":
            self._said.append("\n")
        elif tag in _CELLS or (tag in _BLOCKS and self._rows):
            self._said.append("\t")
        elif tag == "a":
            self._href = (given.get("href"), len(self._said))
        elif tag == "img":
            self.pictures.append(Picture(self._place, given.get("alt")))

    def handle_endtag(self, tag: str) -> None:
        """End a passage or a link."""
        if tag == "a" and self._href is not None:
            href, since = self._href
            self.links.append(Link(self._place, href, "".join(self._said[since:]).strip()))
            self._href = None
        elif tag == "tr":
            self._rows = max(0, self._rows - 1)
            self._end()
        elif (tag in _BLOCKS or tag in _AROUND) and not self._rows:
            self._end()

    def handle_data(self, data: str) -> None:
        """Take in what is said."""
        self._said.append(data)

    def _end(self) -> None:
        said = "".join(self._said)
        self._said = []
        if self._href is not None:
            self._href = (self._href[0], 0)
        if said.strip():
            self.passages += passages_of(said, self._place)
            self._number += 1


def passages_of(text: str, place: Place) -> list[Passage]:
    """Give a text as passages of a bearable length."""
    text = text.strip()
    found = []
    while len(text) > LONGEST:
        cut = max(text.rfind(mark, LONGEST // 2, LONGEST) for mark in "\n。；\t ")
        cut = LONGEST if cut < 0 else cut + 1
        found.append(Passage(place, text[:cut]))
        text = text[cut:]
    return [*found, Passage(place, text)] if text else found


def links_of(text: Any) -> tuple[Link, ...]:
    """Give the links in the body of a text, as its row has it."""
    return tuple(Body(as_paragraphs(text.body)).links)


def material_of(text: Any) -> Material:
    """Give a text, as its row has it, for the checks."""
    body = Body(as_paragraphs(text.body))
    said = {"title": text.title, "summary": text.summary, "issuers": text.issuers}
    fields = [passage for part, words in said.items() for passage in passages_of(words, Place(part))]
    return Material(
        passages=(*fields, *body.passages),
        links=tuple(body.links),
        pictures=tuple(body.pictures),
        document_number=text.document_number,
        made_on=text.made_on,
        produced_on=text.produced_on,
        effective_on=text.effective_on,
        valid_until=text.valid_until,
    )
