"""The database as it is at one moment, written into a folder while others go on writing.

Of SQLite it is a database again, made by VACUUM INTO: one reading transaction, no free pages, so that nothing that was
erased comes along. Of PostgreSQL it is each table by COPY, in one REPEATABLE READ transaction; the tables themselves
are made by the migrations. What is counted is counted in that very copy, or in that very transaction.
"""

from __future__ import annotations

import errno
import gzip
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from gongkai.config.backup.manifest import BackupFailed, Head
from gongkai.config.backup.packing import compressed
from gongkai.config.database import Trouble, trouble_of
from gongkai.journal.moment import at_one_moment
from gongkai.law.message import Message

SQLITE = "gongkai.sqlite3"
LAYOUT = "layout.json"
"""Of PostgreSQL: which table is in which part, with its columns, and where each sequence was."""
_FETCH = 1 << 20


@dataclass(frozen=True)
class Snapshot:
    """What was written, and what was found in it."""

    parts: tuple[Path, ...]
    database: str
    size: int
    counts: Mapping[str, int]
    chains: tuple[Head, ...]
    migrations: tuple[str, ...]
    places: tuple[str, ...]


def taken(folder: Path) -> Snapshot:
    """Write the database into a folder."""
    folder.mkdir()
    with _told():
        return _of_sqlite(folder) if connection.vendor == "sqlite" else _of_postgresql(folder)


def size() -> int:
    """Give about how many bytes the database has."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _of_sqlite(folder: Path) -> Snapshot:
    path = folder / SQLITE
    wait = float(settings.DATABASES["default"]["OPTIONS"]["timeout"])
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=wait, isolation_level=None)) as source:
        source.execute("VACUUM INTO ?", [str(path)])
    with closing(sqlite3.connect(path)) as copy:
        found = looked_at(copy.cursor(), tables_of_sqlite(copy.cursor()))
    bytes_ = path.stat().st_size
    return Snapshot((compressed(path),), f"SQLite {sqlite3.sqlite_version}", bytes_, *found)


def tables_of_sqlite(cursor: Any) -> list[str]:
    """Name the tables."""
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return sorted(name for (name,) in cursor.fetchall())


def looked_at(
    cursor: Any, tables: list[str]
) -> tuple[dict[str, int], tuple[Head, ...], tuple[str, ...], tuple[str, ...]]:
    """Give what is in some tables: rows of each, chains of the journal, migrations, and the files that rows name."""

    def rows(statement: str) -> list[tuple[Any, ...]]:
        cursor.execute(statement)
        return list(cursor.fetchall())

    return (
        {table: rows(f'SELECT count(*) FROM "{table}"')[0][0] for table in tables},
        tuple(Head(*row) for row in rows("SELECT key, length, head FROM journal_chain ORDER BY key")),
        tuple(f"{app}.{name}" for app, name in rows("SELECT app, name FROM django_migrations ORDER BY id")),
        tuple(place for (place,) in rows("SELECT place FROM attachments_storedfile ORDER BY place")),
    )


def _of_postgresql(folder: Path) -> Snapshot:
    with at_one_moment(), connection.cursor() as cursor:
        tables = tables_of_postgresql()
        found = looked_at(cursor, tables)
        layout = {"tables": [], "sequences": _sequences(cursor, tables)}
        parts, bytes_ = [], 0
        for number, table in enumerate(tables, start=1):
            columns = _columns(cursor, table)
            path = folder / f"{number:04d}.copy.gz"
            bytes_ += _copied(cursor, table, columns, path)
            parts.append(path)
            layout["tables"].append({"table": table, "columns": columns, "part": path.name})
        (folder / LAYOUT).write_text(json.dumps(layout, indent=1), encoding="ascii")
        number = connection.pg_version  # type: ignore[attr-defined]
        database = f"PostgreSQL {number // 10000}.{number % 10000}"
        return Snapshot((folder / LAYOUT, *parts), database, bytes_, *found)


def tables_of_postgresql() -> list[str]:
    """Name the tables, those of the first schema that is looked in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
        return [name for (name,) in cursor.fetchall()]


def _columns(cursor: Any, table: str) -> list[str]:
    """Name the columns of a table, without those that the database works out of others."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' ORDER BY attnum",
        [f'"{table}"'],
    )
    return [name for (name,) in cursor.fetchall()]


def _sequences(cursor: Any, tables: list[str]) -> list[dict[str, Any]]:
    """Give where each sequence is. It may be further than the rows of the moment; never less far."""
    found = []
    for table in tables:
        for each in connection.introspection.get_sequences(cursor, table):
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', each["column"]])
            (name,) = cursor.fetchone()
            cursor.execute(f"SELECT last_value, is_called FROM {name}")
            last, called = cursor.fetchone()
            found.append({"table": table, "column": each["column"], "last": last, "called": called})
    return found


def _copied(cursor: Any, table: str, columns: list[str], path: Path) -> int:
    size = 0
    with (
        path.open("xb") as out,
        gzip.GzipFile("", "wb", 6, out, mtime=0) as packed,
        cursor.cursor.copy(f'COPY "{table}" ({_named(columns)}) TO STDOUT') as copy,
    ):
        for piece in copy:
            size += packed.write(piece)
    return size


def filled(folder: Path) -> None:
    """Put what was written of PostgreSQL into tables that the migrations have made; what these put there goes."""
    layout = json.loads((folder / LAYOUT).read_text(encoding="ascii"))
    with connection.cursor() as cursor:
        for each in layout["tables"]:
            cursor.execute(f'DELETE FROM "{each["table"]}"')
        for each in layout["tables"]:
            with (
                gzip.open(folder / each["part"]) as held,
                cursor.cursor.copy(f'COPY "{each["table"]}" ({_named(each["columns"])}) FROM STDIN') as copy,
            ):
                while piece := held.read(_FETCH):
                    copy.write(piece)
        for each in layout["sequences"]:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                [f'"{each["table"]}"', each["column"], each["last"], each["called"]],
            )


def _named(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


@contextmanager
def _told() -> Iterator[None]:
    """Let a full disk be one, whichever way the database says so."""
    try:
        yield
    except (sqlite3.Error, DatabaseError) as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith("SQLITE_FULL") or trouble_of(error) is Trouble.FULL:
            raise OSError(errno.ENOSPC, "the disk is full") from None
        raise BackupFailed(
            "backup-database",
            Message("数据库读不出来，或者备份写不进去（{why}）。", why=" ".join(str(error).split())),
            hint=Message("没有留下做了一半的备份。请看备份的磁盘满没满，再运行 gongkai doctor，看数据库怎么了。"),
        ) from None
