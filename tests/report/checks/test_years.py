from dataclasses import replace
from datetime import timedelta

import pytest
from tests.report.strategies import OVERVIEW, balanced_report

from gongkai.law.publication import Reporter, report_due
from gongkai.report.checks import check
from gongkai.report.finding import Severity
from gongkai.report.model import Paragraph, Report


def found(report: Report) -> list[str]:
    findings = check(report)
    assert {finding.severity for finding in findings} <= {Severity.WARNING}
    return [finding.code for finding in findings]


def signed(report: Report, *lines: str) -> Report:
    return replace(report, closing=tuple(map(Paragraph, lines)))


def opened(report: Report, *lines: str) -> Report:
    return replace(report, preamble=tuple(map(Paragraph, lines)))


def test_unknown_year_is_a_warning_and_nothing_else_is_said_of_years():
    assert found(replace(balanced_report(), year=None)) == ["year-unknown"]


def test_edition_of_another_year_is_a_warning():
    (finding,) = check(balanced_report("2019", year=2022))
    assert finding.text() == (
        "年报为2022年度，用的是年报格式2019版，该年度适用年报格式2021版。"
        "请核对报告年度，并按该年度适用的格式填报。依据：年报格式2021版。"
    )


def test_title_of_another_year_is_a_warning():
    report = balanced_report(year=2023)
    assert found(replace(report, title="青山县档案局2022年政府信息公开工作年度报告")) == ["title-year"]
    assert found(replace(report, title="青山县档案局二〇二三年政府信息公开工作年度报告")) == []
    assert found(replace(report, title="政府信息公开工作年度报告")) == []


@pytest.mark.parametrize(
    "words",
    [
        "统计期限为2022年1月1日至12月31日。",
        "统计期限为2022年1月1日起至2022年12月31日止。",
        "统计期限自２０２２ 年 1 月 1 日至 12 月 31 日。",
        "所列数据截至2022年12月31日。",
    ],
)
def test_statistics_period_of_another_year_is_a_warning(words):
    (finding,) = check(opened(balanced_report(year=2023), words))
    assert (finding.code, finding.severity) == ("period-year", Severity.WARNING)
    assert str(finding.message) == "正文写明的统计期限为2022年，年报为2023年度。"


def test_period_of_the_year_beside_one_for_comparison_is_right():
    assert (
        found(opened(balanced_report(year=2023), "2022年1月1日至12月31日收到3件，2023年1月1日至12月31日收到5件。"))
        == []
    )


def test_text_that_speaks_of_another_year_is_a_warning():
    text = "2022年，我局公开信息30条。\n2022年收到申请1件。\n2022年举办培训两次。\n2023年无会议。"
    (finding,) = check(opened(balanced_report(year=2023, texts={"overview": f"{OVERVIEW}\n{text}"}), "依据条例编制。"))
    assert (finding.code, str(finding.message)) == ("text-year", "正文提到2022年3次，提到报告年度2023年1次。")


@pytest.mark.parametrize(
    "text",
    [
        "较2022年增长一成，与2022年持平，比2022年减少2件，同2022年一致。",
        "落实2019年修订的条例，2019年新修订的条例，2019年施行的条例，2019年5月15日起施行的条例。",
        "按照国办发〔2019〕54号、国办发〔2019〕55号、国办公开办函〔2019〕60号、〔2019〕61号文件。",
        "印发《2022年政务公开工作要点》《2022年培训计划》《2022年考核办法》。",
        "2024年我局将加强培训，2024年将改进平台，2024年，我们将更进一步。",
    ],
)
def test_years_named_in_passing_are_no_finding(text):
    report = opened(balanced_report(year=2023, texts={"overview": f"{OVERVIEW}\n{text}"}), "依据条例编制。")
    assert found(report) == []


def test_plans_and_history_in_part_five_are_no_finding():
    text = "2024年加强培训。\n2024年改进平台。\n2024年完善制度。\n2024年强化考核。"
    assert found(opened(balanced_report(year=2023, texts={"problems": text}), "依据条例编制。")) == []


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("2024年1月20日", []),
        ("二〇二四年一月二十日", []),
        ("2024-03-31", []),
        ("2023年1月20日", ["signed-early"]),
        ("二〇二三年十二月三十一日", ["signed-early"]),
        ("2024年4月1日", ["signed-late"]),
        ("2025.1.20", ["signed-late"]),
        ("2024年2月31日", []),
        ("联系电话：0533-8211234", []),
    ],
)
def test_signature_date_belongs_to_the_months_after_the_year(line, codes):
    assert found(signed(balanced_report(year=2023), "青山县档案局", line)) == codes


def test_the_last_day_to_sign_is_the_last_day_a_government_may_publish():
    last = report_due(2023, Reporter.GOVERNMENT).due
    assert found(signed(balanced_report(year=2023), str(last))) == []
    assert found(signed(balanced_report(year=2023), str(last + timedelta(days=1)))) == ["signed-late"]


def test_last_date_of_the_closing_is_the_signature():
    assert found(signed(balanced_report(year=2023), "截止2023年12月31日。", "2024年1月20日")) == []


def test_signature_is_told_with_its_date():
    (finding,) = check(signed(balanced_report(year=2023), "2023年1月20日"))
    assert finding.text() == "落款日期为2023年1月20日，2023年度尚未结束。请核对落款日期。依据：条例第49条。"


@pytest.mark.parametrize("words", ["2024年", "截至2024年", "2024年《"])
def test_text_that_names_years_without_end_is_gone_through_once(words: str) -> None:
    check(opened(balanced_report(year=2023), words * 150_000))
