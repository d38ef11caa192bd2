"""An XLSX unfolded to rows of texts, in a process of its own within limits: a small file can be an immense sheet.

One cell in the last corner of a sheet makes the library that reads it ask for half a terabyte, which ends the process
that it runs in. That process is the child's.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from datetime import date, datetime
from io import BytesIO

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message

SECONDS = 20
_MEMORY = 2**30
_WIDEST = 500
"""Columns from which on a sheet is no table of ours."""

# Without -P a module in the current folder could stand in for a library's.
_CHILD = ("-P", "-c", "from gongkai.agencies.exchange.unfolding import main; main()")


def unfold(content: bytes, most: int) -> list[list[str]]:
    """Give at most so many rows of the first sheet, all as wide as it is. Raises UnreadableDocument."""
    try:
        child = subprocess.run(
            [sys.executable, *_CHILD, str(most)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        child = None
    if child is None or child.returncode != 0:
        raise UnreadableDocument(
            "table-unfolds",
            Message("这个 XLSX 文件展开后太大，不予读取。"),
            hint=Message("请把要导入的内容复制到一个新的表格文件里，另存后再导入。"),
        )
    rows: list[list[str]] | None = json.loads(child.stdout)
    if rows is None:
        raise UnreadableDocument(
            "table-unreadable",
            Message("这个 XLSX 文件打不开。"),
            hint=Message("请在表格软件里打开，另存一次，再导入。"),
        )
    return rows


def main() -> None:
    """Be the child: read a file from standard input and write its rows as JSON, null when it is damaged."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(_rows(sys.stdin.buffer.read(), int(sys.argv[1])), sys.stdout)


def _rows(content: bytes, most: int) -> list[list[str]] | None:
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
