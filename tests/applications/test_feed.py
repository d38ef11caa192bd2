"""The calendar of an officer's last days: by a secret link, and with nothing in it of who applies or for what."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from icalendar import Calendar
from tests.casework import WANG, WANTED, actor, apply, reply, set_word
from tests.county import county

from gongkai.applications import services
from gongkai.applications.feed import calendar_of
from gongkai.applications.models import Application, Feed
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences

DEADLINES = reverse("applications:deadlines")


@pytest.fixture
def made(db):
    made = county("handler", "head", "administrator", "reviewer", "secrecy_reviewer", "legal_reviewer", "beside")
    set_word(made)
    yield made
    assert list(differences()) == []


def give(made, case, role="handler"):
    services.assign(case, office=None, handler=made.officers[role], by=actor(made, "head"))
    return case


def events(content):
    return list(Calendar.from_ical(content).walk("VEVENT"))


def link(made, role="handler"):
    client = Client()
    client.force_login(made.officers[role])
    return client.post(reverse("applications:renew-feed")).context["link"]


def test_a_calendar_has_the_numbers_and_lights_of_ones_cases_and_nothing_else(made):
    case = give(made, apply(made, on=date(2026, 11, 16)))
    late = give(made, apply(made, on=date(2026, 3, 2)))
    give(made, apply(made), "head")
    reply(made, give(made, apply(made, on=date(2026, 3, 2))), on=date(2026, 3, 10))
    late.refresh_from_db()
    content = Client().get(link(made)).content
    found = {str(event["summary"]): event for event in events(content)}
    assert set(found) == {f"{case.number} 期限内", f"{late.number} 已逾期"}
    event = found[f"{late.number} 已逾期"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (late.due_on, late.due_on + timedelta(1))
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP"}
    text = content.replace(b"\r\n ", b"").decode()
    assert [each for each in (*WANG[1:], WANTED, "桓台", "handler") if each and each in text] == []


def test_a_day_that_may_move_is_tentative(made):
    give(made, apply(made, on=date(2026, 11, 16)))
    Application.objects.update(provisional=True)
    [event] = events(calendar_of(made.officers["handler"], now()))
    assert (str(event["status"]), str(event["summary"]).endswith("（暂定）")) == ("TENTATIVE", True)
    Application.objects.update(provisional=False)
    [event] = events(calendar_of(made.officers["handler"], now()))
    assert str(event["status"]) == "CONFIRMED"


def test_a_link_opens_until_it_is_made_anew_or_revoked(made):
    first = link(made)
    key = first.partition("key=")[2]
    assert Client().get(first)["Content-Type"] == "text/calendar; charset=utf-8"
    assert key not in str(list(Feed.objects.values())) + str(list(Entry.objects.values()))
    second = link(made)
    assert [Client().get(each).status_code for each in (first, second)] == [404, 200]
    client = Client()
    client.force_login(made.officers["handler"])
    assert "key=" not in client.get(reverse("applications:feed")).content.decode()
    client.post(reverse("applications:revoke-feed"))
    assert Client().get(second).status_code == 404
    assert [entry.act for entry in Entry.objects.filter(act__startswith="feed.").order_by("pk")] == [
        "feed.renewed", "feed.renewed", "feed.revoked",
    ]  # fmt: skip


def test_whoever_may_not_see_a_case_any_more_has_it_no_more(made):
    give(made, apply(made))
    officer = made.officers["handler"]
    assert len(events(calendar_of(officer, now()))) == 1
    officer.__dict__.pop("_posts_held")
    assert events(calendar_of(officer, now() - timedelta(days=10_000))) == []


def test_keys_cannot_be_tried_for_long(made):
    statuses = [Client().get(DEADLINES, {"key": str(number)}).status_code for number in range(61)]
    assert (set(statuses[:60]), statuses[60]) == ({404}, 429)
