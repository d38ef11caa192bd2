"""A record given in part, through the desk: marked by pattern, words, lines and areas; what was marked is gone."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as Docx
from PIL import Image
from tests.casework import GRANTED, actor, apply, enclose, let_mark, weigh
from tests.county import county
from tests.redaction import shapes

from gongkai.applications import services
from gongkai.applications.marking import Spot
from gongkai.applications.models import Application, Redaction, ReplyAttachment
from gongkai.applications.notices.gathering import letter_of, offers
from gongkai.applications.services import NewPart, redacting
from gongkai.attachments.models import Attachment
from gongkai.attachments.storing import open_place, path_of
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotAllowed
from gongkai.redaction.boxes import Box

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
    application = apply(made, obtaining="post")
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


@pytest.mark.once
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

    # nothing of the original stands in the journal, and who looked does
    kept = " ".join(str(value) for entry in Entry.objects.all() for value in (entry.before, entry.after, entry.note))
    assert not any(secret in kept for secret in (IDENTITY, MOBILE, NAME, "立项名单"))
    looked = Entry.objects.filter(act="record.seen").values_list("officer__name", "note__page")
    handler = made.officers["handler"].name
    assert list(looked) == [(handler, 0), (handler, 1), (handler, 2)]  # the list of what was found, and each page


def test_the_letter_says_what_was_left_out_and_on_which_ground(desk, case, made):
    work = begun(desk, case, record())
    for number, ground in ((1, "DENY_6"), (2, "尚未审定")):
        work.refresh_from_db()
        places = [Spot(0, number, "area", "", (Box(0, 0, 300, 300),))]
        redacting.mark(work, places, ground=ground, by=actor(made), seen=work.version)
    case.refresh_from_db()
    withheld = NewPart("负责人的信息", "DENY_6", reason="尚在讨论")
    assert refusal(services.submit, case, by=actor(made)) == "enclosure-not-ready"
    work = redacting.make(work, by=actor(made))
    redacting.write(work.pk, by=actor(made))
    work.refresh_from_db()
    redacting.give(work, by=actor(made))
    assert refusal(services.submit, case, by=actor(made)) == "left-out-unsaid"
    services.draft(case, parts=[GRANTED, withheld], by=actor(made))
    weigh(made, case, withheld)
    case.refresh_from_db()
    services.submit(case, by=actor(made))
    offer = next(each for each in offers(case) if each.is_draft)
    letter, _ = letter_of(case, offer)
    assert letter.attachments == ("立项名单",)
    assert (
        "随附的“立项名单”中遮去了下列不予公开的内容：属于四类过程性信息，1处，在第1页，"
        "依据《中华人民共和国政府信息公开条例》第十六条第二款、第三十六条第（三）项；尚未审定，1处，在第2页。"
    ) in letter.paragraphs

    # who reviews looks at it, changes nothing; the stage stands against marking
    reviewer = signed_in(made, "reviewer")
    assert reviewer.get(page_of(work, 1)).status_code == 200
    assert reviewer.post(page_of(work, 1), {}).status_code == 403
    assert do(desk, work, "remove", marks=1).status_code == 409


def test_one_record_is_withheld_and_given_again_without_touching_the_others(desk, case, made):
    whole, other = enclose(made, case), enclose(made, case)
    case.refresh_from_db()

    def send(name, **values):
        case.refresh_from_db()
        address = reverse("applications:record-do", args=[whole.pk, name])
        status = desk.post(address, {"seen": case.version, **values}).status_code
        whole.refresh_from_db()
        return status

    assert send("withhold") == 422
    assert send("withhold", ground="DENY_5") == 302
    assert (whole.treatment, whole.file, whole.is_ready) == ("withheld", None, True)
    assert whole.ground_list[0].text().startswith("属于三类内部事务信息，依据：")
    assert refusal(services.submit, case, by=actor(made)) == "left-out-unsaid"
    internal = NewPart("内部通讯录", "DENY_5", reason="内部管理")
    services.draft(case, parts=[GRANTED, internal], by=actor(made))
    letter, _ = letter_of(case, next(each for each in offers(case) if each.is_draft))
    assert letter.attachments == ("立项名单",)
    assert any(each.startswith("“立项名单”不予公开：属于三类内部事务信息，依据《") for each in letter.paragraphs)
    assert send("in-part") == 302
    assert (whole.treatment, whole.file, whole.grounds) == ("redacted", None, [])
    assert send("in-part") == 409
    before = other.file
    other.refresh_from_db()
    assert (other.treatment, other.file) == ("whole", before)


def refusal(act, *args, **named):
    with pytest.raises(NotAllowed) as caught:
        act(*args, **named)
    return caught.value.code


def test_of_two_who_mark_at_once_the_second_is_told_and_nothing_is_overwritten(desk, case, made):
    work = begun(desk, case, record())
    first, second = work.found[0][0], work.found[1][0]
    sent = {"seen": work.version, "ground": "DENY_4"}
    assert desk.post(page_of(work, 1), {**sent, "found": first}).status_code == 302
    other = signed_in(made, "head")
    refused = other.post(page_of(work, 1), {**sent, "found": [first, second], "areas": "[[10,10,60,60]]"})
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "别人改过这份信息的标记" in text
    assert re.search(rf'value="{second}" checked', text)
    assert "[[10,10,60,60]]" in text
    work.refresh_from_db()
    assert [row[6] for row in work.marks] == [first]
    seen = re.search(r'name="seen" value="(\d+)"', text)[1]  # sent once more, it is of what was shown
    again = {**sent, "seen": seen, "found": second, "areas": "[[10,10,60,60]]"}
    assert other.post(page_of(work, 1), again).status_code == 302
    work.refresh_from_db()
    assert [row[6] for row in work.marks] == [first, second, None]


def test_what_was_given_is_given_no_longer_once_the_marks_change(desk, case, made):
    work = begun(desk, case, record())
    do(desk, work, "mark", kinds=["mobile"], ground="DENY_4")
    do(desk, work, "make")
    redacting.write(work.pk, by=actor(made))
    do(desk, work, "give", looked="on")
    first = ReplyAttachment.objects.get().file
    do(desk, work, "mark", kinds=["id_number"], ground="DENY_4")
    enclosure = ReplyAttachment.objects.get()
    assert (enclosure.file, enclosure.grounds, enclosure.is_ready) == (None, [], False)
    assert desk.get(reverse("applications:enclosure-file", args=[enclosure.pk])).status_code == 404
    do(desk, work, "make")
    redacting.write(work.pk, by=actor(made))
    do(desk, work, "give", looked="on")
    assert ReplyAttachment.objects.get().file != first
    assert not Attachment.objects.filter(pk=first.pk).exists()


def test_the_original_is_given_out_by_nobody(desk, case, made):
    work = begun(desk, case, record())
    for attachment in Attachment.objects.all():
        assert desk.get(reverse("attachments:download", args=[attachment.pk])).status_code == 404
        assert IDENTITY.encode() not in path_of(attachment.file.place).read_bytes()
    picture = desk.get(reverse("applications:record-picture", args=[work.enclosure_id, "original", 1]))
    assert picture["Content-Type"] == "image/png"
    assert "no-store" in picture["Cache-Control"]
    for role in ("reviewer", "administrator"):
        assert signed_in(made, role).get(picture.wsgi_request.path).status_code == 403
    assert desk.get(page_of(work, 3)).status_code == 404
    assert desk.get(page_of(work, 1, "made")).status_code == 404


def test_a_long_record_is_opened_a_page_at_a_time(desk, case, made, monkeypatch):
    from gongkai.redaction import desk as opening

    work = let_mark(enclose(made, case, in_part=True, pages=200))
    asked = []
    for name in ("lines", "picture", "prepare", "find", "redact"):
        done = getattr(opening, name)
        monkeypatch.setattr(
            opening, name, lambda *given, done=done, name=name: (asked.append((name, *given[1:])), done(*given))[1]
        )
    assert desk.get(reverse("applications:enclosure", args=[work.enclosure_id])).status_code == 200
    assert asked == []
    assert "200" in desk.get(page_of(work, 200)).content.decode()
    picture = desk.get(reverse("applications:record-picture", args=[work.enclosure_id, "original", 200]))
    assert Image.open(BytesIO(picture.content)).size == (2 * shapes.WIDTH, 2 * shapes.HEIGHT)
    assert asked == [("lines", 200), ("picture", 200)]
    assert opening.LOOKING.seconds <= 60
    assert opening.LOOKING.memory <= 2 * 2**30


@pytest.mark.once
def test_a_word_document_is_turned_into_pages_and_its_hidden_things_are_listed(desk, case):
    document = Docx()
    document.core_properties.author = "张三"
    run = document.add_paragraph("公开的内容").add_run("不给看的")
    run.font.hidden = True
    held = BytesIO()
    document.save(held)
    work = begun(desk, case, held.getvalue(), name="名单.docx")
    assert (work.state, work.format, work.pages) == ("ready", "DOCX", 1)
    text = desk.get(reverse("applications:enclosure", args=[work.enclosure_id])).content.decode()
    assert "隐藏的文字" in text
    assert "文档属性" in text


BROKEN = b"%PDF-1.4\n" + b"nothing of a file\n" * 40 + b"trailer\n%%EOF\n"


def test_a_file_that_is_none_is_not_taken_in(desk, case):
    for data, name in ((b"<script>alert(1)</script>", "<script>.html"), (b"", "a.pdf"), (b"<b>", "a.pdf")):
        assert enclosed(desk, case, data, name=name).status_code == 409
    assert not ReplyAttachment.objects.exists()


def test_a_broken_file_is_refused_in_a_line_and_can_be_taken_out(desk, case):
    work = begun(desk, case, BROKEN)
    assert work.state == "refused"
    text = desk.get(reverse("applications:enclosure", args=[work.enclosure_id])).content.decode()
    assert "文件已损坏或不完整，无法打开。" in text
    assert do(desk, work, "search", words="张三").status_code == 409
    assert do(desk, work, "take-out", seen=Application.objects.get().version).status_code == 302
    assert not Attachment.objects.exists()


WRONG = (
    {"areas": "[[1,2,3]]"},
    {"areas": "[[1e999,0,9,9]]"},
    {"areas": "{"},
    {"areas": "[" * 50_000},
    {"areas": "[[900,900,990,990]]"},
    {"areas": "[[10,10,60,60]]", "ground": "GRANT"},
    {"areas": "[[10,10,60,60]]", "ground": "other", "other": " "},
    {"left": "10", "top": "10"},
    {"found": "999"},
    {},
)


def test_a_mark_that_cannot_be_is_refused(desk, case, made):
    work = let_mark(enclose(made, case, in_part=True))
    for sent in WRONG:
        answer = desk.post(page_of(work, 1), {"seen": work.version, "ground": "DENY_4", **sent})
        assert answer.status_code in (409, 422), sent
    work.refresh_from_db()
    assert work.marks == []
