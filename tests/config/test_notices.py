import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from tests.county import county

from gongkai.agencies.models import Agency
from gongkai.config import tasks
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)  # a worker lets go of its connection


@pytest.fixture
def made():
    with transaction.atomic():
        return county()


def work():
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def said():
    return [(each.officer.username, each.kind, str(each)) for each in Notice.objects.select_related("officer")]


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


def test_who_runs_the_site_is_told_that_a_nightly_task_failed(made, monkeypatch):
    def fail(at):
        raise ZeroDivisionError

    monkeypatch.setattr("gongkai.notifications.of_agencies.tell_of_endings", fail)
    tasks.tell_of_endings.enqueue(0)
    tasks.tidy.enqueue(0)
    work()
    assert said() == [("site", "site.task_failed", "夜间任务“提醒即将到期的任职和密码”没有办成，日志里有原因。")]
