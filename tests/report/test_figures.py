import json
from decimal import Decimal

import pytest
from tests.report.strategies import balanced_report, with_figure, with_table, without_row

from gongkai.report.figures import cell_text, figures
from gongkai.report.model import Figure, Mark, Report

NONE = [0] * 7


def test_figures_have_the_shape_of_a_truth_file() -> None:
    report = balanced_report(
        "2021",
        outcomes={
            ("granted", "natural"): 5,
            ("granted_in_part", "natural"): 2,
            ("withheld_third_party", "commercial"): 1,
            ("unable_not_held", "natural"): 3,
            ("unable_not_held", "legal"): 1,
            ("not_processed_repeated", "other"): 1,
        },
        carried_in={"natural": 2, "legal": 1},
        carried_forward={"natural": 1, "commercial": 2},
        remedies={("reconsideration", "upheld"): 2, ("direct_suit", "pending"): 1},
    )
    assert figures(report) == {
        "agency": "青山县档案局",
        "year": 2023,
        "edition": "2021",
        "proactive": {
            "规章": {"本年制发件数": 0, "本年废止件数": 0, "现行有效件数": 0},
            "行政规范性文件": {"本年制发件数": 0, "本年废止件数": 0, "现行有效件数": 0},
            "行政许可": {"本年处理决定数量": 0},
            "行政处罚": {"本年处理决定数量": 0},
            "行政强制": {"本年处理决定数量": 0},
            "行政事业性收费": {"本年收费金额（单位：万元）": 0},
        },
        "requests": {
            "一、本年新收政府信息公开申请数量": [9, 3, 0, 0, 0, 1, 13],
            "二、上年结转政府信息公开申请数量": [2, 0, 0, 0, 1, 0, 3],
            "（一）予以公开": [5, 0, 0, 0, 0, 0, 5],
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": [2, 0, 0, 0, 0, 0, 2],
            "1.属于国家秘密": NONE,
            "2.其他法律行政法规禁止公开": NONE,
            "3.危及“三安全一稳定”": NONE,
            "4.保护第三方合法权益": [0, 1, 0, 0, 0, 0, 1],
            "5.属于三类内部事务信息": NONE,
            "6.属于四类过程性信息": NONE,
            "7.属于行政执法案卷": NONE,
            "8.属于行政查询事项": NONE,
            "1.本机关不掌握相关政府信息": [3, 0, 0, 0, 1, 0, 4],
            "2.没有现成信息需要另行制作": NONE,
            "3.补正后申请内容仍不明确": NONE,
            "1.信访举报投诉类申请": NONE,
            "2.重复申请": [0, 0, 0, 0, 0, 1, 1],
            "3.要求提供公开出版物": NONE,
            "4.无正当理由大量反复申请": NONE,
            "5.要求行政机关确认或重新出具已获取信息": NONE,
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": NONE,
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": NONE,
            "3.其他": NONE,
            "（七）总计": [10, 1, 0, 0, 1, 1, 13],
            "四、结转下年度继续办理": [1, 2, 0, 0, 0, 0, 3],
        },
        "reviews": {"复议": [2, 0, 0, 0, 2], "直接起诉": [0, 0, 0, 1, 1], "复议后起诉": [0, 0, 0, 0, 0]},
    }


def test_the_one_row_for_other_outcomes_stands_in_place_of_the_three() -> None:
    labels = list(figures(balanced_report("2021", combined=True))["requests"])
    assert len(labels) == 23
    assert labels[-4:] == [
        "5.要求行政机关确认或重新出具已获取信息",
        "（六）其他处理",
        "（七）总计",
        "四、结转下年度继续办理",
    ]
    assert labels == list(figures(balanced_report("2019"))["requests"])


@pytest.mark.parametrize(
    ("content", "number"),
    [(Mark.SLASH, 0), (Mark.DASH, 0), (Mark.BLANK, None), (Mark.UNREADABLE, None), (7, 7), (Decimal("7.0"), 7)],
)
def test_a_mark_for_none_is_nought_and_what_is_not_known_is_null(
    content: Mark | int | Decimal, number: int | None
) -> None:
    report = with_figure(balanced_report("2021"), "proactive", "rules", "made", content)
    assert figures(report)["proactive"]["规章"] == {"本年制发件数": number, "本年废止件数": 0, "现行有效件数": 0}


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        ("2.02", "2.02"),
        ("7730.28", "7730.28"),
        ("0.10", "0.1"),
        ("316441.00", "316441"),
        ("123456789.07", "123456789.07"),
    ],
)
def test_money_prints_the_digits_it_has(amount: str, printed: str) -> None:
    report = with_figure(balanced_report("2021"), "proactive", "administrative_charges", "fees", Decimal(amount))
    assert json.dumps(figures(report)["proactive"]["行政事业性收费"], ensure_ascii=False) == (
        f'{{"本年收费金额（单位：万元）": {printed}}}'
    )


def test_what_the_document_lacks_is_null_in_its_place() -> None:
    report = without_row(balanced_report("2021"), "applications", "carried_in")
    numbers = figures(report)["requests"]
    assert list(numbers) == list(figures(balanced_report("2021"))["requests"])
    assert numbers["二、上年结转政府信息公开申请数量"] == [None] * 7


def test_a_table_the_document_lacks_is_all_null() -> None:
    report = balanced_report("2021")
    report = Report(report.edition, report.agency, None)
    assert figures(report)["year"] is None
    assert figures(report)["reviews"] == dict.fromkeys(["复议", "直接起诉", "复议后起诉"], [None] * 5)
    assert figures(report)["proactive"]["行政许可"] == {"本年处理决定数量": None}


def test_a_report_with_the_one_row_and_the_three_shows_all() -> None:
    table = balanced_report("2021", combined=True).tables["applications"]
    three = balanced_report("2021").tables["applications"]
    both = type(table)(table.spec, (*three.rows, table.spec.alternatives[0].row), {**table.figures, **three.figures})
    labels = list(figures(with_table(balanced_report("2021"), both))["requests"])
    assert labels[20:24] == [
        "（六）其他处理",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "3.其他",
    ]


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Figure(13612, None, "１３，６１２件"), "13612"),
        (Figure(-1, None, "增0减1"), "-1"),
        (Figure(Decimal("2.50"), None, "2.50"), "2.50"),
        (Figure(None, Mark.SLASH, "／"), "/"),
        (Figure(None, Mark.BLANK, "　"), ""),
        (Figure(None, Mark.UNREADABLE, "见附件"), "见附件"),
        (None, ""),
    ],
)
def test_a_cell_shows_plain_digits_or_its_mark(figure: Figure | None, shown: str) -> None:
    assert cell_text(figure) == shown
