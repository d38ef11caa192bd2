"""XLSX, XLSB, XLS and ODS by python-calamine: each visible sheet as grids and lines, with the values formulas had last.

Blank rows part a sheet into grids; a row of one cell is a line where it stands over the table, below
it, or is running text. Columns are those of the sheet. The cells that a file would unfold to are
counted before they are unfolded, save in XLS, where only the limits of a worker help.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message, chinese_date
from gongkai.report.blocks import Block, Cell, Document, Grid, TextBlock, too_long
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.readers.hidden import HIDDEN_CONTENT
from gongkai.report.readers.spacing import RUNNING_TEXT, cell_text, tidy
from gongkai.untrusted.archive import Archive, broken, locked, parse_xml

if TYPE_CHECKING:
    from lxml import etree
    from python_calamine import CalamineSheet, CalamineWorkbook

FORMULAS_NOT_COMPUTED = Code(
    "formulas-not-computed",
    Severity.WARNING,
    Message("公式没有保存计算结果"),
    Message("表格里的公式没有连同计算结果一起保存；这里只读保存的结果，这些单元格按空白读取。"),
    Message("请用表格软件打开文件，重新计算后保存再核对。"),
)
CODES = (FORMULAS_NOT_COMPUTED,)

_MOST_CELLS = 12_000_000
_MOST_ROWS = 20_000
_MOST_MERGES = 5_000
_WIDEST = 200
_TALLEST = 1000
_LONGEST_INTEGER = 1e15
"""Spreadsheets keep fifteen digits; a larger number is no longer exact."""

_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"[^>]*(?<!/)>')
_UNCOMPUTED = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_ODS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


class _Value(NamedTuple):
    """A cell of a sheet before its row is known to be a line or part of a table."""

    text: str
    column: int
    colspan: int
    rowspan: int


class _Merge(NamedTuple):
    """A merged range, with its ends included; all count from 0."""

    top: int
    left: int
    bottom: int
    right: int


_Row = Sequence[_Value]


class _Run(NamedTuple):
    """Rows that follow on each other, and what number the first has in the sheet, counted from 1."""

    top: int
    rows: list[_Row]


def read_spreadsheet(data: bytes) -> Document:
    """Give the blocks of the visible sheets of a workbook in order. Raises UnreadableDocument."""
    measured = _measure(Archive(data)) if data.startswith(b"PK") else _Measured()
    blocks: list[Block] = []
    hidden = 0
    with _guarded():
        from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

        workbook = load_workbook(BytesIO(data))
        for index, about in enumerate(workbook.sheets_metadata):
            if about.visible != SheetVisibleEnum.Visible:
                hidden += 1
            elif about.typ == SheetTypeEnum.WorkSheet:
                sheet = _sheet(workbook, index)
                merges = measured.merges[index] if index < len(measured.merges) else _merges(sheet)
                for run in _runs(sheet, merges):
                    blocks.extend(_blocks(run, about.name))
    return Document(tuple(blocks), findings=tuple(_findings(measured.uncomputed, hidden)))


def _findings(uncomputed: int, hidden: int) -> Iterator[Finding]:
    if uncomputed:
        yield FORMULAS_NOT_COMPUTED(Message("有{count}个公式没有保存计算结果，按空白读取。", count=uncomputed))
    if hidden:
        yield HIDDEN_CONTENT(Message("工作簿有{count}个隐藏的工作表，没有读取。", count=hidden))


def _sheet(workbook: CalamineWorkbook, index: int) -> CalamineSheet:
    sheet = workbook.get_sheet_by_index(index)
    if sheet.total_height * min(sheet.total_width, _WIDEST) > _MOST_CELLS:
        raise too_long()
    return sheet


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn what calamine raises on damaged and locked files into our own refusals."""
    from python_calamine import PasswordError

    try:
        yield
    except (UnreadableDocument, MemoryError, ImportError):
        raise
    except PasswordError as error:
        raise locked() from error
    except Exception as error:
        raise broken() from error
    except BaseException as error:
        # A panic in Rust comes as a BaseException, so that nobody takes it for an ordinary error.
        if type(error).__name__ == "PanicException":
            raise broken() from error
        raise


# ── Before unfolding ─────────────────────────────────────────────────────────


class _Measured(NamedTuple):
    """What a package says before it is unfolded: formulas without results, and the merges of each sheet of an ODS."""

    uncomputed: int = 0
    merges: Sequence[Sequence[_Merge]] = ()


def _measure(archive: Archive) -> _Measured:
    """Look through the sheets of a package; refuse what would unfold to more cells than any report has."""
    content = archive.read("content.xml")
    if content is not None:
        return _Measured(merges=[_merges_of_table(table) for table in parse_xml(content).iter(f"{_ODS}table")])
    uncomputed = 0
    for ending in (".xml", ".bin"):
        for part in archive.each("xl/", ending):
            _require_modest(_extent(part))
            uncomputed += len(_UNCOMPUTED.findall(part))
    return _Measured(uncomputed)


def _require_modest(cells: int) -> None:
    if cells > _MOST_CELLS:
        raise too_long()


def _extent(part: bytes) -> int:
    """Give the cells of the least rectangle that holds all cells of a sheet of XLSX that are not empty."""
    filled = [(_column_number(letters), int(row)) for letters, row in _FILLED_CELL.findall(part)]
    tallest = max((int(row) for row in _ROW.findall(part)), default=0)
    widest = max((column for column, _ in filled), default=0)
    return widest * max(tallest if filled else 0, max((row for _, row in filled), default=0))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _merges_of_table(table: etree._Element) -> list[_Merge]:
    """Give the merged ranges of a sheet of an ODS, which calamine does not tell; count its cells."""
    merges: list[_Merge] = []
    cells = top = 0
    for row in table.iter(f"{_ODS}table-row"):
        left = filled = 0
        for cell in row:
            across, down = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            if across > 1 or down > 1:
                merges.append(_Merge(top, left, top + down - 1, left + across - 1))
            left += _count(cell, "number-columns-repeated")
            filled = left if len(cell) else filled
        repeated = _count(row, "number-rows-repeated")
        top += repeated
        cells += filled * repeated
        _require_modest(cells)
    return merges


def _count(element: etree._Element, name: str) -> int:
    written = str(element.get(_ODS + name, ""))
    return int(written) if written.isascii() and written.isdigit() and len(written) < 12 else 1


# ── Sheets ───────────────────────────────────────────────────────────────────


def _runs(sheet: CalamineSheet, merges: Sequence[_Merge]) -> Iterator[_Run]:
    """Give the rows of a sheet, in runs that no blank row parts; a row a merge reaches into is not blank."""
    if len(merges) > _MOST_MERGES:
        raise too_long()
    deepest = max((merge.bottom for merge in merges), default=-1)
    run = _Run(1, [])
    count = 0
    for number, values in enumerate(sheet.to_python(skip_empty_area=False)):
        if number > deepest and values.count("") == len(values):
            texts, over = [], []
        else:
            texts = [_text(value) for value in values[:_WIDEST]]
            over = [merge for merge in merges if merge.top <= number <= merge.bottom]
        if not any(texts) and not any(merge.top < number for merge in over):
            if run.rows:
                yield run
            run = _Run(number + 2, [])
            continue
        count += 1
        if count > _MOST_ROWS:
            raise too_long()
        run.rows.append(_row(texts, number, over))
    if run.rows:
        yield run


def _merges(sheet: CalamineSheet) -> list[_Merge]:
    return [_Merge(*first, *last) for first, last in sheet.merged_cell_ranges or ()]


def _row(texts: Sequence[str], number: int, over: Iterable[_Merge]) -> list[_Value]:
    """Give the cells that begin in a row: those a merge covers from above or from the left are none."""
    begins: dict[int, _Merge] = {}
    covered: set[int] = set()
    for merge in over:
        columns = range(merge.left, min(merge.right, _WIDEST) + 1)
        covered.update(columns if merge.top < number else columns[1:])
        if merge.top == number:
            begins[merge.left] = merge
    row = []
    for column, text in enumerate(texts):
        if column in covered:
            continue
        merge = begins.get(column, _Merge(number, column, number, column))
        colspan, rowspan = merge.right - merge.left + 1, merge.bottom - merge.top + 1
        row.append(_Value(text, column, min(colspan, _WIDEST), min(rowspan, _TALLEST)))
    return row


def _text(value: object) -> str:
    """Write a value as its cell shows it, without the cell's number format, which is not known.

    >>> [_text(value) for value in (3.0, 2.50, 0.1 + 0.2, -2, True, date(2024, 1, 20), " 甲 ")]
    ['3', '2.5', '0.3', '-2', 'TRUE', '2024年1月20日', '甲']
    """
    match value:
        case bool():
            return str(value).upper()
        case float() if value.is_integer() and abs(value) < _LONGEST_INTEGER:
            return str(int(value))
        case float():
            return f"{Decimal(f'{value:.15g}'):f}"
        case date():
            return chinese_date(value)
        case _:
            return str(value).strip()


# ── Lines and grids ──────────────────────────────────────────────────────────


def _blocks(run: _Run, sheet: str) -> Iterator[Block]:
    """Give a run of rows as grids and as the lines that stand over, below and between them."""
    reached = _reached(run.rows)
    rows = _trimmed(run.rows, reached)
    first = next((at for at, row in enumerate(rows) if len(_filled(row)) > 1), len(rows))
    grid: list[_Row] = []
    for at, row in enumerate(rows):
        filled = _filled(row)
        if len(filled) == 1 and at not in reached and _is_line(rows, at, first):
            yield from _grid(grid, sheet, run.top + at - len(grid))
            grid = []
            yield from (TextBlock(text) for line in filled[0].text.splitlines() if (text := tidy(line)))
        else:
            grid.append(filled if at < first else row)
    yield from _grid(grid, sheet, run.top + len(rows) - len(grid))


def _reached(rows: Sequence[_Row]) -> set[int]:
    """Give the rows that a merge reaches into from above: these belong to a table, however little is left of them."""
    return {below for at, row in enumerate(rows) for cell in row for below in range(at + 1, at + cell.rowspan)}


def _is_line(rows: Sequence[_Row], at: int, first: int) -> bool:
    """Tell whether a row with one filled cell is a line of text and no row of a table.

    The nearest row over the table, or over a part of it, may be its heading and stays with it.
    """
    (cell,) = _filled(rows[at])
    if len(cell.text) > RUNNING_TEXT or cell.text.endswith("。"):
        return True
    if at < first:
        return at + 1 < first or first == len(rows)
    return len(rows[at]) == 1 and (at + 1 == len(rows) or len(rows[at + 1]) == 1)


def _filled(row: _Row) -> list[_Value]:
    return [cell for cell in row if cell.text]


def _trimmed(rows: Sequence[_Row], reached: set[int]) -> list[_Row]:
    """Give rows without the blank cells beside them: tables of different widths may stand in one run.

    A row that is one merged cell over half the width or more stands between tables, or between their parts.
    """
    width = _right(rows) - _left(rows)
    trimmed: list[_Row] = []
    part: list[_Row] = []
    for at, row in enumerate(rows):
        filled = _filled(row)
        if len(filled) == 1 and at not in reached and 1 < filled[0].colspan >= width / 2:
            trimmed += [*_cut(part), filled]
            part = []
        else:
            part.append(row)
    return [*trimmed, *_cut(part)]


def _cut(rows: Sequence[_Row]) -> list[_Row]:
    left, right = _left(rows), _right(rows)
    return [[cell for cell in row if left <= cell.column < right] for row in rows]


def _left(rows: Sequence[_Row]) -> int:
    return min((cell.column for row in rows for cell in _filled(row)), default=0)


def _right(rows: Sequence[_Row]) -> int:
    return max((cell.column + cell.colspan for row in rows for cell in _filled(row)), default=0)


def _grid(rows: Sequence[_Row], sheet: str, top: int) -> Iterator[Grid]:
    if any(map(_filled, rows)):
        cells = tuple(tuple(Cell(cell_text(text), *place) for text, *place in row) for row in rows)
        yield Grid(cells, sheet=sheet, top=top)
