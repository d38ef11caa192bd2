from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from gongkai.ui import limits


@pytest.fixture
def clock(monkeypatch):
    """The clock of the limits, to be set."""
    clock = {"now": 3_600_000.0}
    monkeypatch.setattr(limits, "time", lambda: clock["now"])
    return clock


@limits.limited("apply", times=3, seconds=60)
def view(request):
    return HttpResponse("done")


def send(address="203.0.113.9", method="post"):
    return getattr(RequestFactory(), method)("/apply/", REMOTE_ADDR=address)


@pytest.mark.django_db
def test_a_sender_has_so_many_turns_in_a_time(clock):
    assert [view(send()).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    clock["now"] += 59.5
    refused = view(send())
    assert (refused.status_code, refused["Retry-After"]) == (429, "1")
    clock["now"] += 0.5
    assert view(send()).status_code == 200


@pytest.mark.django_db
def test_who_only_looks_is_not_counted(clock):
    assert {view(send(method="get")).status_code for _ in range(9)} == {200}


TAKES_NOTHING = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET TRANSACTION READ ONLY"}


@pytest.mark.django_db
def test_while_the_database_takes_nothing_nobody_is_told_to_have_sent_too_often(clock):
    asked = limits.limited("ask", times=60, seconds=60, methods={"GET"})(lambda request: HttpResponse("done"))
    try:
        with connection.cursor() as cursor:
            cursor.execute(TAKES_NOTHING[connection.vendor])
        with CaptureQueriesContext(connection) as queries, pytest.raises(limits.NotCounted):
            view(send())
        assert len([each for each in queries if each["sql"].startswith("INSERT")]) == 1  # each may take long to fail
        assert asked(send(method="get")).status_code == 200
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only = OFF")


@pytest.mark.django_db
def test_what_is_asked_for_may_be_counted_too(clock):
    asked = limits.limited("ask", times=2, seconds=60, methods={"GET"})(lambda request: HttpResponse("done"))
    assert [asked(send(method=each)).status_code for each in ("get", "post", "head", "get")] == [200, 200, 200, 429]
    assert asked(send(method="head")).status_code == 429


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("203.0.113.9", "203.0.113.10", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # one subscriber
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "", True),
    ],
)
def test_senders_are_told_apart(clock, one, other, alike):
    for _ in range(3):
        view(send(one))
    assert view(send(other)).status_code == (429 if alike else 200)


@pytest.mark.django_db
def test_no_address_is_kept(clock):
    view(send("203.0.113.9"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert len(keys) == 1
    assert "203.0.113" not in keys[0]


@pytest.mark.django_db(transaction=True)
def test_who_come_at_once_take_no_more_turns_than_there_are(clock):
    def once(_):
        try:
            return limits.take("all at once", 5, 60) == 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as crew:
        assert sum(crew.map(once, range(24))) == 5
