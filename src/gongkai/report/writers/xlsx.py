"""The report as a workbook: a cover, a sheet a table, the text; a blank one is the year's collection form.

Totals are live formulas, checks stand beside and below the tables, only what is to be filled in can
be changed, and nothing has a password. A total whose figure is not the sum stays the figure that was
reported: a formula there would change the report behind its reader's back, and the check says by how
much it is off. Readers without a calculator see the results stored beside the formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.edition import Edition
from gongkai.report.equations import Equation, equations_of
from gongkai.report.figures import cell_text, digits
from gongkai.report.model import Figure, Key, Number, Part, Report, Table
from gongkai.report.widths import columns_wide
from gongkai.report.writers.layout import Laid, Layout, heading, lay_out, title
from gongkai.typesetting.characters import characters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_EXACT = 15
"""So many digits of a number a workbook keeps; a longer one is written as text."""

_LONGEST = 32_000
"""A cell holds a little more characters than this; a longer paragraph goes on in the next."""

_TALLEST = 409
"""No row is higher, in points."""

_PAGE = 80
"""The width of a page in characters."""

# The format of the file asks for a date of creation, and nothing here reads the clock.
_UNDATED = datetime(1980, 1, 1)

_BALANCED, _OFF = "平衡", "相差"
_CHECKS = "勾稽核对"
_COVER, _TEXT = "封面", "文字部分"
_USUAL_TITLE = '=B3&IF(B4="","",B4&"年")&"政府信息公开工作年度报告"'
_NOTES = (
    "白色单元格可以填写，其他单元格已锁定；工作表保护没有密码，需要时可以撤销。",
    "总计由公式自动算出；“勾稽核对”显示“平衡”，或者“相差”多少。",
    "没有发生的填0，空白表示没有填报，与0不同。",
    "数字只填在“表二”“表三”“表四”，文字填在“文字部分”。",
)


def write_xlsx(report: Report) -> bytes:
    """Write a report as XLSX; equal reports give equal bytes."""
    import xlsxwriter

    written = BytesIO()
    look = {"font_name": "宋体", "font_size": 11}
    with xlsxwriter.Workbook(written, {"in_memory": True, "default_format_properties": look}) as book:
        book.set_properties(
            {
                "title": characters(title(report)),
                "author": characters(report.agency),
                "subject": str(report.edition.citation),
                "created": _UNDATED,
            }
        )
        formats = _formats(book)
        _write_cover(book.add_worksheet(_COVER), formats, report)
        for table in report.tables.values():
            _write_table(book.add_worksheet(table.spec.label), formats, report.edition, table)
        _write_text(book.add_worksheet(_TEXT), formats, report)
    return written.getvalue()


def write_form(edition: Edition, agency: str = "", year: int | None = None) -> bytes:
    """Write the blank form (填报表) of an edition: every official row, no figure, no text."""
    tables = {
        spec.id: Table(
            spec,
            spec.rows,
            {(row.id, column.id): Figure(unit=column.unit) for row in spec.rows for column in spec.columns_of[row.id]},
        )
        for spec in edition.tables
    }
    parts = tuple(Part(spec, spec.numeral, spec.label) for spec in edition.parts)
    return write_xlsx(Report(edition, agency, year, parts=parts, tables=tables))


def _formats(book: Workbook) -> Mapping[str, Format]:
    table = {"border": 1, "border_color": "#4A4A4A", "align": "center", "valign": "vcenter", "text_wrap": True}
    shaded = {**table, "bg_color": "#F4F3EF"}
    centred = {"align": "center", "valign": "vcenter"}
    looks = {
        "title": {"font_name": "黑体", "font_size": 18, **centred, "text_wrap": True},
        "name": {"font_name": "黑体", "font_size": 14, "valign": "vcenter"},
        "note": {"text_wrap": True, "valign": "top", "font_color": "#4A4A4A"},
        "field": {**shaded, "align": "right"},
        "entry": {**table, "align": "left", "locked": False},
        "heading": {"font_name": "黑体", "font_size": 12, "valign": "vcenter"},
        "text": {"text_wrap": True, "valign": "top", "align": "left", "locked": False, "border": 1},
        "block": {**shaded, "font_name": "黑体"},
        "over": shaded,
        "column": shaded,
        "corner": {**shaded, "align": "left"},
        "group": shaded,
        "label": {**shaded, "align": "left"},
        "input": {**table, "locked": False},
        "total": {**table, "bg_color": "#EAF1F7"},
        "check": {**centred, "font_size": 10, "text_wrap": True},
        "words": {"align": "right", "valign": "vcenter", "font_size": 10, "text_wrap": True, "font_color": "#4A4A4A"},
        "balanced": {"font_color": "#1B6E36"},
        "off": {"font_color": "#B3261E", "bold": True},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _set_up(sheet: Worksheet, *, landscape: bool = False, insert_rows: bool = False) -> None:
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.7, right=0.7, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C— &P —")
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": insert_rows})


# ── Cover and text ───────────────────────────────────────────────────────────


def _write_cover(sheet: Worksheet, formats: Mapping[str, Format], report: Report) -> None:
    _set_up(sheet)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 62)
    sheet.set_row(0, 60)
    sheet.merge_range(0, 0, 0, 1, "", formats["title"])
    whole = characters(title(report))
    if whole == characters(title(replace(report, title=""))):
        sheet.write_formula(0, 0, _USUAL_TITLE, formats["title"], whole)
    else:
        sheet.write_string(0, 0, whole, formats["title"])
    for row, name in enumerate(("填报单位：", "年度：", "年报格式："), start=2):
        sheet.set_row(row, 26)
        sheet.write_string(row, 0, name, formats["field"])
    sheet.write_string(2, 1, characters(report.agency), formats["entry"])
    if report.year is None:
        sheet.write_blank(3, 1, None, formats["entry"])
    else:
        sheet.write_number(3, 1, report.year, formats["entry"])
    sheet.data_validation(3, 1, 3, 1, {**_WHOLE, "criteria": ">=", "value": report.edition.from_year})
    sheet.write_string(4, 1, str(report.edition.citation), formats["label"])
    sheet.write_string(6, 0, "填报说明", formats["heading"])
    for row, note in enumerate(_NOTES, start=7):
        sheet.set_row(row, 32)
        sheet.merge_range(row, 0, row, 1, "", formats["note"])
        sheet.write_string(row, 0, f"{row - 6}. {note}", formats["note"])


def _write_text(sheet: Worksheet, formats: Mapping[str, Format], report: Report) -> None:
    """Write the narrative, a paragraph a row under the title and the headings of the parts."""
    _set_up(sheet, insert_rows=True)
    sheet.set_column(0, 0, _PAGE)
    sheet.set_row(0, 40)
    sheet.write_formula(0, 0, f"={_COVER}!A1", formats["title"], characters(title(report)))
    sheet.freeze_panes(1, 0)
    row = 1
    for look, text in _texts(report):
        for start in range(0, max(len(text), 1), _LONGEST):
            piece = text[start : start + _LONGEST]
            sheet.set_row(row, row_height([(piece, _PAGE)]) if piece else 120)
            sheet.write_string(row, 0, piece, formats[look])
            row += 1


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    """Go through the lines of text, each with its look; a part of text alone that has none leaves room for it."""
    for paragraph in report.preamble:
        yield "text", characters(paragraph.text)
    for part in report.parts:
        yield "heading", characters(heading(part))
        for paragraph in part.paragraphs:
            yield "text", characters(paragraph.text)
        if not part.paragraphs and not part.spec.table:
            yield "text", ""
    for paragraph in report.closing:
        yield "text", characters(paragraph.text)


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """Give the height in points of a row in which these texts stand in cells of these widths.

    Office programs leave rows as high as the file says, and one line high where it does not.
    """
    lines = (sum(ceil((columns_wide(line) or 1) / (width - 1)) for line in text.split("\n")) for text, width in texts)
    return float(min(max(20, 14 * max(lines, default=1) + 7), _TALLEST))


# ── Tables ───────────────────────────────────────────────────────────────────

_WHOLE = {
    "validate": "integer",
    "error_title": "请核对",
    "error_message": "请填写整数，不小于所要求的最小值；没有的填0。",
}
_VALIDATIONS = {
    "count": {**_WHOLE, "criteria": ">=", "value": 0},
    "change": {**_WHOLE, "criteria": ">=", "value": -(10**9)},
    "money": {**_WHOLE, "validate": "decimal", "criteria": ">=", "value": 0, "error_message": "请填写金额数字。"},
}
_WIDTHS = {
    "blocks": {"label": 20, "figure": 20},
    "rows": {"group": 9, "label": 36, "figure": 9},
    "side-by-side": {"figure": 9},
}
_FIRST = 1
"""The first row of a table, below the name of its sheet."""


class _Spot(NamedTuple):
    """Where a figure stands in its sheet, from 0."""

    row: int
    column: int

    @property
    def name(self) -> str:
        return _name(self.row, self.column)


def _write_table(sheet: Worksheet, formats: Mapping[str, Format], edition: Edition, table: Table) -> None:
    layout = lay_out(table)
    spots = _spots(layout)
    equations = [
        each
        for each in equations_of(edition, table.spec.id, table.alternatives_used)
        if spots.keys() >= {*each.left, *each.right}
    ]
    _set_up(sheet, landscape=table.spec.layout == "side-by-side")
    widths = [_WIDTHS[table.spec.layout][kind] for kind in layout.kinds]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, _sheet_name(edition, table), formats["name"])
    sums = {spots[key]: (equation, total) for key, (equation, total) in _sums(table, equations).items()}
    inputs: dict[str, list[_Spot]] = {}
    for row, line in enumerate(layout.lines, start=_FIRST):
        level = ((cell.text, sum(widths[cell.at : cell.at + cell.colspan])) for cell in line if cell.rowspan == 1)
        sheet.set_row(row, row_height(level))
        for cell in line:
            spot = _Spot(row, cell.at)
            if cell.row is None or cell.column is None:
                _span(sheet, spot, cell, formats[cell.role])
                sheet.write_string(*spot, characters(cell.text), formats[cell.role])
            elif spot in sums:
                equation, total = sums[spot]
                _span(sheet, spot, cell, formats["total"])
                sheet.write_formula(*spot, _sum_formula(equation, spots), formats["total"], total)
            else:
                _span(sheet, spot, cell, formats["input"])
                _write_figure(sheet, spot, table.get(cell.row.id, cell.column.id), formats["input"])
                inputs.setdefault(cell.column.kind, []).append(spot)
    for kind, found in inputs.items():
        _restrict(sheet, kind, found)
    _write_checks(sheet, formats, table, layout, equations, spots)
    _freeze(sheet, layout)


def _sheet_name(edition: Edition, table: Table) -> str:
    part = next((part.label for part in edition.parts if part.table == table.spec.id), "")
    return f"{table.spec.label}　{part}"


def _spots(layout: Layout) -> dict[Key, _Spot]:
    """Give where each figure stands; of a row that is there twice, the first."""
    spots: dict[Key, _Spot] = {}
    for row, line in enumerate(layout.lines, start=_FIRST):
        for cell in line:
            if cell.row is not None and cell.column is not None:
                spots.setdefault((cell.row.id, cell.column.id), _Spot(row, cell.at))
    return spots


def _span(sheet: Worksheet, spot: _Spot, cell: Laid, look: Format) -> None:
    if cell.rowspan > 1 or cell.colspan > 1:
        sheet.merge_range(*spot, spot.row + cell.rowspan - 1, spot.column + cell.colspan - 1, "", look)


def _write_figure(sheet: Worksheet, spot: _Spot, figure: Figure | None, look: Format) -> None:
    text = cell_text(figure)
    if figure is not None and figure.value is not None and len(text.strip("-").replace(".", "")) <= _EXACT:
        sheet.write_number(*spot, float(figure.value), look)
    elif text:
        sheet.write_string(*spot, characters(text), look)
    else:
        sheet.write_blank(*spot, None, look)


def _restrict(sheet: Worksheet, kind: str, spots: Sequence[_Spot]) -> None:
    """Let the cells of a kind take only its numbers."""
    first, *others = spots
    sheet.data_validation(*first, *first, {**_VALIDATIONS[kind], "other_cells": [[*spot, *spot] for spot in others]})


def _freeze(sheet: Worksheet, layout: Layout) -> None:
    """Keep headers and labels in sight, and on every page in print; beside the table nothing is printed."""
    labels = sum(kind != "figure" for kind in layout.kinds)
    head = _FIRST + len(layout.head)
    sheet.freeze_panes(head, labels)
    if layout.head:
        sheet.repeat_rows(_FIRST, head - 1)
    if layout.kinds:
        sheet.print_area(0, 0, _FIRST + len(layout.lines) - 1, len(layout.kinds) - 1)


# ── Totals and checks ────────────────────────────────────────────────────────


def _sums(table: Table, equations: Iterable[Equation]) -> dict[Key, tuple[Equation, Number | str]]:
    """Give the totals that are the sum of their parts, each with its equation and the sum.

    A blank total over nothing but blanks is one too: it fills when they do.
    """
    found: dict[Key, tuple[Equation, Number | str]] = {}
    for equation in equations:
        key, *more = equation.left
        if more or key in found:
            continue
        whole = table.get(*key)
        parts = [table.get(*each) for each in equation.right]
        values = [part.value for part in parts if part is not None and part.value is not None]
        if values and whole is not None and whole.value == sum(values):
            found[key] = (equation, sum(values))
        elif not cell_text(whole) and not any(map(cell_text, parts)):
            found[key] = (equation, "")
    return found


def _sum_formula(equation: Equation, spots: Mapping[Key, _Spot]) -> str:
    cells = _ranges(spots[key] for key in equation.right)
    return f'=IF(COUNT({cells})=0,"",SUM({cells}))'


def _write_checks(
    sheet: Worksheet,
    formats: Mapping[str, Format],
    table: Table,
    layout: Layout,
    equations: Sequence[Equation],
    spots: Mapping[Key, _Spot],
) -> None:
    """Write what each identity comes to: across rows below the column it holds in, across columns beside its row."""
    if not equations:
        return
    words = {identity.id: identity.words for identity in table.spec.identities}
    beside = len(layout.kinds) + 1
    below = _FIRST + len(layout.lines) + 1
    order = list(dict.fromkeys(each.identity for each in equations))
    for equation in equations:
        spot = spots[equation.left[0]]
        if table.spec.layout == "side-by-side":
            # The groups stand side by side, so that each has its check below its five figures.
            first = min(spots[key].column for key in equation.right)
            sheet.merge_range(below, first, below, spot.column, "", formats["check"])
            at = _Spot(below, first)
        elif equation.left[0][0] == equation.right[0][0]:
            at = _Spot(spot.row, beside)
        else:
            at = _Spot(below + order.index(equation.identity), spot.column)
            if at.column == len(layout.kinds) - len(table.spec.blocks[0].columns):
                sheet.set_row(at.row, 32)
                sheet.merge_range(at.row, 0, at.row, at.column - 1, "", formats["words"])
                sheet.write_string(at.row, 0, words[equation.identity], formats["words"])
        sheet.write_formula(*at, _check_formula(equation, spots), formats["check"], _check(table, equation))
    if table.spec.layout == "side-by-side":
        sheet.write_string(below + 1, 0, f"{_CHECKS}：{words[order[0]]}", formats["note"])
        sheet.set_row(below, 22)
    else:
        sheet.set_column(beside - 1, beside - 1, 2)
        sheet.set_column(beside, beside, 14)
        sheet.write_string(_FIRST + len(layout.head) - 1, beside, _CHECKS, formats["check"])
    last = below + len(order)
    for criteria, text, look in (("begins with", _BALANCED, "balanced"), ("begins with", _OFF, "off")):
        condition = {"type": "text", "criteria": criteria, "value": text, "format": formats[look]}
        sheet.conditional_format(_FIRST, 0, last, beside, condition)


def _check_formula(equation: Equation, spots: Mapping[Key, _Spot]) -> str:
    left, right = (_ranges(spots[key] for key in keys) for keys in (equation.left, equation.right))
    over = f"ROUND(SUM({left})-SUM({right}),6)"
    return f'=IF(COUNT({left},{right})=0,"",IF({over}=0,"{_BALANCED}","{_OFF}"&ABS({over})))'


def _check(table: Table, equation: Equation) -> str:
    """Give what the formula of a check comes to."""
    left, right = ([table.get(*key) for key in keys] for keys in (equation.left, equation.right))
    values = [figure.value for figure in (*left, *right) if figure is not None and figure.value is not None]
    if not values:
        return ""
    over = sum(figure.counted for figure in left if figure) - sum(figure.counted for figure in right if figure)
    return _OFF + _shortest(max(over, -over)) if over else _BALANCED


def _shortest(number: Number) -> str:
    return digits(number.normalize() if isinstance(number, Decimal) else number)


def _ranges(spots: Iterable[_Spot]) -> str:
    """Give cells as a formula names them, neighbours below or beside each other as one range.

    >>> _ranges([_Spot(1, 2), _Spot(2, 2), _Spot(5, 2)]), _ranges([_Spot(1, 2), _Spot(1, 3)])
    ('C2:C3,C6', 'C2:D2')
    """
    ordered = sorted(spots)
    across = len({spot.row for spot in ordered}) == 1
    runs = groupby(enumerate(ordered), key=lambda each: (each[1].column if across else each[1].row) - each[0])
    names = []
    for _, together in runs:
        run = [spot for _, spot in together]
        names.append(run[0].name if len(run) == 1 else f"{run[0].name}:{run[-1].name}")
    return ",".join(names)


def _name(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
