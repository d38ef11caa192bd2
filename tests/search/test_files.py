"""The words of files are found while what they belong to is public, and only those that everybody may have."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from django_tasks_db.models import DBTaskResult
from tests.casework import actor
from tests.county import County, county
from tests.publishing import begin, publish

from gongkai.attachments.models import Attachment, State
from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.disclosure import services
from gongkai.disclosure.models import Item
from gongkai.law.errors import UnreadableDocument
from gongkai.search import files
from gongkai.search.extracting import text_in
from gongkai.search.finding import find
from gongkai.search.models import FileText
from gongkai.search.query import Query
from gongkai.typesetting.pages import set_pages

Catch = Callable[[], int]


def as_docx(*paragraphs: str) -> bytes:
    made, out = docx.Document(), BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.add_table(1, 1).cell(0, 0).text = "表中的字"
    made.paragraphs[-1].add_run("隐藏的字").font.hidden = True
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.save(out)
    return out.getvalue()


def as_xlsx(*rows: list[str]) -> bytes:
    made, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.create_sheet("底稿").sheet_state = "hidden"
    made["底稿"].append(["隐藏的字"])
    made.save(out)
    return out.getvalue()


def test_words_are_read_from_documents_sheets_and_pages() -> None:
    found = text_in(as_docx("渔业资源", "调查表"), "docx")
    assert found.split() == ["渔业资源", "调查表", "表中的字", "页眉"]
    assert text_in(as_xlsx(["品种", "产量"], ["鲤鱼", "12"]), "xlsx").split() == ["Sheet", "品种", "产量", "鲤鱼", "12"]
    assert "渔业资源调查" in text_in(set_pages("渔业资源调查".encode(), {}), "pdf")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_what_is_no_such_file_is_refused(kind: str) -> None:
    with pytest.raises(UnreadableDocument):
        text_in(b"PK\x03\x04 no document", kind)


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county("handler", "reviewer", "secrecy_reviewer", "leader", "publisher", "administrator")


@pytest.fixture
def stored(tmp_path: Any, settings: Any) -> None:
    settings.ATTACHMENT_FILES = tmp_path / "files"


def with_file(made: County, content: bytes, name: str = "名单.docx", **more: Any) -> Item:
    item = begin(made, title="养殖补助名单")
    with Draft() as draft:
        draft.write(content)
        attach(item, draft, name, by=actor(made), **more)
    item = services.revise(item, by=actor(made), **{each: getattr(item.text, each) for each in _WRITTEN})
    return publish(made, item)


_WRITTEN = ("category", "formed_on", "title", "summary", "body", "issuers", "produced_on", "subject")


def do_tasks() -> int:
    """Do what was put into the queue to be read; say how much."""
    tasks = DBTaskResult.objects.ready().filter(task_path="gongkai.search.tasks.read_file")
    for task in tasks:
        files.read(*task.args_kwargs["args"])
    return int(tasks.delete()[0])


def titles(words: str) -> list[str]:
    return [hit.shown.title for hit in find(Query.of({"q": words})).hits]


@pytest.mark.django_db
def test_the_words_of_a_file_are_found_and_shown_with_its_name(made: County, stored: None, index_now: Catch) -> None:
    item = with_file(made, as_docx("本年补助鲤鱼养殖户十二户。"))
    index_now()
    assert (titles("名单.docx"), titles("鲤鱼")) == (["养殖补助名单"], [])
    assert do_tasks() == 1
    index_now()
    (hit,) = find(Query.of({"q": "鲤鱼 补助"})).hits
    assert hit.passage is not None
    assert (hit.passage.source, "鲤鱼" in [each.text for each in hit.passage.pieces]) == ("名单.docx", True)
    services.withdraw(item, note="有误", by=actor(made, "publisher"))
    assert (titles("鲤鱼"), FileText.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_a_file_that_was_read_too_late_leaves_no_words(made: County, stored: None, index_now: Catch) -> None:
    item = with_file(made, as_docx("鲤鱼"))
    services.withdraw(item, note="有误", by=actor(made, "publisher"))
    assert do_tasks() == 1
    assert FileText.objects.count() == 0


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_found_by_its_name_and_not_tried_again(
    made: County, stored: None, index_now: Catch
) -> None:
    item = with_file(made, b"%PDF-1.7\nbroken\n%%EOF\n", "养殖户.pdf")
    assert do_tasks() == 1
    index_now()
    assert titles("养殖户.pdf") == ["养殖补助名单"]
    files.enqueue_reading("item", item, item.shown)
    assert do_tasks() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["personal", "infected"])
def test_a_file_that_nobody_may_have_is_found_by_nothing(
    made: County, stored: None, index_now: Catch, way: str
) -> None:
    item = with_file(made, as_docx("鲤鱼"), "张三.docx", personal=way == "personal")
    if way == "infected":
        Attachment.objects.filter(object_id=item.pk).update(state=State.INFECTED)
    do_tasks()
    index_now()
    assert titles("养殖补助") == ["养殖补助名单"]
    assert titles("鲤鱼") == titles("张三") == []
