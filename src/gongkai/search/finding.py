"""Asking: what is found, how much of it by what it can be filtered by, and what of it is shown.

The outbox is read before the index, and what stands in it is left out: it is not in the index as it is now. What is
found is read from the database then, and only what is public there is shown. So what was withdrawn is neither shown nor
counted from the moment on in which it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import tantivy
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.law.publication import ANNUAL_REPORT, CATEGORIES
from gongkai.search import index, matching, outbox
from gongkai.search.outbox import Ref
from gongkai.search.passages import Passage, Piece, marked, passage
from gongkai.search.query import FILTERS, PAGE, Query
from gongkai.search.sources import Shown, kinds, sources
from gongkai.search.sources.items import VALIDITIES
from gongkai.search.words import asked_words, synonyms

FILTER_WORDS = {
    "agency": _("公开机关"), "category": _("公开类别"), "year": _("年份"), "validity": _("有效性"), "kind": _("种类"),
}  # fmt: skip
_MOST_VALUES = 1000


class Hit(NamedTuple):
    """A result: where it is, what is shown of it, where in it the words stand."""

    ref: Ref
    shown: Shown
    title: tuple[Piece, ...]
    passage: Passage | None


class Found(NamedTuple):
    """What the index says of a result: what it is, and what it took for shown there."""

    ref: Ref
    stamp: str


class Value(NamedTuple):
    """A value to filter by, how it is called, how much there is of it, how deep it stands below others."""

    value: Any
    words: Any
    number: int
    depth: int = 0


@dataclass(frozen=True)
class Results:
    """What a question found.

    `nearly` says that nothing has all its words, and these have some of them; `about` that the index is so far behind
    that the numbers may count what is no longer public. What is shown never is.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    total: int = 0
    counts: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    nearly: bool = False
    ready: bool = True
    about: bool = False

    @property
    def pages(self) -> int:
        """Give how many pages there are."""
        return -(-self.total // PAGE)


class Asked:
    """The index as it is at one moment, and what of it is no longer so."""

    def __init__(self) -> None:
        self._without, self.is_behind = outbox.pending()
        self.searcher = index.searcher()

    def narrowed(self, asked: tantivy.Query, query: Query) -> tantivy.Query:
        """Narrow what is asked by the filters of a question, to what is now as the index has it."""
        return matching.within(asked, _filters(query), self._without)

    def refs(self, asked: tantivy.Query, limit: int, **how: Any) -> tuple[list[Found], int]:
        """Give what is found, and how many there are."""
        assert self.searcher is not None
        found = self.searcher.search(asked, limit, **how)
        documents = [self.searcher.doc(address) for _score, address in found.hits]
        refs = [Found(Ref.of(str(each.get_first("key"))), str(each.get_first("stamp"))) for each in documents]
        return refs, found.count or 0  # type: ignore[attr-defined]  # it is not in the stubs


def find(query: Query) -> Results:
    """Answer a question; one without words gives what there is within its filters, the newest first."""
    asked = Asked()
    if asked.searcher is None:
        return Results(query, ready=False)
    wanted = matching.question(query.words)
    if wanted is None:
        wanted = tantivy.Query.all_query() if query.filters and not query.words else tantivy.Query.empty_query()
    found = _found(asked, wanted, matching.ranks(query.words), query)
    some = None if found.total else matching.nearly(query.words)
    return found if some is None else replace(_found(asked, some, [some], query), nearly=True)


def _found(asked: Asked, wanted: tantivy.Query, ranks: Sequence[tantivy.Query], query: Query) -> Results:
    narrowed = asked.narrowed(wanted, query)
    counts, total = _counts(asked, narrowed)
    if not total:
        return Results(query)
    first = (query.page - 1) * PAGE
    if query.sort == "date" or not ranks:
        refs, _total = asked.refs(narrowed, PAGE, offset=first, order_by_field="at")
    else:
        refs = _ranked(asked, ranks, query, first)
    hits = tuple(_hits(refs, sought_words(query.words)))
    return Results(query, hits, total - len(refs) + len(hits), counts, about=asked.is_behind)


def _ranked(asked: Asked, ranks: Sequence[tantivy.Query], query: Query, first: int) -> list[Found]:
    """Give a page of what is found: of each rank what those before it have not, until the page is full."""
    refs: list[Found] = []
    for number, rank in enumerate(ranks):
        narrowed = asked.narrowed(matching.beyond(rank, ranks[:number]), query)
        some, total = asked.refs(narrowed, PAGE - len(refs), offset=first)
        refs += some
        if len(refs) == PAGE:
            break
        first = max(0, first - total)
    return refs


def shown_of(refs: Sequence[Found]) -> list[tuple[Ref, Shown]]:
    """Give what is shown of results: of those that are public, and are what the index took them for."""
    now = {
        code: source.shown([each.ref.key for each in refs if each.ref.source == code])
        for code, source in sources().items()
        if any(each.ref.source == code for each in refs)
    }
    found = [(each, now.get(each.ref.source, {}).get(each.ref.key)) for each in refs]
    return [(each.ref, shown) for each, shown in found if shown is not None and shown.stamp == each.stamp]


def sought_words(words: str) -> list[str]:
    """Give the words that are marked in what is found."""
    asked = asked_words(words)
    return [*asked, *(same for word in asked for same in synonyms().get(word, ()))]


def _hits(refs: Sequence[Found], words: Sequence[str]) -> list[Hit]:
    return [Hit(ref, shown, marked(shown.title, words), passage(shown.texts, words)) for ref, shown in shown_of(refs)]


def _filters(query: Query) -> list[tantivy.Query]:
    made = []
    for name, value in query.filters.items():
        values = [value]
        if name == "agency":
            top = Agency.objects.filter(pk=value).first()
            values = list(Agency.objects.below(top).values_list("pk", flat=True)) if top else []
        made.append(matching.equals(name, values))
    return made


def _counts(asked: Asked, narrowed: tantivy.Query) -> tuple[Mapping[str, tuple[Value, ...]], int]:
    """Give how much is found of what it can be filtered by, and of all."""
    assert asked.searcher is not None
    wanted = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in FILTERS}
    answer = asked.searcher.aggregate(narrowed, wanted)
    counts = {
        name: {each["key"]: int(each["doc_count"]) for each in answer[name]["buckets"] if each["key"]}
        for name in FILTERS
    }
    named = {
        "agency": _of_agencies({int(key): count for key, count in counts["agency"].items()}),
        "category": _named(counts["category"], {each.code: each.label for each in (*CATEGORIES, ANNUAL_REPORT)}),
        "year": tuple(
            Value(int(year), int(year), counts["year"][year]) for year in sorted(counts["year"], reverse=True)
        ),
        "validity": _named(counts["validity"], VALIDITIES),
        "kind": _named(counts["kind"], kinds()),
    }
    return named, sum(counts["kind"].values())


def _named(counts: Mapping[str, int], words: Mapping[str, Any]) -> tuple[Value, ...]:
    return tuple(Value(code, words[code], counts[code]) for code in words if code in counts)


def _of_agencies(counts: Mapping[int, int]) -> tuple[Value, ...]:
    """Give agencies with how much there is of each and of all below it, as they stand in their tree."""
    wanted = ("pk", "name", "short_name", "lineage")
    here = {row[0]: row for row in Agency.objects.filter(pk__in=counts).values_list(*wanted)}
    above = {key for row in here.values() for key in _line(row[3])} - set(here)
    if above:
        here |= {row[0]: row for row in Agency.objects.filter(pk__in=above).values_list(*wanted)}
    sums: dict[int, int] = {}
    for key, count in counts.items():
        for each in _line(here[key][3]) if key in here else ():
            sums[each] = sums.get(each, 0) + count
    rows = sorted((row for row in here.values() if row[0] in sums), key=lambda row: row[3])
    return tuple(Value(key, short or name, sums[key], len(_line(line)) - 1) for key, name, short, line in rows)


def _line(lineage: str) -> list[int]:
    return [int(key) for key in lineage.strip("/").split("/")]
