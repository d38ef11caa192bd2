from dataclasses import replace
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from tests.applications.notices.letters import FACTS, reply

from gongkai.applications.notices.docx import write_docx
from gongkai.applications.notices.kinds import KIND_BY_NAME, write

HOSTILE = "<w:p/>]]>&amp;\u202e\x07'; DROP TABLE 申请; --😀"


def read(letter):
    return Document(BytesIO(write_docx(letter)))


def test_what_a_letter_says_can_be_read_back_in_order():
    letter = replace(write(KIND_BY_NAME["partial"], FACTS["partial"]), attachments=("立项名单", "说明"))
    texts = [paragraph.text for paragraph in read(letter).paragraphs if paragraph.text]
    assert texts == [
        letter.title, letter.number, f"{letter.addressee}：", *letter.paragraphs, "附件：1．立项名单", "2．说明",
        "桓台县科技局", "2026年3月10日",
    ]  # fmt: skip


def test_it_is_set_in_official_style():
    document = read(write(KIND_BY_NAME["partial"], FACTS["partial"]))
    section = document.sections[0]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(each.mm) for each in margins] == [37, 35, 28, 26]
    faces = {name: document.styles[name] for name in ("Normal", "Title")}
    assert [style.font.size.pt for style in faces.values()] == [16, 22]
    east = [style.element.rPr.rFonts.get(qn("w:eastAsia")) for style in faces.values()]
    assert east == ["仿宋_GB2312", "方正小标宋简体"]
    assert document.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    fonts = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    assert "华文中宋" in fonts.blob.decode()


def test_hostile_text_is_text():
    letter = write(KIND_BY_NAME["granted"], reply("GRANT", facts=HOSTILE))
    texts = [paragraph.text for paragraph in read(letter).paragraphs]
    assert "<w:p/>]]>&amp;'; DROP TABLE 申请; --😀" in texts
