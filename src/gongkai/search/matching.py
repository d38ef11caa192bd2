"""From a question to what is asked of the index: each of its words must stand there, or one that is said for the same.

A word stands where its pairs of characters follow on one another; so it is found whatever the dictionary makes of the
text around it. What stands in a title goes before, above all as a word by the dictionary. Nobody's signs
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


def question(words: str) -> tantivy.Query | None:
    """Give what is asked of the index for some words; None where there is none to look for."""
    ways = [way for way in (_by_name(words), _all_of(words, "text")) if way is not None]
    return either(ways) if ways else None


def ranks(words: str) -> list[tantivy.Query]:
    """Give the same in ranks, the first before all others: by number or name, in the title, anywhere.

    What stands in a title need not be weighed against all that has the words somewhere: that takes long where they are
    common.
    """
    titles = _all_of(words, "title")
    if titles is not None:
        # An agency has little text, so that each of its words counts for much; most who ask look for what it published.
        better = [Q.const_score_query(Q.term_query(schema(), "source", "item"), _PUBLISHED)]
        better += [Q.term_query(schema(), "words", word) for word in asked_words(words)[:MOST_WORDS] if len(word) > 1]
        titles = Q.boolean_query([(Occur.Must, titles), *((Occur.Should, each) for each in better)])
    return [rank for rank in (_by_name(words), titles, _all_of(words, "text")) if rank is not None]


def nearly(words: str) -> tantivy.Query | None:
    """Give what finds where half of some words stand, the more of them the further up; None of fewer than two."""
    telling = [word for word in asked_words(words) if is_han(word) and len(word) > 1][:MOST_WORDS]
    if len(telling) < 2:
        return None
    parts = [(Occur.Should, _anyhow(word, "text")) for word in telling]
    return Q.boolean_query(parts, minimum_number_should_match=(len(parts) + 1) // 2)


def in_title(words: str) -> tantivy.Query | None:
    """Give what finds titles in which stands what was typed so far; None where that is nothing."""
    typed = runs(words)[:MOST_WORDS]
    if not typed:
        return None
    ways = [Q.boolean_query([(Occur.Must, stands(run, "title")) for run in typed])]
    named = _by_name(words)
    return either([*ways, named] if named is not None else ways)


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


def beyond(rank: tantivy.Query, before: Sequence[tantivy.Query]) -> tantivy.Query:
    """Give what a rank finds that those before it do not."""
    return Q.boolean_query([(Occur.Must, rank), *((Occur.MustNot, each) for each in before)]) if before else rank


def _by_name(words: str) -> tantivy.Query | None:
    """Give what finds a document by its number, an agency by its name or the initials of it."""
    numbers, letters = asked_numbers(words), "".join(plain(words).split())
    ways = [equals("number", numbers)] if numbers else []
    if _LETTERS.fullmatch(letters):
        ways.append(Q.regex_query(schema(), "initials", f"{letters}.*"))
    return either(ways) if ways else None


def _all_of(words: str, field: str) -> tantivy.Query | None:
    parts = [(Occur.Must, _anyhow(word, field)) for word in asked_words(words)[:MOST_WORDS]]
    return Q.boolean_query(parts) if parts else None


def _anyhow(word: str, field: str) -> tantivy.Query:
    """Give what finds a word, or another that is said for the same."""
    same = [Q.boost_query(_said(each, field), 0.7) for each in synonyms().get(word, ())]
    return either([stands(word, field), *same])


def _said(words: str, field: str) -> tantivy.Query:
    parts = [stands(run, field) for run in runs(words)]
    return parts[0] if len(parts) == 1 else Q.boolean_query([(Occur.Must, part) for part in parts])


def _one_of(field: str, values: Sequence[str | int]) -> tantivy.Query:
    return Q.term_set_query(schema(), field, list(values))
