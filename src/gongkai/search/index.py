"""The index on the disk: what it holds of an entry, and which of its folders is the current one.

Each index has a folder of its own; a small file names the one that is in use, and is put in place whole or not at all.
So a rebuilt index replaces another between two questions. Any number of processes read, and see a commit at once.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import tantivy
from django.conf import settings

from gongkai.search.numbers import key_of
from gongkai.search.sounds import syllables
from gongkai.search.sources import Entry
from gongkai.search.words import pairs, runs, words_of
from gongkai.vault import secret_file

FORMAT = 1
"""Of what an index holds: one of another format is made anew."""
_CURRENT = "current"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def schema() -> tantivy.Schema:
    """Give the fields of the index."""
    made = tantivy.SchemaBuilder()
    for name in ("key", "stamp", "digest"):
        made.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "text", "sounds"):
        made.add_text_field(name, tokenizer_name="spaced", index_option="position")
    made.add_text_field("words", tokenizer_name="spaced", index_option="freq")
    for name in ("number", "initials"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("source", "kind", "category", "validity"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("agency", "year", "at"):
        made.add_unsigned_field(name, indexed=True, fast=True)
    return made.build()


def document_of(source: str, entry: Entry) -> tantivy.Document:
    """Give what the index holds of an entry."""
    document = tantivy.Document()
    document.add_text("key", f"{source}:{entry.key}")
    document.add_text("stamp", entry.stamp)
    document.add_text("digest", digest_of(entry))
    document.add_text("source", source)
    document.add_text("title", pairs(entry.title))
    document.add_text("text", pairs(f"{entry.title}\n{entry.text}"))
    document.add_text("words", " ".join(map(words_of, runs(entry.title))))
    document.add_text("sounds", " ".join(syllables(entry.title)))
    for number in filter(None, map(key_of, entry.numbers)):
        document.add_text("number", number)
    for each in filter(None, entry.initials):
        document.add_text("initials", each)
    for name in ("kind", "category", "validity"):
        if value := getattr(entry, name):
            document.add_text(name, value)
    document.add_unsigned("agency", entry.agency)
    document.add_unsigned("year", entry.year)
    # In microseconds, so that what came first stands first.
    document.add_unsigned("at", max(0, (entry.at - _EPOCH) // timedelta(microseconds=1)))
    return document


def digest_of(entry: Entry) -> str:
    """Give what tells whether the index has an entry as it is."""
    return sha256(repr(entry).encode("utf-8", "surrogatepass")).hexdigest()[:32]


# ── Folders ──────────────────────────────────────────────────────────────────


def folder() -> Path:
    """Give the folder of all that belongs to the search."""
    found: Path = settings.SEARCH_INDEX
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def current() -> Path | None:
    """Give the folder of the index that is in use; None where there is none of this format."""
    try:
        name = (folder() / _CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    found = folder() / name
    return found if name.startswith(f"{FORMAT}-") and found.is_dir() else None


def new() -> Path:
    """Make the folder of an index that is not in use yet."""
    made = folder() / f"{FORMAT}-{secrets.token_hex(8)}"
    made.mkdir(mode=0o700)
    return made


def use(made: Path) -> None:
    """Put an index in the place of the one that is in use."""
    secret_file.rewrite(folder() / _CURRENT, made.name)


def drop_others(*kept: Path | None) -> None:
    """Remove the indexes that are not in use. Who still reads one reads on: its files are open."""
    for each in folder().glob("[0-9]*-*"):
        if each not in kept:
            shutil.rmtree(each, ignore_errors=True)


def open_index(where: Path) -> tantivy.Index:
    """Open the index in a folder; make one there where there is none."""
    found = tantivy.Index(schema(), str(where))
    found.register_tokenizer("spaced", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return found


# ── Reading ──────────────────────────────────────────────────────────────────


class _Seen(NamedTuple):
    where: Path
    stamp: tuple[int, int]
    opened: tantivy.Index


_lock = Lock()
_seen: _Seen | None = None


def searcher() -> tantivy.Searcher | None:
    """Give what asks the index as it was last committed; None while there is none."""
    global _seen
    where = current()
    if where is None:
        return None
    with _lock:
        try:
            at = (where / "meta.json").stat()
        except FileNotFoundError:  # replaced since we looked
            return None
        stamp = (at.st_ino, at.st_mtime_ns)
        if _seen is None or _seen.where != where:
            _seen = _Seen(where, stamp, open_index(where))
        elif _seen.stamp != stamp:
            _seen.opened.reload()
            _seen = _seen._replace(stamp=stamp)
        return _seen.opened.searcher()


def stored(found: tantivy.Searcher) -> Iterator[tuple[str, str]]:
    """Go through the entries an index has: the key and digest of each."""
    everything = tantivy.Query.all_query()
    step, at = 10_000, 0
    while hits := found.search(everything, step, offset=at, count=False).hits:
        for _score, address in hits:
            document = found.doc(address)
            yield str(document.get_first("key")), str(document.get_first("digest"))
        at += step
