"""What there is to move: every table with its columns, in an order in which what is pointed at comes first.

A value is taken from SQLite as what it means, written to PostgreSQL as that, and read back to the same canonical form:
two rows are equal when those forms are, whatever a database makes of a time, a JSON or a number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

KEPT_APART = frozenset({"django_migrations", "portal_version"})
"""Tables of which each database has its own: how it came to be, and the token of what its public pages show, which
never comes again (`portal.watching`)."""

Take = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """A column: its name, what a value of SQLite means, and the form in which values are compared."""

    name: str
    take: Take
    canonical: Take


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns, which of them tells rows apart, the tables it points at."""

    name: str
    columns: tuple[Column, ...]
    key: str
    points_at: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.name


class Digest:
    """What stands for all rows of a table, in whatever order they come: the sum of the hashes of each."""

    def __init__(self, table: Table) -> None:
        self._forms = [column.canonical for column in table.columns]
        self.rows = 0
        self._sum = 0

    def add(self, row: Iterable[Any]) -> None:
        """Take in a row, its values in the order of the columns."""
        forms = [None if value is None else form(value) for form, value in zip(self._forms, row, strict=True)]
        written = json.dumps(forms, ensure_ascii=True, separators=(",", ":"))
        self._sum = (self._sum + int.from_bytes(sha256(written.encode()).digest(), "big")) % (1 << 256)
        self.rows += 1

    @property
    def found(self) -> tuple[int, str]:
        """Give how many rows there were, and what stands for them."""
        return self.rows, f"{self._sum:064x}"


def _moment(value: Any) -> datetime:
    read = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def _json(value: str) -> Any:
    """Give a JSON in the form of its meaning: of 1.50, 1.5 and 15e-1 the database may keep any."""
    return _plain(json.loads(value, parse_float=Decimal, parse_int=Decimal))


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {"o": sorted((key, _plain(each)) for key, each in value.items())}
        case list():
            return [_plain(each) for each in value]
        case Decimal():
            return {"n": str(value.normalize() if value else Decimal(0))}
        case _:
            return value


def _same(value: Any) -> Any:
    return value


_KINDS: dict[str, tuple[Take, Take]] = {
    "BooleanField": (bool, _same),
    "DateField": (str, str),
    "TimeField": (time.fromisoformat, str),
    "DateTimeField": (_moment, lambda value: _moment(value).isoformat()),
    "UUIDField": (lambda value: UUID(value), str),
    "JSONField": (_same, _json),
    "BinaryField": (bytes, lambda value: bytes(value).hex()),
    "GenericIPAddressField": (_same, str),
}
"""By the kind of a field: what a value of SQLite means, and its canonical form. Others are text or whole numbers."""


def _column(field: Any) -> Column:
    ground = field
    while ground.remote_field is not None:
        ground = ground.target_field
    kind = ground.get_internal_type()
    if kind == "DecimalField":
        step = Decimal(1).scaleb(-ground.decimal_places)
        return Column(field.column, lambda value: Decimal(str(value)).quantize(step), str)
    return Column(field.column, *_KINDS.get(kind, (_same, _same)))


_CACHE = Table(
    "cache",
    (
        Column("cache_key", _same, _same),
        Column("value", _same, _same),
        Column("expires", *_KINDS["DateTimeField"]),
    ),
    "cache_key",
)
"""Counts of attempts and codes that were used: the one table without a model (`config.migrations`)."""


def tables() -> list[Table]:
    """Give all tables to move, what is pointed at before what points at it, as far as there is such an order."""
    found = {_CACHE.name: _CACHE}
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.managed and not options.proxy and options.db_table not in KEPT_APART:
            found[options.db_table] = _table(model)
    return [found[name] for name in _in_order(found)]


def _table(model: type[models.Model]) -> Table:
    fields = [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]
    points_at = {field.remote_field.model._meta.db_table for field in fields if field.remote_field is not None}
    key = str(model._meta.pk.column)
    return Table(model._meta.db_table, tuple(map(_column, fields)), key, frozenset(points_at))


def _in_order(found: dict[str, Table]) -> list[str]:
    """Put tables in order; of those that point at one another in a circle, one after the other as they come."""
    graph = {name: set(table.points_at & found.keys()) - {name} for name, table in sorted(found.items())}
    while True:
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            before, after = error.args[1][:2]  # a pair of neighbours in the circle: the second waits for the first
            graph[after].discard(before)
