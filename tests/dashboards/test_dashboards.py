"""The dashboard: every number opens the rows it counts, nobody sees a sister's, small numbers are told as such."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook
from tests.county import County, county
from tests.overseen import case, challenge
from tests.publishing import begin, publish

from gongkai.agencies.rules import agencies_in_sight
from gongkai.applications.models import Application
from gongkai.applications.views.lists import APPLICATIONS
from gongkai.dashboards import views
from gongkai.dashboards.panel import Number, Panel, Rate
from gongkai.dashboards.panels import PANELS
from gongkai.dashboards.watched import Watched
from gongkai.disclosure.models import CatalogueEntry, Item
from gongkai.disclosure.views.entries import LIST as ENTRIES
from gongkai.disclosure.views.lists import ITEMS
from gongkai.law.clock import Kind, State
from gongkai.remedies.models import Challenge
from gongkai.remedies.views.lists import CHALLENGES
from gongkai.report import charts
from gongkai.ui.lists import state as states

pytestmark = pytest.mark.django_db
HOME = reverse("dashboards:home")
LAST = localdate().year - 1
"""The last year that is over: on every day of this one as much stands in it."""
OF_LAST = {"year": LAST}


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    """Make two bureaus with twenty and three cases in each of three years that are over, and some under way today."""
    made = county()
    today = localdate()
    for year in (LAST - 2, LAST - 1, LAST):
        for place in range(20):
            came = date(year, 1, 4) + timedelta(days=17 * place)
            late, events = place > 15, (Kind.EXTENDED, Kind.CONSULTATION_BEGUN)[: place % 3]
            paid = came if place == 4 else None
            ended = came + timedelta(days=place + 3)
            case(made.science, came, ended, days=place + 1, late=late, events=events, paid=paid)
        for _each in range(3):
            case(made.water, date(year, 3, 2), date(year, 3, 9), days=5, late=True)
    case(made.science, today - timedelta(days=40), due=today - timedelta(days=2), handler=made.officers["handler"])
    case(made.science, today - timedelta(days=5), due=today)
    case(made.branch, date(LAST, 5, 4), date(LAST, 5, 5), state=State.WITHDRAWN, outcome="OTHER_3")
    for place in range(11):
        noticed = date(LAST, 1, 1) + timedelta(days=30 * place)
        challenge(made.science, noticed, noticed + timedelta(days=9), overturned=place < 4)
    challenge(made.science, date(LAST, 12, 1), due=today - timedelta(days=1))
    challenge(made.water, date(LAST, 12, 1))
    publish(made, begin(made))
    return made


def at_desk(made: County, role: str) -> Client:
    client = Client()
    client.force_login(made.officers[role])
    return client


def panels(answer: Any) -> dict[str, Panel]:
    return {panel.name: panel for panel, _svg in answer.context["panels"]}


def numbers(panel: Panel) -> Iterator[Number]:
    for table in panel.tables:
        for row in table.rows:
            for cell in row.cells:
                if isinstance(cell, Number):
                    yield cell
                elif isinstance(cell, Rate):
                    yield from (cell.part, cell.of)


LISTS = {
    reverse("applications:list"): (APPLICATIONS, Application.objects),
    reverse("disclosure:list"): (ITEMS, Item.objects),
    reverse("disclosure:entries"): (ENTRIES, CatalogueEntry.objects.filter(closed_on__isnull=True)),
    reverse("remedies:list"): (CHALLENGES, Challenge.objects),
}


def rows_at(address: str, officer: Any) -> int:
    """Count what the list at an address finds for an officer, without drawing it."""
    path, _mark, query = address.partition("?")
    listing, rows = LISTS[path]
    request = RequestFactory().get(address)
    request.user = officer
    state = states.read_text(listing, query, request)
    assert state.notes == (), address
    seen = rows.filter(agency__in=agencies_in_sight(officer, localdate()))
    return int(listing.matching(seen, state).count())


NOT_OF_ROWS = {"speed": "days", "year-end": "forecast", "fees": "yuan", "compared": "days"}
"""Panels with numbers that count nothing: days, what is forecast, amounts of money."""


@pytest.mark.parametrize("role", ["supervisor", "head"])
def test_every_number_opens_the_rows_it_counts(made: County, role: str) -> None:
    client = at_desk(made, role)
    answer = client.get(HOME, OF_LAST)
    tiles = [tile.number for group in answer.context["groups"] for tile in group.tiles]
    found = {number for panel in panels(answer).values() for number in numbers(panel)} | set(tiles)
    opening = sorted(
        (each for each in found if each.value and each.address and not isinstance(each.value, Decimal)),
        key=lambda each: each.address,
    )
    assert len(opening) > 60
    counts = [(each, rows_at(each.address, made.officers[role])) for each in opening]
    assert [(each, count) for each, count in counts if count != each.value] == []
    one_of_each = {each.address.partition("?")[0]: each for each in opening}
    for each in one_of_each.values():
        assert client.get(each.address).context["list"].page.count == each.value
    silent = {
        panel.name for panel in panels(answer).values() for each in numbers(panel) if each.value and not each.address
    }
    assert silent <= NOT_OF_ROWS.keys()


def test_a_bureau_sees_nothing_of_a_sister(made: County) -> None:
    of_science, of_county = (at_desk(made, role).get(HOME, OF_LAST) for role in ("head", "supervisor"))
    names = [row.words for row in panels(of_county)["volumes"].tables[0].rows]
    assert {"桓台县科技局", "桓台县水利局"} <= set(names)
    assert "水利" not in of_science.content.decode()
    assert at_desk(made, "head").get(HOME, {"agency": made.water.pk}).status_code == 404
    assert at_desk(made, "beside").get(HOME, {"agency": made.science.pk}).status_code == 404
    assert at_desk(made, "below").get(HOME, {"agency": made.science.pk}).status_code == 404
    new = [panels(each)["years"].tables[0].rows[0].cells[0].value for each in (of_science, of_county)]
    assert new == [21, 24]
    for role, page in (("beside", "dashboards:numbers"), ("below", "dashboards:numbers")):
        assert at_desk(made, role).get(reverse(page), {"agency": made.science.pk}).status_code == 404
    for page in ("dashboards:chart", "dashboards:picture"):
        address = reverse(page, args=["years"])
        assert at_desk(made, "beside").get(address, {"agency": made.science.pk}).status_code == 404


def test_what_lies_with_whom_is_for_the_heads_of_the_agency_alone(made: County) -> None:
    shown = {
        role: Watched(made.science, LAST, localdate(), officer).shows_load for role, officer in made.officers.items()
    }
    assert {role for role, each in shown.items() if each} == {"head", "leader"}
    assert "load" not in panels(at_desk(made, "handler").get(HOME))
    seen = panels(at_desk(made, "head").get(HOME))["load"].tables[0].rows
    assert sorted((row.words, row.cells[0].value) for row in seen) == [("handler·某", 1), ("未分办", 1)]
    book = load_workbook(io.BytesIO(at_desk(made, "head").get(reverse("dashboards:numbers")).content))
    assert "handler·某" not in {cell.value for sheet in book for row in sheet.rows for cell in row}


def test_of_few_no_share_is_computed_and_none_is_ranked_by_chance(made: County) -> None:
    answer = at_desk(made, "supervisor").get(HOME, OF_LAST)
    rows = {row.words: row for row in panels(answer)["compared"].tables[0].rows}
    science, water, whole = (rows[name].cells[0] for name in ("桓台县科技局", "桓台县水利局", "全部"))
    assert (science.part.value, science.of.value, science.percent) == (4, 20, "20%")
    assert (water.part.value, water.of.value, water.share) == (3, 3, None)  # all late, and yet nothing is said of it
    assert science.interval.low < whole.share < science.interval.high
    assert (science.differs, water.differs) == (0, 0)
    assert list(rows)[-1] == "全部"
    assert "件数少，不计算比率" in answer.content.decode()


def test_what_surely_differs_is_said_so() -> None:
    def rate(part: int, of: int, whole: Rate | None = None) -> Rate:
        return Rate(Number(part), Number(of), 10, whole)

    whole = rate(50, 500)
    assert [rate(*each, whole).differs for each in ((30, 60), (0, 90), (2, 12), (9, 9))] == [1, -1, 0, 0]


def test_the_year_end_is_forecast_by_past_years_and_says_how(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "localdate", lambda: date(LAST, 7, 1))
    panel = panels(at_desk(made, "head").get(HOME))["year-end"]
    came = panel.tables[0].rows[0]
    # Of twenty cases eleven had come by this day in each year before; of this year one more was withdrawn.
    assert (came.cells[0].value, came.cells[1].value, came.cells[2].words) == (12, 22, "22")
    assert "÷" in panel.notes[0]
    below = panels(at_desk(made, "below").get(HOME))["year-end"]
    assert below.tables[0].rows[0].cells[1].words == "不预计"
    assert "year-end" not in panels(at_desk(made, "head").get(HOME, {"year": LAST - 1}))


@pytest.mark.once
def test_the_number_of_questions_does_not_grow(made: County) -> None:
    client = at_desk(made, "supervisor")
    client.get(HOME)

    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            client.get(HOME)
        return len(context)

    before = asked()
    for place in range(30):
        case(made.township, localdate() - timedelta(days=30), localdate() - timedelta(days=place), days=place)
        case(made.branch, localdate() - timedelta(days=30), due=localdate())
    assert asked() == before < 60


def test_a_chart_is_drawn_once_and_the_page_is_whole_without_it(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_desk(made, "head")
    waiting = client.get(HOME, OF_LAST).content.decode()
    assert 'hx-get="/desk/dashboards/outcomes/chart' in waiting
    drawings: list[Any] = []
    bars = charts.bars
    monkeypatch.setattr(charts, "bars", lambda *args, **named: drawings.append(args) or bars(*args, **named))
    for _each in range(2):
        part = client.get(reverse("dashboards:chart", args=["outcomes"]), OF_LAST).content.decode()
        assert "<title>办结的申请，按处理结果</title>" in part
    assert len(drawings) == 1
    assert 'hx-get="/desk/dashboards/outcomes/chart' not in client.get(HOME, OF_LAST).content.decode()
    assert client.get(reverse("dashboards:picture", args=["outcomes"]), OF_LAST).content.startswith(b"\x89PNG")

    def broken(*args: Any, **named: Any) -> str:
        raise RuntimeError("no engine")

    for shape in ("lines", "bars", "columns", "by_year", "ranges"):
        monkeypatch.setattr(charts, shape, broken)
    answer = client.get(HOME, {"draw": 1, "year": LAST - 1})
    assert answer.status_code == 200
    assert "图没有画出来" in answer.content.decode()
    assert client.get(reverse("dashboards:picture", args=["weeks"])).status_code == 404


def test_the_workbook_has_the_numbers_of_the_page(made: County) -> None:
    answer = at_desk(made, "supervisor").get(reverse("dashboards:numbers"), OF_LAST)
    book = load_workbook(io.BytesIO(answer.content))
    assert {"说明", "今天", "每周收到和办结", "纠正率"} <= set(book.sheetnames)
    [compared] = [sheet for sheet in book if sheet.title.startswith("机关对照")]
    rows = {row[0]: row for row in compared.iter_rows(values_only=True)}
    assert rows["桓台县科技局"][1:4] == (0.2, 4, 20)
    assert rows["桓台县水利局"][1:6] == ("件数少，不计算比率", 3, 3, None, None)


@pytest.mark.parametrize(
    "given",
    [
        {"year": "x"},
        {"year": "1999"},
        {"agency": "x"},
        {"agency": "999999"},
        {"year": "9" * 5000},
        {"agency": "9" * 5000},
    ],
)
def test_what_there_is_none_of_is_not_found(made: County, given: dict[str, str]) -> None:
    assert at_desk(made, "supervisor").get(HOME, given).status_code == 404


@pytest.mark.once
def test_charts_have_names_and_the_page_has_no_personal_data(made: County) -> None:
    page = at_desk(made, "supervisor").get(HOME, {"draw": 1, **OF_LAST}).content.decode()
    svgs = re.findall(r"<figure class=\"dash-chart\"><svg [^>]*>(<title>[^<]+</title>)", page)
    assert len(svgs) == len(re.findall(r'<figure class="dash-chart">', page)) > 5
    assert "style=" not in page
    assert "handler·某" not in page
    assert set(PANELS) > {"weeks", "compared"}
