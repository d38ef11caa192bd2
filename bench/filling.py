"""Very many rows, written into the database of a site by SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


def insert(database: sqlite3.Connection, table: str, given: Mapping[str, str], source: str, **numbers: int) -> None:
    """Insert into a table: by column how it is worked out, and from what; all else is blank, 0 or NULL."""
    columns = database.execute(f"PRAGMA table_info({table})").fetchall()
    blank = {
        name: "''" if kind.lower().startswith(("varchar", "text", "char")) else "0"
        for _place, name, kind, needed, _default, is_key in columns
        if needed and not is_key and name not in given
    }
    every = {**given, **blank}
    names = ", ".join(f'"{name}"' for name in every)
    statement = f"INSERT INTO {table} ({names}) SELECT {', '.join(every.values())} {source}"
    database.execute(statement, numbers if ":rows" in source else {})


@contextmanager
def without_indexes(database: sqlite3.Connection, *tables: str) -> Iterator[None]:
    """Drop the indexes and triggers of some tables, named by LIKE, and make them anew over what is in them then."""
    named = " OR ".join("tbl_name LIKE ?" for _table in tables)
    made = database.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger')"
        f" AND ({named})",
        tables,
    ).fetchall()
    for kind, name, _sql in made:
        database.execute(f'DROP {kind} "{name}"')
    database.execute("BEGIN")
    yield
    for _kind, _name, sql in made:
        database.execute(sql)
    database.execute("COMMIT")
