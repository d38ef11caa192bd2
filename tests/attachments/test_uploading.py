import base64
import io
import os
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.attachments.samples import pdf
from tests.attachments.test_services import on_disk, read
from tests.attachments.test_views import signed_in
from tests.county import join

from gongkai.attachments import services, storing, uploading
from gongkai.attachments.models import Attachment, Upload
from gongkai.attachments.verifying import differences
from gongkai.journal import verifying as journal
from gongkai.journal.actor import Actor

CONTENT = pdf(300_000)
SIZE = len(CONTENT)


@pytest.fixture
def client(officer):
    return signed_in(officer)


def begin(client, agency, *, name="机构设置.pdf", size=SIZE, modified="1", personal=False):
    told = {"filename": name, "modified": modified, **({"personal": "1"} if personal else {})}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    address = reverse("attachments:begin", args=("agencies.agency", agency.pk))
    return client.post(address, headers={"upload-length": str(size), "upload-metadata": metadata})


def piece(client, address, offset, content):
    type_, told = "application/offset+octet-stream", {"upload-offset": str(offset)}
    return client.patch(address, content, type_, headers=told, CONTENT_TYPE=type_)


def test_a_file_comes_piece_by_piece_and_is_attached_with_the_last(made, officer, client, files):
    begun = begin(client, made.science)
    assert (begun.status_code, begun["Upload-Offset"], begun["Tus-Resumable"]) == (201, "0", "1.0.0")
    address, offset = begun["Location"], 0
    for stop in (100_000, 100_001, len(CONTENT)):
        assert not Attachment.objects.exists()
        sent = piece(client, address, offset, CONTENT[offset:stop])
        assert (sent.status_code, sent["Upload-Offset"]) == (204, str(stop))
        offset = stop
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.uploaded_by) == ("机构设置.pdf", officer)
    assert read(attachment) == CONTENT
    assert [path.name for path in on_disk(files)] == [attachment.file.place]
    assert list(journal.differences()) == list(differences(read=True)) == []


def test_what_has_come_lies_sealed(made, client, files):
    address = begin(client, made.science, personal=True, name="张三.pdf")["Location"]
    piece(client, address, 0, CONTENT[:200_000])
    [held] = on_disk(files)
    assert CONTENT[:40] not in held.read_bytes()
    assert Upload.objects.get().name == "张三.pdf"


def test_it_goes_on_where_it_stopped_also_for_a_page_that_was_closed(made, officer, client):
    address = begin(client, made.science)["Location"]
    piece(client, address, 0, CONTENT[:100_000])
    later = signed_in(officer)  # another browser, another day at work
    asked = later.head(address)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("100000", str(len(CONTENT)))
    again = begin(later, made.science)
    assert (again["Location"], again["Upload-Offset"]) == (address, "100000")
    piece(later, address, 100_000, CONTENT[100_000:])
    assert read(Attachment.objects.get()) == CONTENT


def test_another_file_of_that_name_is_another_upload(made, client):
    addresses = {
        begin(client, made.science, **other)["Location"]
        for other in ({}, {"modified": "2"}, {"size": 5}, {"name": "b.pdf"}, {"personal": True})
    }
    assert len(addresses) == 5


def test_a_piece_that_does_not_begin_where_the_last_ended_changes_nothing(made, client, files):
    address = begin(client, made.science)["Location"]
    piece(client, address, 0, CONTENT[:100_000])
    for offset in (0, 99_999, 100_001):
        refused = piece(client, address, offset, CONTENT[:1000])
        assert (refused.status_code, refused.json()["code"]) == (409, "upload-offset")
    assert client.head(address)["Upload-Offset"] == "100000"
    assert len(on_disk(files)) == 1


def test_more_than_was_said_is_refused(made, client):
    address = begin(client, made.science, size=100)["Location"]
    assert piece(client, address, 0, CONTENT[:101]).status_code == 413
    assert client.head(address)["Upload-Offset"] == "0"


class Breaking(io.RawIOBase):
    """A line that is lost after some bytes."""

    def __init__(self, content):
        self._content = io.BytesIO(content)

    def read(self, size=-1):
        found = self._content.read(size)
        if not found:
            raise OSError("request data read error")
        return found


def test_a_piece_that_breaks_off_counts_as_far_as_it_came(made, officer):
    by = Actor(officer=officer)
    upload = uploading.begin(made.science, name="a.pdf", size=len(CONTENT), modified="", personal=False, by=by)
    with pytest.raises(OSError, match="read error"):
        uploading.take_piece(upload, 0, Breaking(CONTENT[:150_000]))
    upload.refresh_from_db()
    assert upload.offset == 150_000
    with pytest.raises(OSError, match="read error"):
        uploading.take_piece(upload, 150_000, Breaking(b""))
    upload = uploading.take_piece(upload, 150_000, io.BytesIO(CONTENT[150_000:]))
    uploading.finish(upload, made.science, by=by)
    assert read(Attachment.objects.get()) == CONTENT


def test_of_two_pieces_for_one_place_one_counts(made, officer, files):
    by = Actor(officer=officer)
    upload = uploading.begin(made.science, name="a.pdf", size=len(CONTENT), modified="", personal=False, by=by)
    same = Upload.objects.get()
    first = uploading.take_piece(upload, 0, io.BytesIO(CONTENT[:100_000]))
    with pytest.raises(uploading.WrongOffset):
        uploading.take_piece(same, 0, io.BytesIO(b"x" * 50_000))
    assert len(on_disk(files)) == 1
    last = uploading.take_piece(first, 100_000, io.BytesIO(CONTENT[100_000:]))
    uploading.finish(last, made.science, by=by)
    assert read(Attachment.objects.get()) == CONTENT


def test_who_did_not_hear_that_it_was_attached_sends_it_again_and_is_told(made, officer, client, files):
    address = begin(client, made.science)["Location"]
    piece(client, address, 0, CONTENT)  # and the answer was lost
    again = begin(client, made.science)
    assert (again["Location"], again["Upload-Offset"]) == (address, str(SIZE))
    assert client.head(address)["Upload-Offset"] == str(SIZE)
    assert piece(client, address, SIZE, b"").status_code == 204
    [attachment] = Attachment.objects.all()
    assert len(on_disk(files)) == 1
    services.remove(attachment, by=Actor(officer=officer))
    assert begin(client, made.science)["Upload-Offset"] == "0"  # it may be handed in anew


def test_of_two_that_finish_an_upload_at_once_one_attaches_it(made, officer, files):
    by = Actor(officer=officer)
    upload = uploading.begin(made.science, name="a.pdf", size=SIZE, modified="", personal=False, by=by)
    upload = uploading.take_piece(upload, 0, io.BytesIO(CONTENT))
    slower = Upload.objects.get()
    uploading.finish(upload, made.science, by=by)
    uploading.finish(slower, made.science, by=by)  # the pieces are gone
    assert Attachment.objects.count() == len(on_disk(files)) == 1


def test_of_two_that_attach_an_upload_at_once_one_does(made, officer, files, monkeypatch):
    by = Actor(officer=officer)
    upload = uploading.begin(made.science, name="a.pdf", size=SIZE, modified="", personal=False, by=by)
    upload = uploading.take_piece(upload, 0, io.BytesIO(CONTENT))
    real = uploading._put_together

    def meanwhile(slower, whole):
        real(slower, whole)
        monkeypatch.undo()
        uploading.finish(upload, made.science, by=by)

    monkeypatch.setattr(uploading, "_put_together", meanwhile)
    uploading.finish(Upload.objects.get(), made.science, by=by)
    assert Attachment.objects.count() == len(on_disk(files)) == 1
    assert list(journal.differences()) == list(differences(read=True)) == []


def test_pieces_that_were_lost_are_said_to_be_and_sent_anew(made, client, files):
    address = begin(client, made.science)["Location"]
    piece(client, address, 0, CONTENT[:100_000])
    for path in on_disk(files):
        path.unlink()
    refused = piece(client, address, 100_000, CONTENT[100_000:])
    assert (refused.status_code, refused.json()["code"]) == (409, "upload-lost")
    assert on_disk(files) == list(Upload.objects.all()) == []
    again = begin(client, made.science)
    assert piece(client, again["Location"], 0, CONTENT).status_code == 204
    assert read(Attachment.objects.get()) == CONTENT


def test_one_that_was_given_up_takes_no_more_and_attaches_nothing(made, officer, files):
    by = Actor(officer=officer)
    upload = uploading.begin(made.science, name="a.pdf", size=SIZE, modified="", personal=False, by=by)
    stale = uploading.take_piece(upload, 0, io.BytesIO(CONTENT[:100_000]))
    uploading.drop(upload)
    with pytest.raises(uploading.Ended):
        uploading.take_piece(stale, 100_000, io.BytesIO(CONTENT[100_000:]))
    assert on_disk(files) == list(Attachment.objects.all()) == []


def test_a_server_that_ended_before_the_file_was_attached_is_asked_again(made, officer, client, monkeypatch):
    address = begin(client, made.science)["Location"]
    with monkeypatch.context() as patched:
        patched.setattr(uploading, "finish", lambda *args, **more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            piece(client, address, 0, CONTENT)
    assert client.head(address)["Upload-Offset"] == str(len(CONTENT))
    assert piece(client, address, len(CONTENT), b"").status_code == 204
    assert read(Attachment.objects.get()) == CONTENT


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"name": "a.exe"}, 422, "file-kind"),
        ({"size": 10**9}, 413, "file-too-large"),
        ({"name": ""}, 422, "file-kind"),
    ],
)
def test_what_would_be_refused_in_the_end_is_refused_at_the_beginning(made, client, more, status, code):
    refused = begin(client, made.science, **more)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert not Upload.objects.exists()


def test_what_is_not_as_named_is_refused_at_the_end_and_gone(made, client, files):
    address = begin(client, made.science, size=100)["Location"]
    refused = piece(client, address, 0, b"\x00" * 100)
    assert (refused.status_code, refused.json()["code"]) == (422, "file-not-as-named")
    assert "另存为" in refused.json()["hint"]
    assert on_disk(files) == list(Upload.objects.all()) == list(Attachment.objects.all()) == []


def test_only_so_many_are_unfinished_at_once(made, client, settings):
    settings.UPLOADS_UNFINISHED = 2
    first = begin(client, made.science, modified="1")
    assert [begin(client, made.science, modified=each).status_code for each in ("2", "3", "1")] == [201, 409, 201]
    assert client.delete(first["Location"]).status_code == 204
    assert begin(client, made.science, modified="3").status_code == 201


def test_one_that_was_left_is_gone_after_a_day(made, client, files):
    address = begin(client, made.science)["Location"]
    piece(client, address, 0, CONTENT[:1000])
    Upload.objects.update(begun_at=timezone.now() - timedelta(days=1, minutes=1))
    assert client.head(address).status_code == 404
    assert len(on_disk(files)) == 1
    services.tidy()
    assert on_disk(files) == list(Upload.objects.all()) == []


def test_what_is_arriving_is_not_swept(made, client, files):
    address = begin(client, made.science)["Location"]
    piece(client, address, 0, CONTENT[:1000])
    for path in storing.arriving().rglob("*"):
        os.utime(path, (time.time() - 90_000,) * 2)
    services.tidy()
    assert len(on_disk(files)) == 1
    assert piece(client, address, 1000, CONTENT[1000:]).status_code == 204


def test_nobody_else_meets_an_upload_nor_who_lost_the_right(made, officer, client):
    address = begin(client, made.science)["Location"]
    assert client.head(address).status_code == 200
    for role in ("site", "county_administrator", "beside"):
        assert signed_in(join(made, role)).head(address).status_code == 404
    officer.posts.all().delete()
    assert signed_in(officer).head(address).status_code == 404


def test_what_cannot_be_read_is_a_bad_request(made, client):
    address = reverse("attachments:begin", args=("agencies.agency", made.science.pk))
    for length, metadata in (("", ""), ("-1", ""), ("x", ""), ("9" * 20, ""), ("5", "filename ***"), ("٥", "")):
        told = {"upload-length": length.encode().decode("latin-1"), "upload-metadata": metadata}
        assert client.post(address, headers=told).status_code == 400


def test_an_upload_asks_for_the_token_of_the_site(made, officer):
    client = signed_in(officer, enforce_csrf_checks=True)
    assert begin(client, made.science).status_code == 403
    assert not Upload.objects.exists()
