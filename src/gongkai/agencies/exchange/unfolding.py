"""An XLSX unfolded to rows of texts, in a process of its own within limits: a small file can be an immense sheet.

One cell in the last corner of a sheet makes the library that reads it ask for half a terabyte, which ends the process
that it runs in. That process is the child's.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from io import BytesIO

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.untrusted.worker import Limits, Worker

LIMITS = Limits(seconds=20, memory=2**30)
_WIDEST = 500
"""Columns from which on a sheet is no table of ours."""


def unfold(content: bytes, most: int) -> list[list[str]]:
    """Give at most so many rows of the first sheet, all as wide as it is. Raises UnreadableDocument."""
    try:
        with Worker("gongkai.agencies.exchange.unfolding:rows_of", LIMITS) as worker:
            rows: list[list[str]] | None = worker.ask(content, most)
    except UnreadableDocument:
        raise UnreadableDocument(
            "table-unfolds",
            Message("这个 XLSX 文件展开后太大，不予读取。"),
            hint=Message("请把要导入的内容复制到一个新的表格文件里，另存后再导入。"),
        ) from None
    if rows is None:
        raise UnreadableDocument(
            "table-unreadable",
            Message("这个 XLSX 文件打不开。"),
            hint=Message("请在表格软件里打开，另存一次，再导入。"),
        )
    return rows


def rows_of(content: bytes, most: int) -> list[list[str]] | None:
    """Give the rows, in the child; None when the file is damaged. What is too wide ends the child."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        if sheet.total_width > _WIDEST:
            sys.exit(1)
        rows = sheet.to_python(skip_empty_area=False, nrows=most)
    except (CalamineError, IndexError, OSError, ValueError):
        return None
    return [[_text(cell).strip() for cell in row] for row in rows]


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
