"""Table IV of a report, read across its one row: groups side by side, or one under another."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.report.blocks import Cell
from gongkai.report.cells import says_figure
from gongkai.report.edition import Column, Row
from gongkai.report.finding import Finding
from gongkai.report.recognise.keyed import FoundRow, KeyedGrid, label_in, place_in
from gongkai.report.recognise.labels import Labels
from gongkai.report.recognise.rows import is_placed, not_placed


def read_side_by_side(grids: Sequence[KeyedGrid], labels: Labels, findings: list[Finding]) -> list[FoundRow]:
    """Read table IV: five results for each of three groups that stand side by side, or one under another."""
    lines: list[FoundRow] = []
    awaiting = False
    for index, keyed_grid in enumerate(grids):
        headed = _heads_results(keyed_grid, labels)
        if not headed and not awaiting:
            continue
        found = _stacked(index, keyed_grid, labels) or _side_by_side(index, keyed_grid, labels, lines)
        if not keyed_grid.grid.aligned:
            found = _known_to_be_placed(found, keyed_grid, labels, findings)
        lines.extend(found)
        awaiting = headed and not found
    return lines or _left_blank(grids, labels)


def _known_to_be_placed(
    found: Sequence[FoundRow], keyed_grid: KeyedGrid, labels: Labels, findings: list[Finding]
) -> list[FoundRow]:
    """Give rows of a dump; where blank cells may have been left out, none is known to stand in its columns."""
    (block,) = labels.spec.blocks
    named = sum(key in labels.columns for keys in keyed_grid.keys for key in keys)
    whole = sum(len(line.cells) for line in found) >= min(named, len(found) * len(block.columns))
    if whole and all(is_placed(line.columns, line.cells) for line in found):
        return list(found)
    findings += [not_placed(labels, line.row, line.columns, line.cells, line.place) for line in found]
    return [line._replace(columns=block.columns, placed=False) for line in found]


def _left_blank(grids: Sequence[KeyedGrid], labels: Labels) -> list[FoundRow]:
    """Read a table in which nothing was filled in: it is there, and is not to be reported as missing.

    Blank cells are no proof of anything by themselves, so each must stand under its result and its group, or five
    behind the group's label.
    """
    (block,) = labels.spec.blocks
    for index, keyed_grid in enumerate(grids):
        if not keyed_grid.grid.aligned or not _heads_results(keyed_grid, labels):
            continue
        places, first = _headed(keyed_grid, labels), _first_of_results(keyed_grid, labels)
        if keyed_grid.grid.sheet and _names_results(keyed_grid.keys[-1], labels):
            # A sheet does not end with its last words: the row of figures is there below, all of it blank.
            blank = tuple(Cell("", column) for column in sorted(places))
            grid = keyed_grid.grid._replace(rows=(*keyed_grid.grid.rows, blank))
            keyed_grid = KeyedGrid(grid, (*keyed_grid.keys, ("",) * len(blank)), keyed_grid.all_keys)
        stacked = []
        for number, (cells, keys) in enumerate(zip(keyed_grid.grid.rows, keyed_grid.keys)):
            if number <= first:
                continue
            place = place_in(keyed_grid.grid, number, labels.spec)
            if not any(keys) and len(cells) == len(places) == len(block.rows) * len(block.columns):
                headed = [(*places[cell.column], cell) for cell in cells if cell.column in places]
                under = [(row, [(column, cell) for r, column, cell in headed if r is row]) for row in block.rows]
                return [FoundRow(index, row, [c for c, _ in own], [v for _, v in own], place) for row, own in under]
            at, row = label_in(cells, keys, labels)
            values = cells[at + 1 :]
            if row is not None and len(values) == len(block.columns) and not any(keys[at + 1 :]):
                stacked.append(FoundRow(index, row, block.columns, values, place))
        if stacked:
            return stacked
    return []


def _heads_results(keyed_grid: KeyedGrid, labels: Labels) -> bool:
    """Tell whether a grid names the results of table IV; one may be misspelt."""
    named = {columns[0].id for key, columns in labels.columns.items() if key in keyed_grid.all_keys}
    return len(named) >= len(labels.spec.blocks[0].columns) - 1


def _stacked(index: int, keyed_grid: KeyedGrid, labels: Labels) -> list[FoundRow]:
    """Read groups that stand one under another, a group a row with its five results."""
    (block,) = labels.spec.blocks
    found = []
    under = _positions_of_results(keyed_grid, labels)
    if not keyed_grid.grid.aligned or len(under) != len(block.columns):
        under = set()
    for number, (cells, keys) in enumerate(zip(keyed_grid.grid.rows, keyed_grid.keys)):
        if labels.rows.keys().isdisjoint(keys):
            continue
        at, row = label_in(cells, keys, labels)
        values = [cell for cell in cells[at + 1 :] if not under or cell.column in under]
        if row is not None and len(values) == len(block.columns) and any(says_figure(cell.text) for cell in values):
            place = place_in(keyed_grid.grid, number, labels.spec)
            found.append(FoundRow(index, row, block.columns, values, place))
    return found


def _side_by_side(index: int, keyed_grid: KeyedGrid, labels: Labels, earlier: Sequence[FoundRow]) -> list[FoundRow]:
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
        if number < first or (keyed_grid.grid.aligned and _names_results(keys, labels)):
            continue
        headed = [(*places[cell.column], cell) for cell in cells if cell.column in places]
        whole = keyed_grid.grid.aligned and len(headed) == len(block.rows) * width
        values = [cell for *_, cell in headed] if whole else _figures_of(cells, keys)
        if not any(says_figure(cell.text) for cell in values):
            continue
        place = place_in(keyed_grid.grid, number, labels.spec)
        if keyed_grid.grid.aligned and not any(cell.text for cell in values if cell.column not in places):
            under = [(row, [(column, cell) for r, column, cell in headed if r is row]) for row in block.rows]
            return [FoundRow(index, row, [c for c, _ in own], [v for _, v in own], place) for row, own in under if own]
        groups = [values[at : at + width] for at in range(0, len(values), width)]
        return [FoundRow(index, row, block.columns, group, place) for row, group in zip(rest or block.rows, groups)]
    return []


def _first_of_results(keyed_grid: KeyedGrid, labels: Labels) -> int:
    """Give the first row that names results; a dump may hold other tables above it. 0 when none does."""
    for number, keys in enumerate(keyed_grid.keys):
        if _names_results(keys, labels):
            return number
    return 0


def _positions_of_results(keyed_grid: KeyedGrid, labels: Labels) -> set[int]:
    rows = zip(keyed_grid.grid.rows, keyed_grid.keys)
    return {cell.column for cells, keys in rows for cell, key in zip(cells, keys) if key in labels.columns}


def _names_results(keys: Sequence[str], labels: Labels) -> bool:
    return len(labels.columns.keys() & set(keys)) >= 2


def _figures_of(cells: Sequence[Cell], keys: Sequence[str]) -> Sequence[Cell]:
    """Give the cells behind the last words of a row."""
    first = len(cells)
    while first and not (keys[first - 1] and not says_figure(cells[first - 1].text)):
        first -= 1
    return cells[first:]


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
