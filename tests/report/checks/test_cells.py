from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.strategies import balanced_report, reports, with_figure, with_table

from gongkai.report.checks import check
from gongkai.report.finding import Finding, Severity
from gongkai.report.model import Figure, Mark, Report

FEES = ("proactive", "administrative_charges", "fees")


def found(report: Report) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.message)) for finding in check(report)]


def with_unit(report: Report, value: int | Decimal, unit: str) -> Report:
    table = report.tables["proactive"]
    cell = Figure(value, None, f"{value}{unit}", unit=unit)
    return with_table(report, replace(table, figures={**table.figures, FEES[1:]: cell}))


@given(reports(), st.data())
def test_negative_and_fraction_are_found_though_they_cancel_out(report, data):
    by = data.draw(st.sampled_from([1, Decimal("0.5")]))
    table = report.tables["applications"]
    rows = [row.id for row in table.rows if row.outcomes]
    first, second = data.draw(st.lists(st.sampled_from(rows), min_size=2, max_size=2, unique=True))
    low = table[first, "other"].value + by
    changes = {(first, "other"): -by, (second, "other"): table[second, "other"].value + low}
    for (row, column), value in changes.items():
        report = with_figure(report, "applications", row, column, value)
        others = sum(
            report.tables["applications"][row, id].counted
            for id in ("natural", "commercial", "research", "welfare", "legal", "other")
        )
        report = with_figure(report, "applications", row, "total", others)
    codes = {finding.code for finding in check(report)}
    assert codes & {"count-negative", "count-fractional"}
    assert not codes & {"applications-balance", "applications-outcomes", "applications-total-column"}


def test_negative_and_fractional_counts_are_errors():
    report = balanced_report("2019", outcomes={}, carried_in={}, carried_forward={})
    report = with_figure(report, "proactive", "licences", "last_year", -3)
    report = with_figure(report, "proactive", "penalties", "change", Decimal("1.5"))
    report = with_figure(report, "proactive", "procurement", "amount", Decimal("-0.5"))
    assert found(report) == [
        ("count-negative", "表二“行政许可”行“上一年项目数量”列为-3。"),
        ("count-fractional", "表二“行政处罚”行“本年增/减”列为1.5。"),
        ("money-negative", "表二“政府集中采购”行“采购总金额”列为-0.5。"),
    ]


def test_negative_change_whole_decimal_and_money_with_decimals_are_right():
    report = balanced_report("2019", proactive={("licences", "change"): -4, ("procurement", "amount"): Decimal("2.02")})
    report = with_figure(report, "applications", "granted", "natural", Decimal("5.0"))
    assert check(report) == ()


def test_blank_cells_of_a_row_are_one_warning():
    report = balanced_report("2021", remedies={})
    report = with_figure(report, "remedies", "direct_suit", "upheld", Mark.BLANK)
    report = with_figure(report, "remedies", "direct_suit", "total", Mark.BLANK)
    (finding,) = check(report)
    assert (finding.severity, finding.text()) == (
        Severity.WARNING,
        "表四“未经复议直接起诉”行的结果维持、总计列空白，按0计。没有的请填0，漏填的请补上。依据：年报格式2021版第四部分。",
    )


def test_blank_table_is_one_warning():
    report = balanced_report("2021")
    table = report.tables["remedies"]
    report = with_table(report, replace(table, figures=dict.fromkeys(table.figures, Figure())))
    assert found(report) == [("cell-blank", "表四全部单元格空白，各项均按0计。")]


@pytest.mark.parametrize("mark", [Mark.SLASH, Mark.DASH])
def test_marks_are_noticed_except_in_the_row_of_rules(mark):
    report = balanced_report("2021", proactive={("rules", "made"): mark, ("licences", "decisions"): mark})
    (finding,) = check(report)
    assert (finding.code, finding.severity) == ("cell-marked", Severity.NOTICE)
    assert str(finding.message) == f"表二“行政许可”行的本年处理决定数量列写作“{mark.value}”，按0计。"


@pytest.mark.parametrize(("written", "quoted"), [("见附件", "见附件"), ("字" * 999, "字" * 39 + "…")])
def test_words_in_a_cell_are_an_error(written: str, quoted: str) -> None:
    report = balanced_report("2021")
    table = report.tables["applications"]
    cell = Figure(None, Mark.UNREADABLE, written)
    report = with_table(report, replace(table, figures={**table.figures, ("granted", "natural"): cell}))
    assert found(report) == [("cell-unreadable", f"表三“（一）予以公开”行“自然人”列写作“{quoted}”，不是数字。")]


def lacking(report: Report, table: str, *keys: tuple[str, str]) -> Report:
    old = report.tables[table]
    return with_table(report, replace(old, figures={key: each for key, each in old.figures.items() if key not in keys}))


def test_missing_cells_of_a_row_are_one_error():
    report = lacking(balanced_report(), "applications", ("new", "other"), ("new", "total"))
    assert found(report) == [
        ("cell-missing", "表三“一、本年新收政府信息公开申请数量”行缺法人或其他组织—其他、总计列的单元格。"),
    ]


def test_missing_column_is_one_error():
    report = balanced_report()
    keys = [(row.id, "total") for row in report.tables["applications"].rows]
    assert found(lacking(report, "applications", *keys)) == [("column-missing", "表三缺“总计”列。")]


def warned(report: Report) -> list[Finding]:
    findings = check(report)
    assert {finding.severity for finding in findings} <= {Severity.WARNING}
    return list(findings)


def test_amount_in_another_unit_than_the_format_is_a_warning():
    (finding,) = warned(with_unit(balanced_report(), 316441, "元"))
    assert str(finding.message) == "“行政事业性收费”的金额写作316441元，格式规定的单位是万元。"


@pytest.mark.parametrize(
    ("agency", "plausible", "too_large"),
    [
        ("洪泽区人民政府", Decimal("7730.28"), Decimal("77302800")),
        ("某市", 316441, 3164410000),
        ("某省人民政府", 5000000, 50000000000),
        ("", 5000000, 50000000000),
        ("石桥镇人民政府", 20, 200001),
    ],
)
def test_amount_no_such_agency_could_collect_is_a_warning(agency, plausible, too_large):
    report = balanced_report(agency=agency)
    assert warned(with_figure(report, *FEES, plausible)) == []
    assert [finding.code for finding in warned(with_figure(report, *FEES, too_large))] == ["money-large"]


def test_too_large_amount_is_told_in_hundred_millions():
    (finding,) = warned(with_figure(balanced_report(), *FEES, 316441))
    assert str(finding.message) == "“行政事业性收费”的金额为316441万元，合31.6亿元，大得不合常理。"
