"""The report as a Word document in official style (GB/T 9704-2012), its tables with real merged cells.

What does not change from report to report (styles, footers) lies as files in `docx_parts`, fonts and their
stand-ins in `gongkai.typesetting`; the text and the properties are written here. Nothing of the clock goes in: equal
reports give equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gongkai.report.figures import cell_text
from gongkai.report.model import Paragraph, Report, Table
from gongkai.report.widths import columns_wide
from gongkai.report.writers.layout import (
    TITLE_WIDTH,
    Laid,
    Layout,
    figure_size,
    heading,
    lay_out,
    sections,
    spare,
    title,
)
from gongkai.typesetting.characters import characters

_WIDTH = 8844
"""The width of the type area, 156 mm, in twentieths of a point."""

_DIGIT = 0.56
"""The width of a digit, in parts of its size; 宋体 is narrower than what may stand in for it."""

_SIZES = {"blocks": 10.5, "rows": 9.0, "side-by-side": 9.5}
_HEIGHTS = {"blocks": 440, "rows": 320, "side-by-side": 480}
"""The least height of a row."""
_MARGIN = 28
_MARGIN_OF_LABELS = 60

_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-rels.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/footer-odd.xml": "footer-odd.xml",
    "word/footer-even.xml": "footer-even.xml",
}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"


def write_docx(report: Report) -> bytes:
    """Write a report as DOCX."""
    folder = files("gongkai.report") / "writers" / "docx_parts"
    parts = {name: (folder / file).read_bytes() for name, file in _PARTS.items()}
    parts["word/fontTable.xml"] = (files("gongkai.typesetting") / "fontTable.xml").read_bytes()
    parts["docProps/core.xml"] = _properties(report).encode("utf-8")
    parts["word/document.xml"] = _document(report).encode("utf-8")
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)
    return written.getvalue()


def _properties(report: Report) -> str:
    said = {
        "title": title(report),
        "creator": report.agency,
        "subject": str(report.edition.citation),
        "language": "zh-CN",
    }
    elements = "".join(f"<dc:{name}>{_text(text)}</dc:{name}>" for name, text in said.items())
    namespaces = f'xmlns:cp="{_CORE}" xmlns:dc="{_DUBLIN}"'
    return f"{_DECLARATION}<cp:coreProperties {namespaces}>{elements}</cp:coreProperties>"


def _document(report: Report) -> str:
    body = _w("body", *_content(report), _section())
    return f'{_DECLARATION}<w:document xmlns:w="{_WORD}" xmlns:r="{_RELATIONSHIPS}">{body}</w:document>'


def _section() -> str:
    """Give the page: A4, type area 156 mm by 225 mm, 22 lines."""
    footers = "".join(f'<w:footerReference w:type="{on}" r:id="{id}"/>' for on, id in _FOOTERS)
    return _w(
        "sectPr",
        footers,
        _w("pgSz", w=11906, h=16838),
        _w("pgMar", top=2098, right=1474, bottom=1984, left=1588, header=851, footer=1270, gutter=0),
        _w("docGrid", type="lines", linePitch=579),
    )


_FOOTERS = (("default", "rId4"), ("even", "rId5"))


def _content(report: Report) -> Iterator[str]:
    whole = title(report)
    white = _white(whole, report.agency)
    yield _paragraph("Title", whole, *([_w("ind", left=white, right=white)] if white else []))
    yield from _paragraphs("BodyText", report.preamble)
    for part, table in sections(report):
        if part is not None:
            yield _paragraph("Heading1", heading(part))
            yield from _paragraphs("BodyText", part.paragraphs)
        elif table is not None:
            yield _paragraph("Caption", table.spec.label)
        if table is not None:
            yield from _table(table)
    if report.closing:
        yield _paragraph("BodyText", "")
        yield from _paragraphs("Signature", report.closing)


_HALF = 220
"""The width of half a 汉字 of the title."""

_SLACK = 300
"""What a line may take more, with digits wider than half a 汉字, and still not one 汉字 more."""

_SENSE_ENDS = re.compile("年(?=政府信息公开)|政府信息公开")


def _white(text: str, agency: str) -> int:
    """Give the white on either side of a title of two lines, so that the first ends where a sense does.

    The title stays one line of text, which a forced break would part for whoever reads it on.
    """
    if columns_wide(text) <= TITLE_WIDTH:
        return 0
    ends = [match.end() for match in _SENSE_ENDS.finditer(text)]
    if agency and text.startswith(agency):
        ends.append(len(agency))
    firsts = (columns_wide(text[:end]) for end in ends if columns_wide(text[:end]) >= columns_wide(text[end:]))
    even = -(-columns_wide(text) // -(-columns_wide(text) // TITLE_WIDTH))
    first = min((first for first in firsts if first < TITLE_WIDTH), default=even + 1)
    return max(0, (_WIDTH - first * _HALF - _SLACK) // 2)


def _paragraphs(style: str, paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    return (_paragraph(style, paragraph.text) for paragraph in paragraphs)


def _paragraph(style: str, text: str, *properties: str, size: float = 0.0) -> str:
    look = _w("rPr", _w("sz", val=round(2 * size)), _w("szCs", val=round(2 * size))) if size else ""
    run = _w("r", look, *_run(text)) if text else ""
    return _w("p", _w("pPr", _w("pStyle", val=style), *properties), run)


_BREAKS = re.compile(r"([\n\t])")


def _run(text: str) -> Iterator[str]:
    for piece in _BREAKS.split(text):
        if piece == "\n":
            yield _w("br")
        elif piece == "\t":
            yield _w("tab")
        elif piece:
            yield f'<w:t xml:space="preserve">{_text(piece)}</w:t>'


# ── Tables ───────────────────────────────────────────────────────────────────


def _table(table: Table) -> Iterator[str]:
    layout = lay_out(table)
    if not layout.kinds or not layout.lines:
        return
    rows = list(_rows(table, layout))
    yield _w(
        "tbl",
        _w(
            "tblPr",
            _w("tblW", w=_WIDTH, type="dxa"),
            _w("jc", val="center"),
            _w("tblBorders", *(_w(side, val="single", sz=4, space=0, color="333333") for side in _SIDES)),
            _w("tblLayout", type="fixed"),
            _w("tblCellMar", *(_w(side, w=_MARGIN, type="dxa") for side in ("left", "right"))),
            _w("tblLook", val="0420", firstRow=1, noVBand=1),
            _w("tblCaption", val=table.spec.label),
        ),
        _w("tblGrid", *(_w("gridCol", w=width) for width in _widths(layout))),
        *rows,
    )
    yield _paragraph("BehindTable", "")


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _widths(layout: Layout) -> list[int]:
    return [round(share * _WIDTH) for share in layout.shares]


def _rows(table: Table, layout: Layout) -> Iterator[str]:
    """Write the rows; a cell that reaches down is continued in each row below by an empty one."""
    widths = _widths(layout)
    height = _w("trHeight", val=_HEIGHTS[table.spec.layout], hRule="atLeast")
    reaching: dict[int, tuple[Laid, int]] = {}
    lines = layout.lines
    for number, line in enumerate(lines):
        cells = {cell.at: _cell(table, cell, widths, last=number == len(lines) - 1) for cell in line}
        for at, (cell, rest) in list(reaching.items()):
            cells[at] = _continued(cell, widths)
            reaching[at] = (cell, rest - 1)
            if rest == 1:
                del reaching[at]
        reaching |= {cell.at: (cell, cell.rowspan - 1) for cell in line if cell.rowspan > 1}
        repeated = _w("tblHeader") if number < len(layout.head) else ""
        yield _w("tr", _w("trPr", _w("cantSplit"), height, repeated), *(cells[at] for at in sorted(cells)))


def _cell(table: Table, cell: Laid, widths: list[int], *, last: bool) -> str:
    width = sum(widths[cell.at : cell.at + cell.colspan])
    size = _SIZES[table.spec.layout]
    room = width / 20 - 2 * _MARGIN / 20
    text, properties = cell.text, []
    if cell.row is not None and cell.column is not None:
        text = cell_text(table.get(cell.row.id, cell.column.id))
        size = figure_size(text, room / _DIGIT, size)
    if not last:
        # A table stands whole on one page when it can: each row is kept with the next.
        properties.append(_w("keepNext"))
    if cell.role == "column" and (white := round(20 * spare(text, room, size))):
        properties.append(_w("ind", left=white, right=white))
    if table.spec.layout == "rows" and cell.role in ("label", "corner"):
        white = _MARGIN_OF_LABELS - _MARGIN
        properties += [_w("ind", left=white, right=white), _w("jc", val="left")]
    merge = _w("vMerge", val="restart") if cell.rowspan > 1 else ""
    return _w("tc", _frame(cell, width, merge), _paragraph("TableText", text, *properties, size=size))


def _continued(cell: Laid, widths: list[int]) -> str:
    width = sum(widths[cell.at : cell.at + cell.colspan])
    return _w("tc", _frame(cell, width, _w("vMerge")), _paragraph("TableText", "", _w("keepNext")))


_SHADED = frozenset({"block", "over", "column", "corner"})


def _frame(cell: Laid, width: int, merge: str) -> str:
    return _w(
        "tcPr",
        _w("tcW", w=width, type="dxa"),
        _w("gridSpan", val=cell.colspan) if cell.colspan > 1 else "",
        merge,
        _w("shd", val="clear", color="auto", fill="F4F3EF") if cell.role in _SHADED else "",
        _w("vAlign", val="center"),
    )


def _w(name: str, /, *content: str, **attributes: str | int) -> str:
    """Write an element of the word-processing namespace, its attributes too."""
    written = "".join(f' w:{key}="{_text(str(value))}"' for key, value in attributes.items())
    inside = "".join(content)
    return f"<w:{name}{written}>{inside}</w:{name}>" if inside else f"<w:{name}{written}/>"


def _text(text: str) -> str:
    return escape(characters(text))
