"""Editions (年报格式): the statutory format of the report, each one data file in `editions/`.

An edition says its parts, tables, rows, columns, official labels and accepted variants, units and
identities (勾稽关系). Reading, checking, writing and roll-up all follow it; a new edition is a new
file. Not here: how labels are recognised (`recognise`), how identities are checked (`checks`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple, SupportsIndex

from gongkai.law.citation import Citation, cite


class _Shipped:
    """A piece of an edition: sent to another process by its name, so that it is the same object there."""

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        name = _names().get(id(self))
        return super().__reduce_ex__(protocol) if name is None else (_named, name)


@dataclass(frozen=True)
class Row(_Shipped):
    """A row of a table: id, official label, the merged labels to its left, the outcomes it counts."""

    id: str
    label: str
    groups: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    total: bool = False
    may_be_marked: bool = False
    """Published reports put “/” here for want of the power to make such documents (规章制定权)."""
    rare: bool = False
    """Few applications end here (少见类型): more of them than last year deserve a look."""
    key: str = ""
    """The short name in `gongkai report figures`, where it is not the label."""


@dataclass(frozen=True)
class Column:
    """A column: id, official label, what it holds and in what unit.

    `kind` is `count` (a whole number, not negative), `change` (a whole number of either sign) or
    `money` (a decimal, in `unit` when the format names one).
    """

    id: str
    label: str
    group: str = ""
    variants: tuple[str, ...] = ()
    kind: str = "count"
    unit: str = ""
    applicant: str = ""
    total: bool = False


@dataclass(frozen=True)
class Block:
    """Rows that share columns; table II has one for each item of 条例第20条, the others one."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Alternative:
    """A row that some reports print in place of others, which it sums up."""

    row: Row
    replaces: tuple[str, ...]

    def __hash__(self) -> int:
        return hash(self.row.id)


@dataclass(frozen=True)
class Identity:
    """Two lists whose sums must be alike, and the words in which the format says so.

    `over` is `rows` when `left` and `right` name rows and the identity holds in each column,
    `columns` when they name columns and it holds in each row.
    """

    id: str
    words: str
    over: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class TableSpec(_Shipped):
    """A table of the format, equal to itself alone. `layout` is `blocks` (II), `rows` (III) or `side-by-side` (IV)."""

    id: str
    label: str
    layout: str
    corner: str
    blocks: tuple[Block, ...]
    alternatives: tuple[Alternative, ...] = ()
    identities: tuple[Identity, ...] = ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows of the official layout, in order."""
        return tuple(row for block in self.blocks for row in block.rows)

    @cached_property
    def row_by_id(self) -> Mapping[str, Row]:
        """Every row by id, those of the alternatives too."""
        return {row.id: row for row in (*self.rows, *(each.row for each in self.alternatives))}

    @cached_property
    def columns_of(self) -> Mapping[str, tuple[Column, ...]]:
        """The columns of each row, by row id."""
        columns = {row.id: block.columns for block in self.blocks for row in block.rows}
        for each in self.alternatives:
            columns[each.row.id] = columns[each.replaces[0]]
        return columns


class Aspect(NamedTuple):
    """A subject that a part must speak of: its name, and a pattern of the words by which it is told."""

    name: str
    words: str


@dataclass(frozen=True)
class PartSpec(_Shipped):
    """A part (部分) of the report: its numeral and heading, the table that stands in it, what its text must tell."""

    id: str
    numeral: str
    label: str
    variants: tuple[str, ...] = ()
    table: str = ""
    aspects: tuple[Aspect, ...] = ()


Cell = tuple[str, str, str]
"""Where a figure stands in an edition: the ids of its table, row and column."""


@dataclass(frozen=True, eq=False)
class Edition(_Shipped):
    """One edition of the format, equal to itself alone. `id` is its year; it serves reports from `from_year` on.

    `same` names, by the id of an earlier edition, the cells that mean the same in both. A cell not
    named there has no counterpart, whatever it is called.
    """

    id: str
    citation: Citation
    from_year: int
    parts: tuple[PartSpec, ...]
    tables: tuple[TableSpec, ...]
    same: Mapping[str, frozenset[Cell]] = field(default_factory=dict, repr=False)
    part_by_id: Mapping[str, PartSpec] = field(init=False, repr=False, compare=False)
    table_by_id: Mapping[str, TableSpec] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "part_by_id", {part.id: part for part in self.parts})
        object.__setattr__(self, "table_by_id", {table.id: table for table in self.tables})


def _row(data: Mapping[str, Any]) -> Row:
    lists = {key: tuple(data.get(key, ())) for key in ("groups", "variants", "outcomes")}
    return Row(**{**data, **lists})


def _column(data: Mapping[str, Any]) -> Column:
    return Column(**{**data, "variants": tuple(data.get("variants", ()))})


def _block(data: Mapping[str, Any]) -> Block:
    return Block(
        heading=data.get("heading", ""),
        columns=tuple(map(_column, data["columns"])),
        rows=tuple(map(_row, data["rows"])),
    )


def _identity(data: Mapping[str, Any]) -> Identity:
    return Identity(**{**data, "left": tuple(data["left"]), "right": tuple(data["right"])})


def _table(data: Mapping[str, Any]) -> TableSpec:
    return TableSpec(
        id=data["id"],
        label=data["label"],
        layout=data["layout"],
        corner=data.get("corner", ""),
        blocks=tuple(map(_block, data["block"])),
        alternatives=tuple(
            Alternative(_row(each["row"]), tuple(each["replaces"])) for each in data.get("alternative", ())
        ),
        identities=tuple(map(_identity, data.get("identity", ()))),
    )


def _part(data: Mapping[str, Any]) -> PartSpec:
    aspects = tuple(Aspect(**each) for each in data.get("aspects", ()))
    return PartSpec(**{**data, "variants": tuple(data.get("variants", ())), "aspects": aspects})


def _same(data: Iterable[Mapping[str, Any]]) -> Mapping[str, frozenset[Cell]]:
    same: dict[str, frozenset[Cell]] = {}
    for each in data:
        cells = frozenset(product([each["table"]], each["rows"], each["columns"]))
        same[each["edition"]] = same.get(each["edition"], frozenset()) | cells
    return same


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """Give every edition shipped, oldest first."""
    folder = files("gongkai.report") / "editions"
    found = []
    for entry in folder.iterdir():
        if not entry.name.endswith(".toml"):
            continue
        data = tomllib.loads(entry.read_text(encoding="utf-8"))
        found.append(
            Edition(
                id=data["edition"],
                citation=cite(data["citation"]),
                from_year=data["from_year"],
                parts=tuple(map(_part, data["part"])),
                tables=tuple(map(_table, data["table"])),
                same=_same(data.get("same", ())),
            )
        )
    return tuple(sorted(found, key=lambda edition: edition.from_year))


def edition(id: str) -> Edition | None:
    """Give the edition with that id (`2019`, `2021`), or None."""
    return next((each for each in editions() if each.id == id), None)


def edition_for(year: int) -> Edition | None:
    """Give the edition a report on that year is written in; None before the first (旧条例时期)."""
    return next((each for each in reversed(editions()) if each.from_year <= year), None)


def counterparts(one: Edition, other: Edition) -> frozenset[Cell] | None:
    """Give the cells that mean the same in two editions; None for one and the same, where all do.

    >>> old, new = editions()
    >>> ("proactive", "licences", "decisions") in counterparts(old, new)
    True
    >>> ("proactive", "licences", "last_year") in counterparts(old, new)
    False
    """
    if one.id == other.id:
        return None
    return one.same.get(other.id) or other.same.get(one.id) or frozenset()


_Name = tuple[str, str, str, str]
"""The edition, the kind of piece (edition, part, table, row), the piece or its table, and the row."""


@lru_cache(maxsize=1)
def _pieces() -> Mapping[_Name, _Shipped]:
    pieces: dict[_Name, _Shipped] = {}
    for each in editions():
        pieces[each.id, "edition", "", ""] = each
        pieces |= {(each.id, "part", part.id, ""): part for part in each.parts}
        for table in each.tables:
            pieces[each.id, "table", table.id, ""] = table
            pieces |= {(each.id, "row", table.id, row.id): row for row in table.row_by_id.values()}
    return pieces


@lru_cache(maxsize=1)
def _names() -> Mapping[int, _Name]:
    return {id(piece): name for name, piece in _pieces().items()}


def _named(*name: str) -> _Shipped:
    """Give the piece of an edition that another process named."""
    return _pieces()[name]  # type: ignore[index]
