"""The charts of a published report say what its tables say, and are drawn once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser
from tests.county import County, county
from tests.report.strategies import balanced_report, with_figure
from tests.reports import signed

from gongkai.filings.publishing import charting
from gongkai.filings.publishing.charting import Chart, charts_of, drawn
from gongkai.filings.publishing.tasks import draw
from gongkai.report.model import Mark, Report

REPORTS = {each: balanced_report(each) for each in ("2019", "2021")}


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county()


def by_code(report: Report) -> Mapping[str, Chart]:
    return {each.code: each for each in charts_of(report)}


def cells(report: Report, table: str) -> dict[tuple[str, str], int]:
    return {cell: int(figure.value or 0) for cell, figure in report.tables[table].figures.items()}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_number_of_a_chart_is_one_of_its_table_or_the_sum_of_a_group(report: Report) -> None:
    charts, three, four = by_code(report), cells(report, "applications"), cells(report, "remedies")
    assert list(charts) == ["flow", "outcomes", "applicants", "remedies"]
    flow = [numbers for _label, numbers in charts["flow"].rows]
    assert flow == [[three[row, "total"]] for row in ("new", "carried_in", "total", "carried_forward")]
    outcomes = {label: number for label, (number,) in charts["outcomes"].rows}
    assert outcomes["予以公开"] == three["granted", "total"]
    assert outcomes["不予公开"] == sum(
        number for (row, column), number in three.items() if row.startswith("withheld_") and column == "total"
    )
    assert sum(outcomes.values()) == three["total", "total"]
    applicants = [number for _label, (number,) in charts["applicants"].rows]
    assert applicants == [number for (row, column), number in three.items() if row == "new" and column != "total"]
    of_row = dict(zip(("reconsideration", "direct_suit", "suit_after_reconsideration"), charts["remedies"].rows))
    assert {row: list(numbers) for row, (_label, numbers) in of_row.items()} == {
        row: [number for (of, column), number in four.items() if of == row and column != "total"] for row in of_row
    }


def test_what_is_not_known_is_not_drawn_as_nothing_and_neither_is_nothing() -> None:
    report = REPORTS["2021"]
    lacking = with_figure(report, "applications", "carried_in", "total", Mark.BLANK)
    assert "flow" not in by_code(lacking)
    empty = balanced_report("2021", outcomes={}, carried_in={}, carried_forward={}, remedies={})
    assert charts_of(empty) == []
    assert charts_of(replace(report, tables={})) == []


@pytest.mark.once
def test_the_bars_are_as_long_as_the_numbers_beside_them(made: County) -> None:
    version = signed(made.science, report=REPORTS["2021"])
    draw.func(version.pk)
    shown = LexborHTMLParser(Client().get(f"/reports/{made.science.pk}/2020/").content.decode())
    figures = shown.css(".charts figure")
    drawings = 0
    for figure in figures:
        svg = re.sub(r"<svg viewBox.*?</svg>", "", figure.html or "")
        bars = [float(each) for each in re.findall(r'<path d="M[\d.]+,[\d.]+h([\d.]+)v13h', svg)]
        numbers = [int(each.text()) for each in figure.css("tbody td")]
        ticks = re.findall(r'translate\(([\d.]+),16\)"[^>]*>([\d,]+)<', svg)
        at, last = ticks[-1]
        assert bars == pytest.approx([number * float(at) / int(last.replace(",", "")) for number in numbers], abs=0.02)
        assert "style=" not in svg
        drawings += len(bars) > 2
    assert drawings == 4


def test_charts_are_drawn_once_and_a_page_is_whole_without_them(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    version = signed(made.science, report=REPORTS["2021"])
    monkeypatch.setattr("gongkai.report.charts.bars", lambda *given: 1 / 0)
    assert [each.svg for each in drawn(version)] == [""] * 4
    monkeypatch.setattr(charting, "_draw", lambda charts: pytest.fail("drawn again at once"))
    assert [each.svg for each in drawn(version)] == [""] * 4
    assert LexborHTMLParser(Client().get(f"/reports/{made.science.pk}/2020/?all").content.decode()).css(".charts table")
    monkeypatch.undo()
    cache.clear()  # the time is over
    first = drawn(version)
    assert all(each.svg.startswith("<svg") for each in first)
    monkeypatch.setattr(charting, "_draw", lambda charts: pytest.fail("drawn again"))
    assert drawn(version) == first


def test_who_waits_for_charts_finds_what_was_drawn_meanwhile(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    version, drawings, really = signed(made.science, report=REPORTS["2021"]), list[int](), charting._draw
    entered = iter([lambda: drawn(version), lambda: None])

    class Waiting:
        """Stands for the lock: while the first waits, another draws."""

        def __enter__(self) -> None:
            next(entered)()

        def __exit__(self, *error: object) -> None: ...

    monkeypatch.setattr(charting, "_ONE_AT_A_TIME", Waiting())
    monkeypatch.setattr(charting, "_draw", lambda charts: drawings.append(1) or really(charts))
    assert all(each.svg for each in drawn(version))
    assert len(drawings) == 1
