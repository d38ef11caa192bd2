from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from tests.report.strategies import balanced_report, figure, reports, with_figure, with_table, without_row

from gongkai.report.compare import Change, Kind, diff
from gongkai.report.compare.changes import cells, percent
from gongkai.report.model import Figure, Mark, Paragraph, Report


def texts(old: Report, new: Report) -> list[str]:
    return [str(change) for change in diff(old, new)]


@given(reports())
@settings(max_examples=20)
def test_a_report_does_not_differ_from_itself(report: Report) -> None:
    assert diff(report, report) == ()


@given(reports(("2021",)), reports(("2021",)))
@settings(max_examples=20)
def test_the_other_way_round_the_same_cells_differ_by_the_opposite(old: Report, new: Report) -> None:
    there, back = diff(old, new), diff(new, old)
    assert {(each.where, each.delta) for each in there} == {
        (each.where, None if each.delta is None else -each.delta) for each in back
    }


@given(reports(), reports())
@settings(max_examples=20)
def test_across_editions_too_the_other_way_round_is_the_opposite(old: Report, new: Report) -> None:
    def figures(one: Report, other: Report) -> list[Change]:
        return [each for each in diff(one, other) if each.kind is Kind.FIGURE]

    there = sorted((str(each.old), str(each.new), str(each.delta)) for each in figures(old, new))
    back = sorted((str(each.new), str(each.old), str(each.delta and -each.delta)) for each in figures(new, old))
    assert there == back


def test_a_changed_cell_says_where_from_what_to_what_and_by_how_much() -> None:
    old = with_figure(balanced_report("2021"), "applications", "granted", "natural", 5)
    new = with_figure(old, "applications", "granted", "natural", 3)
    (change,) = diff(old, new)
    assert change == Change(Kind.FIGURE, "表三", "（一）予以公开", "自然人", old=figure(5), new=figure(3), delta=-2)
    assert str(change) == "表三·（一）予以公开·自然人：5→3（-2，-40.0%）。"


@pytest.mark.parametrize(
    ("before", "after", "rate", "text"),
    [
        (5, 3, Fraction(-2, 5), "-40.0%"),
        (3, 4, Fraction(1, 3), "+33.3%"),
        (2000, 2001, Fraction(1, 2000), "+0.1%"),
        (4000, 4001, Fraction(1, 4000), "+0.0%"),
        (7, 0, Fraction(-1), "-100.0%"),
        (1, 13612, Fraction(13611), "+1361100.0%"),
        (0, 4, None, "—"),
        (Mark.SLASH, 4, None, "—"),
        (Mark.BLANK, 4, None, "—"),
        (4, Mark.BLANK, None, "—"),
    ],
)
def test_a_rate_is_exact_and_there_is_none_from_nought(
    before: int | Mark, after: int | Mark, rate: Fraction | None, text: str
) -> None:
    old, new = (with_figure(balanced_report("2021"), "proactive", "rules", "made", each) for each in (before, after))
    (change,) = diff(old, new)
    assert (change.rate, percent(change.rate)) == (rate, text)


def test_from_a_change_below_nought_there_is_no_rate() -> None:
    old, new = (with_figure(balanced_report("2019"), "proactive", "licences", "change", each) for each in (-4, 2))
    (change,) = diff(old, new)
    assert (change.delta, change.rate) == (6, None)


def test_white_space_is_no_change_of_the_narrative() -> None:
    old = balanced_report("2021", texts={"problems": "公开不够及时。将加强培训。"})
    new = balanced_report("2021", texts={"problems": "公开不够 及时。\n　　将加强培训。"})
    assert diff(old, new) == ()


def test_cells_alike_are_told_on_request() -> None:
    old = balanced_report("2021")
    found = list(cells(old, with_figure(old, "remedies", "direct_suit", "pending", 4)))
    assert len(found) == sum(1 for table in old.tables.values() for _ in table.cells())
    assert [each.delta for each in found if each.kind is not Kind.SAME] == [3]


def test_agency_year_and_edition_come_first() -> None:
    old = balanced_report("2019")
    new = balanced_report("2021", agency="白水市人民政府")
    assert texts(old, new)[:3] == [
        "机关：青山县档案局→白水市人民政府。",
        "年度：2020→2023。",
        "年报格式：2019版→2021版。",
    ]


def test_changed_narrative_and_missing_parts_are_named() -> None:
    old = balanced_report("2021", texts={"problems": "公开不够及时。"})
    new = balanced_report("2021", texts={"problems": "公开仍不够及时。"})
    new = replace(new, parts=new.parts[:-1])
    changes = diff(old, new)
    assert [(each.kind, each.row) for each in changes] == [
        (Kind.NARRATIVE, "存在的主要问题及改进情况"),
        (Kind.PART, "其他需要报告的事项"),
    ]
    assert (changes[0].old, changes[0].new) == ("公开不够及时。", "公开仍不够及时。")
    assert [str(each) for each in changes] == [
        "存在的主要问题及改进情况：正文有改动。",
        "其他需要报告的事项：新报告没有。",
    ]


def test_preamble_and_signature_are_not_compared() -> None:
    old = balanced_report("2021")
    new = replace(old, preamble=(Paragraph("另一段导语。"),), closing=())
    assert diff(old, new) == ()


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (0, Mark.BLANK, "0→空白。"),
        (Mark.BLANK, 0, "空白→0。"),
        (Mark.SLASH, 0, "/→0（0，—）。"),
        (Mark.SLASH, 3, "/→3（+3，—）。"),
        (Mark.DASH, Mark.SLASH, "-→/（0，—）。"),
    ],
)
def test_blank_nought_and_marks_are_kept_apart(before: int | Mark, after: int | Mark, text: str) -> None:
    old = with_figure(balanced_report("2021"), "proactive", "rules", "made", before)
    new = with_figure(balanced_report("2021"), "proactive", "rules", "made", after)
    assert texts(old, new) == [f"表二·规章·本年制发件数：{text}"]


def test_unreadable_cells_differ_by_their_words() -> None:
    def report(words: str) -> Report:
        base = balanced_report("2021")
        table = base.tables["remedies"]
        cell = Figure(None, Mark.UNREADABLE, words)
        return with_table(base, replace(table, figures={**table.figures, ("direct_suit", "upheld"): cell}))

    assert texts(report("若干"), report("若干")) == []
    assert texts(report("若干"), report("不详")) == ["表四·未经复议直接起诉·结果维持：若干→不详。"]


def test_a_row_only_one_report_has_is_one_change() -> None:
    whole = balanced_report("2021")
    less = without_row(whole, "applications", "carried_in")
    assert texts(whole, less) == ["表三·二、上年结转政府信息公开申请数量：新报告没有。"]
    assert texts(less, whole) == ["表三·二、上年结转政府信息公开申请数量：旧报告没有。"]


def test_a_table_only_one_report_has_is_one_change() -> None:
    whole = balanced_report("2021")
    less = replace(whole, tables={id: table for id, table in whole.tables.items() if id != "remedies"})
    assert texts(whole, less) == ["表四：新报告没有。"]


def charged(amount: str, unit: str) -> Report:
    report = balanced_report("2021")
    table = report.tables["proactive"]
    cell = figure(Decimal(amount), unit)
    return with_table(report, replace(table, figures={**table.figures, ("administrative_charges", "fees"): cell}))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("25400", "元"), ("2.54", "万元"), []),
        (("25400", "元"), ("2.55", "万元"), ["25400元→2.55万元（+0.01万元，+0.4%）"]),
        (("2.02", "万元"), ("2.02", ""), []),
        (("1.5", "万元"), ("3", "千元"), ["1.5万元→3千元"]),
    ],
)
def test_money_is_compared_as_money(old: tuple[str, str], new: tuple[str, str], expected: list[str]) -> None:
    where = "表二·行政事业性收费·本年收费金额（单位：万元）"
    assert texts(charged(*old), charged(*new)) == [f"{where}：{each}。" for each in expected]


def test_across_editions_what_only_one_knows_is_not_comparable() -> None:
    old, new = balanced_report("2019"), balanced_report("2021", year=2020)
    changes = diff(old, new)
    assert changes[0].kind is Kind.EDITION
    assert {(each.row, each.column) for each in changes if each.kind is Kind.NOT_COMPARABLE} == {
        ("规章", "本年新公开数量"),
        ("规章", "对外公开总数量"),
        ("规章", "本年废止件数"),
        ("规章", "现行有效件数"),
        ("行政规范性文件", "本年新公开数量"),
        ("行政规范性文件", "对外公开总数量"),
        ("行政规范性文件", "本年废止件数"),
        ("行政规范性文件", "现行有效件数"),
        ("行政许可", "上一年项目数量"),
        ("行政许可", "本年增/减"),
        ("行政处罚", "上一年项目数量"),
        ("行政处罚", "本年增/减"),
        ("行政强制", "上一年项目数量"),
        ("行政强制", "本年增/减"),
        ("行政事业性收费", "上一年项目数量"),
        ("行政事业性收费", "本年增/减"),
        ("行政事业性收费", "本年收费金额（单位：万元）"),
        ("其他对外管理服务事项", ""),
        ("政府集中采购", ""),
    }
    assert {each.kind for each in changes} == {Kind.EDITION, Kind.NOT_COMPARABLE}


OTHER = {("other_not_supplemented", "natural"): 1, ("other_not_paid", "natural"): 2, ("other_rest", "legal"): 4}


@pytest.mark.parametrize(
    "old",
    [
        balanced_report("2019", year=2023, outcomes={}, carried_in={}),
        balanced_report("2021", combined=True, outcomes={}, carried_in={}),
    ],
)
def test_the_one_row_for_other_outcomes_compares_with_the_sum_of_its_three(old: Report) -> None:
    new = balanced_report("2021", outcomes=OTHER, carried_in={})
    for one, other, sign in ((old, new, 1), (new, old, -1)):
        found = [(each.column, each.delta) for each in diff(one, other) if each.row == "（六）其他处理"]
        assert found == [("自然人", sign * 3), ("法律服务机构", sign * 4), ("总计", sign * 7)]
    assert not {each.row for each in diff(old, new)} & {"3.其他"}


def test_a_sum_with_a_blank_in_it_is_blank() -> None:
    old = balanced_report("2021", combined=True)
    new = with_figure(balanced_report("2021"), "applications", "other_not_paid", "natural", Mark.BLANK)
    assert texts(old, new) == ["表三·（六）其他处理·自然人：0→空白。"]
