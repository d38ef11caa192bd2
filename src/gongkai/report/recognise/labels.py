"""Labels recognised by what they say, not by where they stand.

A label is compared by its *core*: width folded, spaces and punctuation gone, numbering (一、（三）1.)
taken off. What no core equals is compared by likeness, within the labels that may stand there, so
that a misspelt label is still found and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from gongkai.report.edition import Column, Edition, Row, TableSpec

_NUMBERING = re.compile(
    r"(?:第[一二三四五六七八九十]+部分[、.,:]*"
    r"|\(?[一二三四五六七八九十]{1,3}\)?[、.,:)]+"
    r"|\([一二三四五六七八九十\d]{1,3}\)[、.,:]*"
    r"|[①②③④⑤⑥⑦⑧⑨⑩]"
    r"|\d{1,2}[、.,:)]*(?!\d))"
)
_BEHIND = re.compile(r"[(\[](?:(?:单位:?)?[件个项人条次宗份]|注?\d{0,2}|备?注:?[一二三四五六]?)[)\]]$")
"""What stands behind a label and is no part of it: the unit of a count, the mark of a footnote."""
_MARK_BEHIND = re.compile(r"(?<=[^\s\d])[①-⑳¹²³⁰-⁹]+\s*$")
_PUNCTUATION = re.compile(r"[\s_\W]+")
LIKE = 0.72
"""How alike two cores must be, from 0 to 1, for one to be taken as a misspelling of the other."""
_CLEARLY = 0.08
"""How much more alike than any other."""


_LONGEST = 120
"""No label is longer; the rest of a longer text says nothing about which label it is."""


def fold(text: str) -> str:
    """Give a text with widths folded and no spaces: （ becomes (, １ becomes 1."""
    return "".join(normalize("NFKC", text).split()).replace("。", ".")


def core(text: str) -> str:
    """Give what a label says without numbering, spaces and punctuation.

    >>> core("（二） 部分公开 "), core("１．属于国家秘密"), core("四．结转下年度继续办理")
    ('部分公开', '属于国家秘密', '结转下年度继续办理')
    """
    return _core(text[:_LONGEST])


@lru_cache(maxsize=65536)
def _core(text: str) -> str:
    folded = fold(_MARK_BEHIND.sub("", text))
    if folded.endswith((")", "]")):
        folded = _BEHIND.sub("", folded) or folded
    return _PUNCTUATION.sub("", _NUMBERING.sub("", folded, count=1) if _NUMBERING.match(folded) else folded)


def likeness(one: str, other: str) -> float:
    """Give how alike two cores are, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


Named = TypeVar("Named")


def most_alike(text: str, named: Mapping[str, Named], *, at_least: float = LIKE) -> Named | None:
    """Give what is named by the core most like a text, if it is clearly the one meant, or None.

    Several spellings may name the same thing, and are no rivals.
    """
    if len(text) < 2:
        return None
    ranked = sorted(((likeness(text, each), each) for each in named), reverse=True)
    if not ranked or ranked[0][0] < at_least:
        return None
    best = named[ranked[0][1]]
    rival = next((alike for alike, each in ranked if named[each] is not best), 0.0)
    return best if ranked[0][0] - rival >= _CLEARLY else None


class Labels(NamedTuple):
    """The cores of one table of an edition: rows, merged groups, columns, headings of its blocks."""

    spec: TableSpec
    rows: Mapping[str, Row]
    groups: frozenset[str]
    columns: Mapping[str, tuple[Column, ...]]
    """Columns by core; one core may stand in several blocks."""
    columns_in: tuple[Mapping[str, tuple[Column, ...]], ...]
    """The columns of each block alone by core."""
    headings: Mapping[str, int]
    """The index of each block by the core of its heading."""
    block_of: Mapping[str, int]
    """The index of the block each row stands in, by row id."""
    money: tuple[Column | None, ...]
    """The column of money of each block, if it has one."""
    foreign: frozenset[str]
    """What the other tables' columns are called and nothing in this table is."""
    elsewhere: frozenset[str]
    """Everything the other tables' rows, columns and headings are called."""


def _labels(spec: TableSpec, others: Iterable[TableSpec]) -> Labels:
    rows: dict[str, Row] = {}
    columns: dict[str, tuple[Column, ...]] = {}
    for row in spec.row_by_id.values():
        for label in (row.label, *row.variants):
            rows.setdefault(core(label), row)
    for block in spec.blocks:
        for column in block.columns:
            for label in (column.label, *column.variants):
                known = columns.get(core(label), ())
                if column not in known:
                    columns[core(label)] = (*known, column)
    block_of = {row.id: i for i, block in enumerate(spec.blocks) for row in block.rows}
    for each in spec.alternatives:
        block_of[each.row.id] = block_of[each.replaces[0]]
    groups = {core(group) for row in spec.row_by_id.values() for group in row.groups}
    groups |= {core(column.group) for block in spec.blocks for column in block.columns if column.group}
    return Labels(
        spec=spec,
        rows=rows,
        groups=frozenset(groups),
        columns=columns,
        columns_in=tuple(
            {key: tuple(each for each in found if each in block.columns) for key, found in columns.items()}
            for block in spec.blocks
        ),
        headings={core(block.heading): i for i, block in enumerate(spec.blocks) if block.heading},
        block_of=block_of,
        money=tuple(
            next((column for column in block.columns if column.kind == "money"), None) for block in spec.blocks
        ),
        foreign=_column_cores(others) - rows.keys() - columns.keys(),
        elsewhere=_column_cores(others) | _row_cores(others),
    )


def _column_cores(specs: Iterable[TableSpec]) -> frozenset[str]:
    columns = [column for spec in specs for block in spec.blocks for column in block.columns]
    return frozenset(core(label) for column in columns for label in (column.label, *column.variants))


def _row_cores(specs: Iterable[TableSpec]) -> frozenset[str]:
    rows = [row for spec in specs for row in spec.row_by_id.values()]
    headings = [block.heading for spec in specs for block in spec.blocks if block.heading]
    return frozenset(core(label) for row in rows for label in (row.label, *row.variants)) | set(map(core, headings))


@cache
def labels_of(edition: Edition) -> Mapping[str, Labels]:
    """Give the labels of each table of an edition, by table id."""
    return {
        table.id: _labels(table, [other for other in edition.tables if other is not table]) for table in edition.tables
    }
