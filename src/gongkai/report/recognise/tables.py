"""Finding the tables of a report among the grids of a document, by their labels.

Order, splits over pages, merged cells, repeated or missing headers and misspelt labels do not
matter. What does not fit becomes a finding, never an error. Not here: how rows and figures are found
in a grid (`rows` for tables II and III, `side_by_side` for table IV).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.law.message import Message
from gongkai.report.blocks import Cell
from gongkai.report.cells import read_cell
from gongkai.report.edition import Edition, Row, TableSpec, editions
from gongkai.report.finding import Code, Finding, Place, Severity
from gongkai.report.model import Figure, Mark, Table
from gongkai.report.recognise import rows as row_by_row
from gongkai.report.recognise.keyed import FoundRow, KeyedGrid
from gongkai.report.recognise.labels import labels_of
from gongkai.report.recognise.rows import read_rows
from gongkai.report.recognise.side_by_side import read_side_by_side

ROW_REPEATED = Code(
    "row-repeated",
    Severity.WARNING,
    Message("同一行出现两次且数字不同"),
    Message("表中同一行出现了不止一次，各处数字不同；以第一次出现的为准。"),
    Message("请删去重复的行并核对数字。"),
)
COMBINED_ROW = Code(
    "combined-row",
    Severity.WARNING,
    Message("沿用旧格式的合并行"),
    Message("该版格式分列的几行在本年报中合为一行；数字照录，不拆入各分行。"),
    Message("请按现行格式分行填报。"),
)
CODES = (*row_by_row.CODES, ROW_REPEATED, COMBINED_ROW)

_LONGEST_FIGURE = 64
"""In characters; what is longer is words, and is not worth remembering."""


class Found(NamedTuple):
    """The tables recognised, what was odd, which grids they came from, and signs of a second report."""

    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]
    grids: Mapping[int, str]
    """The table id of each grid that holds part of one, by its index in the sequence given."""
    doubled: bool
    """Whether a whole table occurs again with other figures, as when a page holds two reports."""


def edition_of(grids: Sequence[KeyedGrid]) -> Edition | None:
    """Give the edition whose labels the grids carry, judged by those that only one edition has.

    None when the grids do not tell, as when table II is lacking.
    """
    telling = _telling_cores()
    votes = Counter(id for grid in grids for key, id in telling.items() if key in grid.all_keys)
    if not votes:
        return None
    winner = votes.most_common(1)[0][0]
    return next(each for each in editions() if each.id == winner)


@lru_cache(maxsize=1)
def _telling_cores() -> Mapping[str, str]:
    """Give the official labels of table II that one edition has and no other even as a variant."""
    known: dict[str, set[str]] = {}
    for each in editions():
        labels = labels_of(each)["proactive"]
        for key in (*labels.columns, *labels.rows, *labels.headings):
            known.setdefault(key, set()).add(each.id)
    return {key: next(iter(ids)) for key, ids in known.items() if len(ids) == 1}


def find_tables(grids: Sequence[KeyedGrid], edition: Edition) -> Found:
    """Find the tables of an edition in the grids of a document, in whatever order they stand."""
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    used: dict[int, str] = {}
    doubled = False
    for id, labels in labels_of(edition).items():
        lines = (
            read_side_by_side(grids, labels, findings)
            if labels.spec.layout == "side-by-side"
            else read_rows(grids, labels, findings)
        )
        if not lines:
            continue
        collected = _collect(lines, labels.spec, findings)
        tables[id] = collected.table
        used.update((line.grid, id) for line in lines)
        doubled = doubled or collected.doubled
        findings.extend(_combined(collected.table, edition))
    findings.sort(key=_reading_order)
    return Found(tables, tuple(findings), used, doubled)


def _reading_order(finding: Finding) -> tuple[int, int]:
    place = finding.place or Place()
    return (place.page or 0, place.row or 0)


class _Collected(NamedTuple):
    table: Table
    doubled: bool


def _collect(lines: Sequence[FoundRow], spec: TableSpec, findings: list[Finding]) -> _Collected:
    """Make the table of its lines; where a row comes again with other figures, the first stands."""
    rows: list[Row] = []
    seen: set[str] = set()
    figures: dict[tuple[str, str], Figure] = {}
    again = 0
    for line in lines:
        row_id = line.row.id
        repeated = row_id in seen
        seen.add(row_id)
        rows.append(line.row)
        differs = False
        place, unit = line.place, line.unit
        if not line.placed:
            unknown = Figure(None, Mark.UNREADABLE, place=place)
            figures.update({(row_id, column.id): unknown for column in line.columns if not repeated})
            continue
        for column, cell in zip(line.columns, line.cells):
            read = _figure if len(cell.text) <= _LONGEST_FIGURE else _figure.__wrapped__
            figure = read(cell, column.kind, unit, place)
            key = (row_id, column.id)
            if not repeated or key not in figures:
                figures[key] = figure
            elif figures[key].value != figure.value:
                differs = True
        if repeated and differs:
            again += 1
            findings.append(
                ROW_REPEATED(
                    Message("{table}“{label}”出现了两次，数字不同。", table=spec.label, label=line.row.label),
                    place=line.place,
                )
            )
    return _Collected(Table(spec, tuple(rows), figures), _is_doubled(rows, again))


@lru_cache(maxsize=16384)
def _figure(cell: Cell, kind: str, unit: str, row: Place) -> Figure:
    """Give the figure that a cell holds; remembered, since most cells of most reports say nought in the same place."""
    value, mark, written = read_cell(cell.text, kind)
    if kind == "money":
        written = written or unit
    return Figure(value, mark, cell.text, row._replace(column=cell.column + 1), written)


def _is_doubled(rows: Sequence[Row], differing: int) -> bool:
    distinct = len({row.id for row in rows})
    return differing > 0 and len(rows) - distinct >= max(3, distinct - 2)


def _combined(table: Table, edition: Edition) -> Iterable[Finding]:
    present = {row.id for row in table.rows}
    for each in table.spec.alternatives:
        if each.row.id in present and not present.intersection(each.replaces):
            yield COMBINED_ROW(
                Message(
                    "{table}把格式分列的{count}行合为一行“{label}”。",
                    table=table.spec.label,
                    count=len(each.replaces),
                    label=each.row.label,
                ),
                citation=edition.citation,
            )
