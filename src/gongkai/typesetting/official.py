"""A Word document in official style (GB/T 9704-2012): A4, 仿宋 三号, 22 lines a page, page numbers outside."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.typesetting.characters import characters
from gongkai.typesetting.html import Cell, Table

_BODY = Pt(16)
"""三号."""
_TITLE = Pt(22)
"""二号."""
_PITCH = Pt(28.95)
"""22 lines on a type area of 225 mm."""


def official_document(title: str, author: str) -> Any:
    """Give an empty document in official style, and in it who wrote what."""
    document: Any = Document()
    _page(document.sections[0])
    _numbers(document)
    _face(document.styles["Normal"], "仿宋_GB2312", _BODY)
    _face(document.styles["Title"], "方正小标宋简体", _TITLE)
    _set_as_chinese(document.styles["Normal"])
    _stand_ins(document)
    document.core_properties.title = characters(title)
    document.core_properties.author = characters(author)
    document.core_properties.comments = ""
    document.core_properties.language = "zh-CN"
    return document


def written(document: Any) -> bytes:
    """Give a document as the bytes of a file."""
    into = BytesIO()
    document.save(into)
    return into.getvalue()


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _numbers(document: Any) -> None:
    """Number the pages outside: on the right of odd ones, on the left of even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.footer_distance = Mm(25)
    outside = ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    for footer, side in outside:
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.add_run("— ").font.size = Pt(14)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        shown = OxmlElement("w:r")
        size = OxmlElement("w:sz")
        size.set(qn("w:val"), "28")
        look, number = OxmlElement("w:rPr"), OxmlElement("w:t")
        look.append(size)
        number.text = "1"
        shown.extend((look, number))
        field.append(shown)
        paragraph._p.append(field)
        paragraph.add_run(" —").font.size = Pt(14)


def _set_as_chinese(style: Any) -> None:
    """Let no gap be drawn between 汉字 and digits, and say that the text is Chinese."""
    properties = style.element.get_or_add_pPr()
    for name in ("autoSpaceDE", "autoSpaceDN"):
        off = OxmlElement(f"w:{name}")
        off.set(qn("w:val"), "0")
        properties.insert_element_before(off, "w:spacing")
    language = style.element.rPr.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        style.element.rPr.append(language)
    for of in ("val", "eastAsia"):
        language.set(qn(f"w:{of}"), "zh-CN")


def _face(style: Any, name: str, size: Any) -> None:
    """Give a style its typeface for 汉字 and for Latin letters, its size, and nothing of what the default adds."""
    style.font.name, style.font.size, style.font.bold = "Times New Roman", size, False
    style.font.color.rgb = None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for of in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{of}"), None)
    fonts.set(qn("w:eastAsia"), name)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, _PITCH
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def _stand_ins(document: Any) -> None:
    """Say which typefaces stand in where the official one is not installed."""
    part = next(each for each in document.part.package.iter_parts() if each.partname == "/word/fontTable.xml")
    part._blob = (files("gongkai.typesetting") / "fontTable.xml").read_bytes()


def line(
    document: Any,
    text: str,
    *,
    style: str | None = None,
    align: Any = None,
    indent: float = 0,
    right: float = 0,
    keep: bool = False,
) -> Any:
    """Add a paragraph; indents are in 汉字. Give it."""
    paragraph = document.add_paragraph(characters(text), style=style)
    layout = paragraph.paragraph_format
    layout.alignment, layout.keep_with_next = align, keep or None
    if indent or right:
        layout.first_line_indent, layout.right_indent = Pt(16 * indent), Pt(16 * right)
        # In 汉字 too, so that it keeps its place whatever typeface stands in.
        white = paragraph._p.pPr.ind
        white.set(qn("w:firstLineChars"), str(round(indent * 100)))
        white.set(qn("w:rightChars"), str(round(right * 100)))
    return paragraph


def table(document: Any, drawn: Table) -> None:
    """Add a table, each cell where it stands; made of elements, for the library takes the square of the cells."""
    starts = {(cell.x, cell.y): cell for cell in drawn.cells}
    below = {(cell.x, cell.y + down): cell for cell in drawn.cells for down in range(1, cell.height)}
    added = document.add_table(rows=0, cols=drawn.columns)
    added.style = "Table Grid"
    for y in range(drawn.rows):
        row = OxmlElement("w:tr")
        x = 0
        while x < drawn.columns:
            cell = starts.get((x, y)) or below.get((x, y))
            row.append(_cell(cell, goes_on=(x, y) in below))
            x += cell.width if cell else 1
        added._tbl.append(row)


def _cell(cell: Cell | None, *, goes_on: bool) -> Any:
    made, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    if cell is not None and cell.width > 1:
        span = OxmlElement("w:gridSpan")
        span.set(qn("w:val"), str(cell.width))
        properties.append(span)
    if cell is not None and cell.height > 1:
        merge = OxmlElement("w:vMerge")
        if not goes_on:
            merge.set(qn("w:val"), "restart")
        properties.append(merge)
    made.append(properties)
    words = "" if cell is None or goes_on else "".join(run.text for run in cell.runs)
    for text in words.split("\n"):
        paragraph = OxmlElement("w:p")
        run, shown = OxmlElement("w:r"), OxmlElement("w:t")
        look, size = OxmlElement("w:rPr"), OxmlElement("w:sz")
        size.set(qn("w:val"), "24")
        look.append(size)
        shown.text = characters(text)
        shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.extend((look, shown))
        paragraph.append(run)
        made.append(paragraph)
    return made
