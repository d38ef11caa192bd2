from datetime import datetime, time, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.attachments.samples import daemon
from tests.attachments.test_services import hand_in
from tests.county import county

from gongkai.agencies.models import Agency, Officer
from gongkai.attachments import storing
from gongkai.config import nightly, working
from gongkai.config.models import Backup, NightlyRun
from gongkai.config.tasks import back_up, tidy, verify_files, verify_journal
from gongkai.journal.models import Entry
from gongkai.journal.protection import lifted
from gongkai.notifications.models import Notice
from gongkai.ui.models import Draft, Sending

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_two(settings):
    settings.NIGHTLY_AT = time(2, 0)


def at(day, hour, minute=0):
    return timezone.make_aware(datetime(2026, 3, day, hour, minute))


def work():
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def test_each_night_everything_is_done_once():
    assert nightly.enqueue_due(at(2, 1, 59)) == []
    assert nightly.enqueue_due(at(2, 2)) == list(nightly.TASKS)
    assert nightly.enqueue_due(at(2, 2)) == []
    assert nightly.enqueue_due(at(2, 23, 59)) == []
    assert nightly.enqueue_due(at(3, 1)) == []
    assert nightly.enqueue_due(at(3, 14)) == list(nightly.TASKS)  # was off at night
    assert DBTaskResult.objects.count() == NightlyRun.objects.count() == 2 * len(nightly.TASKS)


def test_a_clock_that_jumps_ahead_and_is_set_back_leaves_no_night_out_and_does_none_twice():
    assert nightly.enqueue_due(at(20, 3)) == list(nightly.TASKS)  # far ahead
    assert nightly.enqueue_due(at(2, 3)) == list(nightly.TASKS)  # set right: the night of today is still to come
    assert nightly.enqueue_due(at(1, 23)) == list(nightly.TASKS)
    assert nightly.enqueue_due(at(2, 4)) == []
    assert nightly.enqueue_due(at(3, 3)) == list(nightly.TASKS)
    assert nightly.enqueue_due(at(20, 3)) == []


def test_of_two_servers_the_second_finds_it_taken(monkeypatch):
    nightly.enqueue_due(at(2, 2))
    # It looked before the first had written, and finds out by the database.
    monkeypatch.setattr(nightly.NightlyRun.objects, "filter", lambda **_: NightlyRun.objects.none())
    assert nightly.enqueue_due(at(2, 2)) == []
    assert DBTaskResult.objects.count() == len(nightly.TASKS)


def test_what_cannot_be_put_into_the_queue_is_not_marked_as_put(monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(nightly, "import_string", fail)
    with pytest.raises(ZeroDivisionError):
        nightly.enqueue_due(at(2, 2))
    assert NightlyRun.objects.count() == 0


def test_what_one_look_fails_by_keeps_none_of_the_others(monkeypatch, caplog):
    looked = []

    def fail():
        raise ZeroDivisionError

    monkeypatch.setattr(nightly, "LOOKS", (fail, lambda: looked.append("after")))
    nightly.look_once()
    assert looked == ["after"]
    assert [record.getMessage() for record in caplog.records] == [f"could not look what is due ({__name__})"]


def made_county():
    with transaction.atomic():
        return county()


def status_page(client, made):
    client.force_login(made.officers["site"])
    return client.get(reverse("status")).content.decode()


@pytest.mark.django_db(transaction=True)  # a worker lets go of its connection
def test_the_journal_is_verified_and_the_result_shown(client):
    made = made_county()
    assert "还没有核验过" in status_page(client, made)
    nightly.enqueue_due(at(2, 2))
    work()
    assert {run.ended_at is not None for run in NightlyRun.objects.all()} == {True}
    page = status_page(client, made)
    assert "最近一次完成于" in page
    assert "有不符之处" not in page
    Agency.objects.filter(pk=made.science.pk).update(phone="0533-1")
    nightly.enqueue_due(at(3, 2))
    work()
    page = status_page(client, made)
    assert "有不符之处" in page
    assert "现为“0533-1”，留痕得出的是“0533-8210000”。" in page


@pytest.mark.django_db(transaction=True)
def test_what_is_wrong_with_a_chain_is_told_in_the_language_of_the_page(client, settings):
    made = made_county()
    with lifted(connection):
        Entry.objects.filter(chain__agency=made.science, number=1).update(act="test.forged")
    nightly.enqueue_due(at(2, 2))
    work()
    assert "“桓台县科技局”的留痕链不完整：第1条的杂凑值是" in status_page(client, made)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "entry 1 has the hash" in status_page(client, made)


@pytest.mark.django_db(transaction=True)
def test_of_many_differences_some_are_kept_and_the_rest_counted(client, monkeypatch):
    monkeypatch.setattr("gongkai.config.tasks.SHOWN", 2)
    made = made_county()
    Agency.objects.update(phone="0533-1")
    nightly.enqueue_due(at(2, 2))
    work()
    page = status_page(client, made)
    assert page.count("现为“0533-1”") == 2
    assert f"另有{Agency.objects.count() - 2}处" in page


@pytest.mark.django_db(transaction=True)  # a worker lets go of its connection
def test_what_is_stale_is_removed(client):
    made_county()
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="new", expire_date=timezone.now() + timedelta(days=1))
    old = timezone.now() - timedelta(days=8)
    for key, at in (("old", old), ("new", timezone.now())):
        Draft.objects.create(key=key, officer=Officer.objects.first(), sealed=b"", kept_at=at)
        Sending.objects.create(key=key, kind="agencies.agency", made=1, at=at)
    tidy.enqueue(0)
    verify_journal.enqueue(0)
    work()
    DBTaskResult.objects.filter(task_path=tidy.module_path).update(finished_at=timezone.now() - timedelta(days=31))
    tidy.enqueue(0)
    work()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert [list(model.objects.values_list("key", flat=True)) for model in (Draft, Sending)] == [["new"], ["new"]]
    assert DBTaskResult.objects.count() == 2  # that of the journal, and the second


@pytest.fixture
def with_attachment(settings, tmp_path):
    """The county, and an attachment of its science bureau that waits for its scan."""
    settings.ATTACHMENT_FILES = tmp_path / "files"
    made = county("site", "administrator")
    return made, hand_in(made.science, by=made.officers["administrator"])


def test_attachments_are_verified_and_the_result_shown(client, with_attachment):
    made, attachment = with_attachment
    assert "还没有核对过，每晚自动核对一次" in status_page(client, made)
    for day, said in ((2, "，都在"), (3, f"，1处不符：附件{attachment.pk}的文件 {attachment.file.place} 不见了")):
        nightly.enqueue_due(at(day, 2))
        verify_files.func(NightlyRun.objects.get(task="verify-files", on=at(day, 2).date()).pk)
        assert said in status_page(client, made)
        storing.path_of(attachment.file.place).unlink(missing_ok=True)


def test_how_the_scanner_fares_is_shown(client, with_attachment, settings):
    made, _ = with_attachment
    assert "没有设置，附件不查毒" in status_page(client, made)
    with daemon() as scanner:
        settings.CLAMD = scanner.address
        assert "在运行；1个文件等候查毒，最早的自" in status_page(client, made)
    assert "没有回应，附件在等候，会自动重试；1个文件等候查毒" in status_page(client, made)


def running(worker, times=1):
    result = tidy.enqueue(0)
    task = DBTaskResult.objects.get(pk=result.id)
    task.status, task.worker_ids = TaskResultStatus.RUNNING, [worker] * times
    task.save()
    return task


def test_what_a_killed_worker_left_is_taken_up_again():
    own, others = running("here/0"), running("there/0")
    assert working.take_up("here/0") == 1
    own.refresh_from_db(), others.refresh_from_db()
    assert (own.status, others.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def test_what_kills_workers_is_given_up():
    task = running("here/0", times=3)
    assert working.take_up("here/0") == 0
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert task.task_result.errors[0].exception_class is RuntimeError


def test_workers_on_a_machine_have_numbers_of_their_own(tmp_path):
    with working.numbered(tmp_path) as first, working.numbered(tmp_path) as second:
        assert (first, second) == (0, 1)
    with working.numbered(tmp_path) as again:
        assert again == 0


def test_a_night_backs_up_where_it_is_said_to_and_what_hinders_it_is_told(settings, tmp_path, monkeypatch):
    run = NightlyRun.objects.create(task="back-up", on=at(2, 2).date())
    back_up.call(run.pk)
    run.refresh_from_db()
    assert (run.result, Backup.objects.exists()) == ({"made": None}, False)
    # Of the week's trial it is another process that looks; here it is not to be made.
    with transaction.atomic():
        tried = Backup.objects.create(
            name="before", digest="0", made_at=timezone.now(), bytes=1, tried_at=timezone.now()
        )
    settings.BACKUP_FOLDER = tmp_path / "there"
    back_up.call(run.pk)
    run.refresh_from_db()
    (made,) = tmp_path.glob("there/gongkai-*")
    assert run.result["made"] == made.name
    assert Backup.objects.exclude(pk=tried.pk).get().name == made.name
    site = Officer.objects.create(username="site", name="某", is_superuser=True)
    (tmp_path / "file").touch()
    settings.BACKUP_FOLDER = tmp_path / "file" / "there"
    back_up.call(run.pk)
    run.refresh_from_db()
    assert run.result["made"] is None
    notice = Notice.objects.get(officer=site, kind="site.backup_failed")
    assert "备份写不进" in str(notice.text)
