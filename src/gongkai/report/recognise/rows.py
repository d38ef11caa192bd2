"""Tables II and III of a report, read row by row.

Each row is known by its label, each value by the header above it or, where columns are only counted, by
its order. A row the format has no label for, or too few or too many cells, becomes a finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongkai.law.message import Message
from gongkai.report.blocks import Cell, Grid
from gongkai.report.cells import read_cell, says_figure
from gongkai.report.edition import Column, Row
from gongkai.report.finding import Code, Finding, Place, Severity
from gongkai.report.recognise.keyed import FoundRow, KeyedGrid, label_in, place_in
from gongkai.report.recognise.labels import Labels, core, most_alike

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
CELLS_NOT_PLACED = Code(
    "cells-not-placed",
    Severity.WARNING,
    Message("分不清一行的数字各属哪一列"),
    Message("文本略去了空白的单元格，一行剩下的数字分不清各属哪一列；这些数字没有读取，也不参与核对。"),
    Message("请核对原来的网页或者文档；只有文本的，请把空白的单元格补上。"),
)
CODES = (LABEL_MISSPELT, ROW_UNKNOWN, CELLS_TOO_FEW, CELLS_TOO_MANY, CELLS_NOT_PLACED)

_MOST_UNKNOWN = 100
"""More rows than this are not looked into one by one: whatever they are, they are no misspelt rows of the format."""
_MISSPELT_IN_PLACE = 0.45
"""How alike a label must be to the one row still missing where it stands."""


class _Candidate(NamedTuple):
    """A row of a grid with values behind a label; `row` is None while the label names none."""

    grid: int
    number: int
    row: Row | None
    label: Cell
    key: str
    values: Sequence[Cell]
    header: Mapping[int, str]


def read_rows(grids: Sequence[KeyedGrid], labels: Labels, findings: list[Finding]) -> list[FoundRow]:
    """Give the rows of a table that the grids hold, in their order; what is odd in them goes to the findings."""
    candidates = _with_misspelt(_all_candidates(grids, labels), grids, labels, findings)
    lines: list[FoundRow] = []
    new = tuple.__new__  # takes half the time of FoundRow(), which is a function of Python's
    order: dict[int, tuple[Column, ...]] = {}
    headed: tuple[object, int] | None = None
    at: Sequence[int] = ()
    columns: Sequence[Column] = ()
    official: Sequence[Column] = ()
    reordered = False
    unit = ""
    for each in candidates:
        assert each.row is not None
        grid = grids[each.grid].grid
        place = place_in(grid, each.number, labels.spec)
        block = labels.block_of[each.row.id]
        if headed is None or headed[0] is not each.header or headed[1] != block:
            official = labels.spec.columns_of[each.row.id]
            at, columns = _columns(each.header, official, block, grid, labels, order)
            reordered = bool(at) and columns != official
            unit = _unit(each.header, block, labels)
            headed = (each.header, block)
        if not grid.aligned and not is_placed(columns, each.values):
            lines.append(FoundRow(each.grid, each.row, columns, each.values, place, unit, placed=False))
            findings.append(not_placed(labels, each.row, columns, each.values, place))
        elif len(each.values) == len(columns):
            if reordered and not all(cell.column in at for cell in each.values):
                # A header whose cells stand over no figure is set askew, and its order says nothing.
                lines.append(FoundRow(each.grid, each.row, official, each.values, place, unit))
                continue
            lines.append(new(FoundRow, (each.grid, each.row, columns, each.values, place, unit, True)))
        else:
            under, cells = _assign(each, at, columns, grid, labels, place, findings, candidates)
            lines.append(FoundRow(each.grid, each.row, under, cells, place, unit))
    bare = list(_without_cells(grids, labels, {line.row.id for line in lines}, findings))
    return sorted([*lines, *bare], key=lambda line: (line.grid, line.place.row or 0)) if bare else lines


def _without_cells(
    grids: Sequence[KeyedGrid], labels: Labels, read: set[str], findings: list[Finding]
) -> Iterator[FoundRow]:
    """Give the rows whose label a dump has and whose cells, all of them blank, it left out: they are not missing."""
    for row in labels.spec.rows if len(read) < len(labels.spec.rows) else ():
        key = core(row.label)
        if row.id in read or key in labels.columns or key in labels.groups or key in labels.elsewhere:
            continue
        for index, keyed_grid in enumerate(grids):
            dumped = key in keyed_grid.all_keys and not keyed_grid.grid.aligned
            if dumped and not keyed_grid.all_keys.isdisjoint(labels.headings):
                number = next(number for number, keys in enumerate(keyed_grid.keys) if key in keys)
                place, columns = place_in(keyed_grid.grid, number, labels.spec), labels.spec.columns_of[row.id]
                findings.append(not_placed(labels, row, columns, (), place))
                yield FoundRow(index, row, columns, (), place, placed=False)
                break


def is_placed(columns: Sequence[Column], values: Sequence[Cell]) -> bool:
    """Tell whether the values of a row of a dump, where columns are only counted, are known to stand in theirs.

    Some dumps leave out blank cells, and some of these fill the row up at its end: where there are too few values,
    or the total is blank and the others are not, they may stand too far to the left.
    """
    if len(values) < len(columns):
        return False
    total = columns[-1].id == "total" and not values[len(columns) - 1].text
    return not total or not any(read_cell(cell.text).value for cell in values)


def not_placed(labels: Labels, row: Row, columns: Sequence[Column], values: Sequence[Cell], place: Place) -> Finding:
    """Say which row's values are not read, and what they are."""
    written = [_shortened(cell.text) for cell in values if cell.text]
    message = Message(
        "{table}“{label}”只有{found}个数，格式为{expected}列，没有读取：{values}。",
        table=labels.spec.label,
        label=row.label,
        found=len(written),
        expected=len(columns),
        values=written or Message("空白"),
    )
    return CELLS_NOT_PLACED(message, place=place)


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
    new = tuple.__new__  # takes half the time of _Candidate(), which is a function of Python's
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
        at, row = label_in(cells, keys, labels)
        values = cells[at + 1 :]
        if foreign and row is not None and keys[at] in labels.elsewhere:
            # 总计 heads a column of table IV as well: below its other headers this is no row of table III.
            foreign = len(values) != len(labels.spec.columns_of[row.id])
            if foreign:
                continue
        if values and at >= 0 and (row is not None or any(cell.text for cell in values)):
            found.append(new(_Candidate, (index, number, row, cells[at], keys[at], values, header)))
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
    for each in candidates:
        if each.row is not None:
            resolved.append(each)
            continue
        place = place_in(grids[each.grid].grid, each.number, labels.spec)
        if unknown == _MOST_UNKNOWN:
            message = Message("{table}格式以外的行过多，以下不再逐行列出，其数字没有计入。", table=labels.spec.label)
            findings.append(ROW_UNKNOWN(message, place=place))
        if unknown >= _MOST_UNKNOWN:
            unknown += 1
            continue
        row = _meant(each, resolved[-1].row if resolved else None, present, labels)
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


def _meant(each: _Candidate, before: Row | None, present: set[str], labels: Labels) -> Row | None:
    """Give the missing row that a misspelt label means: the most alike, or the one due where it stands."""
    missing = {key: row for key, row in labels.rows.items() if row.id not in present}
    alike = most_alike(each.key, missing)
    if alike is not None:
        return alike
    order = [row.id for row in labels.spec.rows]
    if before is not None and before.id not in order:
        return None
    due = labels.spec.rows[order.index(before.id) + 1 if before else 0 :][:1]
    return most_alike(
        each.key, {core(row.label): row for row in due if row.id not in present}, at_least=_MISSPELT_IN_PLACE
    )


def _columns(
    header: Mapping[int, str],
    official: Sequence[Column],
    block: int,
    grid: Grid,
    labels: Labels,
    order: dict[int, tuple[Column, ...]],
) -> tuple[Sequence[int], Sequence[Column]]:
    """Give the positions in the grid of a block's columns, where they are known, and the columns.

    The header decides when it names every column of the block; a fragment without a header goes on
    in the order the block had last; else the official order holds.
    """
    if grid.aligned and len(header) >= len(official):
        headed = [
            (position, column) for position, key in sorted(header.items()) for column in labels.columns_in[block][key]
        ]
        if len(headed) == len(official) == len({column.id for _, column in headed}):
            order[block] = tuple(column for _, column in headed)
            return [position for position, _ in headed], order[block]
    return (), order.get(block, official)


def _unit(header: Mapping[int, str], block: int, labels: Labels) -> str:
    """Give the unit that the header over a column of money names, or the format's where there is no header."""
    money = labels.money[block]
    if money is None:
        return ""
    written = next((key for key in header.values() if money in labels.columns_in[block][key]), None)
    if written is None:
        return money.unit
    return next((unit for unit in ("亿元", "万元", "元") if written.endswith(unit)), "")


def _assign(
    each: _Candidate,
    positions: Sequence[int],
    columns: Sequence[Column],
    grid: Grid,
    labels: Labels,
    place: Place,
    findings: list[Finding],
    candidates: Sequence[_Candidate],
) -> tuple[Sequence[Column], Sequence[Cell]]:
    """Give the columns of a row's values, and the values, where there are more or fewer values than columns.

    By the header above each value, else by order without the blanks that fill up the row, and all the
    same when the counts still differ. `candidates` show how other rows are filled up.
    """
    at = dict(zip(positions, columns))
    headed = [cell for cell in each.values if cell.column in at] if grid.aligned else []
    under = [at[cell.column] for cell in headed]
    more = any(says_figure(cell.text) for cell in each.values if cell.column not in at)
    if len(headed) == len(columns) and not more:
        return under, headed
    values = _without_filling(_spread(each, len(columns)), len(columns), candidates)
    if len(values) == len(columns):
        return columns, values
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
    return columns, values


def _spread(each: _Candidate, wanted: int) -> _Candidate:
    """Give a row in which one cell that says there is none, merged over all columns, stands in each of them."""
    if len(each.values) != 1 or each.values[0].colspan != wanted or read_cell(each.values[0].text).value:
        return each
    (cell,) = each.values
    return each._replace(values=[cell._replace(column=cell.column + i, colspan=1) for i in range(wanted)])


def _without_filling(each: _Candidate, wanted: int, candidates: Sequence[_Candidate]) -> Sequence[Cell]:
    """Give the values without the blank cells that fill up a row before or behind them, as in the other rows."""
    values = each.values
    first, last = 0, len(values)
    if last > wanted and not (values[0].text or values[-1].text) and _filled_behind(each, wanted, candidates):
        last -= min(last - wanted, _blanks(values[::-1]))
    first = min(last - wanted, _blanks(values)) if last > wanted else 0
    last -= min(last - first - wanted, _blanks(values[last - 1 :: -1])) if last - first > wanted else 0
    return values[first:last]


def _blanks(values: Sequence[Cell]) -> int:
    return next((index for index, cell in enumerate(values) if cell.text), len(values))


def _filled_behind(row: _Candidate, wanted: int, candidates: Sequence[_Candidate]) -> bool:
    """Tell whether a row that is blank at both ends is filled up at its end, as others as long that are blank at one.

    Where no other tells, a total is more likely to be filled in than not.
    """
    ends = Counter(
        bool(each.values[0].text)
        for each in candidates
        if each.grid == row.grid
        and len(each.values) == len(row.values)
        and bool(each.values[0].text) != bool(each.values[-1].text)
    )
    return ends[True] > ends[False] or (ends[True] == ends[False] and bool(row.values[wanted - 1].text))


def _shortened(text: str) -> str:
    text = "".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
