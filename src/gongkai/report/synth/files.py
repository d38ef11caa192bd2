"""Synthetic reports as files of office programs: workbooks with figures as text, PDFs with tables broken or unruled.

What our own writers make is among the layouts too; here is what other hands make.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any

from gongkai.report.model import Report

if TYPE_CHECKING:
    from gongkai.report.synth.layouts import Cell


def write_sheets(report: Report, random: Random) -> bytes:
    """Write the three tables on three sheets, under a line that says whose they are; some figures as text."""
    from datetime import datetime

    from xlsxwriter import Workbook

    from gongkai.report.synth.layouts import tables

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})  # the same report, the same bytes
    ruled = book.add_format({"border": 1, "align": "center", "text_wrap": True})
    for number, rows in enumerate(tables(report), start=1):
        sheet = book.add_worksheet(f"Sheet{number}")
        sheet.write_string(0, 0, f"{report.agency}{report.year}年政府信息公开工作年度报告")
        for y, row in enumerate(rows, start=1):
            for cell in row:
                _put(sheet, y, cell, ruled, as_text=random.random() < 0.3)
    book.close()
    return out.getvalue()


def _put(sheet: Any, y: int, cell: Cell, ruled: Any, *, as_text: bool) -> None:
    last_row, last_column = y + cell.rowspan - 1, cell.at + cell.colspan - 1
    if (last_row, last_column) != (y, cell.at):
        sheet.merge_range(y, cell.at, last_row, last_column, "", ruled)
    if cell.is_figure and cell.text.isdigit():
        if as_text:
            sheet.write_string(y, cell.at, f"{int(cell.text):,}", ruled)
        else:
            sheet.write_number(y, cell.at, int(cell.text), ruled)
    else:
        sheet.write_string(y, cell.at, cell.text, ruled)


def write_broken(report: Report, random: Random) -> bytes:
    """Write a PDF on low pages, whose tables break wherever a page ends, without their headers again."""
    return _write_pages(report, height=random.choice((420, 500, 580)))


def write_borderless(report: Report, random: Random) -> bytes:
    """Write a PDF whose tables have no rules, on pages as high as A4 or low, closely set or wide, cells in any line."""
    return _write_pages(
        report,
        height=random.choice((500, 842)),
        ruled=False,
        size=random.choice((7.5, 8.5, 10.5)),
        padding=random.choice((2, 4, 8)),
        across=random.choice(("left", "center", "right")),
        down=random.choice(("top", "middle", "bottom")),
    )


def _write_pages(
    report: Report,
    *,
    height: int,
    ruled: bool = True,
    size: float = 8.5,
    padding: int = 4,
    across: str = "center",
    down: str = "middle",
) -> bytes:
    from gongkai.report.synth.layouts import pieces
    from gongkai.typesetting.pages import set_pages

    template = (files("gongkai.report") / "synth" / "pages.typ").read_bytes()
    data = {
        "title": report.title,
        "height": height,
        "ruled": ruled,
        "size": size,
        "padding": padding,
        "across": across,
        "down": down,
        "pieces": [each if isinstance(each, str) else _grid(each) for each in pieces(report)],
    }
    return set_pages(template, data)


def _grid(rows: Sequence[Sequence[Cell]]) -> dict[str, Any]:
    """Give a table with columns as wide as what stands in them alone asks for."""
    shares: dict[int, float] = {}
    for row in rows:
        for cell in row:
            for column in range(cell.at, cell.at + cell.colspan):
                need = 1.0 + 0.35 * min(len(cell.text), 12) if cell.colspan == 1 else 1.0
                shares[column] = max(shares.get(column, 1.0), need)
    cells = [
        {"x": cell.at, "y": y, "colspan": cell.colspan, "rowspan": cell.rowspan, "text": cell.text}
        for y, row in enumerate(rows)
        for cell in row
    ]
    return {"shares": [shares[column] for column in sorted(shares)], "cells": cells}
