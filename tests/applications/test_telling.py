"""What is told of last days: who handles a case, once for each last day, and as they want to be told."""

from datetime import date

import pytest
from django.utils.timezone import localdate, now
from tests.casework import actor, apply
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Application
from gongkai.applications.telling import DUE_SOON, OVERDUE, tell_of_last_days
from gongkai.config.models import NightlyRun
from gongkai.config.tasks import tell_of_last_days as nightly
from gongkai.notifications.kinds import EMAIL
from gongkai.notifications.models import Notice
from gongkai.notifications.services import choose
from gongkai.ui.working_days import calendar


@pytest.fixture
def made(db):
    return county("handler", "head", "supervisor", "beside")


def ago(days):
    return calendar().add_working_days(localdate(), -days)


def told():
    """Give who was told what, as user name and kind."""
    return sorted(Notice.objects.values_list("officer__username", "kind"))


def test_who_handles_a_case_is_told_once_of_each_last_day(made):
    apply(made, on=ago(2))
    soon, late = apply(made, on=ago(16)), apply(made, on=ago(25))
    services.assign(soon, office=None, handler=made.officers["handler"], by=actor(made, "head"))
    services.assign(late, office=None, handler=made.officers["handler"], by=actor(made, "head"))
    expected = [("handler", DUE_SOON.code), ("handler", OVERDUE.code), ("head", OVERDUE.code)]
    assert (tell_of_last_days(now()), told()) == (3, expected)
    assert (tell_of_last_days(now()), told()) == (0, expected)
    Application.objects.filter(pk=soon.pk).update(due_on=calendar().add_working_days(localdate(), 3))
    assert (tell_of_last_days(now()), Notice.objects.filter(kind=DUE_SOON.code).count()) == (1, 2)


def test_while_a_case_is_nobodys_all_who_handle_cases_there_are_told(made):
    apply(made, on=ago(16))
    tell_of_last_days(now())
    assert told() == [("handler", DUE_SOON.code), ("head", DUE_SOON.code)]


def test_what_stands_still_or_has_ended_is_no_reason_to_tell(made):
    case = apply(made, on=ago(16))
    services.withdraw(case, on=localdate(), by=actor(made))
    waiting = apply(made, on=date(2026, 3, 2))
    Application.objects.filter(pk=waiting.pk).update(running=False)
    assert tell_of_last_days(now()) == 0


def test_one_is_told_as_one_chose_and_not_who_applies(made):
    officer = made.officers["handler"]
    choose(officer, {DUE_SOON: [EMAIL]}, gathered=False, language="zh-hans", by=actor(made))
    case = apply(made, on=ago(16))
    run = NightlyRun.objects.create(task="tell-of-last-days", on=localdate())
    nightly.func(run.pk)
    run.refresh_from_db()
    assert run.result == {"told": 2}
    own = Notice.objects.get(officer=officer)
    assert own.read_at is not None
    assert (case.number in str(own.text), "王小明" in str(own.text)) == (True, False)
