"""A record given in part, through the desk: marked by pattern, words, lines and areas; what was marked is gone."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.casework import GRANTED, actor, apply
from tests.county import county
from tests.redaction import shapes

from gongkai.applications import services
from gongkai.applications.models import Redaction, ReplyAttachment
from gongkai.applications.services import redacting
from gongkai.attachments.storing import open_place
from gongkai.journal.verifying import differences

IDENTITY = "11010519491231002X"
MOBILE = "13800138000"
NAME = "张三"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """A folder of files of this test alone."""
    settings.ATTACHMENT_FILES = tmp_path / "files"
    return settings.ATTACHMENT_FILES


@pytest.fixture
def made(db):
    made = county("handler", "head", "reviewer", "secrecy_reviewer", "legal_reviewer", "administrator")
    yield made
    assert list(differences()) == []


@pytest.fixture
def case(made):
    application = apply(made)
    services.draft(application, parts=[GRANTED], by=actor(made))
    application.refresh_from_db()
    return application


@pytest.fixture
def desk(made):
    return signed_in(made, "handler")


def signed_in(made, role):
    client = Client()
    client.force_login(made.officers[role])
    return client


def record() -> bytes:
    """A register of two pages: a person with their numbers on each, and a line that may be read."""
    line = f"负责人{NAME} 身份证号{IDENTITY} 电话{MOBILE}"
    return shapes.set_in_chinese(f"{line}\n\n可以公开的一行\n#pagebreak()\n第二页 {NAME}\n\n另一行", size='"a5"')


def run_what_waits(work):
    """Do what the worker would."""
    redacting.prepare(work.pk)
    redacting.find_words(work.pk)
    work.refresh_from_db()
    return work


def content(attachment):
    with open_place(attachment.file.place, attachment.file.secret) as held:
        return held.read()


def enclosed(desk, case, data, name="立项名单.pdf", title="立项名单", how="part"):
    case.refresh_from_db()
    sent = {"title": title, "in_part": how, "seen": case.version, "file": SimpleUploadedFile(name, data)}
    return desk.post(reverse("applications:enclose", args=[case.pk]), sent)


def begun(desk, case, data, **named):
    assert enclosed(desk, case, data, **named).status_code == 302
    return run_what_waits(Redaction.objects.select_related("enclosure").latest("pk"))


def do(desk, work, name, **values):
    work.refresh_from_db()
    sent = {"seen": work.version, **values}
    return desk.post(reverse("applications:record-do", args=[work.enclosure_id, name]), sent)


def page_of(work, number, which="original"):
    return reverse("applications:record-page", args=[work.enclosure_id, which, number])


def test_what_was_marked_is_gone_from_what_is_given(desk, case, made):
    work = begun(desk, case, record())
    overview = desk.get(reverse("applications:enclosure", args=[work.enclosure_id]))
    assert overview.status_code == 200
    assert "no-store" in overview["Cache-Control"]
    assert {row[2] for row in work.found} == {"id_number", "mobile"}

    assert do(desk, work, "search", words=f"{NAME}\n没有的人").status_code == 302
    work = run_what_waits(work)
    assert [(row[1], row[3]) for row in work.found if row[2] == "word"] == [(1, NAME), (2, NAME)]

    assert do(desk, work, "mark", kinds=["id_number", "mobile"], ground="DENY_4").status_code == 302
    page = desk.get(page_of(work, 1))
    number = re.search(r'name="found" value="(\d+)"', page.content.decode())[1]
    line = re.search(r'name="lines" value="(\d+)"[^>]*> <span>\d+\. 可以公开', page.content.decode())[1]
    work.refresh_from_db()
    sent = {"seen": work.version, "found": number, "lines": line, "ground": "other", "other": "尚未审定"}
    assert desk.post(page_of(work, 1), sent).status_code == 302
    work.refresh_from_db()
    drawn = {"areas": "[[0, 0, 420, 595]]", "left": "10", "top": "10", "width": "20", "height": "5"}
    assert desk.post(page_of(work, 2), {"seen": work.version, "ground": "DENY_6", **drawn}).status_code == 302

    work.refresh_from_db()
    assert do(desk, work, "give", looked="on").status_code == 409
    assert do(desk, work, "make").status_code == 302
    redacting.write(work.pk, by=actor(made))
    work.refresh_from_db()
    assert (work.state, work.told, work.is_current) == ("ready", "", True)
    assert desk.get(page_of(work, 2, "made")).status_code == 200
    assert do(desk, work, "give", looked="on").status_code == 302

    enclosure = ReplyAttachment.objects.get()
    given = desk.get(reverse("applications:enclosure-file", args=[enclosure.pk]))
    data = b"".join(given.streaming_content)
    assert data == content(enclosure.file)
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    for secret in (IDENTITY, MOBILE, NAME, "可以公开", "另一行"):
        assert secret not in text
        for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
            assert secret.encode(encoding) not in data
    assert "负责人" in text
    assert [ground.text() for ground in enclosure.ground_list] == [
        "保护第三方合法权益：2处（第1页），依据：条例第15条、条例第32条、条例第36条第3项",
        "尚未审定：2处（第1页）",
        "属于四类过程性信息：2处（第2页），依据：条例第16条第2款、条例第36条第3项",
    ]
