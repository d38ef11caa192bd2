"""Odd tables: what publishers do to them, and what is read and found all the same."""

from __future__ import annotations

import re

import pytest
from tests.report import shapes
from tests.report.strategies import balanced_report

from gongkai.report.checks import check
from gongkai.report.figures import figures
from gongkai.report.model import Mark, Reading
from gongkai.report.reading import read_bytes

REPORT = balanced_report("2021")
PAGE = shapes.html_plain(REPORT)
FIGURES = figures(REPORT)


def _read(page: str) -> Reading:
    return read_bytes(page.encode())


def _codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def _row(label: str) -> str:
    (found,) = re.findall(rf"<tr>(?:(?!</tr>).)*{re.escape(label)}.*?</tr>", PAGE)
    return str(found)


@pytest.mark.parametrize(
    ("official", "written"),
    [
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
        ("5.要求行政机关确认或重新出具已获取信息", "5.要求行政机关确认或从新出具已获取信息"),
        ("四、结转下年度继续办理", "四、接转下年度继续办理"),
        ("6.属于四类过程性信息", "6.四类过程信息"),
    ],
)
def test_a_misspelt_label_is_read_and_reported(official: str, written: str) -> None:
    reading = _read(PAGE.replace(official, written))
    assert figures(reading.report) == FIGURES
    assert _codes(reading) == ["label-misspelt"]
    assert written in str(reading.findings[0])


def test_an_accepted_variant_is_no_misspelling() -> None:
    reading = _read(PAGE.replace("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"))
    assert (figures(reading.report), _codes(reading)) == (FIGURES, [])


def test_columns_in_another_order_are_read_by_their_header() -> None:
    def swap(match: re.Match[str]) -> str:
        cells = re.findall(r"<td[^>]*>.*?</td>", match[0])
        return match[0] if len(cells) < 7 else "<tr>" + "".join([*cells[:-7], cells[-1], *cells[-7:-1]]) + "</tr>"

    page = PAGE.replace('<td rowspan="2">自然人</td>', '<td rowspan="2">总计</td><td rowspan="2">自然人</td>', 1)
    page = re.sub(r"(法人或其他组织</td>)<td rowspan=\"2\">总计</td>", r"\1", page)
    start, end = page.index("一、本年新收"), page.index("四、政府信息公开行政复议")
    start = page.rindex("<tr>", 0, start)
    page = page[:start] + re.sub(r"<tr>.*?</tr>", swap, page[start:end]) + page[end:]
    reading = _read(page)
    assert figures(reading.report)["requests"] == FIGURES["requests"]


def test_rows_in_another_order_keep_their_order_and_their_figures() -> None:
    one, two = _row("2.重复申请"), _row("3.要求提供公开出版物")
    reading = _read(PAGE.replace(one + two, two + one))
    table = reading.report.tables["applications"]
    ids = [row.id for row in table.rows]
    assert ids.index("not_processed_publication") < ids.index("not_processed_repeated")
    assert table.figures.keys() == REPORT.tables["applications"].figures.keys()
    assert _codes(reading) == []


def test_a_row_that_comes_twice_stands_twice_and_the_first_figures_count() -> None:
    row = _row("2.重复申请")
    other = row.replace("<td>1</td>", "<td>8</td>")
    assert other != row
    reading = _read(PAGE.replace(row, row + other))
    assert [row.id for row in reading.report.tables["applications"].rows].count("not_processed_repeated") == 2
    assert figures(reading.report)["requests"]["2.重复申请"] == FIGURES["requests"]["2.重复申请"]
    assert _codes(reading) == ["row-repeated"]


def test_a_row_of_no_format_is_reported_and_not_counted() -> None:
    row = _row("2.重复申请")
    reading = _read(PAGE.replace(row, row + "<tr><td>申请提供会议纪要的件数统计</td>" + "<td>3</td>" * 7 + "</tr>"))
    assert (figures(reading.report), _codes(reading)) == (FIGURES, ["row-unknown"])


def test_a_missing_row_is_missing_and_no_zero() -> None:
    reading = _read(PAGE.replace(_row("2.重复申请"), ""))
    table = reading.report.tables["applications"]
    assert "not_processed_repeated" not in {row.id for row in table.rows}
    assert table.get("not_processed_repeated", "natural") is None


def test_a_row_short_of_cells_is_read_from_the_left_and_reported() -> None:
    row = _row("2.重复申请")
    reading = _read(PAGE.replace(row, row.replace("<td>0</td>", "", 1)))
    assert _codes(reading) == ["cells-too-few"]
    assert reading.report.tables["applications"].get("not_processed_repeated", "total") is None


def test_a_column_of_remarks_is_left_out() -> None:
    page = re.sub(r"(<tr>(?:(?!</tr>).)*(?:<td>\d+</td>){7})</tr>", r"\1<td>备注</td></tr>", PAGE)
    assert page != PAGE
    assert figures(_read(page).report)["requests"] == FIGURES["requests"]


def test_a_blank_first_figure_stays_blank_with_a_remark_behind_the_row() -> None:
    row = _row("2.重复申请")
    page = PAGE.replace(row, row.replace("<td>0</td>", "<td></td>", 1).replace("</tr>", "<td>备注</td></tr>"))
    reading = _read(page)
    assert figures(reading.report)["requests"]["2.重复申请"] == [None, *FIGURES["requests"]["2.重复申请"][1:]]
    assert _codes(reading) == []


def test_blank_cells_are_blank_and_keep_their_column() -> None:
    row = _row("2.重复申请")
    reading = _read(PAGE.replace(row, row.replace("<td>0</td>", "<td>&nbsp;</td>", 1)))
    figure = reading.report.tables["applications"]["not_processed_repeated", "natural"]
    assert (figure.value, figure.written) == (None, "")
    assert figures(reading.report)["requests"]["2.重复申请"] == [None, *FIGURES["requests"]["2.重复申请"][1:]]


@pytest.mark.parametrize(("written", "unit"), [("（单位：元）", "元"), ("（万元）", "万元"), ("", "")])
def test_the_header_names_the_unit_of_money(written: str, unit: str) -> None:
    reading = _read(PAGE.replace("本年收费金额（单位：万元）", f"本年收费金额{written}"))
    assert reading.report.tables["proactive"]["administrative_charges", "fees"].unit == unit


def _remedies(rows: str) -> Reading:
    start = PAGE.index("<table", PAGE.index("四、政府信息公开行政复议"))
    end = PAGE.index("</table>", start) + len("</table>")
    return _read(PAGE[:start] + rows + PAGE[end:])


HEADS = "".join(f"<td>{name}</td>" for name in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))


def _cells(*numbers: int) -> str:
    return "".join(f"<td>{number}</td>" for number in numbers)


def test_table_iv_with_groups_one_under_another() -> None:
    reading = _remedies(
        f"<table><tr><td></td>{HEADS}</tr>"
        f"<tr><td>行政复议</td>{_cells(1, 2, 3, 4, 10)}</tr>"
        f"<tr><td>未经复议直接起诉</td>{_cells(0, 1, 0, 0, 1)}</tr>"
        f"<tr><td>复议后起诉</td>{_cells(5, 0, 0, 0, 5)}</tr></table>"
    )
    assert figures(reading.report)["reviews"] == {
        "复议": [1, 2, 3, 4, 10],
        "直接起诉": [0, 1, 0, 0, 1],
        "复议后起诉": [5, 0, 0, 0, 5],
    }


def test_table_iv_as_three_small_tables() -> None:
    reading = _remedies(
        f"<table><tr><td colspan=5>行政复议</td></tr><tr>{HEADS}</tr><tr>{_cells(1, 2, 3, 4, 10)}</tr></table>"
        f"<table><tr><td colspan=5>未经复议直接起诉</td></tr><tr>{HEADS}</tr><tr>{_cells(0, 1, 0, 0, 1)}</tr></table>"
        f"<table><tr><td colspan=5>复议后起诉</td></tr><tr>{HEADS}</tr><tr>{_cells(5, 0, 0, 0, 5)}</tr></table>"
    )
    assert figures(reading.report)["reviews"] == {
        "复议": [1, 2, 3, 4, 10],
        "直接起诉": [0, 1, 0, 0, 1],
        "复议后起诉": [5, 0, 0, 0, 5],
    }


def test_table_iv_whose_figures_stand_on_the_next_page() -> None:
    reading = _remedies(f"<table><tr>{HEADS * 3}</tr></table><p>－3－</p><table><tr>{_cells(*range(15))}</tr></table>")
    assert figures(reading.report)["reviews"] == {
        "复议": [0, 1, 2, 3, 4],
        "直接起诉": [5, 6, 7, 8, 9],
        "复议后起诉": [10, 11, 12, 13, 14],
    }


def test_rows_unknown_without_number_are_not_all_listed() -> None:
    permits = _row("行政许可")
    unknown = "".join(permits.replace("行政许可", f"某项事务之{number}") for number in range(3000))
    reading = _read(PAGE.replace(permits, unknown + permits))
    assert figures(reading.report) == FIGURES
    assert set(_codes(reading)) == {"row-unknown"}
    assert len(reading.findings) == 101
    assert "不再逐行列出" in str(reading.findings[-1])


def test_tables_of_other_things_are_not_taken_for_the_report() -> None:
    other = (
        "<table><tr><th>类别</th><th>件数</th></tr>"
        "<tr><td>行政许可</td><td>77</td></tr><tr><td>其他</td><td>5</td></tr></table>"
    )
    reading = _read(PAGE.replace("<p>一、总体情况</p>", "<p>一、总体情况</p>" + other))
    assert (figures(reading.report), _codes(reading)) == (FIGURES, [])


def test_every_figure_knows_its_cell() -> None:
    figure = _read(PAGE).report.tables["applications"]["withheld_third_party", "commercial"]
    assert str(figure.place) == "表三第11行第5列"


def _blanked(page: str) -> str:
    """Give a page with table IV as it is sent out: ruled and headed, with nothing filled in."""
    start = page.index("结果维持")
    return page[:start] + re.sub(r"(<td[^>]*>)\s*\d+\s*(</td>)", r"\1\2", page[start:])


def test_table_four_left_blank_is_blank_and_not_missing() -> None:
    report = _read(_blanked(PAGE)).report
    table = report.tables["remedies"]
    block = table.spec.blocks[0]
    assert {key: figure.mark for key, figure in table.figures.items()} == {
        (row.id, column.id): Mark.BLANK for row in block.rows for column in block.columns
    }
    assert "table-missing" not in {finding.code for finding in check(report)}


def test_headings_of_table_four_alone_are_no_table() -> None:
    page = re.sub(r"<tr>(?:\s*<td[^>]*></td>)+\s*</tr>", "", _blanked(PAGE))
    assert page != _blanked(PAGE)
    assert "table-missing" in {finding.code for finding in check(_read(page).report)}


def test_groups_of_table_four_one_under_another_left_blank_are_not_missing() -> None:
    start, end = PAGE.rindex("<table"), PAGE.rindex("</table>")
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    groups = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    lines = [["", *results], *([group] + [""] * 5 for group in groups)]
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    report = _read(f"{PAGE[:start]}<table>{rows}{PAGE[end:]}").report
    table = report.tables["remedies"]
    assert {figure.mark for figure in table.figures.values()} == {Mark.BLANK}
    assert len(table.figures) == 15
