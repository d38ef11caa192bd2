"""What others ask of the search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from gongkai.search import matching
from gongkai.search.correcting import correction
from gongkai.search.finding import Asked, Hit, Results, find, shown_of
from gongkai.search.index import instant
from gongkai.search.models import Change
from gongkai.search.query import Query
from gongkai.search.sources import Shown

__all__ = ["Hit", "Query", "Results", "complete_until", "correction", "find", "found_since", "newest", "suggestions"]

SUGGESTED = 8
_AT_ONCE = 200


def newest(query: Query, most: int) -> list[Shown]:
    """Give what a question finds, the newest first: what a feed of it has."""
    return [shown for _number, shown in zip(range(most), _by_date(query))]


def found_since(query: Query, since: datetime) -> list[Shown]:
    """Give what a question finds of what was published, or shown anew, since a moment; the newest first.

    What is not in the index yet is not among it: ask again from `complete_until`, which was asked for before.
    """
    return list(_by_date(query, since))


def complete_until(now: datetime) -> datetime:
    """Give the moment up to which the index has what was published."""
    first = Change.objects.filter(written=False).order_by("pk").first()
    return min(now, first.at) if first is not None else now


def suggestions(typed: str) -> list[Shown]:
    """Give what is public in whose title stands what somebody has typed so far; each title once."""
    asked = Asked()
    wanted = matching.in_title(Query.of({"q": typed}).words)
    if asked.searcher is None or wanted is None:
        return []
    refs, _total = asked.refs(asked.narrowed(wanted, Query()), SUGGESTED * 2, count=False)
    return list({shown.title: shown for _ref, shown in shown_of(refs)}.values())[:SUGGESTED]


def likely(written: str, agency: int, most: int) -> list[Shown]:
    """Give what of an agency's has most of the words that somebody wrote, the likest first."""
    asked = Asked()
    wanted = matching.question(Query.of({"q": written}).words, any_of_them=True)
    if asked.searcher is None or wanted is None:
        return []
    refs, _total = asked.refs(asked.narrowed(wanted, Query(agency=agency)), most, count=False)
    return [shown for _ref, shown in shown_of(refs)]


def _by_date(query: Query, since: datetime | None = None) -> Iterator[Shown]:
    """Go through what a question finds, what was shown since a moment, the newest first."""
    asked = Asked()
    wanted = matching.question(query.words) if query.words else matching.Q.all_query()
    if asked.searcher is None or wanted is None:
        return
    later = wanted if since is None else matching.since(wanted, instant(since))
    narrowed = asked.narrowed(later, query)
    at = 0
    while refs := asked.refs(narrowed, _AT_ONCE, offset=at, order_by_field="at", count=False)[0]:
        for _ref, shown in shown_of(refs):
            yield shown
        at += _AT_ONCE
