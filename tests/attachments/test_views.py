import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.attachments.samples import EICAR, PDF, daemon, pdf
from tests.attachments.test_services import hand_in, on_disk
from tests.county import join

from gongkai.attachments import owners, services
from gongkai.attachments.models import Attachment, State
from gongkai.journal.models import Entry
from gongkai.vault.streams import CHUNK


def signed_in(officer, **more):
    client = Client(**more)
    client.force_login(officer)
    return client


@pytest.fixture
def client(officer):
    return signed_in(officer)


def of(agency):
    return reverse("attachments:of", args=("agencies.agency", agency.pk))


def file(content=PDF, name="机构设置.pdf"):
    return SimpleUploadedFile(name, content)


def body(response):
    return b"".join(response.streaming_content)


def test_several_files_are_taken_in_by_a_plain_form(made, client, files):
    sent = client.post(of(made.science), {"files": [file(), file(pdf(200_000), "职能.pdf")]}, follow=True)
    assert sent.redirect_chain == [(reverse("agencies:detail", args=(made.science.pk,)), 302)]
    assert [each.name for each in Attachment.objects.all()] == ["机构设置.pdf", "职能.pdf"]
    page = sent.content.decode()
    assert "已添加2个附件。" in page
    assert "职能.pdf" in page
    assert len(on_disk(files)) == 2  # and nothing half-written


def test_what_is_good_is_kept_and_what_is_not_is_named(made, client, files, settings):
    settings.UPLOAD_MOST = 1024 * 1024
    sent = client.post(of(made.science), {"files": [file(b"MZ\0", "a.pdf"), file(pdf(2_000_000), "b.pdf"), file()]})
    assert sent.status_code == 422
    page = sent.content.decode()
    assert "<strong>a.pdf</strong> 文件名说是PDF，内容却不是。" in page
    assert "<strong>b.pdf</strong> 文件太大，最大1 MB。" in page
    assert [each.name for each in Attachment.objects.all()] == ["机构设置.pdf"]
    assert len(on_disk(files)) == 1


def test_no_file_at_all_is_said(made, client):
    sent = client.post(of(made.science), {})
    assert (sent.status_code, "没有选文件。" in sent.content.decode()) == (422, True)


def test_a_form_of_another_site_is_refused(made, officer, files):
    client = signed_in(officer, enforce_csrf_checks=True)
    assert client.post(of(made.science), {"files": file()}).status_code == 403
    assert on_disk(files) == list(Attachment.objects.all()) == []
    page = client.get(of(made.science))
    assert "不涉及国家秘密" in page.content.decode()
    token = page.context["csrf_token"]
    assert client.post(of(made.science), {"files": file(), "csrfmiddlewaretoken": str(token)}).status_code == 302


def test_a_form_of_too_many_files_or_fields_is_refused_and_leaves_nothing(made, client, files, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    assert client.post(of(made.science), {"files": [file()] * 3}).status_code == 413
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    assert client.post(of(made.science), {"a": "1", "b": "2"}).status_code == 400
    assert on_disk(files) == list(Attachment.objects.all()) == []


def test_who_may_not_add_is_refused_before_a_byte_is_read(made, monkeypatch):
    monkeypatch.setattr("gongkai.attachments.receiving.Receiver", lambda *args, **kwargs: 1 / 0)
    for role, status in (("head", 403), ("beside", 404), ("below", 404)):
        assert signed_in(join(made, role)).post(of(made.science), {"files": file()}).status_code == status


def test_an_attachment_is_given_out_to_be_saved(made, officer, client):
    attachment = hand_in(made.science, pdf(200_000), by=officer)
    given = client.get(reverse("attachments:download", args=(attachment.pk,)))
    assert body(given) == pdf(200_000)
    told = {name: given[name] for name in given.headers}
    name = "%E6%9C%BA%E6%9E%84%E8%AE%BE%E7%BD%AE.pdf"
    assert told["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert told["Content-Type"] == "application/pdf"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"
    assert told["Cache-Control"] == "private, no-store"
    assert told["Content-Length"] == str(len(pdf(200_000)))
    assert not Entry.objects.filter(act="attachment.downloaded").exists()


SIZE = len(pdf(200_000))


def test_a_part_is_given_where_a_part_is_asked_for(made, officer, client):
    attachment = hand_in(made.science, pdf(200_000), by=officer)
    for asked, start, stop in (
        ("bytes=0-", 0, SIZE),
        ("bytes=100-199", 100, 200),
        (f"bytes={CHUNK - 5}-{CHUNK + 5}", CHUNK - 5, CHUNK + 6),
        ("bytes=-100", SIZE - 100, SIZE),
        ("bytes=100-99999999", 100, SIZE),
        (f"bytes=-{SIZE * 2}", 0, SIZE),
    ):
        given = client.get(reverse("attachments:download", args=(attachment.pk,)), headers={"range": asked})
        assert given.status_code == 206
        assert given["Content-Range"] == f"bytes {start}-{stop - 1}/{SIZE}"
        assert given["Content-Length"] == str(stop - start)
        assert body(given) == pdf(200_000)[start:stop]


def test_a_part_that_there_is_not_is_refused_and_what_is_no_range_is_passed_over(made, officer, client):
    attachment = hand_in(made.science, by=officer)
    address = reverse("attachments:download", args=(attachment.pk,))
    for asked in (f"bytes={len(PDF)}-", "bytes=-0"):
        given = client.get(address, headers={"range": asked})
        assert (given.status_code, given["Content-Range"]) == (416, f"bytes */{len(PDF)}")
    for asked in ("bytes=-", "bytes=5-4", "bytes=0-1,4-5", "pages=1-2", "bytes=a-b"):
        given = client.get(address, headers={"range": asked})
        assert (given.status_code, body(given)) == (200, PDF)


def test_a_part_of_another_file_is_not_put_to_what_they_hold(made, officer, client):
    attachment = hand_in(made.science, by=officer)
    address = reverse("attachments:download", args=(attachment.pk,))
    tag = client.head(address)["ETag"]
    same = client.get(address, headers={"range": "bytes=5-", "if-range": tag})
    other = client.get(address, headers={"range": "bytes=5-", "if-range": '"other"'})
    assert (same.status_code, body(same)) == (206, PDF[5:])
    assert (other.status_code, body(other)) == (200, PDF)


def test_a_head_gives_the_size_and_no_content(made, officer, client):
    attachment = hand_in(made.science, personal=True, by=officer)
    given = client.head(reverse("attachments:download", args=(attachment.pk,)), headers={"range": "bytes=0-4"})
    assert (given.status_code, given["Content-Length"], given.content) == (200, str(len(PDF)), b"")
    assert not Entry.objects.filter(act="attachment.downloaded").exists()


def test_a_download_of_personal_data_is_recorded_before_it_begins(made, officer, client, monkeypatch):
    attachment = hand_in(made.science, personal=True, by=officer)
    address = reverse("attachments:download", args=(attachment.pk,))
    assert body(client.get(address)) == PDF
    entry = Entry.objects.get(act="attachment.downloaded")
    assert (entry.object_id, entry.officer, entry.post) == (attachment.pk, officer, officer.posts.get())
    monkeypatch.setattr(services, "note", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.get(address)


def test_nothing_is_given_out_before_its_scan_or_against_it(made, officer, client, settings):
    attachment = hand_in(made.science, by=officer)
    address = reverse("attachments:download", args=(attachment.pk,))
    assert body(client.get(address)) == PDF  # there is something to keep back
    assert address + '"' in client.get(of(made.science)).content.decode()
    for state in (State.WAITING, State.INFECTED, State.UNSCANNABLE):
        Attachment.objects.filter(pk=attachment.pk).update(state=state)
        settings.CLAMD = "/nowhere/clamd.ctl"
        for method in (client.get, client.head):
            given = method(address)
            assert (given.status_code, given.streaming) == (409, False)
        assert address + '"' not in client.get(of(made.science)).content.decode()
        settings.CLAMD = None
        assert client.head(address).status_code == (200 if state == State.WAITING else 409)


def test_from_the_form_to_the_scan_to_the_download(made, client, settings, django_capture_on_commit_callbacks):
    with daemon() as server:
        settings.CLAMD = server.address
        with django_capture_on_commit_callbacks(execute=True):
            client.post(of(made.science), {"files": [file(), file(EICAR, "eicar.txt")]})
    good, bad = Attachment.objects.order_by("pk")
    assert (good.state, bad.state) == (State.CLEAN, State.INFECTED)
    assert body(client.get(reverse("attachments:download", args=(good.pk,)))) == PDF
    kept_back = client.get(reverse("attachments:download", args=(bad.pk,)))
    assert (kept_back.status_code, "查出病毒，已隔离" in kept_back.content.decode()) == (409, True)
    assert "“eicar.txt”查出病毒，请删除" in client.get(reverse("ui:home")).content.decode()
    page = client.get(of(made.science)).content.decode()
    assert "查出病毒" in page
    assert reverse("attachments:download", args=(bad.pk,)) + '"' not in page


def test_a_file_that_is_lost_is_an_error_that_is_said(made, officer, client, files):
    attachment = hand_in(made.science, by=officer)
    for path in on_disk(files):
        path.unlink()
    given = client.get(reverse("attachments:download", args=(attachment.pk,)))
    assert (given.status_code, "请从备份中恢复这个文件" in given.content.decode()) == (409, True)


def test_an_attachment_is_removed_once_that_is_confirmed(
    made, officer, client, files, django_capture_on_commit_callbacks
):
    attachment = hand_in(made.science, by=officer)
    address = reverse("attachments:remove", args=(attachment.pk,))
    assert "删除附件“机构设置.pdf”" in client.get(address).content.decode()
    assert Attachment.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address).status_code == 302
    assert on_disk(files) == list(Attachment.objects.all()) == []


def test_what_is_out_of_sight_is_not_there(made, officer, client):
    attachment = hand_in(made.science, by=officer)
    others = [signed_in(join(made, role)) for role in ("beside", "below", "no_post")]
    for address in (
        of(made.science),
        reverse("attachments:download", args=(attachment.pk,)),
        reverse("attachments:remove", args=(attachment.pk,)),
    ):
        assert [each.head(address).status_code for each in (client, *others)] == [200, 404, 404, 404]


def test_what_no_context_answers_for_has_no_attachments(made, client, officer, monkeypatch):
    attachment = hand_in(made.science, by=officer)
    assert client.get(reverse("attachments:of", args=("agencies.office", 1))).status_code == 404
    assert client.get(of(made.science)).status_code == 200
    monkeypatch.setattr(owners, "_OWNERS", {})
    assert client.get(of(made.science)).status_code == 404
    assert client.get(reverse("attachments:download", args=(attachment.pk,))).status_code == 404


def test_names_are_shown_as_text(made, client):
    client.post(of(made.science), {"files": file(name='"><script>alert(1)<.pdf')})
    page = client.get(of(made.science)).content.decode()
    assert "<script>alert" not in page


def test_the_panel_asks_as_little_of_many_as_of_one(made, officer, client):
    counts = []
    for number in (1, 2, 30):
        while Attachment.objects.count() < number:
            hand_in(made.science, PDF + b"%" * Attachment.objects.count() + b"\n", by=officer)
        with CaptureQueriesContext(connection) as asked:
            client.get(of(made.science))
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]


def test_who_only_sees_gets_no_form(made):
    page = signed_in(join(made, "head")).get(of(made.science)).content.decode()
    assert 'id="attachments"' in page
    assert "attach-files" not in page
