"""The PostgreSQL that a site moves into: found empty, filled in one transaction, read back before that is committed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow
from psycopg.types.string import TextLoader

from gongkai.config.moving.refusals import CannotMove
from gongkai.config.moving.tables import KEPT_APART, Digest, Table
from gongkai.law.message import Message

MADE_WITH_THE_TABLES = ("auth_permission", "django_content_type")
"""Rows that a site has as soon as it has tables, with keys of its own; those of the source take their place."""


class Target:
    """The database that is moved into, on one connection."""

    def __init__(self, connection: psycopg.Connection[TupleRow]) -> None:
        self._connection = connection

    def tables(self) -> set[str]:
        """Give the names of all tables that lie where the site would have its own."""
        found = self._connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        return {name for (name,) in found}

    def migrations(self) -> set[tuple[str, str]]:
        """Give the steps that the database has been through; none where it has no tables."""
        if "django_migrations" not in self.tables():
            return set()
        return set(self._connection.execute("SELECT app, name FROM django_migrations").fetchall())

    def require_empty(self, tables: Sequence[Table]) -> None:
        """Refuse a database that has a table not ours, or a row in one of ours."""
        ours = {table.name for table in tables}
        there = self.tables()
        for name in sorted(there - ours - KEPT_APART):
            raise CannotMove(
                "move-target-taken",
                Message("目标数据库里有别的表 {table}。", table=name),
                hint=Message("请为本系统新建一个空的数据库。"),
            )
        for name in sorted(there & ours - set(MADE_WITH_THE_TABLES)):
            question = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(name))
            if self._connection.execute(question).fetchone():
                raise CannotMove(
                    "move-target-not-empty",
                    Message("目标数据库不是空的：表 {table} 里有数据。", table=name),
                    hint=Message("请为本系统新建一个空的数据库；原有的不会被覆盖。"),
                )

    def lock(self, tables: Sequence[Table]) -> None:
        """Let nobody else write until the transaction ends."""
        for table in tables:
            self._connection.execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(sql.Identifier(table.name)))

    def begin(self, tables: Sequence[Table]) -> None:
        """Take out what came with the tables, and have what a row points at looked for as soon as it can be there.

        What is looked for at the end of the transaction waits in the memory of the server, a note for each row.
        """
        for name in MADE_WITH_THE_TABLES:
            self._connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        self._connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        place = {table.name: number for number, table in enumerate(tables)}
        found = self._connection.execute(
            "SELECT c.conname, f.relname, t.relname FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid "
            "JOIN pg_class t ON t.oid = c.confrelid WHERE c.contype = 'f' AND c.condeferrable "
            "AND c.connamespace = current_schema()::regnamespace"
        ).fetchall()
        for name, points, at in found:
            if place.get(at, -1) >= place.get(points, len(tables)):  # at itself, or in a circle
                self._connection.execute(sql.SQL("SET CONSTRAINTS {} DEFERRED").format(sql.Identifier(name)))

    def put(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write rows into a table; refuse with the first that the database does not take."""
        columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
        number = 0
        try:
            with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    number += 1
                    copy.write_row(row)
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            raise _refused(table, rows, number, error) from None

    def set_number(self, table: Table, last: int) -> None:
        """Have the next row of a table numbered after all there were, in whichever database."""
        name = sql.Identifier(table.name)
        found = self._connection.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, table.key]).fetchone()
        if found is None or found[0] is None:
            return
        greatest = self._connection.execute(
            sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(sql.Identifier(table.key), name)
        ).fetchone()
        assert greatest is not None
        last = max(last, int(greatest[0]))
        if last:
            self._connection.execute("SELECT setval(%s::regclass, %s)", [found[0], last])

    def digest(self, table: Table, at_once: int) -> Digest:
        """Read back all rows of a table, in portions."""
        found = Digest(table)
        columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
        with self._connection.cursor(name="moved") as cursor:
            cursor.itersize = at_once
            cursor.execute(sql.SQL("SELECT {} FROM {}").format(columns, sql.Identifier(table.name)))
            for row in cursor:
                found.add(row)
        return found

    def check_all(self) -> None:
        """Have everything looked for that was to wait until the end."""
        self._connection.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def analyze(self) -> None:
        """Have the server know how many rows there are, before anybody asks for them."""
        self._connection.execute("ANALYZE")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is done within, or nothing of it."""
        with self._connection.transaction():
            yield


_LINE = re.compile(r"line (\d+)(?:, column (\w+))?")


def _refused(table: Table, rows: Sequence[tuple[Any, ...]], number: int, error: psycopg.Error) -> CannotMove:
    """Say which row the target does not take, and why by its code: the words of the server quote what the row holds."""
    found = _LINE.search(error.diag.context or "")
    number = int(found[1]) if found else number if error.sqlstate is None else 0
    place = [column.name for column in table.columns].index(table.key)
    why = (error.sqlstate or "NUL", found and found[2], error.diag.constraint_name)
    return CannotMove(
        "move-row-refused",
        Message(
            "表 {table} 中 {key} 为 {value} 的一行，PostgreSQL 不收（{why}）。",
            table=table.name,
            key=table.key,
            value=str(rows[number - 1][place]) if 0 < number <= len(rows) else "?",
            why=" ".join(filter(None, why)),
        ),
        hint=Message("SQLite 不管长度和空字符，PostgreSQL 管。请在网站上改好那一行，再搬一次；目标库仍是空的。"),
    )


@contextmanager
def opened(address: str, wait: int) -> Iterator[Target]:
    """Connect to the database of an address."""
    options = f"-c timezone=UTC -c lock_timeout={wait}s"
    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=wait, options=options) as connection:
            connection.adapters.register_loader("jsonb", TextLoader)
            yield Target(connection)
    except psycopg.Error as error:
        # What the server says of a connection that it refuses names nobody; what it says of rows may quote them.
        said = str(error).strip().splitlines() if isinstance(error, psycopg.OperationalError) else []
        raise CannotMove(
            "move-target-failed",
            Message("目标数据库不能用（{why}）。", why=said[0] if said else error.sqlstate or type(error).__name__),
            hint=Message("请检查地址、口令和权限；原来的没有改动，目标里没有数据。"),
        ) from None
