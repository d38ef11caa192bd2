"""An XLSX unfolded to rows of texts, in a process of its own within limits: a small file can be an immense sheet.

One cell in the last corner of a sheet makes the library that reads it ask for half a terabyte, which ends the process
that it runs in. That process is the child's.
"""

from __future__ import annotations

import posixpath
import re
import sys
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.untrusted.archive import Archive
from gongkai.untrusted.worker import Limits, Worker

LIMITS = Limits(seconds=20, memory=2**30)
_WIDEST = 500
"""Columns from which on a sheet is no table of ours."""
_NAMED = 5
"""Cells with formulas that are named; of more only that there are."""
_FORMULA = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3}[0-9]{1,7})["'][^>]*>\s*<(?:\w+:)?f\b""")
_MACROS = "xl/vbaproject.bin"
_WORKBOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Sheet(NamedTuple):
    """The first sheet: its rows, and what is in the file that no table of ours holds."""

    rows: list[list[str]]
    has_macros: bool = False
    formulas: tuple[str, ...] = ()
    """The first cells that are computed, as B2."""


def unfold(content: bytes, most: int) -> list[list[str]]:
    """Give at most so many rows of the first sheet, all as wide as it is. Raises UnreadableDocument."""
    try:
        with Worker("gongkai.agencies.exchange.unfolding:sheet_of", LIMITS) as worker:
            sheet: Sheet | None = worker.ask(content, most)
    except UnreadableDocument:
        raise UnreadableDocument(
            "table-unfolds",
            Message("这个 XLSX 文件展开后太大，不予读取。"),
            hint=Message("请把要导入的内容复制到一个新的表格文件里，另存后再导入；行数多的，请分几次导入。"),
        ) from None
    if sheet is None:
        raise UnreadableDocument(
            "table-unreadable",
            Message("这个 XLSX 文件打不开。"),
            hint=Message("请在表格软件里打开，另存一次，再导入。"),
        )
    if sheet.has_macros:
        raise UnreadableDocument(
            "table-macros",
            Message("文件里有宏，不予读取。"),
            hint=Message("请在表格软件里另存为不带宏的 XLSX，再导入。"),
        )
    if sheet.formulas:
        raise UnreadableDocument(
            "table-formulas",
            Message("这些单元格是公式，不是内容：{cells}。", cells=list(sheet.formulas)),
            hint=Message("请选中整张表，复制，再选择性粘贴为数值，然后导入。"),
        )
    return sheet.rows


def sheet_of(content: bytes, most: int) -> Sheet | None:
    """Give the first sheet, in the child; None when the file is damaged. What is too wide ends the child."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        if sheet.total_width > _WIDEST:
            sys.exit(1)
        rows = sheet.to_python(skip_empty_area=False, nrows=most)
    except (CalamineError, IndexError, OSError, ValueError):
        return None
    texts = [[_text(cell).strip() for cell in row] for row in rows]
    if len(rows) == most:  # refused for that
        return Sheet(texts)
    package = Archive(content)
    return Sheet(texts, _MACROS in package, _formulas(package))


def _formulas(package: Archive) -> tuple[str, ...]:
    """Give the first cells of the first sheet that are computed."""
    book, links = package.xml(_WORKBOOK), package.xml(_LINKS)
    if book is None or links is None:
        return ()
    first = next(book.iter("{*}sheet"))
    target = next((link.get("Target", "") for link in links if link.get("Id") == first.get(_RELATION)), "")
    cells = _FORMULA.findall(package.read(posixpath.join("/xl", target).removeprefix("/")) or b"")
    return tuple(cell.decode() for cell in cells[:_NAMED])


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
