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
from gongkai.report.figures import figures
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
    assert _codes(made) == ["member-money-unit"]


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


def test_the_own_office_must_be_among_the_members() -> None:
    made = rollup(_plan(_member("财政局")), {"财政局": _report("财政局")})
    assert (_codes(made), made.is_whole) == (["own-office-absent"], True)


@pytest.mark.parametrize(
    ("units", "value"), [(("万元", "万元"), 4), (("元", "万元"), Decimal("2.0002")), (("", "万元"), None)]
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
