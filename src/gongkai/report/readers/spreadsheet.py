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
from gongkai.report.readers.archive import Archive, broken, locked, parse_xml
from gongkai.report.readers.hidden import HIDDEN_CONTENT
from gongkai.report.readers.spacing import RUNNING_TEXT, cell_text, tidy

if TYPE_CHECKING:
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
_LONGEST_INTEGER = 1e15
"""Spreadsheets keep fifteen digits; a larger number is no longer exact."""

_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"[^>]*(?<!/)>')
_UNCOMPUTED = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_ODS_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


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


def read_spreadsheet(data: bytes) -> Document:
    """Give the blocks of the visible sheets of a workbook in order. Raises UnreadableDocument."""
    findings: list[Finding] = []
    if data.startswith(b"PK"):
        findings.extend(_measure(Archive(data)))
    blocks: list[Block] = []
    hidden = 0
    with _guarded():
        from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

        workbook = load_workbook(BytesIO(data))
        for index, sheet in enumerate(workbook.sheets_metadata):
            if sheet.visible != SheetVisibleEnum.Visible:
                hidden += 1
            elif sheet.typ == SheetTypeEnum.WorkSheet:
                blocks.extend(_blocks_of_sheet(_sheet(workbook, index)))
    if hidden:
        findings.append(HIDDEN_CONTENT(Message("工作簿有{count}个隐藏的工作表，没有读取。", count=hidden)))
    return Document(tuple(blocks), findings=tuple(findings))


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
    except (UnreadableDocument, MemoryError):
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


def _measure(archive: Archive) -> Iterator[Finding]:
    """Refuse what would unfold to more cells than any report has; tell of formulas without results."""
    content = archive.read("content.xml")
    if content is not None:
        _require_modest(_unfolded(content))
    uncomputed = 0
    for ending in (".xml", ".bin"):
        for part in archive.each("xl/", ending):
            _require_modest(_extent(part))
            uncomputed += len(_UNCOMPUTED.findall(part))
    if uncomputed:
        yield FORMULAS_NOT_COMPUTED(Message("有{count}个公式没有保存计算结果，按空白读取。", count=uncomputed))


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


def _unfolded(content: bytes) -> int:
    """Give the cells that the repeated rows and cells of an ODS stand for, those at the end that are empty aside."""
    cells = 0
    for row in parse_xml(content).iter(f"{_ODS_TABLE}table-row"):
        width = used = 0
        for cell in row:
            width += _repeated(cell.get(f"{_ODS_TABLE}number-columns-repeated"))
            used = width if len(cell) else used
        cells += used * _repeated(row.get(f"{_ODS_TABLE}number-rows-repeated"))
    return cells


def _repeated(written: str | None) -> int:
    return int(written) if written is not None and written.isascii() and written.isdigit() and len(written) < 12 else 1


# ── Sheets ───────────────────────────────────────────────────────────────────


def _blocks_of_sheet(sheet: CalamineSheet) -> Iterator[Block]:
    for rows in _tables(sheet):
        yield from _blocks(rows)


def _tables(sheet: CalamineSheet) -> Iterator[list[_Row]]:
    """Give the rows of a sheet, in runs that no blank row parts; a row a merge reaches into is not blank."""
    merges = _merges(sheet)
    first = 0 if sheet.start is None else sheet.start[0]
    shift = 0 if sheet.start is None else sheet.start[1]
    run: list[_Row] = []
    count = 0
    for number, values in enumerate(sheet.iter_rows(), start=first):
        texts = [_text(value) for value in values[:_WIDEST]]
        over = [merge for merge in merges if merge.top <= number <= merge.bottom]
        if not any(texts) and not any(merge.top < number for merge in over):
            if run:
                yield run
            run = []
            continue
        count += 1
        if count > _MOST_ROWS:
            raise too_long()
        run.append(_row(texts, number, shift, over))
    if run:
        yield run


def _merges(sheet: CalamineSheet) -> list[_Merge]:
    """Give the merged ranges, cut off where the sheet's content ends."""
    ranges = sheet.merged_cell_ranges or []
    if len(ranges) > _MOST_MERGES:
        raise too_long()
    last = 0 if sheet.end is None else sheet.end[0]
    return [_Merge(top, left, min(bottom, last), right) for (top, left), (bottom, right) in ranges]


def _row(texts: Sequence[str], number: int, shift: int, over: Iterable[_Merge]) -> list[_Value]:
    """Give the cells that begin in a row: those a merge covers from above or from the left are none."""
    begins: dict[int, _Merge] = {}
    covered: set[int] = set()
    for merge in over:
        columns = range(merge.left, min(merge.right, shift + _WIDEST) + 1)
        covered.update(columns if merge.top < number else columns[1:])
        if merge.top == number:
            begins[merge.left] = merge
    row = []
    for column, text in enumerate(texts, start=shift):
        if column in covered:
            continue
        merge = begins.get(column, _Merge(number, column, number, column))
        colspan = min(merge.right - merge.left + 1, _WIDEST)
        row.append(_Value(text, column, colspan, merge.bottom - merge.top + 1))
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


def _blocks(rows: Sequence[_Row]) -> Iterator[Block]:
    """Give a run of rows as grids and as the lines that stand over, below and between them."""
    rows = _trimmed(rows)
    first = next((at for at, row in enumerate(rows) if len(_filled(row)) > 1), len(rows))
    grid: list[_Row] = []
    for at, row in enumerate(rows):
        filled = _filled(row)
        if len(filled) == 1 and _is_line(rows, at, first):
            yield from _grid(grid)
            grid = []
            yield from (TextBlock(text) for line in filled[0].text.splitlines() if (text := tidy(line)))
        else:
            grid.append(filled if at < first else row)
    yield from _grid(grid)


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


def _trimmed(rows: Sequence[_Row]) -> list[_Row]:
    """Give rows without the blank cells to the left and to the right of everything."""
    filled = [cell for row in rows for cell in _filled(row)]
    left = min((cell.column for cell in filled), default=0)
    right = max((cell.column + cell.colspan for cell in filled), default=0)
    return [[cell for cell in row if left <= cell.column < right] for row in rows]


def _grid(rows: Sequence[_Row]) -> Iterator[Grid]:
    if any(map(_filled, rows)):
        yield Grid(tuple(tuple(Cell(cell_text(text), *place) for text, *place in row) for row in rows))
