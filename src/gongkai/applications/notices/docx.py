"""A letter as a Word document in official style (GB/T 9704-2012): an officer may still work on it."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH

from gongkai.applications.notices.letter import Letter
from gongkai.law.message import chinese_date
from gongkai.typesetting.characters import characters
from gongkai.typesetting.official import line, official_document, written


def write_docx(letter: Letter) -> bytes:
    """Write a letter as DOCX."""
    document = official_document(letter.title, letter.signature)
    if letter.mark:
        for header in (document.sections[0].header, document.sections[0].even_page_header):
            header.paragraphs[0].text = characters(letter.mark)
    line(document, letter.title, style="Title", align=WD_ALIGN_PARAGRAPH.CENTER)
    if letter.number:
        line(document, letter.number, align=WD_ALIGN_PARAGRAPH.CENTER)
    line(document, "")
    line(document, f"{letter.addressee}：")
    for text in letter.paragraphs:
        line(document, text, indent=2)
    if letter.attachments:
        line(document, "")
    for place, text in enumerate(letter.attachments):
        number = f"{place + 1}．" if len(letter.attachments) > 1 else ""
        line(document, f"{'' if place else '附件：'}{number}{text}", indent=5 if place else 2)
    line(document, "")
    line(document, "")
    day = chinese_date(letter.day)
    # The day stands four 汉字 from the edge, the name over its middle; the two stay on one page.
    wide = sum(0.5 if each.isascii() else 1 for each in day)
    white = max(0.0, 4 + (wide - len(letter.signature)) / 2)
    line(document, letter.signature, right=white, align=WD_ALIGN_PARAGRAPH.RIGHT, keep=True)
    line(document, day, right=4, align=WD_ALIGN_PARAGRAPH.RIGHT)
    return written(document)
