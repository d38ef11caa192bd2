"""A comparison as a workbook: every cell with its change and rate, what goes on, the sentences that changed.

Figures are numbers, to be sorted and summed; what a report says is written as text and never becomes a
formula or a link. A rate is a number shown to one decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai.law.message import Message, Speaks, Translate
from gongkai.report.compare.changes import NO_RATE, Change, Kind, shown
from gongkai.report.compare.comparison import Comparison
from gongkai.report.compare.sentences import Piece, Sentence
from gongkai.report.compare.wording import not_listed, outcome, row_of, title, year_of
from gongkai.report.model import Figure, Number
from gongkai.report.writers.xlsx import row_height
from gongkai.typesetting.characters import characters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_LONGEST = 32_000
"""A cell holds a little more characters than this; a longer sentence is cut off there."""
_FIGURES = (8, 42, 22, 12, 12, 8, 12, 10, 12)
_NARRATIVE = (24, 12, 54, 54)
"""The widths of the columns."""
_UNDATED = datetime(1980, 1, 1)
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Say = Callable[[str | Speaks], str]
Value = str | Number | Fraction | None


def write_xlsx(made: Comparison, translate: Translate | None = None) -> bytes:
    """Write a comparison as XLSX, in a language; equal comparisons give equal bytes."""
    import xlsxwriter

    def say(words: str | Speaks) -> str:
        return characters(words if isinstance(words, str) else words.text(translate))

    written = BytesIO()
    look = {"font_name": "宋体", "font_size": 11}
    with xlsxwriter.Workbook(written, {"in_memory": True, "default_format_properties": look, **_SAFE}) as book:
        book.set_properties({"title": say(title(made)), "created": _UNDATED})
        formats = _formats(book)
        _write_about(_sheet(book, say(Message("概况")), (16, 36, 36)), formats, made, say)
        if made.is_next_year:
            _write_carried(_sheet(book, say(Message("结转")), (28, *[14] * 6)), formats, made, say)
        _write_figures(_sheet(book, say(Message("数字")), _FIGURES), formats, made, say)
        _write_narrative(_sheet(book, say(Message("文字")), _NARRATIVE), formats, made, say)
    return written.getvalue()


def _formats(book: Workbook) -> Mapping[str, Format]:
    table = {"border": 1, "border_color": "#4A4A4A", "valign": "vcenter", "text_wrap": True}
    looks = {
        "title": {"font_name": "黑体", "font_size": 16},
        "name": {"font_name": "黑体", "font_size": 12},
        "plain": {"text_wrap": False},
        "head": {**table, "bg_color": "#F4F3EF", "align": "center", "font_name": "黑体"},
        "text": {**table, "align": "left"},
        "number": {**table, "align": "right", "num_format": "General"},
        "delta": {**table, "align": "right", "num_format": "+General;-General;0"},
        "money": {**table, "align": "right", "num_format": "#,##0.00####"},
        "money-delta": {**table, "align": "right", "num_format": "+#,##0.00####;-#,##0.00####;0"},
        "mark": {**table, "align": "center"},
        "rate": {**table, "align": "right", "num_format": "+0.0%;-0.0%;0.0%"},
        "break": {"font_color": "#B3261E", "bold": True},
        "gone": {"font_color": "#B3261E", "font_strikeout": True},
        "come": {"font_color": "#1B6E36", "bold": True, "underline": 1},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _sheet(book: Workbook, name: str, widths: Sequence[float]) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")
    sheet.hide_gridlines(2)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sheet


def _write(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    """Write a number as a number and words as words."""
    if isinstance(value, str):
        sheet.write_string(row, column, value[:_LONGEST], look)
    elif value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_number(row, column, float(value), look)


def _head(sheet: Worksheet, row: int, labels: Iterable[str], look: Format) -> None:
    for column, label in enumerate(labels):
        sheet.write_string(row, column, label, look)


def _figure(figure: str | Figure | None, say: Say) -> Value:
    """Give the number of a cell, or in words what stands there: a blank is not nought."""
    if isinstance(figure, Figure) and figure.value is not None:
        return figure.value
    return say(shown(figure))


def _write_about(sheet: Worksheet, formats: Mapping[str, Format], made: Comparison, say: Say) -> None:
    sheet.write_string(0, 0, say(title(made)), formats["title"])
    sheet.set_row(0, 30)
    sheet.write_string(1, 0, say(outcome(made)), formats["plain"])
    _head(sheet, 3, ("", say(Message("旧年报")), say(Message("新年报"))), formats["head"])
    lines: tuple[tuple[str | Message, ...], ...] = (
        (Message("机关"), made.old.agency, made.new.agency),
        (Message("年度"), year_of(made.old), year_of(made.new)),
        (Message("年报格式"), str(made.old.edition.citation), str(made.new.edition.citation)),
    )
    for row, line in enumerate(lines, start=4):
        for column, words in enumerate(line):
            sheet.write_string(row, column, say(words), formats["text"])
    lacking = (change for change in made.about if change.kind is Kind.PART)
    for row, change in enumerate(lacking, start=8):
        sheet.write_string(row, 0, say(change), formats["plain"])


def _write_carried(sheet: Worksheet, formats: Mapping[str, Format], made: Comparison, say: Say) -> None:
    number, text, delta = (formats[look] for look in ("number", "text", "delta"))
    heads = (Message("申请人"), Message("上年结转下年度"), Message("本年上年结转"), Message("相差"))
    sheet.write_string(0, 0, say(Message("结转的申请（件）")), formats["name"])
    _head(sheet, 1, map(say, heads), formats["head"])
    row = 2
    for each in made.carried:
        sheet.write_string(row, 0, say(each.column.label), text)
        _write(sheet, row, 1, _figure(each.before, say), number)
        _write(sheet, row, 2, _figure(each.now, say), number)
        _write(sheet, row, 3, say(Message("无从核对")) if each.by is None else each.by, delta)
        row += 1
    _mark_breaks(sheet, formats, 2, row - 1, 3)
    if not made.in_force:
        return
    row += 1
    sheet.write_string(row, 0, say(Message("现行有效的文件（件）")), formats["name"])
    labels: tuple[Message, ...] = (Message("文件"), Message("上年现行有效"), Message("本年制发"), Message("本年废止"))
    labels += (Message("应为"), Message("本年现行有效"), Message("相差"))
    _head(sheet, row + 1, map(say, labels), formats["head"])
    first = row = row + 2
    for document in made.in_force:
        sheet.write_string(row, 0, say(document.row.label), text)
        figures = (document.before, document.made, document.repealed)
        for column, figure in enumerate(figures, start=1):
            _write(sheet, row, column, _figure(figure, say), number)
        _write(sheet, row, 4, NO_RATE if document.expected is None else document.expected, number)
        _write(sheet, row, 5, _figure(document.now, say), number)
        _write(sheet, row, 6, say(Message("无从核对")) if document.by is None else document.by, delta)
        row += 1
    _mark_breaks(sheet, formats, first, row - 1, 6)


def _mark_breaks(sheet: Worksheet, formats: Mapping[str, Format], first: int, last: int, column: int) -> None:
    if last >= first:
        name = f"{chr(ord('A') + column)}{first + 1}"
        criteria = f"=AND(ISNUMBER({name}),{name}<>0)"
        condition = {"type": "formula", "criteria": criteria, "format": formats["break"]}
        sheet.conditional_format(first, column, last, column, condition)


_TOLD = {
    Kind.SAME: Message("相同"),
    Kind.FIGURE: Message("不同"),
    Kind.NOT_COMPARABLE: Message("不作比较"),
}


def _write_figures(sheet: Worksheet, formats: Mapping[str, Format], made: Comparison, say: Say) -> None:
    heads: tuple[Message, ...] = (
        Message("表"),
        Message("行"),
        Message("列"),
        Message("旧年报"),
        Message("新年报"),
        Message("单位"),
    )
    heads += (Message("增减"), Message("幅度"), Message("情况"))
    _head(sheet, 0, map(say, heads), formats["head"])
    for row, change in enumerate(made.cells, start=1):
        _write_change(sheet, row, formats, change, say)
    sheet.freeze_panes(1, 3)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(made.cells), 1), len(heads) - 1)


def _write_change(sheet: Worksheet, row: int, formats: Mapping[str, Format], change: Change, say: Say) -> None:
    text, mark = formats["text"], formats["mark"]
    number, delta = (formats[look] for look in (("money", "money-delta") if change.unit else ("number", "delta")))
    sheet.set_row(row, row_height([(row_of(change), _FIGURES[1]), (change.column, _FIGURES[2])]))
    for column, words in enumerate((change.table, row_of(change), change.column)):
        sheet.write_string(row, column, say(words), text)
    whole = change.kind in (Kind.ROW, Kind.PART)
    compared = change.kind in (Kind.SAME, Kind.FIGURE)
    sides: list[Value] = [_figure(side, say) if compared else None for side in (change.old, change.new)]
    _write(sheet, row, 3, sides[0], number)
    _write(sheet, row, 4, sides[1], number)
    sheet.write_string(row, 5, say(change.unit), mark)
    _write(sheet, row, 6, (NO_RATE if change.delta is None else change.delta) if compared else None, delta)
    _write(sheet, row, 7, (NO_RATE if change.rate is None else change.rate) if compared else None, formats["rate"])
    only = Message("新报告没有") if change.new is None else Message("旧报告没有")
    sheet.write_string(row, 8, say(only if whole else _TOLD[change.kind]), mark)


def _write_narrative(sheet: Worksheet, formats: Mapping[str, Format], made: Comparison, say: Say) -> None:
    heads = (Message("部分"), Message("改动"), Message("旧年报"), Message("新年报"))
    _head(sheet, 0, map(say, heads), formats["head"])
    row = 1
    for part in made.narrative:
        for each in part.listed:
            sheet.write_string(row, 0, say(part.label), formats["text"])
            sheet.write_string(row, 1, say(each.kind.label), formats["text"])
            sides = ("".join(piece.text for piece in side) for side in (each.old, each.new))
            texts = (say(part.label), say(each.kind.label), *sides)
            sheet.set_row(row, row_height(zip(texts, _NARRATIVE)))
            _write_sentence(sheet, row, formats, each, say)
            row += 1
        if part.left_out:
            sheet.write_string(row, 0, say(part.label), formats["text"])
            sheet.write_string(row, 1, say(not_listed(part.left_out)), formats["plain"])
            row += 1
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(row - 1, 1), len(heads) - 1)


def _write_sentence(sheet: Worksheet, row: int, formats: Mapping[str, Format], each: Sentence, say: Say) -> None:
    for column, (pieces, look) in enumerate(((each.old, "gone"), (each.new, "come")), start=2):
        _write_pieces(sheet, row, column, pieces, formats[look], formats["text"], say)


def _write_pieces(
    sheet: Worksheet, row: int, column: int, pieces: Sequence[Piece], changed: Format, look: Format, say: Say
) -> None:
    """Write a sentence with the changed words marked; a cell needs two pieces or more to have any marked."""
    told = [(say(piece.text), piece.changed) for piece in pieces]
    told = [(text, marked) for text, marked in told if text]
    fits = sum(len(text) for text, _ in told) <= _LONGEST
    if len(told) < 2 or not fits:
        _write(sheet, row, column, "".join(text for text, _ in told), look)
        return
    fragments: list[str | Format] = []
    for text, marked in told:
        fragments += [changed, text] if marked else [text]
    sheet.write_rich_string(row, column, *fragments, look)
