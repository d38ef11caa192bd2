"""From blocks and grids to a report, whatever format they came from.

Nothing here raises on odd content; only what is no annual report at all, or two of them, or one
from before the present formats, is refused with `UnreadableDocument`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.law.citation import cite
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.blocks import Document, Grid, TextBlock, too_long
from gongkai.report.edition import Edition, edition_for, editions
from gongkai.report.finding import Place
from gongkai.report.model import Reading, Report
from gongkai.report.recognise.keyed import keyed
from gongkai.report.recognise.masthead import Title, agency_in, read_title, year_of
from gongkai.report.recognise.parts import Line, Narrative, preamble, read_heading, read_parts
from gongkai.report.recognise.tables import CODES, Found, edition_of, find_tables

__all__ = ["CODES", "recognise"]

_FIRST_YEAR = editions()[0].from_year
_MOST_PIECES = 100_000
"""Cells and paragraphs; a report has some five hundred, a page with all its links a few thousand."""
_LONGEST_TEXT = 1_000_000
"""Characters of narrative; a province's report has some ten thousand."""
_MOST_PARTS = 100
_SHORT = 60
_TABLE_NAME = re.compile(r"[（(]?表[一二三四1-4][）)]?[:：]?")
"""What stands over a table as its name, and is no narrative."""


def recognise(document: Document) -> Reading:
    """Give the report a document holds, and findings for what is odd in it.

    Raises UnreadableDocument when it holds no table of a report, holds two reports, is a report on
    a year before the 2019 edition, or is many times as long as any report.
    """
    tables = [block for block in document.blocks if isinstance(block, Grid)]
    if len(document.blocks) + sum(len(row) for table in tables for row in table.rows) > _MOST_PIECES:
        raise too_long()
    grids = [keyed(table) for table in tables]
    titles = _titles(document)
    named_year = next((title.year for title in titles if title.year is not None), None)
    edition = edition_of(grids) or edition_for(named_year or editions()[-1].from_year) or editions()[0]
    found = find_tables(grids, edition)
    if not found.tables:
        _refuse(named_year)
    lines = _lines(document, found, edition)
    if sum(len(line.text) for line in lines) > _LONGEST_TEXT:
        raise too_long()
    narrative = read_parts(lines, edition, next((title.agency for title in titles if title.agency), ""))
    _refuse_two(found, lines, edition)
    if len(narrative.parts) > _MOST_PARTS:
        raise too_long()
    closing = [paragraph.text for paragraph in narrative.closing]
    texts = [paragraph.text for part in narrative.parts for paragraph in part.paragraphs]
    report = Report(
        edition=edition,
        agency=_agency(titles, narrative, closing),
        year=year_of(titles, closing, texts),
        title=titles[0].text if titles else "",
        preamble=preamble(narrative.before, titles[0].text if titles else ""),
        parts=narrative.parts,
        tables=dict(found.tables),
        closing=narrative.closing,
    )
    return Reading(report, (*document.findings, *found.findings))


def _titles(document: Document) -> list[Title]:
    """Give the titles among the lines before part one, the nearest to it first, then that of the page's head."""
    titles = [read_title(text) for text in _first_texts(document)]
    found = dict.fromkeys(title for title in titles if title is not None)
    head = read_title(document.title)
    ranked = sorted(found, key=lambda title: (title.year is None, not title.agency))
    return [*ranked, head] if head is not None else ranked


def _first_texts(document: Document) -> Iterator[str]:
    """Go through the texts, those of the first two rows of a grid among them."""
    for block in document.blocks:
        if isinstance(block, TextBlock):
            yield block.text
        else:
            for row in block.rows[:2]:
                for cell in row:
                    yield cell.text


def _lines(document: Document, found: Found, edition: Edition) -> list[Line]:
    """Give what stands outside the tables as lines, and a mark where a table of the report stands."""
    lines: list[Line] = []
    new = tuple.__new__  # takes half the time of Line(), which is a function of Python's
    index = -1
    for block in document.blocks:
        if isinstance(block, TextBlock):
            text, page, line = block
            if "表" not in text or not _TABLE_NAME.fullmatch(text):
                lines.append(new(Line, (text, Place(page=page, line=line) if page or line else None, "")))
            continue
        index += 1
        table = found.grids.get(index, "")
        lines.extend(_around_table(block, table, edition) if table else _as_text(block))
    return lines


def _around_table(grid: Grid, table: str, edition: Edition) -> Iterator[Line]:
    """Give a table's mark, and the headings of parts that stand in rows of their own or among dumped cells."""
    marked = False
    for number, row in enumerate(grid.rows):
        for cell in row if len(row) == 1 or not grid.aligned else ():
            if len(cell.text) <= _SHORT and read_heading(cell.text, edition) is not None:
                yield Line(cell.text, Place(grid.pages[number] if grid.pages else None, line=grid.line))
                marked = False
        if not marked:
            yield Line("", table=table)
            marked = True


def _as_text(grid: Grid) -> Iterator[Line]:
    """Give the rows of a grid that is no table of the report as lines of text."""
    for number, row in enumerate(grid.rows):
        text = " ".join(cell.text for cell in row if cell.text)
        if text:
            page = grid.pages[number] if grid.pages else None
            yield Line(text, Place(page=page, line=grid.line) if page or grid.line else None)


def _agency(titles: Sequence[Title], narrative: Narrative, closing: Sequence[str]) -> str:
    """Give the agency: the title's, else the line above a title without one, else the signature's."""
    for title in titles:
        if title.agency:
            return title.agency
    above = [agency_in(line.text) for line in narrative.before if not line.table]
    signed = [agency_in(text) for text in closing]
    return next((name for name in (*above, *signed) if name), "")


def _refuse(year: int | None) -> None:
    if year is not None and year < _FIRST_YEAR:
        raise UnreadableDocument(
            "before-2019",
            Message("这是{year}年度的报告，其指标与现行格式不同，不能读取。", year=year),
            hint=Message("只能核对{first}年度及以后的年报。", first=_FIRST_YEAR),
            citation=cite("年报格式2019版"),
        )
    raise UnreadableDocument(
        "no-tables",
        Message("没有找到年报的表格（表二、表三、表四）。"),
        hint=Message("请确认文件是政府信息公开工作年度报告的全文；表格若是图片，须先换成可选取文字的版本。"),
    )


def _refuse_two(found: Found, lines: Sequence[Line], edition: Edition) -> None:
    """Refuse a document of two reports: a table twice with other figures, or two titles with tables under each."""
    titles = _titles_over_parts(lines, edition)
    if found.doubled or len(titles) > 1:
        raise UnreadableDocument(
            "two-reports",
            Message("文件里有不止一份年报{titles}。", titles="：" + "、".join(titles) if len(titles) > 1 else ""),
            hint=Message("请把每份年报存为单独的文件再核对。"),
        )


def _titles_over_parts(lines: Sequence[Line], edition: Edition) -> list[str]:
    """Give the different titles that have tables of a report under them."""
    over: dict[tuple[int | None, str], str] = {}
    current: Title | None = None
    for line in lines:
        if line.table:
            if current is not None:
                over.setdefault((current.year, current.agency), current.text)
            continue
        title = read_title(line.text)
        if title is not None and title.year is not None:
            current = title
    return list(over.values())
