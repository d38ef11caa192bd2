"""A letter as a Word document in official style (GB/T 9704-2012): an officer may still work on it."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.applications.notices.letter import Letter
from gongkai.law.message import chinese_date
from gongkai.typesetting.characters import characters

_BODY = Pt(16)
"""三号."""
_TITLE = Pt(22)
"""二号."""
_PITCH = Pt(28.95)
"""22 lines on a type area of 225 mm."""


def write_docx(letter: Letter) -> bytes:
    """Write a letter as DOCX."""
    document: Any = Document()
    _page(document.sections[0])
    _numbers(document)
    if letter.mark:
        for header in (document.sections[0].header, document.sections[0].even_page_header):
            header.paragraphs[0].text = characters(letter.mark)
    _face(document.styles["Normal"], "仿宋_GB2312", _BODY)
    _face(document.styles["Title"], "方正小标宋简体", _TITLE)
    _set_as_chinese(document.styles["Normal"])
    _stand_ins(document)
    document.core_properties.title = characters(letter.title)
    document.core_properties.author = characters(letter.signature)
    document.core_properties.comments = ""
    document.core_properties.language = "zh-CN"

    _line(document, letter.title, style="Title", align=WD_ALIGN_PARAGRAPH.CENTER)
    if letter.number:
        _line(document, letter.number, align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, "")
    _line(document, f"{letter.addressee}：")
    for text in letter.paragraphs:
        _line(document, text, indent=2)
    if letter.attachments:
        _line(document, "")
    for place, text in enumerate(letter.attachments):
        number = f"{place + 1}．" if len(letter.attachments) > 1 else ""
        _line(document, f"{'' if place else '附件：'}{number}{text}", indent=5 if place else 2)
    _line(document, "")
    _line(document, "")
    day = chinese_date(letter.day)
    # The day stands four 汉字 from the edge, the name over its middle; the two stay on one page.
    wide = sum(0.5 if each.isascii() else 1 for each in day)
    white = max(0.0, 4 + (wide - len(letter.signature)) / 2)
    _line(document, letter.signature, right=white, align=WD_ALIGN_PARAGRAPH.RIGHT, keep=True)
    _line(document, day, right=4, align=WD_ALIGN_PARAGRAPH.RIGHT)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


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


def _line(
    document: Any,
    text: str,
    *,
    style: str | None = None,
    align: Any = None,
    indent: float = 0,
    right: float = 0,
    keep: bool = False,
) -> None:
    paragraph = document.add_paragraph(characters(text), style=style)
    layout = paragraph.paragraph_format
    layout.alignment, layout.keep_with_next = align, keep or None
    if indent or right:
        layout.first_line_indent, layout.right_indent = Pt(16 * indent), Pt(16 * right)
        # In 汉字 too, so that it keeps its place whatever typeface stands in.
        white = paragraph._p.pPr.ind
        white.set(qn("w:firstLineChars"), str(round(indent * 100)))
        white.set(qn("w:rightChars"), str(round(right * 100)))
