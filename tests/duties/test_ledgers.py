"""The ledgers of duties: how they join, who sees which, what their common page shows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.county import county

from gongkai.duties import ledgers
from gongkai.duties.ledgers import Figure, Ledger
from gongkai.ui.desk import Standing

ON = date(2026, 3, 2)


def ledger(name: str, url_name: str, *, sees: str = "handler", **values: Any) -> Ledger:
    def figures(officer: Any, on: date) -> list[Figure]:
        return [Figure("未办结", 3, "/desk/?open=1", Standing.OVERDUE), Figure(f"{on.year}年已办", 0, "/desk/")]

    return Ledger(name, f"台账{name}", url_name, "记录", lambda officer, on: officer.username == sees, figures)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "_JOINED", {})
    ledgers.register(ledger("motions", "ui:home", sees="head"))
    ledgers.register(ledger("leading", "notices:list"))


@pytest.mark.django_db
def test_the_page_shows_the_ledgers_one_sees_with_their_figures(two: None) -> None:
    officers = county("handler", "publisher").officers
    client = Client()
    client.force_login(officers["handler"])
    page = client.get("/desk/duties/").content.decode()
    assert '<a href="/desk/duties/" aria-current="page">总览</a>' in page
    assert '<li><a href="/desk/notices/">台账leading</a></li></ul>' in page
    assert "台账motions" not in page
    assert 'tally-overdue" href="/desk/?open=1"><span class="tally-count">3</span>' in page
    assert 'tally-none" href="/desk/"><span class="tally-count">0</span>' in page
    client.force_login(officers["publisher"])
    assert client.get("/desk/duties/").status_code == 403


def test_ledgers_come_in_the_order_of_their_tabs(two: None) -> None:
    assert [each.name for each in ledgers.joined()] == ["leading", "motions"]


def test_a_ledger_joins_by_its_module(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {each.name for each in ledgers.joined()}
    monkeypatch.setattr(ledgers, "_JOINED", {})
    ledgers.join()
    assert {each.name for each in ledgers.joined()} == there
