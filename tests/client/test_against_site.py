"""The client against the API of a site, within one process: what anybody asks, what applicants do, what systems do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from tests.casework import WANG, actor
from tests.county import County, county
from tests.publishing import WORDS, begin, publish
from tests.reports import sample, signed

from gongkai.applications.models import Application
from gongkai.client import ApiError, Client
from gongkai.client.shapes import Applying
from gongkai.disclosure import services
from gongkai.disclosure.models import Item
from gongkai.opendata import issuing
from gongkai.search.writing import Writer

pytest.importorskip("gongkai.api.v1", reason="the API is not there")
pytestmark = pytest.mark.django_db

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "open-data.md"
APPLYING: Applying = {
    "kind": str(WANG.kind), "name": WANG.name, "identity": WANG.identity, "phone": "13812345678",
    "description": "桓台县2025年科技计划项目立项名单",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county()


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the connection that the test's transaction lies in, as Django's own client does."""
    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    yield
    for each in signals:
        each.connect(close_old_connections)


def client(**more: Any) -> Client:
    """Give a client of the site within this process; it waits for nothing."""
    transport = httpx.WSGITransport(get_wsgi_application())
    return Client(settings.SITE_URL, transport=transport, sleep=lambda _seconds: None, **more)


@pytest.fixture
def site() -> Iterator[Client]:
    with client() as opened:
        yield opened


@pytest.fixture
def item(made: County) -> Item:
    return publish(made, begin(made))


def test_what_is_public_is_read_as_lists_and_one_by_one(site: Client, made: County, item: Item) -> None:
    more = [publish(made, begin(made, title=f"第{number}条")) for number in range(2)]
    found = list(site.items(agency=made.science.pk, category="A03"))
    assert [each["id"] for each in found] == [each.pk for each in (*reversed(more), item)]
    assert list(site.items(published_until=date(2020, 1, 1))) == []
    one = site.item(item.pk)
    assert (one["title"], one["format"]) == (WORDS["title"], "gongkai-item/1")
    assert [each["number"] for each in site.item_versions(item.pk)] == [1]
    assert made.science.name in [each["name"] for each in site.agencies()]
    assert [each["id"] for each in site.agencies(parent=made.science.pk)] == [made.branch.pk]
    assert site.agency(made.science.pk)["takes_applications"]
    assert {each["code"]: each["items"] for each in site.categories(made.science.pk)}["A03"] == 3
    assert site.columns(made.science.pk) == []
    with Writer() as writer:
        writer.catch_up()
    assert [each["id"] for each in site.search("科技计划项目申报")] == [item.pk]


def test_what_was_withdrawn_is_told_as_an_error_with_when_and_why(site: Client, made: County, item: Item) -> None:
    services.withdraw(item, note="内容有误", by=actor(made, "publisher"))
    with pytest.raises(ApiError) as raised:
        site.item(item.pk)
    assert (raised.value.status, raised.value.code, raised.value.details["note"]) == (410, "item-withdrawn", "内容有误")
    with pytest.raises(ApiError) as raised:
        list(site.items(agency=10**9))
    assert raised.value.status == 404


def test_a_report_comes_back_as_it_was_signed(site: Client, made: County) -> None:
    version = signed(made.science)
    (line,) = site.reports(year=2020)
    agency = line["agency"]["id"]
    assert site.report(agency, 2020, line["scope"]) == sample()
    assert site.report(agency, 2020, number=version.number) == sample()
    assert site.report_about(agency, 2020)["digest"] == version.digest
    cells = site.report_figures(agency, 2020, number=1)
    assert len(cells) == sum(len(list(table.cells())) for table in sample().tables.values())
    assert site.report_findings(agency, 2020, number=1) == []


def test_a_citizen_applies_once_and_follows_the_application(site: Client, made: County) -> None:
    receipt = site.apply(made.science.pk, APPLYING, files=[("委托书.pdf", b"%PDF-1.4\n%%EOF\n")])
    case = Application.objects.get()
    assert (receipt["number"], receipt["code"]) == (case.number, case.code)
    told = site.track(receipt["number"], receipt["code"])
    assert (told["state"], [each["name"] for each in told["handed_in"]]) == ("awaiting_confirmation", ["委托书.pdf"])
    content = site.application_file(receipt["number"], receipt["code"], told["handed_in"][0]["id"])
    assert content == b"%PDF-1.4\n%%EOF\n"
    with pytest.raises(ApiError) as raised:
        site.track(receipt["number"], "AAAA-BBBB-CCCC")
    assert raised.value.code == "application-not-found"
    with pytest.raises(ApiError) as raised:
        site.supplement(receipt["number"], receipt["code"], "更明确的描述")
    assert raised.value.citation
    assert site.withdraw(receipt["number"], receipt["code"])["closed_on"] is not None
    with pytest.raises(ApiError) as raised:
        site.apply(made.science.pk, {**APPLYING, "identity": "1"})
    assert [each.name for each in raised.value.where] == ["identity"]


def test_a_system_registers_drafts_and_is_told_of_what_changed_meanwhile(made: County) -> None:
    tokens = pytest.importorskip("tests.api.tokens")
    machine = tokens.machine(made)
    with client(token=machine.secret) as opened:
        desk = opened.desk
        new = desk.register(
            {
                "channel": "counter", "arrived_on": "2026-03-02", "applicants": [{**_person()}],
                "description": APPLYING["description"],
            }
        )  # fmt: skip
        assert [each["id"] for each in desk.cases(closed=False)] == [new["id"]]
        case = desk.case(new["id"])
        reply = {"parts": [{"content": "立项名单", "outcome": "GRANT", "told": "随附名单一份"}]}
        drafted = desk.draft_reply(case, reply)
        assert drafted["version"] == case["version"] + 1
        with pytest.raises(ApiError) as raised:
            desk.act(case, "submit")
        assert (raised.value.status, raised.value.code) == (412, "changed-meanwhile")
        assert desk.act(drafted, "submit")["stage"] == "reviewing"
        assert desk.personal(new["id"], "寄送答复书")["applicants"][0]["name"] == WANG.name
        seen = desk.figures(made.science.pk, 2025)
        assert (seen.value["year"], bool(seen.tag)) == (2025, True)
        assert list(desk.filings()) == []


def _person() -> dict[str, str]:
    return {name: str(APPLYING[name]) for name in ("kind", "name", "identity", "phone")}


def test_the_guide_does_what_it_says(
    made: County, item: Item, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    settings.OPEN_DATA_FILES = tmp_path / "open-data"
    signed(made.science)
    issuing.make(date(2026, 3, 9))
    with Writer() as writer:
        writer.catch_up()
    guide = GUIDE.read_text(encoding="utf-8")
    code = next(each for each in re.findall(r"```python\n(.*?)```", guide, re.DOTALL) if "gongkai.client" in each)
    monkeypatch.setattr("gongkai.client.Client", lambda _address: client())
    exec(compile(code, str(GUIDE), "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert [each for each in printed if WORDS["title"] in each]
    assert printed[-1].startswith("not-found ")
