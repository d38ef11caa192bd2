"""What every reader ends in: a document as text blocks and grids of cells, in reading order.

A reader knows a file format and nothing of reports; the recogniser (`recognise`) knows reports and
nothing of file formats. This module is all they share.
"""

from __future__ import annotations

from typing import NamedTuple

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.finding import Finding


class TextBlock(NamedTuple):
    """A paragraph, heading or line of text, trimmed; `line` and `page` count from 1."""

    text: str
    page: int | None = None
    line: int | None = None


class Cell(NamedTuple):
    """A cell where it begins: its text, and the columns and rows it covers. `column` counts from 0."""

    text: str
    column: int
    colspan: int = 1
    rowspan: int = 1


class Grid(NamedTuple):
    """A table of a document: for each row the cells that begin in it, left to right.

    `aligned` is False where columns are only counted (a dump of one cell a line), so that equal
    numbers need not mean the same column. `pages` gives the page of each row, when there are pages.
    """

    rows: tuple[tuple[Cell, ...], ...]
    aligned: bool = True
    pages: tuple[int, ...] | None = None
    line: int | None = None
    """The line its first row stands on, in text formats."""
    sheet: str = ""
    """The sheet it stands on, in workbooks."""
    top: int = 1
    """What number its first row has: in workbooks that of the sheet."""


Block = TextBlock | Grid


class Document(NamedTuple):
    """A file as blocks in reading order, with its own title and what was odd about the file."""

    blocks: tuple[Block, ...]
    title: str = ""
    findings: tuple[Finding, ...] = ()
    ocr_pages: frozenset[int] = frozenset()
    """The pages that are pictures and were read by OCR."""
    unless_whole: UnreadableDocument | None = None
    """What to refuse it with if its tables are not whole: the reader had to put together what belongs together."""


def too_long() -> UnreadableDocument:
    """Give the refusal of a document many times longer than any report, which could be read only in hours."""
    return UnreadableDocument(
        "too-long",
        Message("文件内容远远超过一份年报的篇幅，不予读取。"),
        hint=Message("请确认没有选错文件；文件中有其他内容的，请只保留年报全文。"),
    )
