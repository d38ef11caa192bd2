"""The SQLite that a site moves out of: opened for reading alone, and read as it is at one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongkai.config.moving.refusals import CannotMove
from gongkai.config.moving.tables import KEPT_APART, Table
from gongkai.law.message import Message


class Source:
    """The database that is moved out of, while its snapshot is held."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version = self._data_version()
        connection.execute("BEGIN")
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1")  # from here on what others write is not seen

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def migrations(self) -> set[tuple[str, str]]:
        """Give the steps that the database has been through; raises CannotMove where it is of no site."""
        if not self._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'django_migrations'").fetchone():
            raise CannotMove(
                "move-source-empty",
                Message("原数据库里没有本系统的表，没有要搬的。"),
                hint=Message(
                    "请看数据目录（GONGKAI_DATA）指得对不对；新的网站不用搬，把 GONGKAI_DATABASE_URL 设成目标地址即可。"
                ),
            )
        return set(self._connection.execute("SELECT app, name FROM django_migrations"))

    def require_only(self, tables: Sequence[Table]) -> None:
        """Refuse a database in which there is a table that would stay behind, or from which one is missing."""
        rows = self._connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
        there = {name for (name,) in rows} - KEPT_APART
        wanted = {table.name for table in tables}
        for name in sorted(there - wanted):
            raise CannotMove(
                "move-unknown-table",
                Message("原数据库里的表 {table} 不是本系统这一版的，搬过去会丢。", table=name),
                hint=Message("请先查明它是什么，另行保存后从原数据库里删除。"),
            )
        for name in sorted(wanted - there):
            raise CannotMove(
                "move-missing-table",
                Message("原数据库里没有表 {table}。", table=name),
                hint=Message("请先运行 gongkai migrate。"),
            )

    def rows(self, table: Table, at_once: int) -> Iterator[list[tuple[Any, ...]]]:
        """Go through the rows of a table in portions, as what their values mean, in the order of their keys."""
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        takes = [column.take for column in table.columns]
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY "{table.key}"')
            while portion := cursor.fetchmany(at_once):
                yield [_taken(table, takes, row) for row in portion]

    def last_number(self, table: Table) -> int:
        """Give the greatest key that was ever given to a row of a table: no later row may be taken for an earlier."""
        found = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table.name]).fetchone()
        return 0 if found is None else int(found[0])

    def require_unchanged(self) -> None:
        """Let go of the snapshot, and refuse where somebody wrote to the database since it was taken."""
        self._connection.execute("ROLLBACK")
        if self._data_version() != self._version:
            raise CannotMove(
                "move-source-changed",
                Message("搬迁期间有程序改动了原数据库，已搬的作废，目标库仍是空的。"),
                hint=Message("请停下正在改动它的程序（如 gongkai import），再搬一次。"),
            )


def _taken(table: Table, takes: list[Any], row: Sequence[Any]) -> tuple[Any, ...]:
    taken = []
    for column, take, value in zip(table.columns, takes, row, strict=True):
        try:
            taken.append(None if value is None else take(value))
        except (ValueError, TypeError, ArithmeticError):
            raise CannotMove(
                "move-unreadable-value",
                Message("原数据库里表 {table} 的 {column} 有一个值读不出来。", table=table.name, column=column.name),
                hint=Message("请运行 gongkai journal verify，从备份中恢复该行。"),
            ) from None
    return tuple(taken)


@contextmanager
def opened(file: Path) -> Iterator[Source]:
    """Open the database of a file for reading."""
    if not file.is_file():
        raise CannotMove(
            "move-no-source",
            Message("没有可搬的：{file} 不存在。", file=str(file)),
            hint=Message("请设 GONGKAI_DATA 为现在网站的数据目录。"),
        )
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, isolation_level=None)) as connection:
            yield Source(connection)
    except sqlite3.Error as error:
        raise CannotMove(
            "move-source-failed",
            Message(
                "原数据库读不出来（{why}）。", why=getattr(error, "sqlite_errorname", None) or type(error).__name__
            ),
            hint=Message("请从备份中恢复，再搬；目标里没有数据。"),
        ) from None
