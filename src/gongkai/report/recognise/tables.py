"""Finding the tables of a report among the grids of a document, by their labels.

Order, splits over pages, merged cells, repeated or missing headers and misspelt labels do not
matter: each row is known by its label, each value by the header above it or, where columns are
only counted, by its order. What does not fit becomes a finding, never an error. Tables II and III
are read row by row (`_RowReader`), table IV across its one row (`_remedies`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.law.message import Message
from gongkai.report.blocks import Cell, Grid
from gongkai.report.cells import read_cell, says_figure
from gongkai.report.edition import Column, Edition, Row, TableSpec, editions
from gongkai.report.finding import Code, Finding, Place, Severity
from gongkai.report.model import Figure, Table
from gongkai.report.recognise.labels import Labels, core, labels_of, most_alike

LABEL_MISSPELT = Code(
    "label-misspelt",
    Severity.WARNING,
    Message("行标签与官方格式不一致"),
    Message("表中一行的标签与年报格式的写法不同，但能认出所指的行；数字照该行读取。"),
    Message("请按官方格式改正标签。"),
)
ROW_UNKNOWN = Code(
    "row-unknown",
    Severity.WARNING,
    Message("格式以外的行"),
    Message("表中有一行带数字，但标签不属于年报格式的任何一行；这些数字没有计入。"),
    Message("请核对该行标签，或删去格式以外的行。"),
)
ROW_REPEATED = Code(
    "row-repeated",
    Severity.WARNING,
    Message("同一行出现两次且数字不同"),
    Message("表中同一行出现了不止一次，各处数字不同；以第一次出现的为准。"),
    Message("请删去重复的行并核对数字。"),
)
CELLS_TOO_FEW = Code(
    "cells-too-few",
    Severity.WARNING,
    Message("一行的单元格少于应有的列数"),
    Message("一行的单元格少于格式规定的列数，又无法由表头判断各自属于哪一列；按从左到右的次序读取。"),
    Message("请补齐该行的单元格，没有的填0。"),
)
CELLS_TOO_MANY = Code(
    "cells-too-many",
    Severity.WARNING,
    Message("一行的单元格多于应有的列数"),
    Message("一行的单元格多于格式规定的列数，多出的没有读取。"),
    Message("请删去多余的单元格。"),
)
COMBINED_ROW = Code(
    "combined-row",
    Severity.WARNING,
    Message("沿用旧格式的合并行"),
    Message("该版格式分列的几行在本年报中合为一行；数字照录，不拆入各分行。"),
    Message("请按现行格式分行填报。"),
)
CODES = (LABEL_MISSPELT, ROW_UNKNOWN, ROW_REPEATED, CELLS_TOO_FEW, CELLS_TOO_MANY, COMBINED_ROW)

_MOST_UNKNOWN = 100
"""More rows than this are not looked into one by one: whatever they are, they are no misspelt rows of the format."""
_MISSPELT_IN_PLACE = 0.45
"""How alike a label must be to the one row still missing where it stands."""


class KeyedGrid(NamedTuple):
    """A grid with the core of every cell's text, so that labels are folded only once."""

    grid: Grid
    keys: tuple[tuple[str, ...], ...]
    all_keys: frozenset[str]


def keyed(grid: Grid) -> KeyedGrid:
    """Give a grid with the cores of its cells."""
    keys = tuple([tuple(["" if cell.text.isdecimal() else core(cell.text) for cell in row]) for row in grid.rows])
    return KeyedGrid(grid, keys, frozenset().union(*keys))


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
    votes = Counter(telling[key] for grid in grids for key in grid.all_keys if key in telling)
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
        lines = _remedies(grids, labels) if labels.spec.layout == "side-by-side" else _rows(grids, labels, findings)
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


class _Line(NamedTuple):
    """A row of the report found in a grid: its cells, and beside them the columns they belong to."""

    grid: int
    row: Row
    columns: Sequence[Column]
    cells: Sequence[Cell]
    place: Place
    unit: str = ""
    """The unit of money in this row, where the row has any and its cells name none."""


class _Collected(NamedTuple):
    table: Table
    doubled: bool


def _collect(lines: Sequence[_Line], spec: TableSpec, findings: list[Finding]) -> _Collected:
    """Make the table of its lines; where a row comes again with other figures, the first stands."""
    rows: list[Row] = []
    seen: set[str] = set()
    figures: dict[tuple[str, str], Figure] = {}
    again = 0
    for line in lines:
        repeated = line.row.id in seen
        seen.add(line.row.id)
        rows.append(line.row)
        differs = False
        page, label, number = line.place.page, line.place.table, line.place.row
        row_id = line.row.id
        for column, cell in zip(line.columns, line.cells):
            text = cell.text
            value, mark, unit = read_cell(text, column.kind)
            if line.unit and not unit and column.kind == "money":
                unit = line.unit
            key = (row_id, column.id)
            if not repeated or key not in figures:
                figures[key] = Figure(value, mark, text, Place(page, label, number, cell.column + 1), unit)
            elif figures[key].value != value:
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
                )
            )._replace(citation=edition.citation)


def _place(grid: Grid, index: int, spec: TableSpec) -> Place:
    return Place(grid.pages[index] if grid.pages else None, spec.label, index + 1)


def _shortened(text: str) -> str:
    text = "".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


# ── Tables II and III, row by row ────────────────────────────────────────────


class _Candidate(NamedTuple):
    """A row of a grid with values behind a label; `row` is None while the label names none."""

    grid: int
    number: int
    row: Row | None
    label: Cell
    key: str
    values: Sequence[Cell]
    header: Mapping[int, str]


def _rows(grids: Sequence[KeyedGrid], labels: Labels, findings: list[Finding]) -> list[_Line]:
    candidates = _with_misspelt(_all_candidates(grids, labels), grids, labels, findings)
    lines = []
    order: dict[int, tuple[Column, ...]] = {}
    headed: tuple[object, int] | None = None
    columns: Sequence[tuple[int, Column]] = ()
    for each in candidates:
        assert each.row is not None
        grid = grids[each.grid].grid
        place = _place(grid, each.number, labels.spec)
        block = labels.block_of[each.row.id]
        if headed is None or headed[0] is not each.header or headed[1] != block:
            columns = _columns(each.header, labels.spec.columns_of[each.row.id], block, grid, labels, order)
            headed = (each.header, block)
        ordered, cells = _assign(each, columns, grid, labels, place, findings)
        lines.append(_Line(each.grid, each.row, ordered, cells, place, _unit(each.header, block, labels)))
    return lines


def _all_candidates(grids: Sequence[KeyedGrid], labels: Labels) -> list[_Candidate]:
    """Give the candidates of all grids; one that no header claims counts where it adds rows, not where it repeats."""
    claimed: set[str] = set()
    by_grid = []
    for index, grid in enumerate(grids):
        found, ours = _candidates(index, grid, labels)
        by_grid.append((found, ours))
        if ours:
            claimed.update(each.row.id for each in found if each.row is not None)
    return [
        each
        for found, ours in by_grid
        if ours or claimed.isdisjoint(each.row.id for each in found if each.row is not None)
        for each in found
    ]


def _candidates(index: int, keyed_grid: KeyedGrid, labels: Labels) -> tuple[list[_Candidate], bool]:
    """Give the rows of a grid that have values behind a label, and whether its headings claim it for this table.

    Without such a heading a grid holds rows of the table when each has its right number of values.
    """
    found: list[_Candidate] = []
    if keyed_grid.all_keys.isdisjoint(labels.rows):
        return found, False
    header: dict[int, str] = {}
    fresh = True
    ours = foreign = False
    for number, (cells, keys) in enumerate(zip(keyed_grid.grid.rows, keyed_grid.keys)):
        if not cells:
            continue
        if not cells[-1].text.isdecimal():
            if _is_foreign(keys, labels):
                foreign = True
                continue
            if _is_header(keys, labels):
                above = header if fresh else {}
                header = above | {cell.column: key for cell, key in zip(cells, keys) if key in labels.columns}
                fresh = ours = True
                continue
            ours = ours or not labels.headings.keys().isdisjoint(keys)
        at, row = _label(cells, keys, labels)
        values = cells[at + 1 :]
        if foreign and row is not None and keys[at] in labels.elsewhere:
            # 总计 heads a column of table IV as well: below its other headers this is no row of table III.
            foreign = len(values) != len(labels.spec.columns_of[row.id])
            if foreign:
                continue
        if values and at >= 0 and (row is not None or any(cell.text for cell in values)):
            found.append(_Candidate(index, number, row, cells[at], keys[at], values, header))
            fresh = False
    named = [each for each in found if each.row is not None]
    return (found if named and (ours or _fits(named, labels)) else []), ours


def _is_foreign(keys: Sequence[str], labels: Labels) -> bool:
    """Tell whether a row speaks of another table of the report: two of that table's labels stand in it."""
    return len(labels.foreign.intersection(keys)) >= 2


def _is_header(keys: Sequence[str], labels: Labels) -> bool:
    """Tell whether a row names columns: two of them, or one that is no row's name as well (其他, 总计)."""
    named = {key for key in keys if key in labels.columns}
    return len(named) >= 2 or any(key not in labels.rows for key in named)


def _label(cells: Sequence[Cell], keys: Sequence[str], labels: Labels) -> tuple[int, Row | None]:
    """Give where the label of a row stands and the row it names.

    The label is the last cell of words before the figures; what stands behind them is a remark.
    """
    at, row = -1, None
    rows = labels.rows
    for index, key in enumerate(keys):
        if key in rows:
            at, row = index, rows[key]
        elif says_figure(cells[index].text):
            if at >= 0:
                break
        elif key:
            at, row = index, None
    return at, row


def _fits(named: Sequence[_Candidate], labels: Labels) -> bool:
    """Tell whether rows without header or heading are still this table's: each has its right number of values."""
    return all(each.row is not None and len(each.values) == len(labels.spec.columns_of[each.row.id]) for each in named)


def _with_misspelt(
    candidates: Sequence[_Candidate], grids: Sequence[KeyedGrid], labels: Labels, findings: list[Finding]
) -> list[_Candidate]:
    """Give the candidates with misspelt labels resolved among the rows still missing; report the rest."""
    if all(each.row is not None for each in candidates):
        return list(candidates)
    present = {each.row.id for each in candidates if each.row is not None}
    resolved: list[_Candidate] = []
    unknown = 0
    for position, each in enumerate(candidates):
        if each.row is not None:
            resolved.append(each)
            continue
        place = _place(grids[each.grid].grid, each.number, labels.spec)
        if unknown == _MOST_UNKNOWN:
            message = Message("{table}格式以外的行过多，以下不再逐行列出，其数字没有计入。", table=labels.spec.label)
            findings.append(ROW_UNKNOWN(message, place=place))
        if unknown >= _MOST_UNKNOWN:
            unknown += 1
            continue
        row = _meant(each, position, candidates, present, labels)
        if row is None:
            unknown += 1
            if not _belongs_elsewhere(each.key, labels):
                findings.append(
                    ROW_UNKNOWN(
                        Message(
                            "{table}有格式以外的一行“{written}”，其数字没有计入。",
                            table=labels.spec.label,
                            written=_shortened(each.label.text),
                        ),
                        place=place,
                    )
                )
            continue
        present.add(row.id)
        resolved.append(each._replace(row=row))
        findings.append(
            LABEL_MISSPELT(
                Message(
                    "{table}的行标签写作“{written}”，官方格式为“{label}”。",
                    table=labels.spec.label,
                    written=_shortened(each.label.text),
                    label=row.label,
                ),
                place=place,
            )
        )
    return resolved


def _belongs_elsewhere(key: str, labels: Labels) -> bool:
    return key in labels.columns or key in labels.groups or key in labels.headings or key in labels.elsewhere


def _meant(
    each: _Candidate, position: int, candidates: Sequence[_Candidate], present: set[str], labels: Labels
) -> Row | None:
    """Give the missing row that a misspelt label means: the most alike, or the one due in its place."""
    missing = {key: row for key, row in labels.rows.items() if row.id not in present}
    alike = most_alike(each.key, missing)
    if alike is not None:
        return missing[alike]
    order = [row.id for row in labels.spec.rows]
    before = candidates[position - 1].row if position else None
    if before is None or before.id not in order or order.index(before.id) + 1 >= len(order):
        return None
    due = labels.spec.rows[order.index(before.id) + 1]
    if due.id in present:
        return None
    return due if most_alike(each.key, [core(due.label)], at_least=_MISSPELT_IN_PLACE) else None


def _columns(
    header: Mapping[int, str],
    official: Sequence[Column],
    block: int,
    grid: Grid,
    labels: Labels,
    order: dict[int, tuple[Column, ...]],
) -> Sequence[tuple[int, Column]]:
    """Give the columns of a block's rows, each with its position in the grid (-1 when only the order is known).

    The header decides when it names every column of the block; a fragment without a header goes on
    in the order the block had last; else the official order holds.
    """
    if grid.aligned and len(header) >= len(official):
        headed = [
            (position, column)
            for position, key in sorted(header.items())
            for column in labels.columns[key]
            if column in official
        ]
        if len(headed) == len(official) == len({column.id for _, column in headed}):
            order[block] = tuple(column for _, column in headed)
            return headed
    return [(-1, column) for column in order.get(block, official)]


def _unit(header: Mapping[int, str], block: int, labels: Labels) -> str:
    """Give the unit that the header over a column of money names, or the format's where there is no header."""
    money = labels.money[block]
    if money is None:
        return ""
    written = next((key for key in header.values() if money in labels.columns[key]), None)
    if written is None:
        return money.unit
    return next((unit for unit in ("亿元", "万元", "元") if written.endswith(unit)), "")


def _assign(
    each: _Candidate,
    columns: Sequence[tuple[int, Column]],
    grid: Grid,
    labels: Labels,
    place: Place,
    findings: list[Finding],
) -> tuple[Sequence[Column], Sequence[Cell]]:
    """Give the columns of a row's values, and the values.

    By order when the counts agree, else by the header above each value, else by order without the
    blanks that fill up the row, and all the same when the counts still differ.
    """
    ordered = [column for _, column in columns]
    if len(each.values) == len(columns):
        return ordered, each.values
    at = dict(columns)
    headed = [cell for cell in each.values if cell.column in at] if grid.aligned else []
    under = [at[cell.column] for cell in headed]
    more = any(says_figure(cell.text) for cell in each.values if cell.column not in at)
    if len(headed) == len(columns) and not more:
        return under, headed
    values = _without_filling(each.values, len(columns))
    if len(values) == len(columns):
        return ordered, values
    assert each.row is not None
    code = CELLS_TOO_FEW if len(values) < len(columns) else CELLS_TOO_MANY
    findings.append(
        code(
            Message(
                "{table}“{label}”有{found}个单元格，格式为{expected}个。",
                table=labels.spec.label,
                label=each.row.label,
                found=len(values),
                expected=len(columns),
            ),
            place=place,
        )
    )
    if headed and len(headed) == min(len(values), len(columns)):
        return under, headed
    return ordered, values


def _without_filling(values: Sequence[Cell], wanted: int) -> Sequence[Cell]:
    """Give the values without the blank cells that fill up a row before and behind them."""
    first, last = 0, len(values)
    while last - first > wanted and not values[first].text:
        first += 1
    while last - first > wanted and not values[last - 1].text:
        last -= 1
    return values[first:last]


# ── Table IV, across its one row ─────────────────────────────────────────────


def _remedies(grids: Sequence[KeyedGrid], labels: Labels) -> list[_Line]:
    """Read table IV: five results for each of three groups that stand side by side, or one under another."""
    lines: list[_Line] = []
    awaiting = False
    for index, keyed_grid in enumerate(grids):
        headed = _heads_results(keyed_grid, labels)
        if not headed and not awaiting:
            continue
        found = _stacked(index, keyed_grid, labels) or _side_by_side(index, keyed_grid, labels, lines)
        lines.extend(found)
        awaiting = headed and not found
    return lines


def _heads_results(keyed_grid: KeyedGrid, labels: Labels) -> bool:
    """Tell whether a grid names the results of table IV; one may be misspelt."""
    named = {labels.columns[key][0].id for key in keyed_grid.all_keys if key in labels.columns}
    return len(named) >= len(labels.spec.blocks[0].columns) - 1


def _stacked(index: int, keyed_grid: KeyedGrid, labels: Labels) -> list[_Line]:
    """Read groups that stand one under another, a group a row with its five results."""
    (block,) = labels.spec.blocks
    found = []
    for number, (cells, keys) in enumerate(zip(keyed_grid.grid.rows, keyed_grid.keys)):
        at, row = _label(cells, keys, labels)
        values = cells[at + 1 :]
        if row is not None and len(values) == len(block.columns) and any(says_figure(cell.text) for cell in values):
            place = _place(keyed_grid.grid, number, labels.spec)
            found.append(_Line(index, row, block.columns, values, place))
    return found


def _side_by_side(index: int, keyed_grid: KeyedGrid, labels: Labels, earlier: Sequence[_Line]) -> list[_Line]:
    """Read groups that stand side by side over one row of figures.

    A column's group is the narrowest heading over it; where headings do not say, groups follow in
    the official order after those already read.
    """
    (block,) = labels.spec.blocks
    width = len(block.columns)
    places = _headed(keyed_grid, labels)
    read = {line.row.id for line in earlier}
    rest = [row for row in block.rows if row.id not in read]
    first = _first_of_results(keyed_grid, labels)
    for number, (cells, keys) in enumerate(zip(keyed_grid.grid.rows, keyed_grid.keys)):
        values = _figures_of(cells, keys) if number >= first else ()
        if not values:
            continue
        place = _place(keyed_grid.grid, number, labels.spec)
        headed = [(*places[cell.column], cell) for cell in values if cell.column in places]
        if keyed_grid.grid.aligned and len(headed) == len(values):
            return [
                _Line(index, row, [c for r, c, _ in headed if r is row], [v for r, _, v in headed if r is row], place)
                for row in block.rows
                if any(r is row for r, _, _ in headed)
            ]
        groups = [values[at : at + width] for at in range(0, len(values), width)]
        return [_Line(index, row, block.columns, group, place) for row, group in zip(rest or block.rows, groups)]
    return []


def _first_of_results(keyed_grid: KeyedGrid, labels: Labels) -> int:
    """Give the first row that names results; a dump may hold other tables above it. 0 when none does."""
    for number, keys in enumerate(keyed_grid.keys):
        if len(labels.columns.keys() & set(keys)) >= 2:
            return number
    return 0


def _figures_of(cells: Sequence[Cell], keys: Sequence[str]) -> Sequence[Cell]:
    """Give the cells behind the last words of a row, if they hold any figure."""
    words = [index for index, key in enumerate(keys) if key and not says_figure(cells[index].text)]
    values = cells[words[-1] + 1 :] if words else cells
    return values if any(says_figure(cell.text) for cell in values) else ()


def _headed(keyed_grid: KeyedGrid, labels: Labels) -> dict[int, tuple[Row, Column]]:
    """Give, for each position of a grid that a result heads, the group and the result."""
    results: dict[int, Column] = {}
    spans: list[tuple[int, int, int, Row]] = []
    for cells, keys in zip(keyed_grid.grid.rows, keyed_grid.keys):
        for cell, key in zip(cells, keys):
            if key in labels.columns:
                results[cell.column] = labels.columns[key][0]
            elif key in labels.rows:
                spans.append((cell.colspan, cell.column, cell.column + cell.colspan, labels.rows[key]))
    spans.sort(key=lambda span: span[:3])
    headed = {}
    for position, column in results.items():
        over = next((row for _, first, end, row in spans if first <= position < end), None)
        if over is not None:
            headed[position] = (over, column)
    return headed
