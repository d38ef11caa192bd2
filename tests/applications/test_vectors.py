"""The days worked out by hand from the year's notice hold at the desk: acts on their days, the last day on the page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.casework import actor, apply
from tests.county import county

from gongkai.applications import services
from gongkai.law.clock import Party
from gongkai.law.errors import NotAllowed
from gongkai.ui.templatetags.ui import day

TABLE = [
    # received, seven working days, twenty, and forty: None reaches a year that has no notice yet
    ("2026-01-05", "2026-01-14", "2026-02-02", "2026-03-06"),
    ("2026-02-10", "2026-02-26", "2026-03-16", "2026-04-14"),
    ("2026-02-13", "2026-03-02", "2026-03-19", "2026-04-17"),
    ("2026-04-24", "2026-05-08", "2026-05-26", "2026-06-24"),
    ("2026-09-18", "2026-09-29", "2026-10-22", "2026-11-19"),
    ("2026-09-30", "2026-10-15", "2026-11-03", "2026-12-01"),
    ("2026-10-01", "2026-10-15", "2026-11-03", "2026-12-01"),
    ("2026-11-23", "2026-12-02", "2026-12-21", None),
    ("2026-12-03", "2026-12-14", "2026-12-31", None),
]


@pytest.fixture
def made(db):
    return county("handler", "head")


@pytest.fixture
def today(monkeypatch):
    """Let it be noon of some day."""

    def be(on):
        monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(on.year, on.month, on.day, 4, tzinfo=UTC))
        return on

    return be


def shown(made, case):
    """Give the page of a case as the desk shows it."""
    client = Client()
    client.force_login(made.officers["handler"])
    answer = client.get(reverse("applications:detail", args=[case.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("received", "seven", "twenty", "forty"), TABLE, ids=[row[0] for row in TABLE])
def test_the_days_of_the_table_hold_at_the_desk(made, today, received, seven, twenty, forty):
    received, seven, twenty = map(date.fromisoformat, (received, seven, twenty))
    case = apply(made, on=today(received))
    assert (case.due_on, case.provisional) == (twenty, False)
    assert day(twenty) in shown(made, case)
    with transaction.atomic():
        services.ask_supplement(case, on=today(seven), by=actor(made))
        transaction.set_rollback(True)
    late = today(seven + timedelta(1))
    with pytest.raises(NotAllowed) as caught:
        services.ask_supplement(case, on=late, by=actor(made))
    assert str(caught.value.citation) == "条例第30条"
    services.propose_extension(case, days=20, reason="需要汇总", on=today(twenty), by=actor(made))
    case = services.extend(case, on=twenty, by=actor(made, "head"))
    if forty is None:
        assert case.provisional
        assert case.due_on.year == 2027
        assert "暂定" in shown(made, case)
    else:
        assert (case.due_on, case.provisional) == (date.fromisoformat(forty), False)
        assert day(case.due_on) in shown(made, case)


def test_a_supplement_begins_the_period_anew(made, today):
    case = apply(made, on=today(date(2026, 3, 2)))
    services.ask_supplement(case, on=today(date(2026, 3, 11)), by=actor(made))
    case = services.take_supplement(case, on=today(date(2026, 3, 16)), by=actor(made))
    assert (case.due_on, day(date(2026, 4, 14)) in shown(made, case)) == (date(2026, 4, 14), True)


def test_what_a_consultation_takes_is_left_out_with_both_its_days(made, today):
    case = apply(made, on=today(date(2026, 4, 1)))
    assert case.due_on == date(2026, 4, 30)
    asked = services.consult(
        case, party=Party.THIRD_PARTY, whom="某公司", scope="合同", on=today(date(2026, 4, 8)), by=actor(made)
    )
    asked = services.note_notified(asked, on=today(date(2026, 4, 9)), by=actor(made))
    assert asked.due_on == date(2026, 4, 30)
    services.end_consultation(asked, on=today(date(2026, 4, 20)), opinion="agrees", by=actor(made))
    case.refresh_from_db()
    assert (case.due_on, day(date(2026, 5, 15)) in shown(made, case)) == (date(2026, 5, 15), True)


def test_what_comes_in_from_4_december_falls_due_in_a_year_without_a_notice(made, today):
    case = apply(made, on=today(date(2026, 12, 4)))
    assert (case.provisional, case.due_on.year) == (True, 2027)
    assert "暂定" in shown(made, case)
