"""From the bytes of a PDF to blocks: the file and its pages, then lines, tables and paragraphs in reading order."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.blocks import Block, Document, Grid, TextBlock, too_long
from gongkai.report.finding import Finding, Place
from gongkai.report.readers import ocr
from gongkai.report.readers.pdf import CHARACTERS_UNREADABLE, FILE_CUT_OFF, PAGE_UNREADABLE
from gongkai.report.readers.pdf import lines as lining
from gongkai.report.readers.pdf.borderless import borderless
from gongkai.report.readers.pdf.breaks import Fragment, fragment, grids, lacks_rules
from gongkai.report.readers.pdf.extraction import read_page
from gongkai.report.readers.pdf.flow import PageLine, PageRules
from gongkai.report.readers.pdf.grids import fill, lattices, segments
from gongkai.report.readers.pdf.lines import Line, Margins
from gongkai.report.readers.pdf.page import Char, Page
from gongkai.report.readers.pdf.strips import Laid, printed_apart, side_by_side
from gongkai.untrusted.archive import locked

MOST_PAGES = 300
_MOST_CHARACTERS = 200_000
_MOST_RULES = 150_000
_MOST_CELLS = 60_000
"""A long report has some twenty thousand characters, a thousand rules and five hundred cells."""
_FEWEST_CHARACTERS = 20
"""A page with fewer characters and a picture is a scan with a page number or a stamp of the archive."""
_UNREADABLE_SHARE = 0.3

_LONG_SIDE = 2339
"""Pixels along the longer side of a page for OCR: A4 at 200 dots an inch."""

_PASSWORD, _SECURITY = 4, 5
_PDFIUM = threading.Lock()
"""pdfium may be used by one thread at a time."""


def read(data: bytes, *, with_ocr: bool = False) -> Document:
    """Give the blocks and grids of a PDF in reading order; pages without text too, if OCR is asked for.

    Raises UnreadableDocument.
    """
    with _PDFIUM:
        pages, findings, recognised = _pages(data, with_ocr)
    if not recognised:
        _refuse_without_text(pages)
    laid = Laid(pages) if recognised else side_by_side(pages)  # what OCR reads does not stand to the hair
    blocks = tuple(blocks_of(laid.pages))
    if laid.lacks_rules and _has_gaps(blocks):
        raise printed_apart()
    return Document(
        blocks,
        findings=tuple(findings),
        ocr_pages=frozenset(recognised),
        unless_whole=printed_apart() if laid.is_cut else None,
    )


def _has_gaps(blocks: Iterable[Block]) -> bool:
    """Tell whether a cell is blank; without rules it may as well be one that stands on another page."""
    return any(not cell.text for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row)


# ── The file ─────────────────────────────────────────────────────────────────


def _pages(data: bytes, with_ocr: bool) -> tuple[list[Page], list[Finding], set[int]]:
    """Give what stands on each page, findings for what could not be read, and which pages were read by OCR."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unopened(data, pdfium.FPDF_GetLastError()) from error
    try:
        if len(document) > MOST_PAGES:
            raise _too_many_pages(len(document))
        loaded = _loaded(document)
        recognised = _recognised(document, loaded) if with_ocr else {}
        loaded |= recognised
    finally:
        document.close()
    pages = [page for page in loaded.values() if page is not None]
    if not pages:
        raise _broken()
    findings = [finding for number, page in loaded.items() for finding in _oddities(number, page)]
    if _is_cut_off(data):
        findings.append(FILE_CUT_OFF(Message("PDF文件没有结尾，内容可能不完整。")))
    return pages, findings, set(recognised)


def _page(document: pypdfium2.PdfDocument, number: int) -> Page | None:
    """Give what stands on a page, or None when it cannot be loaded."""
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return None
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        return read_page(number, page, text_page) if text_page else None
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


def _loaded(document: pypdfium2.PdfDocument) -> dict[int, Page | None]:
    """Give the pages by number; raises as soon as there is more on them than in any report."""
    loaded = {}
    characters = rules = 0
    for number in range(1, len(document) + 1):
        page = loaded[number] = _page(document, number)
        if page is not None:
            characters += len(page.chars) + page.unmapped
            rules += len(page.rules)
        if characters > _MOST_CHARACTERS or rules > _MOST_RULES:
            raise too_long()
    return loaded


def _recognised(document: pypdfium2.PdfDocument, loaded: Mapping[int, Page | None]) -> dict[int, Page | None]:
    """Give, by OCR, the pages that have no text of their own, or none that can be read.

    A page with nothing on it is a blank one among pages with text, and else holds shapes of characters.
    """
    has_text = any(page is not None and len(page.chars) >= _FEWEST_CHARACTERS for page in loaded.values())
    without = [
        number
        for number, page in loaded.items()
        if page is not None and (_lacks_text(page) or not (has_text or page.chars))
    ]
    if not without:
        return {}
    ocr.require()
    if len(without) > ocr.MOST_PAGES:
        raise UnreadableDocument(
            "too-many-pages",
            Message("PDF有{count}页是图片，文字识别最多读{limit}页。", count=len(without), limit=ocr.MOST_PAGES),
            hint=Message("请只保留政府信息公开工作年度报告所在的页。"),
        )
    from gongkai.report.readers.ocr.page import read_page as recognise  # loads the engine

    return {number: recognise(number, _rendered(document, number)) for number in without}


def _lacks_text(page: Page) -> bool:
    """Tell whether a page is a picture, or its text means nothing."""
    if page.unmapped > _UNREADABLE_SHARE * (len(page.chars) + page.unmapped):
        return True
    return page.has_pictures and len(page.chars) < _FEWEST_CHARACTERS


def _rendered(document: pypdfium2.PdfDocument, number: int) -> Any:
    """Give the pixels of a page in shades of grey, as many as OCR asks for, however large the page says it is."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        picture = page.render(scale=_LONG_SIDE / max(width, height), grayscale=True).to_numpy()
        return picture.reshape(picture.shape[:2]).copy()
    finally:
        page.close()


def _too_many_pages(count: int) -> UnreadableDocument:
    return UnreadableDocument(
        "too-many-pages",
        Message("PDF有{count}页，超过{limit}页，不予读取。", count=count, limit=MOST_PAGES),
        hint=Message("请只保留政府信息公开工作年度报告所在的页。"),
    )


def _oddities(number: int, page: Page | None) -> Iterator[Finding]:
    place = Place(page=number)
    if page is None:
        yield PAGE_UNREADABLE(Message("第{page}页已经损坏，没有读取。", page=number), place=place)
    elif page.unmapped:
        message = Message("第{page}页有{count}处字符没有读取。", page=number, count=page.unmapped)
        yield CHARACTERS_UNREADABLE(message, place=place)
    elif page.has_pictures and len(page.chars) < _FEWEST_CHARACTERS:
        yield PAGE_UNREADABLE(Message("第{page}页是图片，没有读取。", page=number), place=place)


def _is_cut_off(data: bytes) -> bool:
    return b"%%EOF" not in data[len(data) // 2 :]


def _unopened(data: bytes, error: int) -> UnreadableDocument:
    if error in (_PASSWORD, _SECURITY):
        return locked()
    if _is_cut_off(data):
        return UnreadableDocument(
            "cut-off",
            Message("PDF在中途断开，不能打开。"),
            hint=Message("请重新下载后再核对。"),
        )
    return _broken()


def _broken() -> UnreadableDocument:
    return UnreadableDocument(
        "broken-pdf",
        Message("PDF文件已经损坏，不能打开。"),
        hint=Message("请重新下载，或由原文档重新导出PDF。"),
    )


def _refuse_without_text(pages: Sequence[Page]) -> None:
    readable = sum(len(page.chars) for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if unmapped > _UNREADABLE_SHARE * (readable + unmapped):
        raise UnreadableDocument(
            "text-garbled",
            Message("PDF的文字没有编码，读出来是乱码。"),
            hint=Message("请由原文档重新导出PDF，或改用其他格式。"),
        )
    if readable >= _FEWEST_CHARACTERS * len(pages) or any(len(page.chars) >= 200 for page in pages):
        return
    if any(page.has_pictures for page in pages):
        raise UnreadableDocument(
            "scanned",
            Message("PDF是扫描件，只有图片，没有可以读取的文字。"),
            hint=Message(
                "请改用可选取文字的PDF或其他格式；没有的，可以运行 {install} 之后加 --ocr 由文字识别读取，"
                "读出的数字须与原件对照。",
                install=ocr.INSTALL,
            ),
        )
    if not readable:
        raise UnreadableDocument(
            "no-text",
            Message("PDF里没有可以读取的文字；文字可能已转成了图形。"),
            hint=Message("请改用可选取文字的PDF或其他格式。"),
        )


# ── From pages to blocks ─────────────────────────────────────────────────────


class _Item(NamedTuple):
    """A line of text or a ruled table, as it stands on its page from the top."""

    page: int
    top: float
    content: Line | Fragment


def _items(pages: Sequence[Page], rules: Mapping[int, PageRules]) -> list[_Item]:
    """Give lines and ruled tables in reading order, without headers, footers and page numbers."""
    tables = []
    cells = 0
    for page in pages:
        found, rest = _tables_of(page, rules[page.number])
        tables.append((found, rest))
        cells += sum(len(row) for item in found if isinstance(item.content, Fragment) for row in item.content.rows)
        if cells > _MOST_CELLS:
            raise too_long()
    lines = [lining.lines_of([char for char in rest if not char.turn]) for _, rest in tables]
    left_out = lining.around([(each, page.height) for each, page in zip(lines, pages)])
    items: list[_Item] = []
    for page, (found, _), on_page in zip(pages, tables, lines):
        body = [_Item(page.number, line.top, line) for line in on_page if line not in left_out]
        items += sorted([*found, *body], key=lambda item: item.top)
    return items


def _tables_of(page: Page, rules: PageRules) -> tuple[list[_Item], list[Char]]:
    """Give the ruled tables of a page with their text, and the characters that stand outside."""
    rest = list(page.chars)
    tables = []
    for lattice in lattices(rules.level, rules.upright, page.text_height):
        chars, outside = lattice.parted(rest)
        texts = [lining.cell_text(inside) for inside in fill(lattice, chars)]
        if chars and not lacks_rules(lattice, texts):
            rest = outside
            tables.append(_Item(page.number, lattice.ys[0], fragment(lattice, texts, page.number)))
    return tables, rest


def blocks_of(pages: Sequence[Page]) -> Iterator[Block]:
    """Give the blocks: lines joined to paragraphs, tables with rows mended that a page break cut."""
    rules = {page.number: PageRules(*segments(page.rules)) for page in pages}
    items = _items(pages, rules)
    margins = _margins(items, pages)
    for is_table, run in groupby(items, key=lambda item: isinstance(item.content, Fragment)):
        if is_table:
            yield from _grids([item.content for item in run if isinstance(item.content, Fragment)])
            continue
        lines = [PageLine(item.page, item.content) for item in run if isinstance(item.content, Line)]
        yield from _paragraphs(borderless(lines, rules), margins)


def _grids(fragments: Sequence[Fragment]) -> Iterator[Grid]:
    """Give ruled tables that no text parts; those each on the page after the last may be one."""
    run: list[Fragment] = []
    for each in fragments:
        if run and each.page != run[-1].page + 1:
            yield from grids(run)
            run = []
        run.append(each)
    yield from grids(run)


def _paragraphs(flow: Iterable[PageLine | Grid], margins: Mapping[int, Margins]) -> Iterator[Block]:
    """Give lines joined to paragraphs."""
    paragraph: list[PageLine] = []
    for each in flow:
        if paragraph and not (isinstance(each, PageLine) and _goes_on(paragraph[-1], each, margins)):
            yield _text_block(paragraph)
            paragraph = []
        if isinstance(each, PageLine):
            paragraph.append(each)
        else:
            yield each
    if paragraph:
        yield _text_block(paragraph)


def _goes_on(before: PageLine, each: PageLine, margins: Mapping[int, Margins]) -> bool:
    return lining.goes_on(before.line, each.line, margins[each.page], same_page=before.page == each.page)


def _text_block(paragraph: Sequence[PageLine]) -> TextBlock:
    text = ""
    for _, line in paragraph:
        text = lining.continued(text, line.text)
    return TextBlock(text, page=paragraph[0].page)


def _margins(items: Sequence[_Item], pages: Sequence[Page]) -> dict[int, Margins]:
    """Give the margins of each page, which are those of all pages of its width."""
    widths = {page.number: round(page.width) for page in pages}
    lines: dict[int, list[Line]] = {width: [] for width in widths.values()}
    for item in items:
        if isinstance(item.content, Line):
            lines[widths[item.page]].append(item.content)
    margins = {width: lining.margins_of(each, width) for width, each in lines.items()}
    return {page: margins[width] for page, width in widths.items()}
