"""Writing the index: by one writer, from the outbox; rebuilt beside the one in use when need be.

A change leaves the outbox once the index that has it is committed. Whatever ends the writer between the two, the change
is written again: what is written of a thing replaces what was there of it, so once more is the same. A rebuild reads
the database anew while the writer goes on; what the writer does meanwhile stays in the outbox, and is written into the
new index before it takes the place of the old one.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import tantivy
from django.db import close_old_connections, connection

from gongkai.search import index
from gongkai.search.models import Change
from gongkai.search.outbox import Ref
from gongkai.search.sources import Entry, sources

_log = logging.getLogger("gongkai.search")

_MEMORY = 64 * 2**20
"""Bytes in which the writer gathers before it writes a segment."""
_AT_ONCE = 500
_LOOK_EVERY = 0.2
_AFTER_FAILURE = 2.0
_PATIENCE = 10.0
"""Seconds in which the thread may finish; whatever ends it then, nothing is lost."""


@contextmanager
def locked(name: str, *, wait: bool = True) -> Iterator[bool]:
    """Hold a lock among all processes; say whether it is held. The system lets it go when the process ends."""
    held = os.open(index.folder() / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(held)


class Writer:
    """Takes changes from the outbox into the index. Only one at a time is to be had: see `locked("writer")`."""

    def __init__(self) -> None:
        self._where: Path | None = None
        self._writer: tantivy.IndexWriter | None = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def catch_up(self) -> int:
        """Write what is in the outbox; say how many changes. Where there is no index yet, make it."""
        if index.current() is None:
            rebuild()
        done = 0
        while changes := self._turn():
            done += changes
        return done

    def close(self) -> None:
        """Let the index go, once its parts are joined that are being joined."""
        writer, self._writer, self._where = self._writer, None, None
        if writer is not None:
            writer.wait_merging_threads()

    def _turn(self) -> int:
        if not Change.objects.exists():
            return 0
        with locked("turn"):
            rebuilding = not _is_free("rebuild")
            if not rebuilding:
                Change.objects.filter(written=True).delete()  # left by a rebuild that came to nothing
            changes = list(Change.objects.filter(written=False)[:_AT_ONCE])
            if changes:
                write(self._current(), changes)
                _leave_outbox(changes, keep=rebuilding)
            return len(changes)

    def _current(self) -> tantivy.IndexWriter:
        where = index.current()
        assert where is not None  # there is one once there was
        if self._writer is None or self._where != where:
            self.close()
            self._where, self._writer = where, index.open_index(where).writer(_MEMORY, 1)
        return self._writer


def write(writer: tantivy.IndexWriter, changes: Iterable[Change]) -> None:
    """Write into an index how things are that changed, and commit."""
    refs = {Ref(change.source, change.key) for change in changes}
    try:
        for ref in refs:
            writer.delete_documents_by_term("key", str(ref))
        for code, source in sources().items():
            keys = [ref.key for ref in refs if ref.source == code]
            for entry in source.entries(keys) if keys else ():
                writer.add_document(index.document_of(code, entry))
        writer.commit()
    except BaseException:
        writer.rollback()
        raise


def _leave_outbox(changes: Sequence[Change], *, keep: bool) -> None:
    keys = [change.pk for change in changes]
    for at in range(0, len(keys), _AT_ONCE):
        rows = Change.objects.filter(pk__in=keys[at : at + _AT_ONCE])
        if keep:
            rows.update(written=True)
        else:
            rows.delete()


def _is_free(name: str) -> bool:
    with locked(name, wait=False) as held:
        return held


def rebuild() -> int | None:
    """Make the index anew and put it in the place of the old one; give how many entries it has.

    None where another process is at it.
    """
    with locked("rebuild", wait=False) as held:
        if not held:
            return None
        with locked("turn"):
            old = index.current()
            index.drop_others(old)
        # From here on the writer lets nothing leave the outbox that may be missed here.
        made = index.new()
        writer = index.open_index(made).writer(_MEMORY * 4, 1)
        count = 0
        for source, entry in everything():
            writer.add_document(index.document_of(source, entry))
            count += 1
        writer.commit()
        with locked("turn"):
            changes = list(Change.objects.all())
            for at in range(0, len(changes), _AT_ONCE):
                write(writer, changes[at : at + _AT_ONCE])
            writer.wait_merging_threads()
            index.use(made)
            _leave_outbox(changes, keep=False)
        index.drop_others(made, old)
        return count


def everything() -> Iterator[tuple[str, Entry]]:
    """Go through all that is public, in the order of the sources."""
    for code, source in sources().items():
        for entry in source.entries(None):
            yield code, entry


class Indexing:
    """Writes the index from a thread of its own, for as long as a worker runs and no other worker does."""

    def __init__(self) -> None:
        self._stop = Event()
        self._thread = Thread(target=self._run, name="search", daemon=True)

    def __enter__(self) -> Indexing:
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._stop.set()
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                with locked("writer", wait=False) as held:
                    if held:
                        self._write()
            except Exception as error:  # a full disk, a database that is away: what is to be written waits
                _log.warning("the index is not written for now", exc_info=error)
            finally:
                connection.close()
            self._stop.wait(_AFTER_FAILURE)

    def _write(self) -> None:
        with Writer() as writer:
            while not self._stop.is_set():
                close_old_connections()
                writer.catch_up()
                self._stop.wait(_LOOK_EVERY)
