from __future__ import annotations

from dataclasses import replace

import pytest
from tests.report.strategies import balanced_report, with_figure

from gongkai.law.errors import UnreadableDocument
from gongkai.report.chain import chain
from gongkai.report.model import Report

CARRIED = {"natural": 1, "legal": 1}


def _year(year: int, **more: object) -> Report:
    given: dict[str, object] = {"carried_in": CARRIED, "carried_forward": CARRIED, **more}
    return balanced_report("2021", year=year, **given)  # type: ignore[arg-type]


def test_years_that_carry_over_what_the_year_before_left_make_a_chain_in_order() -> None:
    links = chain([_year(2023), _year(2021), _year(2022)])
    assert [(link.year, link.findings) for link in links] == [(2021, ()), (2022, ()), (2023, ())]
    assert links[0].totals[1:2] == (2,)


def test_what_was_carried_forward_and_not_carried_in_breaks_the_chain() -> None:
    links = chain([_year(2021), _year(2022, carried_in={"natural": 2, "legal": 1})])
    assert {finding.code for finding in links[1].findings} == {"carried-in"}
    assert "自然人" in str(links[1].findings[0])


def test_a_gap_is_told_and_nothing_compared_over_it() -> None:
    links = chain([_year(2021), _year(2024, carried_in={"natural": 5})])
    assert [finding.code for finding in links[1].findings] == ["chain-year-lacking"]
    assert "2022、2023" in str(links[1].findings[0])


def test_a_year_given_twice_is_restated_and_the_later_stands() -> None:
    restated = with_figure(_year(2022), "applications", "granted", "natural", 6)
    links = chain([_year(2021), _year(2022), restated])
    assert [finding.code for finding in links[1].findings] == ["chain-restated"]
    assert links[1].report is restated
    assert chain([_year(2022), _year(2022)])[0].findings == ()


def test_another_agency_is_told() -> None:
    links = chain([_year(2021), replace(_year(2022), agency="白水县民政局")])
    assert [finding.code for finding in links[1].findings] == ["chain-other-agency"]


def test_a_report_without_a_year_cannot_be_placed() -> None:
    with pytest.raises(UnreadableDocument, match="没有写明年度"):
        chain([replace(_year(2021), year=None)])
