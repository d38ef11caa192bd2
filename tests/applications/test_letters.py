"""Letters at the desk: who handles the case has them as files, each time on record; nobody else has them."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from tests.casework import GRANTED, PASSING, actor, apply, set_word
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Series
from gongkai.journal.models import Entry


@pytest.fixture
def made(db):
    return county()


def get(made, case, key="receipt", form="docx", role="handler"):
    client = Client()
    client.force_login(made.officers[role])
    return client.get(reverse("applications:letter", args=[case.pk, key, form]))


def readings():
    return Entry.objects.filter(act="personal.read").count()


def test_a_letter_is_a_file_that_nobody_keeps_and_its_reading_is_on_record(made):
    case = apply(made)
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = get(made, case, form=form)
        assert answer.status_code == 200
        assert answer.content.startswith(begins)
        assert answer["Content-Disposition"] == f'attachment; filename="2026-00001-receipt.{form}"'
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Content-Type-Options"] == "nosniff"
    said = {tuple(entry.note["fields"]) for entry in Entry.objects.filter(act="personal.read")}
    assert said == {("name",), ("description",)}
    assert readings() == 4
    texts = [each.text for each in Document(BytesIO(answer.content)).paragraphs]
    assert "王小明：" in texts


def test_who_does_not_handle_the_case_has_no_letter_of_it(made):
    case = apply(made)
    statuses = {role: get(made, case, role=role).status_code for role in ("reviewer", "supervisor", "beside", "head")}
    assert statuses == {"reviewer": 403, "supervisor": 403, "beside": 404, "head": 200}
    assert readings() == 2
    for role, shown in (("handler", True), ("reviewer", False)):
        client = Client()
        client.force_login(made.officers[role])
        page = client.get(reverse("applications:detail", args=[case.pk])).content.decode()
        assert ("/letters/receipt.pdf" in page) is shown


def test_a_letter_that_the_case_has_not_come_to_is_not_there(made):
    case = apply(made)
    assert get(made, case, key="extension").status_code == 404
    assert get(made, case, form="odt").status_code == 404


def test_what_a_letter_lacks_is_said_on_the_case_and_nothing_is_read(made):
    case = apply(made)
    services.ask_supplement(case, on=date(2026, 3, 4), by=actor(made))
    answer = get(made, case, key="supplement")
    assert answer.status_code == 409
    assert "“补正告知书”缺少“补正事项”，不能出具。" in answer.content.decode()
    assert "条例第30条" in answer.content.decode()
    assert readings() == 0


def test_a_reply_is_seen_before_it_is_made_and_takes_no_number(made):
    set_word(made)
    online = {"reconsideration_online": "https://fuyi.example"}
    services.set_practice(made.science, online, by=actor(made, "administrator"))
    case = apply(made)
    services.draft(case, parts=[GRANTED], by=actor(made))
    assert get(made, case, "draft-reply", "html", "reviewer").status_code == 403
    services.submit(case, by=actor(made))
    page = get(made, case, "draft-reply", "html", "reviewer").content.decode()
    assert "草稿" in page
    assert "王小明：" in page
    assert "（文号待编）" in page
    assert get(made, case, "draft-reply", "html", "supervisor").status_code == 403
    assert get(made, case, "draft-reply", "html", "beside").status_code == 404
    assert get(made, case, "reply", "html").status_code == 404
    drawn = Document(BytesIO(get(made, case, "draft-reply", "docx").content))
    assert drawn.sections[0].header.paragraphs[0].text == "草稿"
    assert not Series.objects.filter(use="letter").exists()
    for role, duty in PASSING:
        services.pass_on(case, duty, by=actor(made, role))
    services.decide(case, on=date(2026, 3, 10), by=actor(made, "head"))
    assert get(made, case, "draft-reply", "html").status_code == 404
    page = get(made, case, "reply", "html").content.decode()
    assert "桓科信公开〔2026〕1号" in page
    assert "草稿" not in page


def test_a_draft_that_lacks_what_it_must_hold_is_not_shown_as_a_letter(made):
    case = apply(made)
    services.draft(case, parts=[GRANTED], by=actor(made))
    answer = get(made, case, "draft-reply", "html")
    assert (answer.status_code, readings()) == (409, 0)
    assert "复议法第22条第2款" in answer.content.decode()
