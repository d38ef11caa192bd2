"""One report in the many forms that offices give it in Word and Excel, for the tests of their readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from io import BytesIO

import docx
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.report.shapes import official

from gongkai.report.blocks import Cell, Grid, TextBlock
from gongkai.report.model import Report

Shape = Callable[[Report], bytes]
Write = Callable[[str], str]

_FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
_BY = 'w:id="1" w:author="某人" w:date="2024-01-05T00:00:00Z"'


# ── DOCX ─────────────────────────────────────────────────────────────────────


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _tc(cell: Cell, content: str, merge: str = "") -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.colspan}"/>{merge}</w:tcPr>{content}</w:tc>'


def _tbl(rows: Iterable[str], width: int) -> str:
    columns = "<w:gridCol/>" * width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _width(grid: Grid) -> int:
    return max(cell.column + cell.colspan for row in grid.rows for cell in row)


def _table(grid: Grid, write: Write = lambda text: _p(_run(text))) -> str:
    """Give a grid as a table of Word, its merges written out row by row."""
    rows = []
    open_cells: dict[int, tuple[Cell, int]] = {}
    for row in grid.rows:
        cells = [(cell.column, _tc(cell, write(cell.text), _restart(cell))) for cell in row]
        for cell, _ in open_cells.values():
            cells.append((cell.column, _tc(cell, _p(""), "<w:vMerge/>")))
        open_cells = {column: (cell, left - 1) for column, (cell, left) in open_cells.items() if left > 1}
        open_cells |= {cell.column: (cell, cell.rowspan - 1) for cell in row if cell.rowspan > 1}
        rows.append("<w:tr>" + "".join(content for _, content in sorted(cells)) + "</w:tr>")
    return _tbl(rows, _width(grid))


def _restart(cell: Cell) -> str:
    return '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""


def _document(contents: Iterable[str]) -> bytes:
    document = docx.Document()
    body = document.element.body
    namespaces = (
        nsdecls("w") + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps='
        '"http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    for element in parse_xml(f"<w:body {namespaces}>{''.join(contents)}</w:body>"):
        body.insert(len(body) - 1, element)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _in_turn(report: Report, table: Callable[[Grid], str], line: Write = lambda text: _p(_run(text))) -> list[str]:
    return [table(block) if isinstance(block, Grid) else line(block.text) for block in official(report)]


def docx_merged(report: Report) -> bytes:
    return _document(_in_turn(report, _table))


def docx_typed(report: Report) -> bytes:
    """Figures of full width, labels over two lines and in several runs."""

    def write(text: str) -> str:
        if text.isdigit():
            return _p(_run(" ") + _run(text.translate(_FULL_WIDTH)))
        half = len(text) // 2
        return _p(_run(text[:half]) + "<w:r><w:br/></w:r>" + _run(text[half:])) + _p("")

    return _document(_in_turn(report, lambda grid: _table(grid, write)))


def docx_filled(report: Report) -> bytes:
    """No merged cells: what a merge covered stands as blank cells."""

    def table(grid: Grid) -> str:
        rows = []
        for row in grid.rows:
            at = {cell.column: cell.text for cell in row}
            cells = [_tc(Cell("", column), _p(_run(at.get(column, "")))) for column in range(_width(grid))]
            rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
        return _tbl(rows, _width(grid))

    return _document(_in_turn(report, table))


def docx_layout_table(report: Report) -> bytes:
    """The whole report in one cell of a table, as when it was pasted from a page."""
    inside = "".join(_in_turn(report, lambda grid: _table(grid) + _p("")))
    head = f"<w:tr>{_tc(Cell('', 0), _p(_run('索引号')))}{_tc(Cell('', 1), _p(_run('11370321/2024-00001')))}</w:tr>"
    return _document([_tbl([head, f"<w:tr>{_tc(Cell('', 0, 2), inside)}</w:tr>"], 2), _p("")])


def _box(content: str) -> str:
    """Give a text box as Word writes it: for new programs as a shape, for old ones as VML."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    shape = f"<w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{older}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def docx_text_boxes(report: Report) -> bytes:
    """Title and tables in text boxes."""
    title, *rest = _in_turn(report, lambda grid: _p(_box(_table(grid) + _p(""))))
    return _document([_p(_box(title)), *rest])


def docx_tracked(report: Report) -> bytes:
    """Every figure changed, a row and a paragraph deleted in each place, with nothing accepted yet."""
    gone = f"<w:del {_BY}><w:r><w:delText>99</w:delText></w:r></w:del>"

    def write(text: str) -> str:
        kept = "" if text.isdigit() else text[:2]
        return _p(_run(kept) + gone + f"<w:ins {_BY}>{_run(text.removeprefix(kept))}</w:ins>")

    def table(grid: Grid) -> str:
        deleted = f"<w:tr><w:trPr><w:del {_BY}/></w:trPr>{_tc(Cell('', 0, _width(grid)), _p(gone))}</w:tr>"
        return _table(grid, write).replace("</w:tblGrid>", f"</w:tblGrid>{deleted}", 1)

    def line(text: str) -> str:
        return _p(gone, f"<w:rPr><w:del {_BY}/></w:rPr>") + _p(_run(text))

    return _document(_in_turn(report, table, line))


def docx_nested_cells(report: Report) -> bytes:
    """Every figure in a table of its own."""

    def write(text: str) -> str:
        own = _tbl([f"<w:tr>{_tc(Cell('', 0), _p(_run(text)))}</w:tr>"], 1)
        return own + _p("") if text.isdigit() else _p(_run(text))

    return _document(_in_turn(report, lambda grid: _table(grid, write)))


def docx_split_tables(report: Report) -> bytes:
    """Every long table broken in two by hand, the second half without a header."""

    def table(grid: Grid) -> str:
        if len(grid.rows) < 12:
            return _table(grid)
        return _table(grid._replace(rows=grid.rows[:9])) + _p("") + _table(grid._replace(rows=grid.rows[9:]))

    return _document(_in_turn(report, table))


DOCX_SHAPES: tuple[Shape, ...] = (
    docx_merged,
    docx_typed,
    docx_filled,
    docx_layout_table,
    docx_text_boxes,
    docx_tracked,
    docx_nested_cells,
    docx_split_tables,
)


# ── XLSX ─────────────────────────────────────────────────────────────────────


def _put(sheet: Worksheet, grid: Grid, top: int, left: int, value: Callable[[str], object], *, merged: bool) -> int:
    """Write a grid from a place on, which counts from 1; give the row below it."""
    for number, row in enumerate(grid.rows, start=top):
        for cell in row:
            column = left + cell.column
            sheet.cell(number, column, value(cell.text))
            if merged and (cell.colspan > 1 or cell.rowspan > 1):
                sheet.merge_cells(
                    start_row=number,
                    start_column=column,
                    end_row=number + cell.rowspan - 1,
                    end_column=column + cell.colspan - 1,
                )
    return top + len(grid.rows)


def _number(text: str) -> object:
    return float(text) if text.lstrip("-").replace(".", "", 1).isdigit() else text


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _grids(report: Report) -> list[Grid]:
    return [block for block in official(report) if isinstance(block, Grid)]


def _three_sheets(
    report: Report, value: Callable[[str], object] = _number, *, top: int = 2, left: int = 1, merged: bool = True
) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, grid in zip(("表二", "表三", "表四"), _grids(report), strict=True):
        sheet = book.create_sheet(name)
        sheet.cell(1, 1, report.title)
        _put(sheet, grid, top, left, value, merged=merged)
    return book


def xlsx_three_sheets(report: Report) -> bytes:
    return _saved(_three_sheets(report))


def xlsx_texts(report: Report) -> bytes:
    """Numbers as texts, with separators and spaces."""
    return _saved(_three_sheets(report, lambda text: f" {int(text):,} " if text.isdigit() else text))


def xlsx_unmerged(report: Report) -> bytes:
    return _saved(_three_sheets(report, merged=False))


def xlsx_apart(report: Report) -> bytes:
    """Tables that begin in the middle of the sheet, and a stray blank far below."""
    book = _three_sheets(report, top=6, left=3)
    for sheet in book.worksheets:
        sheet.cell(5000, 30, " ")
    return _saved(book)


def xlsx_one_sheet(report: Report) -> bytes:
    """The whole report on one sheet, its paragraphs in merged rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    row = 1
    for block in official(report):
        if isinstance(block, Grid):
            row = _put(sheet, block, row, 1, _number, merged=True)
        else:
            sheet.cell(row, 1, block.text)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=10)
            row += 1
    return _saved(book)


def xlsx_blank_rows(report: Report) -> bytes:
    """The whole report on one sheet, with a blank row behind each paragraph and table and nothing merged for text."""
    book = Workbook()
    sheet = book.worksheets[0]
    row = 1
    for block in official(report):
        if isinstance(block, TextBlock):
            sheet.cell(row, 1, block.text)
            row += 2
        else:
            row = _put(sheet, block, row, 1, _number, merged=True) + 1
    return _saved(book)


def xlsx_with_hidden_sheet(report: Report) -> bytes:
    """Last year's tables on a hidden sheet, with other figures."""
    book = _three_sheets(report)
    hidden = book.create_sheet("上年", 0)
    hidden.sheet_state = "hidden"
    _put(hidden, _grids(report)[1], 1, 1, lambda text: int(text) + 7 if text.isdigit() else text, merged=True)
    book.active = 1
    return _saved(book)


def xlsx_formulas(report: Report) -> bytes:
    """Every figure a formula, whose last value is kept."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    for grid in _grids(report):
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, report.title)
        for number, row in enumerate(grid.rows, start=1):
            for cell in row:
                if cell.colspan > 1 or cell.rowspan > 1:
                    last = (number + cell.rowspan - 1, cell.column + cell.colspan - 1)
                    sheet.merge_range(number, cell.column, *last, cell.text)
                if cell.text.isdigit():
                    sheet.write_formula(number, cell.column, f"={cell.text}+0", value=int(cell.text))
                else:
                    sheet.write_string(number, cell.column, cell.text)
    book.close()
    return out.getvalue()


XLSX_SHAPES: tuple[Shape, ...] = (
    xlsx_three_sheets,
    xlsx_texts,
    xlsx_unmerged,
    xlsx_apart,
    xlsx_one_sheet,
    xlsx_blank_rows,
    xlsx_with_hidden_sheet,
    xlsx_formulas,
)
