from dataclasses import fields
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import actor, apply
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Interpretation, Reply
from gongkai.applications.models.interpretation import begun, clock_rules_on
from gongkai.applications.open_rules import OPEN_RULE_BY_NAME, OPEN_RULES
from gongkai.applications.services import NewPart
from gongkai.applications.timing import clock_of
from gongkai.journal.verifying import differences
from gongkai.law.citation import cite
from gongkai.law.clock import ClockRules
from gongkai.law.errors import NotAllowed
from gongkai.law.fees import Standard

MARCH = date(2026, 3, 1)


@pytest.fixture
def made(db):
    begun.cache_clear()
    made = county("site", "handler", "head", "administrator")
    yield made
    assert list(differences()) == []
    begun.cache_clear()


@pytest.fixture
def in_february(monkeypatch):
    """It is the day before the first of March."""
    monkeypatch.setattr("gongkai.applications.services.interpreting.localdate", lambda: date(2026, 2, 28))


def decide(made, rule, value, from_on=MARCH, basis="省政府办公厅〔2026〕1号"):
    return services.interpret(rule, value=value, from_on=from_on, basis=basis, by=actor(made, "site"))


def test_every_rule_of_the_clock_that_is_left_open_is_in_the_table_with_an_article_there_is():
    assert {rule.name for rule in OPEN_RULES if rule.holder is ClockRules} == {each.name for each in fields(ClockRules)}
    assert [str(cite(rule.article)) for rule in OPEN_RULES] == [rule.article for rule in OPEN_RULES]


def test_an_application_keeps_the_rules_of_the_day_it_came_in(made, in_february):
    decide(made, "reasons_stop_clock", True)
    decide(made, "reasons_stop_clock", False, date(2026, 3, 10))
    assert [clock_rules_on(day).reasons_stop_clock for day in (MARCH - timedelta(1), MARCH, date(2026, 3, 9))] == [
        False, True, True,
    ]  # fmt: skip
    before, after = apply(made, on=date(2026, 2, 27)), apply(made, on=date(2026, 3, 2))
    for application in (before, after):
        services.ask_reasons(application, on=date(2026, 3, 11), by=actor(made))
        services.take_reasons(application, on=date(2026, 3, 13), by=actor(made))
    assert (clock_of(before).due, clock_of(after).due) == (date(2026, 3, 26), date(2026, 4, 2))


def test_a_day_that_has_begun_is_asked_for_once(made, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert clock_rules_on(MARCH) == clock_rules_on(MARCH) == ClockRules()
    with django_assert_num_queries(2):
        for _ in range(2):
            clock_rules_on(localdate() + timedelta(1))


def test_what_is_counted_and_the_time_to_pay_follow_it(made, in_february):
    decide(made, "granted_with_others_is_partial", False)
    decide(made, "fee_payment_days", 10)
    application = apply(made)
    services.record_search(
        application, on=date(2026, 3, 3), scope="档案", keywords="名单", searcher="某", found=False, by=actor(made)
    )
    parts = [NewPart("名单", "GRANT", told="随附"), NewPart("纪要", "UNABLE_1A", "没有")]
    services.draft(application, parts=parts, by=actor(made))
    assert Reply.objects.get().outcome == "GRANT"
    days = {"on": date(2026, 3, 3), "notified_on": date(2026, 3, 4)}
    charge = services.notice_fee(application, standard=Standard.BY_PIECE, quantity=35, by=actor(made), **days)
    assert charge.due_on == date(2026, 3, 18)


def test_nothing_is_decided_for_what_has_come_in(made):
    today = localdate()
    with pytest.raises(NotAllowed, match="按收到时的口径办理"):
        decide(made, "payment_restarts", False, today)
    row = decide(made, "payment_restarts", False, today + timedelta(1))
    with pytest.raises(ValidationError, match="已经有一个口径"):
        decide(made, "payment_restarts", True, today + timedelta(1))
    services.take_back(row, by=actor(made, "site"))
    assert not Interpretation.objects.exists()


def test_one_that_has_begun_is_not_taken_back(made, in_february, monkeypatch):
    row = decide(made, "payment_restarts", False)
    monkeypatch.undo()
    with pytest.raises(NotAllowed):
        services.take_back(row, by=actor(made, "site"))


def test_the_page_shows_each_rule_with_its_source_and_takes_a_decision(made, client):
    client.force_login(made.officers["site"])
    page = client.get(reverse("applications:interpretations")).content.decode()
    for rule in OPEN_RULES:
        assert str(rule.about) in page
    assert {"推导", "二手材料", "未检得原文"} == {str(rule.source.label) for rule in OPEN_RULES}
    where = reverse("applications:interpret", args=["fee_payment_days"])
    sent = {"value": 15, "from_on": (localdate() + timedelta(3)).isoformat(), "basis": "办法第6条"}
    assert client.post(where, {**sent, "value": 61}).status_code == 422
    assert client.post(where, {**sent, "from_on": "2026-03-01"}).status_code == 409
    assert client.post(where, sent).status_code == 302
    row = Interpretation.objects.get()
    assert (row.value, row.basis) == (15, "办法第6条")
    assert "办法第6条" in client.get(reverse("applications:interpretations")).content.decode()
    assert client.post(reverse("applications:take-back", args=[row.pk])).status_code == 302
    assert not Interpretation.objects.exists()


def test_a_yes_or_no_is_kept_as_one(made, client):
    client.force_login(made.officers["site"])
    where = reverse("applications:interpret", args=["payment_restarts"])
    client.post(where, {"value": "no", "from_on": (localdate() + timedelta(3)).isoformat(), "basis": "某文"})
    assert Interpretation.objects.get().value is False
    assert OPEN_RULE_BY_NAME["payment_restarts"].default is True
