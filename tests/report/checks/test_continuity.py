from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from tests.report.strategies import balanced_report, reports, with_figure

from gongkai.report.checks import check
from gongkai.report.finding import Severity
from gongkai.report.model import Mark, Report

NONE = {"outcomes": {}, "carried_in": {}, "carried_forward": {}}


def found(report: Report, previous: Report) -> list[tuple[str, str]]:
    findings = check(report, previous=previous)
    assert {finding.severity for finding in findings} <= {Severity.WARNING}
    return [(finding.code, str(finding.message)) for finding in findings]


def fees(report: Report, amount: int | Decimal) -> Report:
    return with_figure(report, "proactive", "administrative_charges", "fees", amount)


def test_year_that_takes_up_what_was_left_has_no_findings():
    before = balanced_report(year=2022, carried_forward={"natural": 2, "legal": 1})
    assert found(balanced_report(year=2023, carried_in={"natural": 2, "legal": 1}), before) == []


def test_carried_in_that_was_not_carried_forward_is_told_by_column():
    """容易写错之18：上年结转与上年年报不等，要提示，但不阻断。"""
    before = balanced_report(year=2022, carried_forward={"natural": 3})
    after = balanced_report(year=2023, carried_in={"natural": 1, "legal": 1})
    assert found(after, before) == [
        ("carried-in", "自然人：上年结转1件，上一年度年报结转下年度3件，相差2件。"),
        ("carried-in", "法人或其他组织—法律服务机构：上年结转1件，上一年度年报结转下年度0件，相差1件。"),
        ("carried-in", "总计：上年结转2件，上一年度年报结转下年度3件，相差1件。"),
    ]


def test_carry_over_is_compared_across_editions():
    before = balanced_report("2019", year=2020, carried_forward={"natural": 1})
    assert found(balanced_report("2021", year=2021, **NONE), before) == [
        ("carried-in", "自然人：上年结转0件，上一年度年报结转下年度1件，相差1件。"),
        ("carried-in", "总计：上年结转0件，上一年度年报结转下年度1件，相差1件。"),
    ]


def test_documents_in_force_follow_from_last_year():
    row = "normative_documents"
    before = balanced_report(year=2022, **NONE, proactive={(row, "effective"): 10})
    follows = {(row, "made"): 2, (row, "repealed"): 5, (row, "effective"): 7}
    after = balanced_report(year=2023, **NONE, proactive=follows)
    assert found(after, before) == []
    assert found(with_figure(after, "proactive", row, "effective", 9), before) == [
        (
            "in-force",
            "“行政规范性文件”：上一年度现行有效10件，加本年制发2件，减本年废止5件，为7件，本年现行有效填9件，相差2件。",
        )
    ]
    assert found(with_figure(after, "proactive", row, "effective", 9), replace(before, tables={})) == []


@pytest.mark.parametrize(("now", "before"), [(3164, Decimal("2.02")), (Decimal("2.02"), 3164), (20200, 20)])
def test_amount_a_thousand_times_another_is_a_warning(now, before):
    after, earlier = fees(balanced_report(year=2023, **NONE), now), fees(balanced_report(year=2022, **NONE), before)
    assert found(after, earlier) == [("money-leap", f"“行政事业性收费”的金额为{now}万元，上一年度为{before}万元。")]


@pytest.mark.parametrize(("now", "before"), [(1999, 2), (0, 5000), (5000, 0), (12, 12)])
def test_amount_that_grew_less_or_from_nothing_is_no_finding(now, before):
    after, earlier = fees(balanced_report(year=2023, **NONE), now), fees(balanced_report(year=2022, **NONE), before)
    assert found(after, earlier) == []


def test_rare_outcome_that_leaps_up_is_a_warning():
    def year(year: int, count: int) -> Report:
        return balanced_report(
            year=year, outcomes={("not_processed_excessive", "natural"): count}, carried_in={}, carried_forward={}
        )

    assert found(year(2023, 5), year(2022, 1)) == [
        ("rare-rise", "“（五）不予处理—4.无正当理由大量反复申请”本年5件，上一年度1件。")
    ]
    assert found(year(2023, 4), year(2022, 0)) == []
    assert found(year(2023, 14), year(2022, 5)) == []


def test_report_of_another_year_is_told_and_not_compared():
    report, before = balanced_report(year=2023), balanced_report(year=2021)
    assert found(report, before) == [("previous-year", "本年报为2023年度，对照的为2021年度。")]


def test_report_of_another_agency_is_told():
    report = balanced_report(year=2023, **NONE)
    before = balanced_report(year=2022, **NONE, agency="白水县科技局")
    assert found(report, before) == [("previous-agency", "本年报的机关为“青山县档案局”，对照的为“白水县科技局”。")]
    assert found(report, replace(before, agency="青山县 档案局")) == []
    assert found(report, replace(before, agency="")) == []


def test_unreadable_or_missing_figures_are_not_compared():
    report = balanced_report(year=2023, carried_in={"natural": 2})
    before = with_figure(
        balanced_report(year=2022, **NONE), "applications", "carried_forward", "natural", Mark.UNREADABLE
    )
    codes = [message for code, message in found(report, before) if code == "carried-in"]
    assert codes == ["总计：上年结转2件，上一年度年报结转下年度0件，相差2件。"]


@given(reports(), reports())
def test_nothing_in_last_year_is_ever_an_error(report, previous):
    assert all(finding.severity < Severity.ERROR for finding in check(report, previous=previous))
