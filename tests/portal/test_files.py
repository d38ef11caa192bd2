"""Files that come with an application: taken in sealed or not at all, seen by its agency and its applicant alone."""

from datetime import timedelta
from io import BytesIO
from shutil import disk_usage
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.attachments.samples import PDF, pdf
from tests.attachments.test_services import hand_in, on_disk
from tests.casework import GRANTED, PASSING, RECEIVED, WANG, WANTED, actor, apply, approve, set_word
from tests.county import ROLES, county, join

from gongkai.applications import acts, services
from gongkai.applications.models import Application, ReplyAttachment
from gongkai.applications.services.acting import changed
from gongkai.applications.services.acting import made as row_made
from gongkai.attachments.acts import SCANNED
from gongkai.attachments.models import Attachment, State
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.delivery import Manner
from gongkai.ui.models import Draft

Treatment = ReplyAttachment.Treatment


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """A folder of files of this test alone."""
    settings.ATTACHMENT_FILES = tmp_path / "files"
    return settings.ATTACHMENT_FILES


@pytest.fixture
def made(db):
    made = county("handler")
    yield made
    assert list(differences()) == []


def file(name="身份证.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def send(made, *files, client=None, **values):
    form = {
        **WANG._asdict(), "description": WANTED, "obtaining": "online", "means": "electronic",
        "sent_key": str(uuid4()), "send": "1", "attached": files, **values,
    }  # fmt: skip
    return (client or Client()).post(reverse("portal:apply", args=[made.science.pk]), form)


def tracking(application):
    """Give the browser of whoever has the number and the code of an application."""
    client = Client()
    asked = {"number": application.number, "code": application.code}
    assert client.post(reverse("portal:track"), asked).status_code == 302
    return client


def at_desk(made, role):
    client = Client()
    client.force_login(made.officers[role])
    return client


def at(attachment):
    return reverse("portal:file", args=[attachment.pk])


def body(response):
    return b"".join(response.streaming_content)


def test_files_come_with_an_application_and_are_sealed(made, files):
    client = Client()
    assert send(made, file(), file("授权.pdf", pdf(200_000)), client=client).status_code == 302
    assert "<dd>身份证.pdf<br>授权.pdf</dd>" in client.get(reverse("portal:receipt")).content.decode()
    case = Application.objects.get()
    held = Attachment.objects.all()
    assert [(each.name, each.object_id, each.personal) for each in held] == [
        ("身份证.pdf", case.pk, True),
        ("授权.pdf", case.pk, True),
    ]
    assert len(on_disk(files)) == 2
    assert not any(b"%PDF" in path.read_bytes() for path in files.rglob("*") if path.is_file())
    assert "身份证" not in str(Entry.objects.values_list("after", "note"))


def test_the_form_chooses_files_on_the_page_where_it_is_checked(made):
    form = {**WANG._asdict(), "description": WANTED, "obtaining": "online", "means": "electronic"}
    answer = Client().post(reverse("portal:apply", args=[made.science.pk]), {**form, "sent_key": str(uuid4())})
    page = answer.content.decode()
    assert 'type="file" name="attached" multiple' in page
    assert 'enctype="multipart/form-data"' in page


def test_one_file_that_is_not_taken_in_stops_the_whole_and_each_is_named(made, files):
    answer = send(made, file(), file("a.exe", b"MZ\0"), file("b.pdf", b"MZ\0"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "a.exe 不收“exe”文件。" in page
    assert "b.pdf 文件名说是PDF，内容却不是。" in page
    assert WANTED in page
    assert on_disk(files) == list(Attachment.objects.all()) == list(Application.objects.all()) == []


def test_so_many_files_and_so_much_of_all_of_them(made, files, settings):
    page = send(made, *(file(f"{number}.pdf") for number in range(11))).content.decode()
    assert "10.pdf 附件太多，最多10个。" in page
    settings.UPLOAD_MOST = 1024 * 1024
    page = send(made, file("a.pdf", pdf(800_000)), file("b.pdf", pdf(800_000))).content.decode()
    assert "b.pdf 几个附件合起来太大，最大1 MB。" in page
    settings.UPLOAD_MOST = 100_000
    assert send(made, file("a.pdf", pdf(300_000))).status_code == 413
    assert on_disk(files) == list(Application.objects.all()) == []


def test_a_file_named_with_a_script_is_a_file_with_a_strange_name(made):
    send(made, file("<img src=x onerror=alert(1)>.pdf"))
    client = tracking(Application.objects.get())
    page = client.get(reverse("portal:tracked")).content.decode()
    kept = Attachment.objects.get()
    assert "<img" not in page
    assert kept.name == "_img src=x onerror=alert(1)_.pdf"
    given = client.get(reverse("portal:file", args=[kept.pk]))
    assert given["Content-Disposition"].startswith("attachment; ")
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given["Content-Security-Policy"]
    assert body(given) == PDF


def test_two_hundred_pages_come_through_whole(made):
    document, out = pikepdf.new(), BytesIO()
    for _ in range(200):
        document.add_blank_page()
    document.save(out)
    send(made, file("材料.pdf", out.getvalue()))
    given = tracking(Application.objects.get()).get(reverse("portal:file", args=[Attachment.objects.get().pk]))
    with pikepdf.open(BytesIO(body(given))) as read:
        assert len(read.pages) == 200


def test_a_form_sent_twice_brings_its_files_once(made):
    key = str(uuid4())
    for _ in range(2):
        assert send(made, file(), sent_key=key).status_code == 302
    assert (Application.objects.count(), Attachment.objects.count()) == (1, 1)


def test_a_form_of_another_site_brings_nothing(made, files):
    assert send(made, file(), client=Client(enforce_csrf_checks=True)).status_code == 403
    assert on_disk(files) == list(Application.objects.all()) == []
    case = apply(made, on=localdate() - timedelta(7))
    services.ask_supplement(case, on=localdate(), by=actor(made))
    client = tracking(case)
    client.handler.enforce_csrf_checks = True
    given = {"description": "别人替我补的", "attached": [file()]}
    assert client.post(reverse("portal:supplement"), given).status_code == 403
    case.refresh_from_db()
    assert (case.state, on_disk(files)) == ("awaiting_supplement", [])


def test_nobody_but_its_agency_and_its_applicant_is_given_a_file(made):
    for role in ROLES.keys() - made.officers.keys():
        join(made, role)
    mine, other = (Application.objects.get(pk=send_and_find(made, name)) for name in ("甲.pdf", "乙.pdf"))
    key = Attachment.objects.get(object_id=mine.pk).pk
    page = reverse("portal:file", args=[key])
    assert body(tracking(mine).get(page)) == PDF
    assert tracking(other).get(page).status_code == 404
    assert Client().get(page)["Location"] == reverse("portal:track")
    desk = reverse("attachments:download", args=[key])
    assert Client().get(desk).status_code == tracking(mine).get(desk).status_code == 302
    met = {role: at_desk(made, role).head(desk).status_code for role in made.officers}
    of_science = {role for role, post in ROLES.items() if post and post[0] == "science"}
    assert met == {role: 200 if role in of_science else 404 for role in ROLES}
    assert body(at_desk(made, "handler").get(desk)) == PDF
    given = Entry.objects.filter(act="attachment.downloaded").values_list("role", flat=True)
    assert list(given) == ["applicant", "officer"]


def send_and_find(made, name):
    send(made, file(name))
    return Application.objects.latest("pk").pk


def test_what_a_scan_speaks_against_is_given_to_nobody(made):
    send(made, file())
    attachment = Attachment.objects.get()
    changed(attachment, SCANNED, by=SYSTEM, state=State.INFECTED)
    client = tracking(Application.objects.get())
    assert client.get(reverse("portal:file", args=[attachment.pk])).status_code == 409


def test_a_supplement_brings_files(made):
    today = localdate()
    case = apply(made, on=today - timedelta(7))
    services.ask_supplement(case, on=today, by=actor(made))
    tracking(case).post(reverse("portal:supplement"), {"description": "2025年名单", "attached": [file()]})
    case.refresh_from_db()
    assert (case.state, Attachment.objects.get().object_id) == ("handling", case.pk)


def test_letters_and_what_goes_with_the_reply_are_given_once_it_is_served(made):
    for role in ("administrator", *(role for role, _ in PASSING)):
        join(made, role)
    set_word(made)
    case, other = apply(made), apply(made)
    first, second, third = (
        hand_in(case, content, f"{name}.pdf", by=made.officers["handler"], personal=True)
        for name, content in (("原件", PDF), ("遮去", pdf(100)), ("第二份", pdf(200)))
    )
    approve(made, case, GRANTED)
    rows = [
        row_made(ReplyAttachment(reply=case.reply, order=order, title="名单", file=each), acts.DRAFTED, by=actor(made))
        for order, each in enumerate((first, third), 1)
    ]
    changed(rows[0], acts.DRAFTED, by=actor(made), file=second, treatment=Treatment.REDACTED)
    changed(rows[1], acts.DRAFTED, by=actor(made), treatment=Treatment.WITHHELD)
    client = tracking(case)
    assert [client.get(at(each)).status_code for each in (first, second, third)] == [404] * 3
    services.decide(case, on=RECEIVED, by=actor(made, "head"))
    assert client.get(reverse("portal:letter", args=["reply"])).status_code == 404
    services.deliver(case, manner=Manner.POST, sent_on=RECEIVED, by=actor(made))
    page = client.get(reverse("portal:tracked")).content.decode()
    assert ["遮去.pdf" in page, "原件.pdf" in page, "第二份.pdf" in page] == [True, False, False]
    assert body(client.get(at(second))) == pdf(100)
    assert [client.get(at(each)).status_code for each in (first, third)] == [404] * 2
    assert client.get(reverse("portal:letter", args=["reply"])).content.startswith(b"%PDF")
    theirs = tracking(other)
    assert theirs.get(reverse("portal:letter", args=["receipt"])).content.startswith(b"%PDF")
    assert theirs.get(reverse("portal:letter", args=["reply"])).status_code == 404
    assert theirs.get(at(second)).status_code == 404
    assert Client().get(reverse("portal:letter", args=["reply"])).status_code == 302


def test_files_of_visitors_leave_the_site_the_room_it_needs(made, settings):
    room = disk_usage(settings.DATA).free
    settings.DISK_LEAST = room - settings.UPLOAD_MOST // 2
    answer = send(made, file())
    assert "磁盘已满" in answer.content.decode()
    assert (answer.status_code, Application.objects.count()) == (422, 0)
    assert send(made).status_code == 302
    settings.DISK_LEAST = room // 4
    settings.UPLOAD_MOST = 10**6
    assert send(made, file()).status_code == 302


def test_no_draft_of_a_letter_goes_to_the_applicant(made):
    join(made, "administrator")
    set_word(made)
    case = apply(made)
    services.draft(case, parts=[GRANTED], by=actor(made))
    client = tracking(case)
    assert "答复书" not in client.get(reverse("portal:tracked")).content.decode()
    assert client.get(reverse("portal:letter", args=["draft-reply"])).status_code == 404


def test_scans_are_attached_at_registration_and_on_the_page_of_the_case(made):
    for role in ("supervisor", "reviewer", "beside"):
        join(made, role)
    desk = at_desk(made, "handler")
    form = {
        **WANG._asdict(), "agency": made.science.pk, "channel": "counter", "arrived_on": localdate(),
        "description": WANTED, "obtaining": "post", "means": "paper",
    }  # fmt: skip
    refused = desk.post(reverse("applications:register"), {**form, "attached": [file(content=b"MZ")]})
    assert (refused.status_code, Application.objects.count()) == (422, 0)
    done = desk.post(reverse("applications:register"), {**form, "attached": [file("申请书.pdf")]})
    case = Application.objects.get()
    assert "申请书.pdf" in desk.get(done["Location"]).content.decode()
    more = reverse("attachments:of", args=["applications.application", case.pk])
    desk.post(more, {"files": [file("信封.pdf")]})
    assert [(each.name, each.personal) for each in Attachment.objects.all()] == [
        ("申请书.pdf", True), ("信封.pdf", True)
    ]  # fmt: skip
    assert "申请书.pdf" not in at_desk(made, "supervisor").get(done["Location"]).content.decode()
    assert at_desk(made, "reviewer").post(more, {"files": [file()]}).status_code == 403
    assert at_desk(made, "beside").post(more, {"files": [file()]}).status_code == 404


def test_a_wrong_scan_is_removed_and_what_the_applicant_handed_in_stays(made):
    send(made, file("甲.pdf"))
    case = Application.objects.get()
    scan = hand_in(case, PDF, "别人的.pdf", by=made.officers["handler"], personal=True)
    theirs = Attachment.objects.get(uploaded_by=None)
    desk = at_desk(made, "handler")
    assert desk.post(reverse("attachments:remove", args=[theirs.pk])).status_code == 403
    assert desk.post(reverse("attachments:remove", args=[scan.pk])).status_code == 302
    assert list(Attachment.objects.all()) == [theirs]


def test_a_form_at_the_desk_is_of_the_desk(made):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(made.officers["handler"])
    page = reverse("applications:register")
    assert desk.post(page, {"attached": [file()]}).status_code == 403
    thrown = desk.post(page, "discard-draft=1", content_type="application/x-www-form-urlencoded")
    assert thrown.status_code == 403
    kept = desk.post(page, "name=x", content_type="application/x-www-form-urlencoded", headers={"X-Not-Yet-Sent": "1"})
    assert (kept.status_code, Draft.objects.count()) == (409, 0)
    desk = at_desk(made, "handler")
    assert desk.post(page, "name=x", content_type="application/x-www-form-urlencoded").status_code == 422
