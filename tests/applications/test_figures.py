"""Table III of any span at the desk: it adds up, and each figure opens as many cases as it says."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import COMPANY, actor, apply, reply, set_word
from tests.county import county

from gongkai.applications import services

FIGURES = reverse("applications:figures")


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    apply(made, on=date(2025, 12, 22))
    reply(made, apply(made, on=date(2025, 12, 29)), on=date(2026, 1, 8))
    reply(made, apply(made, on=date(2026, 3, 2), applicants=[COMPANY]), on=date(2026, 3, 10))
    services.withdraw(apply(made, on=date(2026, 3, 3)), on=date(2026, 3, 4), by=actor(made))
    apply(made, on=date(2026, 3, 5))
    return made


def at_desk(made, role="handler"):
    client = Client()
    client.force_login(made.officers[role])
    return client


def cells(rows, words):
    [row] = [row for row in rows if row.words == words]
    return [number for number, _address in row.cells]


def test_each_figure_opens_the_cases_it_counts(made):
    client = at_desk(made)
    rows = client.get(FIGURES, {"first": "2026-01-01", "last": "2026-12-31"}).context["rows"]
    assert cells(rows, "本年新收") == [2, 1, 0, 0, 0, 0, 3]
    assert cells(rows, "上年结转") == [2, 0, 0, 0, 0, 0, 2]
    assert cells(rows, "办结总计") == [2, 1, 0, 0, 0, 0, 3]
    assert cells(rows, "结转下年度继续办理") == [2, 0, 0, 0, 0, 0, 2]
    followed = [(number, address) for row in rows for number, address in row.cells if number]
    assert len(followed) == 15
    for number, address in followed:
        assert client.get(address).context["list"].page.count == number


def test_what_was_carried_in_stays_so_while_other_filters_change(made):
    client = at_desk(made)
    query = {"figure": "carried_in", "figure-from": "2026-01-01", "figure-to": "2026-12-31", "open": "1"}
    answer = client.get(reverse("applications:list"), query)
    assert ([line.name for line in answer.context["list"].lines], answer.status_code) == (["2025-00001"], 200)
    page = answer.content.decode()
    assert re.search(r"上年结转（2026-01-01至2026-12-31）", page)
    assert '<input type="hidden" name="figure" value="carried_in">' in page
    wrong = client.get(reverse("applications:list"), {**query, "figure-to": "明年"}).content.decode()
    assert "未采用" in wrong


def test_figures_are_of_what_one_sees(made):
    rows = at_desk(made, "beside").get(FIGURES, {"first": "2026-01-01", "last": "2026-12-31"}).context["rows"]
    assert sum(number for row in rows for number, _address in row.cells) == 0
    wrong = at_desk(made).get(FIGURES, {"first": "2026-12-31", "last": "2026-01-01"})
    assert (wrong.status_code, "rows" in wrong.context) == (422, False)
