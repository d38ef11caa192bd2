"""From a question to what is asked of the index: each of its words must stand there, or one that is said for the same.

A word stands where its pairs of characters follow on one another; so it is found whatever the dictionary makes of the
text around it. What stands in a title, and what the dictionary takes for a word there too, goes before. Nobody's signs
are operators: there is nothing in a question that could be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import tantivy
from tantivy import Occur

from gongkai.search.index import schema
from gongkai.search.numbers import asked_numbers
from gongkai.search.words import asked_words, is_han, pairs_of_word, plain, runs, synonyms

MOST_WORDS = 16
_PUBLISHED = 6.0
"""What is published has so much before an agency: about as much as a word in the title."""
_LETTERS = re.compile(r"[a-z]{2,20}")

Q = tantivy.Query


def question(words: str, *, any_of_them: bool = False) -> tantivy.Query | None:
    """Give what is asked of the index for some words; None where there is none to look for.

    `any_of_them` finds also where some of the words stand, the more of them the further up.
    """
    asked = asked_words(words)[:MOST_WORDS]
    ways = []
    if asked:
        must = [_anyhow(word) for word in asked]
        if any_of_them:
            least = max(1, (len(must) + 1) // 2)
            said = Q.boolean_query([(Occur.Should, each) for each in must], minimum_number_should_match=least)
        else:
            said = Q.boolean_query([(Occur.Must, each) for each in must])
        better = [(Occur.Should, each) for word in asked for each in _better(word)]
        # An agency has little text, so that each of its words counts for much; most who ask look for what it published.
        published = Q.const_score_query(Q.term_query(schema(), "source", "item"), _PUBLISHED)
        better.append((Occur.Should, published))
        ways.append(Q.boolean_query([(Occur.Must, said), *better]))
    numbers = asked_numbers(words)
    if numbers:
        ways.append(Q.boost_query(Q.const_score_query(_one_of("number", numbers), 1.0), 1000.0))
    letters = "".join(plain(words).split())
    if _LETTERS.fullmatch(letters):
        ways.append(Q.boost_query(Q.regex_query(schema(), "initials", f"{letters}.*"), 100.0))
    return either(ways) if ways else None


def in_title(words: str) -> tantivy.Query | None:
    """Give what finds titles in which stands what was typed so far; None where that is nothing."""
    typed = runs(words)[:MOST_WORDS]
    if not typed:
        return None
    ways = [Q.boolean_query([(Occur.Must, stands(run, "title")) for run in typed])]
    letters = "".join(plain(words).split())
    if _LETTERS.fullmatch(letters):
        ways.append(Q.regex_query(schema(), "initials", f"{letters}.*"))
    return either(ways)


def stands(word: str, field: str) -> tantivy.Query:
    """Give what finds where a word stands in a field: of one character, where any pair begins with it."""
    terms = pairs_of_word(word)
    if len(terms) > 1:
        return Q.phrase_query(schema(), field, list(terms))
    if is_han(word) and len(word) == 1:
        return Q.regex_query(schema(), field, f"{word}.?")
    return Q.term_query(schema(), field, terms[0])


def within(asked: tantivy.Query, filters: Iterable[tantivy.Query], without: Sequence[str]) -> tantivy.Query:
    """Narrow what is asked, and leave out what the index does not have as it is now."""
    parts = [(Occur.Must, asked), *((Occur.Must, Q.const_score_query(each, 0.0)) for each in filters)]
    if without:
        parts.append((Occur.MustNot, _one_of("key", without)))
    return Q.boolean_query(parts) if len(parts) > 1 else asked


def equals(field: str, values: Sequence[str | int]) -> tantivy.Query:
    """Give what finds where a field is one of some values."""
    if not values:
        return Q.empty_query()
    return Q.term_query(schema(), field, values[0]) if len(values) == 1 else _one_of(field, values)


def either(ways: Sequence[tantivy.Query]) -> tantivy.Query:
    """Give what finds what any of several finds."""
    return ways[0] if len(ways) == 1 else Q.boolean_query([(Occur.Should, way) for way in ways])


def _anyhow(word: str) -> tantivy.Query:
    """Give what finds a word, or another that is said for the same."""
    same = [Q.boost_query(_said(each), 0.7) for each in synonyms().get(word, ())]
    return either([stands(word, "text"), *same])


def _said(words: str) -> tantivy.Query:
    parts = [stands(run, "text") for run in runs(words)]
    return parts[0] if len(parts) == 1 else Q.boolean_query([(Occur.Must, part) for part in parts])


def _better(word: str) -> list[tantivy.Query]:
    """Give what goes before others that have the word: those with it in the title, and as a word by the dictionary."""
    found = [Q.boost_query(stands(word, "title"), 3.0)]
    return [*found, Q.term_query(schema(), "words", word)] if len(word) > 1 else found


def _one_of(field: str, values: Sequence[str | int]) -> tantivy.Query:
    return Q.term_set_query(schema(), field, list(values))
