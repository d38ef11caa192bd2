"""Documents of a word processor as bodies: what they say, and nothing of what was deleted, remarked or hidden."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.county import county
from tests.pictures import png
from tests.publishing import begin

from gongkai.disclosure.documents.guessing import Guess, guess
from gongkai.disclosure.documents.numbers import Numbers
from gongkai.disclosure.documents.word import read
from gongkai.disclosure.models import Item
from gongkai.law.errors import UnreadableDocument
from gongkai.untrusted.archive import parse_xml as parsed

LEAKS = ("原定三月", "内部", "批注")


def written(*blocks: tuple[str, Any]) -> Any:
    """Give a document of paragraphs, each with where its lines stand."""
    document = Document()
    for words, side in blocks:
        document.add_paragraph(words).alignment = side
    return document


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def add(paragraph: Any, xml: str) -> None:
    paragraph._p.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))


@pytest.fixture(scope="module")
def notice() -> bytes:
    """A notice as an office writes one: red head, number, title over two lines, lists, a table, a picture, tracks."""
    document = written(
        ("桓台县科技局文件", ALIGN.CENTER),
        ("桓科发[2026] 第3号", ALIGN.CENTER),
        ("关于组织申报", ALIGN.CENTER),
        ("2026年科技计划项目的通知", ALIGN.CENTER),
        ("各有关单位：", None),
    )
    document.add_heading("申报条件", 1)
    document.add_paragraph("在本县注册", "List Bullet")
    document.add_paragraph("材料一式三份", "List Number")
    document.add_paragraph("按时报送", "List Number")
    paragraph = document.add_paragraph("截止日期：")
    add(paragraph, '<w:del w:id="1" w:author="张"><w:r><w:delText>原定三月</w:delText></w:r></w:del>')
    add(paragraph, '<w:ins w:id="2" w:author="张"><w:r><w:t>四月十日</w:t></w:r></w:ins>')
    paragraph.add_run("内部：已同意").font.hidden = True
    paragraph.add_run("逾期不予受理").bold = True
    add(paragraph, '<w:r><w:commentReference w:id="0"/></w:r>')
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "重点研发", "20万元"
    document.add_picture(BytesIO(png(20, 10)))
    document.sections[0].header.paragraphs[0].text = "内部资料"
    for words in ("桓台县科学技术局", "二〇二六年三月十二日"):
        document.add_paragraph(words).alignment = ALIGN.RIGHT
    return saved(document)


def test_a_document_comes_with_its_structure_and_nothing_hidden(notice: bytes) -> None:
    reading = read(notice, "docx")
    for kept in (
        '<p class="align-center">关于组织申报</p>',
        "<h2>申报条件</h2><ul><li>在本县注册</li></ul><p>1. 材料一式三份</p><p>2. 按时报送</p>",
        "<p>截止日期：四月十日<strong>逾期不予受理</strong></p>",
        "<td><p>重点研发</p></td><td><p>20万元</p></td>",
        'src="data:image/png;base64,',
        '<p class="align-right">二〇二六年三月十二日</p>',
    ):
        assert kept in reading.html
    assert [leak for leak in LEAKS if leak in reading.html] == []
    assert reading.left_out == {"deleted": 1, "inserted": 1, "hidden": 1, "comments": 1, "headers": 1}


def test_what_a_document_says_of_itself_is_guessed(notice: bytes) -> None:
    assert guess(read(notice, "docx").html) == Guess(
        "关于组织申报2026年科技计划项目的通知", "桓科发〔2026〕3号", "桓台县科学技术局", date(2026, 3, 12)
    )
    assert guess("<p>短文。</p>") == Guess()
    assert guess("<p>县政府关于印发办法的通知</p><p>2026年13月40日</p>").title == "县政府关于印发办法的通知"


def test_a_document_is_read_into_the_form_and_saved_from_there(
    notice: bytes, db: None, settings: Any, tmp_path: Path
) -> None:
    settings.ATTACHMENT_FILES = tmp_path / "files"
    made = county("handler", "administrator")
    item, client = begin(made), Client()
    client.force_login(made.officers["handler"])
    for address, kept in (("read-again", "attachment:"), ("read-new", "data:image/png;base64,")):
        arguments = [item.pk] if address == "read-again" else []
        answer = client.post(
            reverse(f"disclosure:{address}", args=arguments), {"document": SimpleUploadedFile("通知.docx", notice)}
        )
        assert (answer.status_code, Item.objects.count()) == (200, 1)
        form = answer.context["form"]
        assert f'<img src="{kept}' in form.initial["body"].replace('alt="" ', "")
        assert form.initial["document_number"] == "桓科发〔2026〕3号"
        assert "有1条批注，没有带入。" in answer.text
        assert "关于组织申报" not in form.initial["body"]
        assert "〔2026〕3号" not in form.initial["body"]
        assert "正文开头的文件头、文号和标题没有带入" in answer.text
    assert item.text.body == Item.objects.get().text.body
    sent = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {name: value for name, value in sent.items() if value is not None}
    sent |= {"agency": made.science.pk, "category": "A03", "subject": "科技、教育\\科技"}
    saved_as = client.post(answer.context["action"], sent)
    assert saved_as.status_code == 302, saved_as.context["form"].errors
    assert "attachment:" in Item.objects.exclude(pk=item.pk).get().text.body


def test_numbers_of_articles_stay_as_they_are() -> None:
    numbering = parsed(
        f"""<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl>
        </w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>""".encode()
    )
    numbers = Numbers(numbering, None)

    def paragraph(depth: int) -> Any:
        number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>'
        return parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{number}</w:pPr></w:p>")

    assert [numbers.next(paragraph(depth)) for depth in (0, 1, 1, 0, 1)] == [
        "第三条", "（1）", "（2）", "第四条", "（1）",
    ]  # fmt: skip
    assert numbers.next(parse_xml(f"<w:p {nsdecls('w')}/>")) is None


def test_what_is_no_document_is_refused() -> None:
    for content in (b"PK\x03\x04 no zip", saved(Document())[:-200]):
        with pytest.raises(UnreadableDocument):
            read(content, "docx")
