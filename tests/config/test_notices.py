import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from tests.county import county

from gongkai.agencies.models import Agency
from gongkai.config import settings as site_settings
from gongkai.config import tasks
from gongkai.config.variables import WrongSetting, read_all
from gongkai.notifications.models import Notice

in_earnest = pytest.mark.django_db(transaction=True)  # a worker lets go of its connection


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("WEBHOOK_URL", "http://sms.example/"),  # the number would be read on the way
        ("WEBHOOK_URL", "https://me:secret@sms.example/"),
        ("WEBHOOK_NETWORKS", "intranet"),
        ("EMAIL_SECURITY", "some"),
        ("EMAIL_PORT", "0"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(name, written):
    with pytest.raises(WrongSetting, match=f"GONGKAI_{name}"):
        read_all({f"GONGKAI_{name}": written})


@pytest.mark.parametrize("written", ["", "https://sms.example/send?to=all", "http://127.0.0.1:8080/"])
def test_where_sms_are_posted_is_encrypted_or_on_this_machine(written):
    assert read_all({"GONGKAI_WEBHOOK_URL": written})["WEBHOOK_URL"] == written


@pytest.mark.parametrize(
    "given",
    [
        {"EMAIL_HOST": "mail.example", "DEFAULT_FROM_EMAIL": ""},
        {"SMS": "webhook", "WEBHOOK_URL": "", "WEBHOOK_SECRET": "0123456789abcdef"},
        {"SMS": "webhook", "WEBHOOK_URL": "https://sms.example/", "WEBHOOK_SECRET": "short"},
    ],
)
def test_what_is_set_up_by_half_stops_the_start(given, monkeypatch):
    for name, value in given.items():
        monkeypatch.setattr(site_settings, name, value)
    with pytest.raises(WrongSetting):
        site_settings._require_whole()


@pytest.fixture
def made():
    with transaction.atomic():
        return county()


def work():
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def said():
    return [(each.officer.username, each.kind, str(each)) for each in Notice.objects.select_related("officer")]


@in_earnest
def test_who_runs_the_site_is_told_that_the_journal_differs(made):
    tasks.verify_journal.enqueue(0)
    work()
    assert said() == []
    Agency.objects.update(phone="0533-1")
    for _ in range(2):
        tasks.verify_journal.enqueue(0)
    work()
    on = timezone.localdate()
    day = f"{on.year}年{on.month}月{on.day}日"
    count = Agency.objects.count()
    assert said() == [("site", "site.journal_differs", f"{day}的留痕核验发现{count}处不符，请马上查看。")]


@in_earnest
def test_who_runs_the_site_is_told_that_a_nightly_task_failed(made, monkeypatch):
    def fail(at):
        raise ZeroDivisionError

    monkeypatch.setattr("gongkai.notifications.of_agencies.tell_of_endings", fail)
    tasks.tell_of_endings.enqueue(0)
    tasks.tidy.enqueue(0)
    work()
    assert said() == [("site", "site.task_failed", "夜间任务“提醒即将到期的任职和密码”没有办成，日志里有原因。")]
