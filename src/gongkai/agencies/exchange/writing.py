"""Rows of texts as a table of a file: CSV that spreadsheets open in Chinese, or XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import override

if TYPE_CHECKING:
    from gongkai.agencies.exchange.columns import Column, Text

_FILLED_IN = 10_000
"""Rows of a table to be filled in that have the lists."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet takes for a formula; in full width too, where the input method writes so."""


def is_guarded(cell: str) -> bool:
    """Say whether an apostrophe is put before a cell of a CSV, lest it be taken for a formula."""
    return cell.lstrip("'").startswith(_FORMULA)


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give a CSV in UTF-8 with a mark (BOM); before what a spreadsheet takes for a formula stands an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([f"'{cell}" if is_guarded(cell) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give an XLSX of one sheet, every cell a text, the heading row frozen."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name)
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 1})
        widths = [_width(heading) for heading in headings]
        sheet.write_row(0, 0, headings, head)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, text)
                widths[place] = max(widths[place], _width(cell))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(60, width + 2), text)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def write_template(title: Text, columns: Sequence[Column]) -> bytes:
    """Give an XLSX to fill in: headings, the values a column takes as lists, and how each is filled in on a sheet.

    It is in the language of the tables, whoever downloads it.
    """
    import xlsxwriter
    from xlsxwriter.utility import xl_range_abs

    out = io.BytesIO()
    with override(settings.LANGUAGE_CODE), xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, told, values = (book.add_worksheet(name) for name in (str(title), "填法", "可选值"))
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        told.write_row(0, 0, ("表头", "必填", "填法", "可选值"), head)
        for place, column in enumerate(columns):
            sheet.write(0, place, column.heading, head)
            sheet.set_column(place, place, max(12, _width(column.heading) + 2), text)
            words = [str(value) for value in column.values]
            row = (column.heading, "必填" if column.required else "", str(column.about), "、".join(words))
            told.write_row(place + 1, 0, row, wrapped)
            if words:
                values.write_column(0, place, [column.heading, *words])
                listed = xl_range_abs(1, place, len(words), place)
                allowed = {"validate": "list", "source": f"='可选值'!{listed}", "error_type": "warning"}
                sheet.data_validation(1, place, _FILLED_IN, place, allowed)
        told.set_column(0, 1, 14)
        told.set_column(2, 3, 60)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)
