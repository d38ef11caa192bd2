"""What is published, as a file: title, note and body of the text that is shown, and nothing else."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, begin, publish

from gongkai.disclosure import services
from gongkai.disclosure.models import Item

pytestmark = pytest.mark.django_db
SECRET = "尚未审查的内容"
BODY = "<h2>第一章　总则</h2><p>第一条　为了规范管理，制定本规定。</p><table><tr><td>甲</td><td>乙</td></tr></table>"
RULE = {"kind": "rule", "promulgated_on": date(2026, 3, 1), "effective_on": date(2026, 3, 2), "body": BODY}


@pytest.fixture
def made() -> County:
    return county()


def _get(item: Item, form: str) -> tuple[int, bytes]:
    answer = Client().get(reverse("portal:item-document", args=[item.pk, form]))
    return answer.status_code, answer.content


def test_a_rule_is_a_document_of_title_note_and_body(made: County) -> None:
    item = publish(made, begin(made, **RULE))
    services.revise(item, by=actor(made), **{**WORDS, "body": SECRET, "title": SECRET})
    read = Document(BytesIO(_get(item, "docx")[1]))
    assert [each.text for each in read.paragraphs if each.text] == [
        WORDS["title"],
        "（2026年3月1日桓科发〔2026〕3号公布　自2026年3月2日起施行）",
        "第一章　总则",
        "第一条　为了规范管理，制定本规定。",
    ]
    assert [cell.text for cell in read.tables[0].rows[0].cells] == ["甲", "乙"]
    with pikepdf.open(BytesIO(_get(item, "pdf")[1])) as pdf:
        assert (len(pdf.pages), str(pdf.docinfo["/Title"])) == (1, WORDS["title"])


def test_what_is_not_shown_is_no_document(made: County) -> None:
    item = publish(made, begin(made))
    assert [_get(item, form)[0] for form in ("docx", "pdf", "exe")] == [200, 200, 404]
    item = services.withdraw(item, note="有误", by=actor(made, "publisher"))
    assert [_get(each, "docx")[0] for each in (item, begin(made))] == [404, 404]
