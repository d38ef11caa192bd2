"""From blocks and grids to a report, whatever format they came from.

Nothing here raises on odd content; only what is no annual report at all, or two of them, or one
from before the present formats, is refused with `UnreadableDocument`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.law.citation import cite
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.blocks import Block, Document, Grid, TextBlock, too_long
from gongkai.report.edition import Edition, edition_for, editions
from gongkai.report.finding import Finding, Place
from gongkai.report.model import Mark, Reading, Report
from gongkai.report.recognise.keyed import keyed
from gongkai.report.recognise.masthead import Title, agency_in, mentioned, read_title, year_of
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
_ABOVE = 2
"""So many lines above a title may hold the agency's name, when a title is broken over lines."""
_TABLE_NAME = re.compile(r"[（(]?表[一二三四1-4][）)]?[:：]?")
"""What stands over a table as its name, and is no narrative."""


def recognise(document: Document) -> Reading:
    """Give the report a document holds, and findings for what is odd in it.

    Raises UnreadableDocument when it holds no table of a report, holds two reports, is a report on
    a year before the 2019 edition, is many times as long as any report, or was put together from pieces
    and is not whole.
    """
    tables = [block for block in document.blocks if isinstance(block, Grid)]
    if len(document.blocks) + sum(len(row) for table in tables for row in table.rows) > _MOST_PIECES:
        raise too_long()
    grids = [keyed(table) for table in tables]
    spotted = _titles(document)
    named_year = next((each.title.year for each in spotted if each.title.year is not None), None)
    edition = edition_of(grids) or edition_for(named_year or editions()[-1].from_year) or editions()[0]
    found = find_tables(grids, edition)
    if document.unless_whole is not None and not _is_whole(found, edition):
        raise document.unless_whole
    if not found.tables:
        _refuse(named_year)
    titles = _ranked(spotted, _first_table(document, found))
    lines = _lines(document, found, edition)
    if sum(len(line.text) for line in lines) > _LONGEST_TEXT:
        raise too_long()
    narrative = read_parts(lines, edition, next((title.agency for title in titles if title.agency), ""))
    _refuse_two(found, lines, edition)
    if len(narrative.parts) > _MOST_PARTS:
        raise too_long()
    closing = [paragraph.text for paragraph in narrative.closing]
    texts = [paragraph.text for part in narrative.parts for paragraph in part.paragraphs]
    texts.extend(line.text for line in narrative.before if not line.table)
    year = year_of(titles, closing, texts)
    if year is not None and year < _FIRST_YEAR and (year_of([], [], texts) or year) < _FIRST_YEAR:
        _refuse(year)
    report = Report(
        edition=edition,
        agency=_agency(titles, narrative, closing),
        year=year,
        title=titles[0].text if titles else "",
        preamble=preamble(narrative.before, titles[0].text if titles else ""),
        parts=narrative.parts,
        tables=dict(found.tables),
        closing=narrative.closing,
    )
    findings = (*document.findings, *found.findings)
    return _read_by_ocr(report, findings, document.ocr_pages) if document.ocr_pages else Reading(report, findings)


def _read_by_ocr(report: Report, findings: tuple[Finding, ...], pages: frozenset[int]) -> Reading:
    """Give a reading in which what stands on these pages says that it was read by OCR."""

    def marked(place: Place | None) -> Place | None:
        return place if place is None or place.page not in pages else place._replace(ocr=True)

    return Reading(report.placed(marked), tuple(finding._replace(place=marked(finding.place)) for finding in findings))


def _is_whole(found: Found, edition: Edition) -> bool:
    """Tell whether every table was found, with every row and cell of the format, and a figure in each that has any."""
    if len(found.tables) < len(edition.tables):
        return False
    return all(
        table.rows == table.expected_rows
        and all(figure is not None and figure.mark is not Mark.UNREADABLE for _, _, figure in table.cells())
        for table in found.tables.values()
    )


_TITLE_ENDS = ("报告", "年报")


class _Spotted(NamedTuple):
    """A title, and the block it stands in; -1 for that of the page's head."""

    block: int
    title: Title


def _titles(document: Document) -> list[_Spotted]:
    """Give every line that reads as a title, in the order of the document, then that of the page's head."""
    found: list[_Spotted] = []
    for index, text in _first_texts(document):
        title = read_title(text)
        if title is not None:
            found.append(_Spotted(index, title))
        broken = _broken_title(document.blocks, index) if text.endswith(_TITLE_ENDS) else None
        if broken is not None:
            found.append(_Spotted(index, broken))
    head = read_title(document.title)
    return [*found, _Spotted(-1, head)] if head is not None else found


def _broken_title(blocks: Sequence[Block], index: int) -> Title | None:
    """Give the title that ends in a block and began a line or two above, where the last line alone names no year."""
    last = blocks[index]
    if not isinstance(last, TextBlock) or len(last.text) > _SHORT or not last.text.endswith(_TITLE_ENDS):
        return None
    alone = read_title(last.text)
    if alone is not None and alone.year is not None:
        return None
    text = last.text
    for above in blocks[max(0, index - _ABOVE) : index][::-1]:
        if not isinstance(above, TextBlock) or len(above.text) > _SHORT or above.text.endswith(("。", "；", "：")):
            break
        text = above.text + text
        title = read_title(text)
        if title is not None and title.year is not None and (title.agency or above is blocks[index - _ABOVE]):
            return title
    return None


def _first_table(document: Document, found: Found) -> int:
    """Give the block of the first table of the report."""
    blocks = [index for index, block in enumerate(document.blocks) if isinstance(block, Grid)]
    return min((blocks[grid] for grid in found.grids), default=len(document.blocks))


def _ranked(spotted: Sequence[_Spotted], first_table: int) -> list[Title]:
    """Give the titles with the likeliest of this report first: one that names both year and agency, near the tables.

    A page lists the reports of other years and agencies too; the report's own title stands nearest before its tables
    or, where a page sets it nowhere but in its head, is the only one there.
    """
    before = [each for each in reversed(spotted) if 0 <= each.block <= first_table]
    others = [each for each in spotted if not 0 <= each.block <= first_table]
    others.sort(key=lambda each: each.block >= 0)
    ranked = sorted(before, key=lambda each: (each.title.year is None, not each.title.agency))
    return list(dict.fromkeys(each.title for each in (*ranked, *others)))


def _first_texts(document: Document) -> Iterator[tuple[int, str]]:
    """Go through the texts with the block each stands in, those of the first two rows of a grid among them."""
    for index, block in enumerate(document.blocks):
        if isinstance(block, TextBlock):
            yield index, block.text
        else:
            for row in block.rows[:2]:
                for cell in row:
                    yield index, cell.text


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
    """Give the agency: the title's, else that of the line above the title, the signature, or what the text says."""
    for title in titles:
        if title.agency:
            return title.agency
    before = [line.text for line in narrative.before if not line.table]
    at = next((index for index, text in enumerate(before) if titles and _is_title(text, titles[0])), len(before))
    opening = [*before, *(paragraph.text for part in narrative.parts[:1] for paragraph in part.paragraphs)]
    return next(
        (
            name
            for name in (
                *map(agency_in, before[max(0, at - 1) : at]),
                *map(agency_in, closing),
                *map(mentioned, opening),
                *map(agency_in, before),
            )
            if name
        ),
        "",
    )


def _is_title(text: str, title: Title) -> bool:
    found = read_title(text)
    return found is not None and found.text == title.text


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
        told = Message("文件里有不止一份年报：{titles}。", titles=titles)
        raise UnreadableDocument(
            "two-reports",
            told if len(titles) > 1 else Message("文件里有不止一份年报。"),
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
