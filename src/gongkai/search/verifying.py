"""Whether the index has what is public, all of it and nothing else; what differs is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import tantivy

from gongkai.law.message import Message
from gongkai.search import index, outbox
from gongkai.search.outbox import Ref
from gongkai.search.sources import Entry, sources
from gongkai.search.writing import everything

_AT_ONCE = 500


class Difference(NamedTuple):
    """One place where the index differs from what is public."""

    ref: Ref
    what: Message


def differences() -> Iterator[Difference]:
    """Go through what differs between what is public and the index; what is still to be written does not count.

    What differs is looked at a second time: it may have been published, and written, while others were looked at.
    """
    searcher = index.searcher()
    there = dict(index.stored(searcher)) if searcher is not None else {}
    differ = [
        Ref(source, entry.key) for source, entry in everything() if not _same(there.pop(_ref(source, entry), ""), entry)
    ]
    differ += map(Ref.of, there)
    for at in range(0, len(differ), _AT_ONCE):
        some = differ[at : at + _AT_ONCE]
        changing = set(outbox.pending().keys)
        now = {_ref(source, entry): entry for source, entry in _entries(some)}
        held = _held(some)
        for ref in some:
            if str(ref) not in changing and (found := _difference(ref, now.get(str(ref)), held.get(str(ref), ""))):
                yield Difference(ref, found)


def mend(found: Iterable[Difference]) -> None:
    """Have what differs written anew."""
    for each in found:
        outbox.note(each.ref.source, [each.ref.key])


def _difference(ref: Ref, entry: Entry | None, digest: str) -> Message | None:
    if entry is None:
        return Message("{ref}：索引里有，但没有公开。", ref=str(ref)) if digest else None
    title = entry.title.partition("\n")[0]
    if not digest:
        return Message("{ref}“{title}”：已公开，索引里没有。", ref=str(ref), title=title)
    return None if _same(digest, entry) else Message("{ref}“{title}”：与索引里的不同。", ref=str(ref), title=title)


def _same(digest: str, entry: Entry) -> bool:
    return digest == index.digest_of(entry)


def _ref(source: str, entry: Entry) -> str:
    return str(Ref(source, entry.key))


def _entries(refs: Iterable[Ref]) -> Iterator[tuple[str, Entry]]:
    for code, source in sources().items():
        for entry in source.entries([ref.key for ref in refs if ref.source == code]):
            yield code, entry


def _held(refs: Iterable[Ref]) -> Mapping[str, str]:
    """Give the digests of what the index has of some."""
    searcher = index.searcher()
    if searcher is None:
        return {}
    keys = [str(ref) for ref in refs]
    hits = searcher.search(tantivy.Query.term_set_query(index.schema(), "key", keys), max(1, len(keys))).hits
    found = [searcher.doc(address) for _score, address in hits]
    return {str(each.get_first("key")): str(each.get_first("digest")) for each in found}
