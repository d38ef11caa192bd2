"""“您要找的是不是”: what somebody may have meant for whose words nothing was found.

Looked for are titles in which something stands that differs in one character, or that sounds alike (同音字). What is
proposed stands in the title of something that is public now, and finds something.
"""

from __future__ import annotations

from collections.abc import Iterator

import tantivy
from tantivy import Occur

from gongkai.search import matching
from gongkai.search.finding import Asked, shown_of
from gongkai.search.index import schema
from gongkai.search.query import Query
from gongkai.search.sounds import syllables
from gongkai.search.words import is_han, pairs_of_word, plain, runs

_SHORTEST = 2
_LONGEST = 20
_TITLES = 10

Q = tantivy.Query


def correction(query: Query) -> str:
    """Give what may have been meant, or nothing."""
    asked = Asked()
    if asked.searcher is None:
        return ""
    parts = [_corrected(asked, run) for run in runs(query.words)]
    corrected = " ".join(parts)
    if corrected == " ".join(runs(query.words)):
        return ""
    wanted = matching.question(corrected)
    assert wanted is not None  # there are words
    refs, _total = asked.refs(asked.narrowed(wanted, Query()), 1)
    return corrected if shown_of(refs) else ""


def _corrected(asked: Asked, run: str) -> str:
    if not is_han(run) or not _SHORTEST <= len(run) <= _LONGEST or _titles(asked, matching.stands(run, "text")):
        return run
    for near in _near(asked, run):
        return near
    return run


def _near(asked: Asked, run: str) -> Iterator[str]:
    """Go through what is near a run of characters: what differs in one, then what sounds alike."""
    if len(run) > 3:
        pairs = [(Occur.Should, Q.term_query(schema(), "title", pair)) for pair in pairs_of_word(run)]
        for title in _titles(asked, Q.boolean_query(pairs, minimum_number_should_match=max(1, len(pairs) - 2))):
            for at in range(len(title) - len(run) + 1):
                window = title[at : at + len(run)]
                if sum(a != b for a, b in zip(window, run)) == 1:
                    yield window
    sounds = syllables(run)
    if len(sounds) == len(run):
        for title in _titles(asked, Q.phrase_query(schema(), "sounds", list(sounds))):
            for at in range(len(title) - len(run) + 1):
                window = title[at : at + len(run)]
                if window != run and is_han(window) and syllables(window) == sounds:
                    yield window


def _titles(asked: Asked, wanted: tantivy.Query) -> list[str]:
    """Give the titles, as they are compared, of what is found and public."""
    refs, _total = asked.refs(asked.narrowed(wanted, Query()), _TITLES, count=False)
    return [plain(shown.title) for _ref, shown in shown_of(refs)]
