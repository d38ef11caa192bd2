"""Rows of texts as a table of a file: CSV that spreadsheets open in Chinese, or XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


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


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)
