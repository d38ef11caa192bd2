"""Reading the database as it is at one moment, while others write: what is compared must be of the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Read everything as it is now; nobody is kept from writing meanwhile. Within a transaction it is that one's."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()
        with _reading(connection), transaction.atomic():
            connection.cursor().execute("SELECT 1 FROM sqlite_schema LIMIT 1")
            yield
    else:
        with transaction.atomic():
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


@contextmanager
def _reading(sqlite: Any) -> Iterator[None]:
    """Let a transaction begin without taking the place of who writes: in WAL it then reads a snapshot."""
    mode, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        sqlite.transaction_mode = mode
