"""What others ask of the search."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import tantivy

from gongkai.search import matching
from gongkai.search.correcting import correction
from gongkai.search.finding import Asked, Hit, Results, find, shown_of
from gongkai.search.outbox import Ref
from gongkai.search.query import Query
from gongkai.search.sources import Shown
from gongkai.search.sources.items import CODE as ITEM

__all__ = ["Hit", "Query", "Results", "among", "correction", "find", "newest", "suggestions"]

SUGGESTED = 8


def suggestions(typed: str) -> list[Shown]:
    """Give what is public in whose title stands what somebody has typed so far; each title once."""
    asked = Asked()
    wanted = matching.in_title(Query.of({"q": typed}).words)
    if asked.searcher is None or wanted is None:
        return []
    refs, _total = asked.refs(asked.narrowed(wanted, Query()), SUGGESTED * 2, count=False)
    return list({shown.title: shown for _ref, shown in shown_of(refs)}.values())[:SUGGESTED]


def newest(query: Query, most: int, source: str = ITEM) -> list[int]:
    """Give the keys of what a question finds of a source, what was shown last first; who asks shows what is public."""
    wanted = matching.question(query.words) if query.words else matching.Q.all_query()
    return _keys(wanted, query, most, source, order_by_field="at")


def among(words: str, keys: Collection[int]) -> list[int]:
    """Give those of some items that have all of some words."""
    wanted = matching.question(words)
    if wanted is None or not keys:
        return []
    some = matching.equals("key", [str(Ref(ITEM, key)) for key in keys])
    return _keys(matching.within(wanted, [some], ()), Query(), len(keys), ITEM)


def _keys(wanted: tantivy.Query | None, query: Query, most: int, source: str, **order: Any) -> list[int]:
    """Give the keys of what is of a source among what is found."""
    asked = Asked()
    if asked.searcher is None or wanted is None:
        return []
    some = matching.within(wanted, [matching.equals("source", [source])], ())
    refs, _total = asked.refs(asked.narrowed(some, query), most, count=False, **order)
    return [ref.key for ref, _stamp in refs]
