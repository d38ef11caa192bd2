"""A dataset as a literal: its columns with their names, types and sources, and how each is taken from a row.

The files, the data dictionary, the JSON Schemas and the pages are all written from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

Row = tuple[Any, ...]
"""The values of a row, in the order of the columns."""


@dataclass(frozen=True)
class Type:
    """What a column holds: by name; as a JSON Schema; how a value becomes JSON, and comes back from it.

    `arrow` names the type in Parquet.
    """

    code: str
    name: Any
    schema: Mapping[str, Any]
    arrow: str
    dump: Callable[[Any], Any]
    load: Callable[[Any], Any]


def _text(value: Any) -> str:
    """Give a text without halves of pairs, which JSON may bring and UTF-8 may not have."""
    return str(value).encode("utf-8", "backslashreplace").decode()


def _moment(value: datetime) -> str:
    return localtime(value).isoformat(timespec="seconds")


def _same(value: Any) -> Any:
    return value


TEXT = Type("text", _("文字"), {"type": "string"}, "string", _text, _same)
INTEGER = Type("integer", _("整数"), {"type": "integer"}, "int64", _same, _same)
NUMBER = Type("number", _("数"), {"type": "number"}, "float64", _same, _same)
DATE = Type("date", _("日期"), {"type": "string", "format": "date"}, "date32", date.isoformat, date.fromisoformat)
MOMENT = Type(
    "moment", _("时间"), {"type": "string", "format": "date-time"}, "timestamp", _moment, datetime.fromisoformat
)
TRUTH = Type("truth", _("是否"), {"type": "boolean"}, "bool", bool, _same)


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its name in Chinese, its type, and how it is taken of what a row is made of.

    One that is not `required` may be empty, as a blank, which is no nought. `of` is what the database of the site
    calls it, `article` what asks for it.
    """

    name: str
    title: Any
    type: Type
    take: Callable[[Any], Any]
    of: str
    about: Any = ""
    unit: Any = ""
    article: str = ""
    required: bool = False
    values: Sequence[Any] = ()

    def value(self, thing: Any) -> Any:
        """Give the value of a row, None for one that is empty."""
        found = self.take(thing)
        if found is None or found == "":
            return None
        return self.type.dump(found)


@dataclass(frozen=True)
class Dataset:
    """A table of what is public: what it is called, its columns, and what its rows are made of, some at a time.

    `things` reads a bounded number at once, by keys, so that a million take no more memory than a thousand. Of one
    whose rows may be taken back (撤下) `still_public` gives which of some rows, by name, may be given out now. The
    `version` rises when a column goes or means something else; one that comes does not break who reads.
    """

    code: str
    title: Any
    about: Any
    columns: tuple[Column, ...]
    things: Callable[[], Iterator[Any]]
    key: tuple[str, ...]
    version: int = 1
    article: str = ""
    keywords: tuple[Any, ...] = ()
    still_public: Callable[[Sequence[Mapping[str, Any]]], Sequence[bool]] | None = field(default=None, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the columns."""
        return tuple(column.name for column in self.columns)

    def rows(self) -> Iterator[Row]:
        """Go through the rows as JSON has them."""
        for thing in self.things():
            yield tuple(column.value(thing) for column in self.columns)

    def kept(self, rows: Iterable[Row], many: int = 200) -> Iterator[Row]:
        """Go through those of some rows that may be given out now."""
        if self.still_public is None:
            yield from rows
            return
        for some in in_turns(rows, many):
            named = [dict(zip(self.names, row)) for row in some]
            yield from (row for row, public in zip(some, self.still_public(named)) if public)


def in_turns(rows: Iterable[Row], many: int) -> Iterator[list[Row]]:
    """Give rows so many at a time."""
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == many:
            yield some
            some = []
    if some:
        yield some


def by_key(rows: Any, many: int = 500) -> Iterator[list[Any]]:
    """Give the rows of a query so many at a time, in the order of their keys.

    Each turn is a question of its own: no transaction stays open while files are written, and nothing is held in
    memory but a turn.
    """
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:many]):
        yield some
        last = some[-1].pk
