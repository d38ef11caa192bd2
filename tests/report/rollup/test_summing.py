from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.strategies import balanced_report, reports, with_figure, with_table, without_row

from gongkai.report.checks import Context, identities
from gongkai.report.edition import edition
from gongkai.report.figures import cell_text, figures
from gongkai.report.model import Figure, Mark, Report, Table
from gongkai.report.rollup import CoDefendant, Level, Member, Plan, Rollup, rollup

E2021, E2019 = edition("2021"), edition("2019")
assert E2021 is not None
assert E2019 is not None


def _member(name: str, **more: object) -> Member:
    return Member(name, Level.UNIT, Path(f"{name}.html"), **more)  # type: ignore[arg-type]


OFFICE = _member("县政府办公室", own_office=True)


def _plan(*members: Member, year: int = 2023, **more: object) -> Plan:
    made = edition("2021" if year > 2020 else "2019")
    assert made is not None
    return Plan("青山县人民政府", year, Level.LEVEL, made, members, **more)  # type: ignore[arg-type]


def _report(name: str, **more: object) -> Report:
    return balanced_report("2021", agency=name, **more)  # type: ignore[arg-type]


def _codes(made: Rollup) -> list[str]:
    return [finding.code for finding in made.findings]


def test_every_cell_is_the_sum_of_the_members_cells_and_opens_to_them() -> None:
    bureau = _member("财政局")
    made = rollup(_plan(OFFICE, bureau), {"县政府办公室": _report("县政府办公室"), "财政局": _report("财政局")})
    one = _report("财政局")
    for id, table in one.tables.items():
        for key, figure in table.figures.items():
            assert made.report.tables[id].figures[key].value == 2 * figure.counted
    parts = made.parts_of("applications", "granted", "natural")
    assert [(part.member.name, part.number) for part in parts] == [("县政府办公室", 5), ("财政局", 5)]
    assert (made.is_whole, made.findings, made.report.agency, made.report.year) == (True, (), "青山县人民政府", 2023)


@settings(max_examples=30)
@given(st.lists(reports(editions=("2021",)), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_a_roll_up_keeps_the_balance_and_does_not_mind_the_order(found: list[Report], random: Random) -> None:
    named = {f"成员{i}": replace(each, agency=f"成员{i}", year=2023) for i, each in enumerate(found)}
    members = [_member(name) for name in named]
    made = rollup(_plan(*members, combine_other=True), named)
    assert list(identities.identities(made.report, Context())) == []
    random.shuffle(members)
    assert figures(rollup(_plan(*members, combine_other=True), named).report) == figures(made.report)


def test_a_member_without_a_report_is_named_and_not_counted_as_nothing() -> None:
    made = rollup(_plan(OFFICE, _member("财政局")), {"县政府办公室": _report("县政府办公室")})
    assert (_codes(made), made.is_whole) == (["member-missing"], False)
    assert "财政局" in str(made.findings[0])


def test_a_figure_that_cannot_be_read_is_named_also_where_its_row_stands_beside_their_sum() -> None:
    one, combined = _report("财政局"), balanced_report("2021", agency="财政局", combined=True).tables["applications"]
    three = one.tables["applications"]
    figures_of_both = {**combined.figures, **three.figures}
    figures_of_both["other_rest", "natural"] = Figure(None, Mark.UNREADABLE, "见附件")
    both = Table(three.spec, (*three.rows, three.spec.alternatives[0].row), figures_of_both)
    made = rollup(_plan(OFFICE), {"县政府办公室": with_table(_report("县政府办公室"), both)})
    assert (_codes(made), made.is_whole) == (["member-incomplete"], False)


def test_another_year_and_another_edition_are_refused() -> None:
    made = rollup(
        _plan(OFFICE, _member("财政局"), _member("民政局")),
        {
            "县政府办公室": _report("县政府办公室"),
            "财政局": _report("财政局", year=2022),
            "民政局": replace(balanced_report("2019", agency="民政局"), year=2023),
        },
    )
    assert _codes(made) == ["member-other-year", "member-other-edition"]
    assert made.report.tables["applications"]["granted", "natural"].value == 5


def test_an_unbalanced_member_is_counted_as_it_stands_and_named() -> None:
    wrong = with_figure(_report("县政府办公室"), "applications", "total", "natural", 99)
    made = rollup(_plan(OFFICE), {"县政府办公室": wrong})
    assert (_codes(made), made.is_whole) == (["member-unbalanced"], False)
    assert made.report.tables["applications"]["total", "natural"].value == 99


def test_a_blank_is_named_and_a_missing_row_stands_in_the_way() -> None:
    blank = with_figure(_report("县政府办公室"), "applications", "withheld_internal", "research", Mark.BLANK)
    assert _codes(rollup(_plan(OFFICE), {"县政府办公室": blank})) == ["member-blank"]
    short = without_row(_report("县政府办公室"), "applications", "withheld_internal")
    made = rollup(_plan(OFFICE), {"县政府办公室": short})
    assert (_codes(made), made.is_whole) == (["member-incomplete"], False)


def test_what_all_leave_blank_is_blank_in_the_sum_and_who_left_it_is_named() -> None:
    cells = [("proactive", "licences", "decisions"), ("proactive", "administrative_charges", "fees")]
    found = {name: _report(name) for name in ("县政府办公室", "财政局")}
    for name, cell in ((name, cell) for name in found for cell in cells):
        found[name] = with_figure(found[name], *cell, Mark.BLANK)
    plan = _plan(OFFICE, _member("财政局"))
    made = rollup(plan, found)
    assert [cell_text(made.report.tables[table][row, column]) for table, row, column in cells] == ["", ""]
    assert made.report.tables["proactive"]["administrative_charges", "fees"].unit == "万元"
    assert [each.code for each in made.findings] == ["member-blank"] * 2
    assert [name in str(each) for name, each in zip(found, made.findings)] == [True, True]
    assert [each.value for table in made.report.tables.values() for each in table.figures.values()].count(None) == 2
    found["财政局"] = with_figure(with_figure(found["财政局"], *cells[0], 0), *cells[1], Mark.SLASH)
    tables = rollup(plan, found).report.tables
    assert [cell_text(tables[table][row, column]) for table, row, column in cells] == ["0", "0"]
    nobody = rollup(plan, {})
    assert {figure.value for table in nobody.report.tables.values() for figure in table.figures.values()} == {None}


def test_three_rows_left_blank_are_blank_as_one() -> None:
    blank = _report("县政府办公室")
    for row in ("other_not_supplemented", "other_not_paid", "other_rest"):
        blank = with_figure(blank, "applications", row, "natural", Mark.BLANK)
    table = rollup(_plan(OFFICE, combine_other=True), {"县政府办公室": blank}).report.tables["applications"]
    assert (table["other_combined", "natural"].value, table["other_combined", "legal"].value) == (None, 0)


def test_the_combined_row_is_not_split_but_may_be_asked_for() -> None:
    found = {"县政府办公室": _report("县政府办公室"), "财政局": _report("财政局", combined=True)}
    members = (OFFICE, _member("财政局"))
    assert _codes(rollup(_plan(*members), found)) == ["member-combined-row"]
    made = rollup(_plan(*members, combine_other=True), found)
    assert made.is_whole
    assert "other_combined" in {row.id for row in made.report.tables["applications"].rows}


def test_money_is_added_in_the_formats_unit_before_any_rounding() -> None:
    def charging(name: str, amount: Decimal | int, unit: str) -> Report:
        report = _report(name)
        table = report.tables["proactive"]
        cells = {**table.figures, ("administrative_charges", "fees"): Figure(amount, None, str(amount), unit=unit)}
        return replace(report, tables={**report.tables, "proactive": replace(table, figures=cells)})

    found = {
        "县政府办公室": charging("县政府办公室", Decimal("2.025"), "万元"),
        "财政局": charging("财政局", 3050, "元"),
        "民政局": charging("民政局", Decimal("0.004"), "亿元"),
        "司法局": charging("司法局", 1, ""),
    }
    made = rollup(_plan(OFFICE, *map(_member, ("财政局", "民政局", "司法局"))), found)
    figure = made.report.tables["proactive"]["administrative_charges", "fees"]
    assert (figure.value, figure.unit) == (Decimal("43.330"), "万元")
    assert _codes(made) == ["member-money-converted", "member-money-converted", "member-money-unit"]
    assert "3050元" in str(made.findings[0])
    assert "0.305万元" in str(made.findings[0])
    assert made.is_whole
    parts = made.parts_of("proactive", "administrative_charges", "fees")
    assert [part.number for part in parts] == [Decimal("2.025"), Decimal("0.305"), 40, 1]


def test_an_amount_in_no_unit_of_money_is_never_added() -> None:
    found = {"县政府办公室": _report("县政府办公室"), "财政局": _report("财政局")}
    table = found["财政局"].tables["proactive"]
    cells = {**table.figures, ("administrative_charges", "fees"): Figure(3, None, "3", unit="千元")}
    found["财政局"] = with_table(found["财政局"], replace(table, figures=cells))
    made = rollup(_plan(OFFICE, _member("财政局")), found)
    assert (_codes(made), made.is_whole) == (["members-units-mixed"], False)
    assert made.report.tables["proactive"]["administrative_charges", "fees"].value is None
    assert "“财政局”3千元" in str(made.findings[0])
    assert made.parts_of("proactive", "administrative_charges", "fees")[1].number == 3


def test_suits_with_the_reviewing_body_as_co_defendant_are_counted_at_the_original_body() -> None:
    suits = {("suit_after_reconsideration", "upheld"): 3, ("suit_after_reconsideration", "pending"): 1}
    office = OFFICE._replace(co_defendant=(CoDefendant("upheld", 2),))
    made = rollup(
        _plan(office, _member("财政局")),
        {"县政府办公室": _report("县政府办公室", remedies=suits), "财政局": _report("财政局", remedies=suits)},
    )
    row = [
        made.report.tables["remedies"]["suit_after_reconsideration", column].value
        for column in ("upheld", "pending", "total")
    ]
    assert (row, made.findings) == ([4, 2, 6], ())


def test_more_co_defendant_suits_than_were_reported_are_not_taken_out() -> None:
    office = OFFICE._replace(co_defendant=(CoDefendant("upheld", 9),))
    made = rollup(_plan(office), {"县政府办公室": _report("县政府办公室")})
    assert (_codes(made), made.is_whole) == (["co-defendant-exceeds"], False)


def test_in_a_region_the_level_takes_in_its_office() -> None:
    level = Member("青山县本级", Level.LEVEL, Path("level.html"))
    found = {name: _report(name) for name in ("青山县本级", "县政府办公室")}
    region = _plan(level)._replace(level=Level.REGION)
    assert _codes(rollup(region, found)) == []
    both = _plan(level, OFFICE)._replace(level=Level.REGION)
    assert _codes(rollup(both, found)) == ["own-office-twice"]


def test_a_body_under_vertical_management_is_asked_about_until_the_plan_says_so() -> None:
    tax = _member("国家税务总局青山县税务局")
    found = {name: _report(name) for name in ("县政府办公室", tax.name)}
    assert _codes(rollup(_plan(OFFICE, tax), found)) == ["member-vertical"]
    assert _codes(rollup(_plan(OFFICE, tax._replace(vertical=True)), found)) == []


def test_a_report_without_year_or_agency_or_not_final_is_named() -> None:
    nameless = replace(_report(""), year=None)
    assert _codes(rollup(_plan(OFFICE), {"县政府办公室": nameless})) == ["member-year-unknown", "member-other-name"]
    for member, report in (
        (OFFICE._replace(final=False), _report("县政府办公室")),
        (OFFICE, replace(_report("县政府办公室"), title="县政府办公室2023年政府信息公开工作年度报告（送审稿）")),
    ):
        made = rollup(_plan(member), {"县政府办公室": report})
        assert (_codes(made), made.is_whole) == (["member-not-final"], False)


def test_one_report_under_two_names_is_found() -> None:
    found = {"县政府办公室": _report("县政府办公室"), "财政局": _report("县政府办公室")}
    made = rollup(_plan(OFFICE, _member("财政局")), found)
    assert (_codes(made), made.is_whole) == (["member-other-name", "member-counted-twice"], False)
    found["财政局"] = with_figure(_report("县政府办公室"), "remedies", "direct_suit", "other", 3)
    assert "member-counted-twice" not in _codes(rollup(_plan(OFFICE, _member("财政局")), found))


def _of_2019(name: str) -> Report:
    return balanced_report(
        "2019",
        agency=name,
        year=2023,
        outcomes={("granted", "natural"): 4, ("other_combined", "natural"): 2},
        proactive={("normative_documents", "made"): 3, ("licences", "decisions"): 7, ("licences", "last_year"): 90},
    )


def test_another_edition_is_taken_where_the_plan_says_so_in_the_cells_that_count_alike() -> None:
    found = {"县政府办公室": _report("县政府办公室"), "财政局": _of_2019("财政局")}
    plan = _plan(OFFICE, _member("财政局"), combine_other=True, map_editions=True)
    made = rollup(plan, found)
    assert (_codes(made), made.is_whole) == (["member-cells-unmapped"], False)
    assert "“财政局”用年报格式2019版，表二有5格没有对应的数字" in str(made.findings[0])
    tables = made.report.tables
    assert tables["applications"]["granted", "natural"].value == 5 + 4
    assert tables["applications"]["other_combined", "natural"].value == 2
    assert tables["proactive"]["licences", "decisions"].value == 7
    assert [part.number for part in made.parts_of("proactive", "normative_documents", "effective")] == [0, None]
    assert list(identities.identities(made.report, Context())) == []


def test_the_one_row_of_2019_is_not_split_when_editions_are_mapped() -> None:
    made = rollup(_plan(OFFICE, map_editions=True), {"县政府办公室": _of_2019("县政府办公室")})
    assert _codes(made) == ["member-cells-unmapped"] * 2
    assert made.report.tables["applications"]["other_rest", "natural"].value is None
    assert [part.number for part in made.parts_of("applications", "other_rest", "natural")] == [None]


def test_a_newer_edition_is_taken_into_a_roll_up_of_2019_with_its_three_rows_as_one() -> None:
    outcomes = {("other_rest", "natural"): 1, ("other_not_paid", "natural"): 2}
    report = balanced_report("2021", agency="县政府办公室", year=2020, outcomes=outcomes)
    made = rollup(_plan(OFFICE, year=2020, map_editions=True), {"县政府办公室": report})
    assert made.report.tables["applications"]["other_combined", "natural"].value == 3
    assert _codes(made) == ["member-cells-unmapped"]


def test_who_was_left_out_is_told_with_why_and_a_lacking_cell_opens_as_lacking() -> None:
    short = without_row(_report("县政府办公室"), "applications", "withheld_internal")
    made = rollup(_plan(OFFICE, _member("财政局")), {"县政府办公室": short})
    assert [(member.name, why.code) for member, why in made.left_out] == [("财政局", "member-missing")]
    assert [(part.number, part.figure) for part in made.parts_of("applications", "withheld_internal", "natural")] == [
        (None, None)
    ]


@settings(max_examples=20)
@given(st.lists(reports(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_a_roll_up_over_editions_does_not_mind_the_order_either(found: list[Report], random: Random) -> None:
    named = {f"成员{i}": replace(each, agency=f"成员{i}", year=2023) for i, each in enumerate(found)}
    members = [_member(name) for name in named]
    made = rollup(_plan(*members, combine_other=True, map_editions=True), named)
    random.shuffle(members)
    again = rollup(_plan(*members, combine_other=True, map_editions=True), named)
    assert figures(again.report) == figures(made.report)
    assert sorted(map(str, again.findings)) == sorted(map(str, made.findings))
    assert list(identities.identities(made.report, Context())) == []


@settings(max_examples=20)
@given(st.lists(reports(editions=("2021",)), min_size=1, max_size=4))
def test_every_total_is_the_sum_of_what_it_opens_to(found: list[Report]) -> None:
    named = {f"成员{i}": replace(each, agency=f"成员{i}", year=2023) for i, each in enumerate(found)}
    made = rollup(_plan(*map(_member, named), combine_other=True), named)
    for id, table in made.report.tables.items():
        for row, column, figure in table.cells():
            assert figure is not None
            assert figure.value == sum(part.number or 0 for part in made.parts_of(id, row.id, column.id))


def test_the_own_office_must_be_among_the_members() -> None:
    made = rollup(_plan(_member("财政局")), {"财政局": _report("财政局")})
    assert (_codes(made), made.is_whole) == (["own-office-absent"], True)


@pytest.mark.parametrize(
    ("units", "value"),
    [(("万元", "万元"), 4), (("元", "万元"), Decimal("2.0002")), (("", "万元"), None), (("", ""), None)],
)
def test_procurement_of_2019_is_added_only_where_units_agree_or_are_known(
    units: tuple[str, str], value: Decimal | int | None
) -> None:
    def buying(name: str, unit: str) -> Report:
        report = balanced_report("2019", agency=name)
        table = report.tables["proactive"]
        cells = {**table.figures, ("procurement", "amount"): Figure(2, None, "2", unit=unit)}
        return replace(report, tables={**report.tables, "proactive": replace(table, figures=cells)})

    found = {"县政府办公室": buying("县政府办公室", units[0]), "财政局": buying("财政局", units[1])}
    made = rollup(_plan(OFFICE, _member("财政局"), year=2020), found)
    assert made.report.tables["proactive"]["procurement", "amount"].value == value
    assert made.is_whole == (value is not None)
