import errno
import hashlib
import os
import stat
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from tests.attachments.samples import EICAR, PDF, daemon, pdf
from tests.county import join

from gongkai.attachments import rules, selectors, services, storing, tasks, verifying
from gongkai.attachments.kinds import FileRefused
from gongkai.attachments.models import Attachment, State, StoredFile
from gongkai.attachments.storing import Draft, FileTooLarge, StorageFailed
from gongkai.journal import verifying as journal
from gongkai.journal.actor import Actor
from gongkai.journal.models import Entry
from gongkai.journal.selectors import timeline
from gongkai.ui.desk import Standing

TODAY = timezone.localdate


def hand_in(thing, content=PDF, name="机构设置.pdf", *, by, **more):
    with Draft() as draft:
        draft.write(content)
        return services.attach(thing, draft, name, by=Actor(officer=by), **more)


def read(attachment):
    with storing.open_place(attachment.file.place, attachment.file.secret) as held:
        return held.read()


def on_disk(files):
    return sorted(path for path in files.rglob("*") if path.is_file())


def test_a_file_is_taken_in_with_what_it_is(made, officer, files, settings):
    attachment = hand_in(made.science, by=officer)
    assert read(attachment) == PDF
    assert (attachment.name, attachment.kind, attachment.size, attachment.state) == (
        "机构设置.pdf", "pdf", len(PDF), State.WAITING,
    )  # fmt: skip
    assert attachment.sha256 == hashlib.sha256(PDF).hexdigest()
    assert attachment.sm3 == ""
    assert (attachment.agency, attachment.uploaded_by) == (made.science, officer)
    assert list(selectors.attachments_of(made.science)) == [attachment]
    assert [entry.act for entry in timeline(attachment)] == ["attachment.attached"]
    assert list(journal.differences()) == list(verifying.differences(read=True)) == []


def test_sm3_is_kept_where_the_journal_uses_it(made, officer, settings):
    settings.JOURNAL_HASH = "sm3"
    assert hand_in(made.science, by=officer).sm3 == hashlib.new("sm3", PDF).hexdigest()


def test_what_lies_on_the_disk_says_nothing_and_is_open_to_its_owner_alone(made, officer, files):
    hand_in(made.science, pdf(200_000), by=officer)
    [path] = on_disk(files)
    assert b"%PDF" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(each.stat().st_mode) for each in files.rglob("*") if each.is_dir()} == {0o700}
    assert path.name == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_name_of_a_personal_file_is_nowhere_in_clear(made, officer):
    attachment = hand_in(made.science, name="张三身份证.pdf", personal=True, by=officer)
    assert Attachment.objects.get().name == "张三身份证.pdf"
    columns = Attachment.objects.filter(sealed_name__isnull=False).values_list("open_name").get()
    assert columns == ("",)
    said = [str(entry.content()) for entry in Entry.objects.all()] + [str(attachment)]
    assert len(said) > 1
    assert not any("张三" in each for each in said)
    assert list(journal.differences()) == []


def test_the_same_content_lies_once_in_an_agency_and_personal_apart(made, officer, files):
    first, second = hand_in(made.science, by=officer), hand_in(made.science, name="同一份.pdf", by=officer)
    assert first.file == second.file
    personal = hand_in(made.science, personal=True, by=officer)
    elsewhere = hand_in(made.water, by=officer)
    assert len({first.file, personal.file, elsewhere.file}) == len(on_disk(files)) == 3
    assert [read(each) for each in (second, personal, elsewhere)] == [PDF] * 3


def test_content_goes_with_the_last_attachment_that_has_it(made, officer, files, django_capture_on_commit_callbacks):
    first, second = hand_in(made.science, by=officer), hand_in(made.science, name="同一份.pdf", by=officer)
    by = Actor(officer=officer)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove(first, by=by)
    assert read(second) == PDF
    with django_capture_on_commit_callbacks(execute=True):
        services.remove(second, by=by)
    assert on_disk(files) == list(StoredFile.objects.all()) == list(journal.differences()) == []
    assert [entry.act for entry in timeline(first)] == ["attachment.removed", "attachment.attached"]


def test_a_removal_that_does_not_come_to_its_end_removes_nothing(made, officer, files):
    attachment = hand_in(made.science, by=officer)

    @transaction.atomic
    def remove_and_fail():
        services.remove(attachment, by=Actor(officer=officer))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        remove_and_fail()
    assert read(Attachment.objects.get()) == PDF
    assert list(journal.differences()) == list(verifying.differences(read=True)) == []


def test_a_refused_file_leaves_nothing(made, officer, files):
    for content, name in ((b"MZ\0", "a.pdf"), (PDF, "a.exe"), (b"", "a.pdf")):
        with pytest.raises(FileRefused):
            hand_in(made.science, content, name, by=officer)
    assert on_disk(files) == list(Attachment.objects.all()) == []


def test_a_file_larger_than_the_site_takes_is_refused_while_it_comes(made, officer, files, settings):
    settings.UPLOAD_MOST = 1024 * 1024
    with Draft() as draft:
        for _ in range(5):
            draft.write(bytes(200_000))
        with pytest.raises(FileTooLarge) as raised:
            draft.write(bytes(200_000))
    assert raised.value.message.text() == "文件太大，最大1 MB。"
    assert on_disk(files) == []


@contextmanager
def full_disk(monkeypatch, after):
    """Every file takes so many bytes, and then the disk is full: as the system says it."""
    real = os.fdopen

    class Full:
        def __init__(self, file):
            self._file, self._left = file, after

        def write(self, content):
            self._left -= len(content)
            if self._left < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return self._file.write(content)

        def __getattr__(self, name):
            return getattr(self._file, name)

    with monkeypatch.context() as patched:
        patched.setattr(storing.os, "fdopen", lambda *args, **more: Full(real(*args, **more)))
        yield


def test_a_full_disk_leaves_nothing_and_says_so(made, officer, files, monkeypatch):
    for after in (0, 100, 150_000):
        with full_disk(monkeypatch, after), pytest.raises(StorageFailed) as raised:
            hand_in(made.science, pdf(300_000), by=officer)
        assert raised.value.code == "disk-full"
    assert on_disk(files) == list(Attachment.objects.all()) == list(journal.differences()) == []
    assert read(hand_in(made.science, by=officer)) == PDF


def test_an_act_that_fails_after_its_file_was_kept_takes_it_away(made, officer, files, monkeypatch):
    monkeypatch.setattr(services, "record", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        hand_in(made.science, by=officer)
    assert on_disk(files) == list(StoredFile.objects.all()) == []


KILLED = """
import os, signal, sys
import django
from django.conf import settings
django.setup()
from pathlib import Path
from gongkai.attachments.storing import Draft
settings.ATTACHMENT_FILES = Path(sys.argv[1])
draft = Draft()
draft.write(b"%PDF-" + bytes(500_000))
draft.finish()
draft.keep()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_left_is_swept_after_a_day(made, officer, files):
    attachment = hand_in(made.science, by=officer)
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", KILLED, str(files)], env=env)
    assert done.returncode == -9
    assert len(on_disk(files)) == 2
    assert services.tidy() == 0
    for path in on_disk(files):
        os.utime(path, (time.time() - 90_000, time.time() - 90_000))
    assert services.tidy() == 1
    assert on_disk(files) == [storing.path_of(attachment.file.place)]
    assert list(verifying.differences(read=True)) == list(journal.differences()) == []


def test_files_that_are_lost_cut_or_changed_are_named(made, officer, files):
    lost, cut, changed = (hand_in(each, pdf(300_000), by=officer) for each in (made.science, made.water, made.township))
    path = {each: storing.path_of(each.file.place) for each in (lost, cut, changed)}
    path[lost].unlink()
    path[cut].write_bytes(path[cut].read_bytes()[:-1])
    content = bytearray(path[changed].read_bytes())
    content[70_000] ^= 1
    path[changed].write_bytes(content)
    said = [each.text() for each in verifying.differences(read=True)]
    assert [each.partition("的文件")[0] for each in said] == [f"附件{each.pk}" for each in (lost, cut, changed)]
    assert len(list(verifying.differences())) == 2  # without reading, what has the right length passes


def test_a_file_that_is_removed_while_it_is_looked_at_is_no_difference(
    made, officer, monkeypatch, django_capture_on_commit_callbacks
):
    attachment = hand_in(made.science, by=officer)
    real = storing.path_of

    def path_of(place):
        monkeypatch.undo()
        with django_capture_on_commit_callbacks(execute=True):
            services.remove(attachment, by=Actor(officer=officer))
        assert not real(place).exists()
        return real(place)

    monkeypatch.setattr(storing, "path_of", path_of)
    assert list(verifying.differences(read=True)) == []


def test_content_that_was_lost_is_back_when_it_is_handed_in_again(made, officer):
    lost = hand_in(made.science, by=officer)
    storing.path_of(lost.file.place).unlink()
    hand_in(made.science, name="又一份.pdf", by=officer)
    assert read(Attachment.objects.get(pk=lost.pk)) == PDF


@pytest.fixture
def clamd(settings):
    with daemon() as server:
        settings.CLAMD = server.address
        yield server


def test_a_clean_file_is_found_clean_and_that_is_recorded(made, officer, clamd, django_capture_on_commit_callbacks):
    content = pdf(200_000)
    with django_capture_on_commit_callbacks(execute=True):
        attachment = hand_in(made.science, content, by=officer)
    attachment.refresh_from_db()
    assert attachment.state == State.CLEAN
    assert clamd.seen == [content]
    assert [entry.act for entry in timeline(attachment)] == ["attachment.scanned", "attachment.attached"]
    assert list(journal.differences()) == []


def test_a_virus_is_found_recorded_and_told_to_who_handed_it_in(
    made, officer, clamd, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        attachment = hand_in(made.science, EICAR, "病毒.txt", by=officer)
    attachment.refresh_from_db()
    assert attachment.state == State.INFECTED
    assert timeline(attachment)[0].note == {"reason": "Win.Test.EICAR_HDB-1"}
    [pile] = selectors.infected_of(officer, TODAY())
    assert (pile.standing, pile.count()) == (Standing.MINE, 1)
    page = reverse("agencies:detail", args=[made.science.pk])
    assert [(due.what, due.url) for due in pile.take(5)] == [("“病毒.txt”查出病毒，请删除", page)]
    assert [pile.count() for pile in selectors.infected_of(join(made, "head"), TODAY())] == [0]


def test_files_wait_while_the_scanner_is_down_and_are_scanned_once_it_is_back(
    made, officer, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.CLAMD = str(tmp_path / "clamd.ctl")
    with django_capture_on_commit_callbacks(execute=True):
        attachment = hand_in(made.science, by=officer)
    attachment.refresh_from_db()
    assert (attachment.state, rules.may_be_given_out(attachment)) == (State.WAITING, False)
    assert selectors.waiting() == (1, attachment.uploaded_at)
    with daemon(tmp_path / "clamd.ctl"), django_capture_on_commit_callbacks(execute=True):
        assert tasks.enqueue_waiting() == 1
    attachment.refresh_from_db()
    assert (attachment.state, rules.may_be_given_out(attachment)) == (State.CLEAN, True)
    assert selectors.waiting() == (0, None)


def test_a_queue_that_can_wait_tries_again_later_and_later(made, officer, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    settings.CLAMD = "/nowhere/clamd.ctl"
    attachment = hand_in(made.science, by=officer)
    backend = tasks.scan.get_backend()
    assert [result.args for result in backend.results] == [[attachment.file_id]]  # within the transaction
    waits = []
    for tried in (0, 1, 2, 30):
        backend.clear()
        tasks.scan.func(attachment.file_id, tried)
        [again] = backend.results
        assert list(again.args) == [attachment.file_id, tried + 1]
        waits.append(round((again.task.run_after - timezone.now()).total_seconds() / 60))
    assert waits == [1, 2, 4, 30]


def test_what_the_scanner_cannot_scan_is_neither_clean_nor_infected(made, officer, clamd):
    attachment = hand_in(made.science, pdf(400_000), by=officer)
    services.scan(attachment.file_id)
    attachment.refresh_from_db()
    assert attachment.state == State.UNSCANNABLE


def test_a_file_is_scanned_once_however_often_that_is_asked_for(made, officer, clamd):
    attachment = hand_in(made.science, by=officer)
    for _ in range(3):
        services.scan(attachment.file_id)
    assert len(clamd.seen) == 1
    again = hand_in(made.science, name="又一份.pdf", by=officer)
    services.scan(attachment.file_id)
    again.refresh_from_db()
    assert (again.state, len(clamd.seen)) == (State.CLEAN, 2)


def test_an_attachment_that_is_removed_while_it_is_scanned_keeps_no_other_from_it(made, officer, clamd, monkeypatch):
    first, second = hand_in(made.science, by=officer), hand_in(made.science, name="同一份.pdf", by=officer)
    real = services.hold

    def hold(row):
        if row == first:
            raise Attachment.DoesNotExist
        return real(row)

    monkeypatch.setattr(services, "hold", hold)
    services.scan(first.file_id)
    second.refresh_from_db()
    assert second.state == State.CLEAN


def test_a_file_that_is_lost_is_not_found_clean(made, officer, clamd):
    attachment = hand_in(made.science, by=officer)
    storing.path_of(attachment.file.place).unlink()
    services.scan(attachment.file_id)
    attachment.refresh_from_db()
    assert attachment.state == State.UNSCANNABLE
