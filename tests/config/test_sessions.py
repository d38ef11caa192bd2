import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.county import county

from gongkai.config import sessions


@pytest.fixture
def clock(monkeypatch):
    """The clock of the sessions, to be set."""
    clock = {"now": 1_000_000}
    monkeypatch.setattr(sessions, "time", lambda: clock["now"])
    return clock


@pytest.fixture
def officer(client, clock, db):
    client.force_login(county().officers["handler"])
    return client


def signed_in(client):
    return SESSION_KEY in client.session


def home(client):
    return client.get(reverse("ui:home"))


def test_who_does_something_now_and_then_stays_signed_in(officer, clock, settings):
    for _ in range(10):
        clock["now"] += settings.SESSION_IDLE_SECONDS - 1
        assert home(officer).status_code == 200


def test_who_does_nothing_for_too_long_must_sign_in_again_and_comes_back(officer, clock, settings):
    clock["now"] += settings.SESSION_IDLE_SECONDS
    answer = home(officer)
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=" + reverse("ui:home"))
    assert not signed_in(officer)


def test_a_session_ends_in_any_case(officer, clock, settings):
    step, left = settings.SESSION_IDLE_SECONDS - 1, settings.SESSION_COOKIE_AGE
    while left > step:
        clock["now"] += step
        left -= step
        assert home(officer).status_code == 200
    clock["now"] += left
    assert home(officer).status_code == 302


def test_a_page_shown_again_at_once_writes_nothing(officer, clock):
    home(officer)
    with CaptureQueriesContext(connection) as made:
        officer.get(reverse("status"))
    assert made.captured_queries
    assert [each["sql"] for each in made if not each["sql"].startswith(("SELECT", "BEGIN"))] == []
    clock["now"] += 10_000_000
    assert home(officer).status_code == 302


def test_a_clock_set_back_a_little_ends_no_session_and_set_back_far_lets_none_go_on(officer, clock, settings):
    clock["now"] -= settings.SESSION_IDLE_SECONDS // 2
    assert home(officer).status_code == 200
    assert home(officer).status_code == 200
    clock["now"] += settings.SESSION_IDLE_SECONDS  # counted from when it was last used, as the clock now says
    assert home(officer).status_code == 302
    assert not signed_in(officer)


def test_a_session_begun_by_a_clock_far_ahead_does_not_last_until_then(officer, clock):
    clock["now"] -= 100_000_000
    assert home(officer).status_code == 302
    assert not signed_in(officer)
