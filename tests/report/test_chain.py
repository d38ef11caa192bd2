from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.strategies import balanced_report, with_figure, without_row

from gongkai.law.errors import UnreadableDocument
from gongkai.report.chain import chain
from gongkai.report.compare import Kind
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


def test_rows_and_tables_that_a_later_version_lacks_are_restated_too() -> None:
    less = without_row(_year(2022), "applications", "withheld_inquiry")
    (link,) = chain([_year(2022), less])
    assert [change.kind for change in link.restated] == [Kind.ROW]
    assert [finding.code for finding in link.findings] == ["chain-restated"]
    old_format = replace(balanced_report("2019", carried_in=CARRIED, carried_forward=CARRIED), year=2022)
    assert Kind.EDITION in {change.kind for change in chain([old_format, _year(2022)])[0].restated}


def test_each_later_version_is_held_against_the_one_before_it() -> None:
    versions = [with_figure(_year(2022), "applications", "granted", "natural", number) for number in (5, 6, 7)]
    (link,) = chain(versions)
    assert [change.delta for change in link.restated] == [1, 1]
    assert "3份" in str(link.findings[0])


def test_another_agency_is_told_over_a_gap_too() -> None:
    other = replace(_year(2022), agency="白水县民政局")
    assert [finding.code for finding in chain([_year(2021), other])[1].findings] == ["chain-other-agency"]
    found = chain([_year(2020), other])[1].findings
    assert [finding.code for finding in found] == ["chain-other-agency", "chain-year-lacking"]


def test_another_agencys_report_on_the_same_year_is_no_restatement() -> None:
    other = [replace(_year(year, carried_in={"natural": 2}), agency="白水县民政局") for year in (2021, 2022)]
    mine = [_year(year) for year in (2021, 2022)]
    for files in ([*mine, *other], [mine[0], other[0], mine[1], other[1]], [mine[0], other[1], other[0], mine[1]]):
        links = chain(files)
        assert [link.report.agency for link in links] == ["青山县档案局"] * 2
        assert [[finding.code for finding in link.findings] for link in links] == [["chain-other-agency"]] * 2
        assert [link.restated for link in links] == [(), ()]


def test_an_agency_in_short_or_not_named_is_the_same_and_a_government_is_not_its_office() -> None:
    for name in ("档案局", "青山县 档案局", ""):
        assert chain([_year(2021), replace(_year(2022), agency=name)])[1].findings == ()
    government = replace(_year(2021), agency="青山县人民政府")
    office = replace(_year(2022), agency="青山县人民政府办公室")
    assert [finding.code for finding in chain([government, office])[1].findings] == ["chain-other-agency"]


def test_a_very_long_gap_is_told_by_its_ends() -> None:
    (_, link) = chain([_year(2021), _year(99_999)])
    assert "2022至99998" in str(link.findings[0])


def test_editions_are_chained_where_both_count_alike() -> None:
    old = balanced_report("2019", year=2020, carried_in=CARRIED, carried_forward={"natural": 3})
    links = chain([_year(2021), old])
    assert [finding.code for finding in links[1].findings] == ["carried-in"] * 3
    assert [link.report.edition.id for link in links] == ["2019", "2021"]


def test_items_a_year_begins_with_follow_from_the_year_before() -> None:
    def year(number: int, items: int, change: int) -> Report:
        cells = {("licences", "last_year"): items, ("licences", "change"): change}
        return balanced_report("2019", year=number, proactive=cells, carried_in=CARRIED, carried_forward=CARRIED)

    assert chain([year(2019, 12, -2), year(2020, 10, 1)])[1].findings == ()
    (finding,) = chain([year(2019, 12, -2), year(2020, 12, 1)])[1].findings
    assert finding.code == "chain-items-restated"
    assert "相差2项" in str(finding)


@given(st.permutations(range(2019, 2025)))
def test_a_chain_does_not_mind_the_order_of_years(years: list[int]) -> None:
    links = chain([_year(year, carried_in={"natural": year - 2018}) for year in years])
    assert [link.year for link in links] == list(range(2019, 2025))
    assert links == chain([_year(year, carried_in={"natural": year - 2018}) for year in sorted(years)])


def test_a_report_without_a_year_cannot_be_placed() -> None:
    with pytest.raises(UnreadableDocument, match="没有写明年度"):
        chain([replace(_year(2021), year=None)])
