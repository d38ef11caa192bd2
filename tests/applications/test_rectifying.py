"""Requests to rectify a record (条例第41条): a register of their own, no period, no figure, their own outcomes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.casework import WANG, actor, apply, rectify
from tests.county import county

from gongkai.applications import services
from gongkai.applications.dues import rectification_dues
from gongkai.applications.models import Application, Rectification
from gongkai.applications.table_three import Span, count
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotAllowed
from gongkai.ui.desk import Standing


@pytest.fixture
def made(db):
    made = county("administrator", "head", "handler", "beside")
    yield made
    assert list(differences()) == []


def refused(act, *args, **values):
    with pytest.raises(NotAllowed) as caught:
        act(*args, **values)
    assert str(caught.value.citation) == "条例第41条"
    return caught.value.code


def test_a_request_to_rectify_has_a_register_of_its_own_and_is_counted_nowhere(made):
    apply(made)
    before = count([made.science.pk], Span.of_year(2026))
    row = rectify(made)
    assert (row.number, row.handler, row.warned_on) == ("2026-G0001", made.officers["handler"], date(2026, 5, 6))
    assert rectify(made).number == "2026-G0002"
    assert apply(made).number == "2026-00002"
    assert count([made.science.pk], Span.of_year(2026)).new == {"NATURAL": before.new["NATURAL"] + 1}
    assert Application.objects.count() == 2


def test_who_asks_proves_who_they_are_and_that_the_record_is_wrong(made):
    assert refused(rectify, made, evidence=" ") == "rectification-without-evidence"
    values = {"received_on": date(2026, 3, 2), "record": "表", "wrong": "错", "evidence": "证", "by": actor(made)}
    with pytest.raises(ValidationError):
        services.register_rectification(made.science, WANG._replace(identity="110105194912310020"), **values)
    with pytest.raises(NotAllowed):
        services.register_rectification(made.science, WANG._replace(phone="", address=""), **values)
    assert rectify(made).number == "2026-G0001"


@pytest.mark.parametrize("outcome", Rectification.Outcome.values)
def test_a_request_ends_once_in_one_of_its_outcomes_and_the_applicant_is_told(made, outcome):
    row = rectify(made)
    values = {"outcome": outcome, "by": actor(made)}
    if outcome != "withdrawn":
        assert refused(services.close_rectification, row, told=" ", on=date(2026, 3, 9), **values) == (
            "rectification-untold"
        )
    values["told"] = "" if outcome == "withdrawn" else "已改为王小明"
    early = refused(services.close_rectification, row, on=date(2026, 3, 1), **values)
    assert early == "rectification-closed-early"
    row = services.close_rectification(row, on=date(2026, 3, 9), **values)
    assert (row.outcome, row.closed_on) == (outcome, date(2026, 3, 9))
    again = refused(services.close_rectification, row, on=date(2026, 3, 10), **values)
    assert again == "rectification-closed-already"


def test_what_is_not_answered_is_warned_of_on_the_home_page(made):
    row = rectify(made)
    for on, standing in ((date(2026, 5, 5), Standing.MINE), (row.warned_on, Standing.TODAY)):
        found = rectification_dues(made.officers["handler"], on)
        piles = {pile.standing: [due.what for due in pile.take(5)] for pile in found}
        assert piles[standing] == [row.number]
    assert list(rectification_dues(made.officers["administrator"], date(2026, 5, 5))) == []


def test_a_request_is_registered_and_ended_at_the_desk_and_who_asks_is_masked(made):
    client = Client()
    client.force_login(made.officers["handler"])
    form = {
        **WANG._asdict(), "agency": made.science.pk, "received_on": "2026-03-02", "record": "负责人登记表",
        "wrong": "姓名写错", "evidence": "身份证",
    }  # fmt: skip
    assert client.post(reverse("applications:register-rectification"), form).status_code == 302
    row = Rectification.objects.get()
    address = reverse("applications:rectification", args=[row.pk])
    page = client.get(address).content.decode()
    assert "负责人登记表" in page
    assert "两个月" in page
    for said in ("王小明", "11010519491231002X", "13812345678"):
        assert said not in page
    personal = reverse("applications:rectification-personal", args=[row.pk])
    assert client.post(personal, {"reason": ""}).status_code == 422
    assert not Entry.objects.filter(act="personal.read").exists()
    assert "13812345678" in client.post(personal, {"reason": "联系申请人"}).content.decode()
    assert Entry.objects.get(act="personal.read").note["reason"] == "联系申请人"
    close = reverse("applications:close-rectification", args=[row.pk])
    ended = {"seen": 0, "outcome": "forwarded", "told": "已转送县民政局", "on": "2026-03-09"}
    assert client.post(close, ended).status_code == 302
    assert client.post(close, {**ended, "told": "再转"}).status_code == 409
    assert row.number in client.get(reverse("applications:rectifications")).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applications_rectification")
        assert "负责人登记表" not in repr(cursor.fetchall())
    beside = Client()
    beside.force_login(made.officers["beside"])
    assert beside.get(address).status_code == 404
    assert row.number not in beside.get(reverse("applications:rectifications")).content.decode()
