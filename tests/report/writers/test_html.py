from collections.abc import Iterator
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from tests.report.strategies import balanced_report, with_figure, without_row

from gongkai.report.model import Mark, Paragraph, Report
from gongkai.report.writers.html import write_fragment, write_html


def page(report: Report) -> LexborHTMLParser:
    return LexborHTMLParser(write_html(report).decode("utf-8"))


def table(report: Report, id: str) -> LexborNode:
    found = page(report).css_first(f'table[data-table="{id}"]')
    assert found is not None
    return found


def span(cell: LexborNode, name: str) -> int:
    return int(cell.attributes.get(name) or 1)


def cells(table: LexborNode) -> Iterator[tuple[int, int, LexborNode]]:
    """Give the cells of a table with the row and column each begins at, as a browser places them."""
    taken: set[tuple[int, int]] = set()
    for row, tr in enumerate(table.css("tr")):
        column = 0
        for cell in tr.css("th, td"):
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            covered = {
                (row + down, column + right)
                for down in range(span(cell, "rowspan"))
                for right in range(span(cell, "colspan"))
            }
            assert not covered & taken
            taken |= covered


def merges(report: Report, id: str) -> dict[str, tuple[int, int]]:
    """Give the labels over more than one cell, with the rows and columns they cover."""
    found = {}
    for _, _, cell in cells(table(report, id)):
        size = (span(cell, "rowspan"), span(cell, "colspan"))
        if size != (1, 1) and cell.tag == "th":
            found[cell.text()] = size
    return found


def rows(table: LexborNode) -> list[list[str]]:
    return [[cell.text() for cell in tr.css("th, td")] for tr in table.css("tr")]


REPORTS = {
    "2019": balanced_report("2019"),
    "2021": balanced_report("2021"),
    "2021, one row （六）": balanced_report("2021", combined=True),
    "rows missing": without_row(without_row(balanced_report("2021"), "applications", "total"), "proactive", "rules"),
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("id", ["proactive", "applications", "remedies"])
def test_every_table_is_a_full_rectangle(name: str, id: str) -> None:
    covered = {
        (row + down, column + right)
        for row, column, cell in cells(table(REPORTS[name], id))
        for down in range(span(cell, "rowspan"))
        for right in range(span(cell, "colspan"))
    }
    height, width = (1 + max(each[axis] for each in covered) for axis in (0, 1))
    assert len(covered) == height * width
    assert width == {"proactive": 4, "applications": 10, "remedies": 15}[id]


@pytest.mark.parametrize("name", REPORTS)
def test_every_figure_names_headers_that_stand_above_it_or_to_its_left(name: str) -> None:
    for found in page(REPORTS[name]).css("table"):
        placed = list(cells(found))
        headers = {cell.attributes["id"]: (row, column, cell) for row, column, cell in placed if cell.tag == "th"}
        assert len(headers) == sum(cell.tag == "th" for _, _, cell in placed)
        for row, column, cell in placed:
            if cell.tag == "th":
                continue
            for id in (cell.attributes["headers"] or "").split():
                at_row, at_column, header = headers[id]
                above = at_row < row and at_column <= column < at_column + span(header, "colspan")
                beside = at_column < column and at_row <= row < at_row + span(header, "rowspan")
                assert above or beside, (id, cell.attributes)


def test_a_figure_is_read_out_with_its_group_row_and_column() -> None:
    found = table(balanced_report("2021"), "applications")
    labels = {th.attributes["id"]: th.text() for th in found.css("th")}
    cell = found.css_first('td[data-row="withheld_third_party"][data-column="commercial"]')
    assert cell is not None
    assert cell.text() == "1"
    assert [labels[id] for id in (cell.attributes["headers"] or "").split()] == [
        "申请人情况",
        "法人或其他组织",
        "商业企业",
        "三、本年度办理结果",
        "（三）不予公开",
        "4.保护第三方合法权益",
    ]


def test_table_two_of_2021_has_the_official_cells() -> None:
    assert rows(table(balanced_report("2021"), "proactive")) == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "0", "0", "0"],
        ["第二十条第（五）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", "0"],
        ["第二十条第（六）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", "0"],
        ["行政强制", "0"],
        ["第二十条第（八）项"],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", "0"],
    ]


def test_table_three_merges_as_the_format_of_2021_does() -> None:
    assert merges(balanced_report("2021"), "applications") == {
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）": (3, 3),
        "申请人情况": (1, 7),
        "自然人": (2, 1),
        "法人或其他组织": (1, 5),
        "总计": (2, 1),
        "一、本年新收政府信息公开申请数量": (1, 3),
        "二、上年结转政府信息公开申请数量": (1, 3),
        "三、本年度办理结果": (22, 1),
        "（一）予以公开": (1, 2),
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": (1, 2),
        "（三）不予公开": (8, 1),
        "（四）无法提供": (3, 1),
        "（五）不予处理": (5, 1),
        "（六）其他处理": (3, 1),
        "（七）总计": (1, 2),
        "四、结转下年度继续办理": (1, 3),
    }


@pytest.mark.parametrize("report", [balanced_report("2019"), balanced_report("2021", combined=True)])
def test_table_three_with_one_row_for_other_outcomes_merges_twenty_rows(report: Report) -> None:
    found = merges(report, "applications")
    assert found["三、本年度办理结果"] == (20, 1)
    assert found["（六）其他处理"] == (1, 2)


def test_table_four_stands_in_one_row_of_fifteen_cells() -> None:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert rows(table(balanced_report("2021"), "remedies")) == [
        ["行政复议", "行政诉讼"],
        [*results, "未经复议直接起诉", "复议后起诉"],
        [*results, *results],
        ["2", "0", "0", "0", "2", "0", "0", "0", "1", "1", "0", "0", "0", "0", "0"],
    ]


def test_marks_stay_marks_and_blanks_stay_blank() -> None:
    report = with_figure(balanced_report("2021"), "proactive", "rules", "made", Mark.SLASH)
    report = with_figure(report, "proactive", "rules", "repealed", Mark.DASH)
    report = with_figure(report, "proactive", "rules", "effective", Mark.BLANK)
    assert ["规章", "/", "-", ""] in rows(table(report, "proactive"))


def test_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    html = page(balanced_report("2021"))
    assert html.css("script, link, img, iframe, object, form") == []
    assert "url(" not in html.css_first("style").text()  # type: ignore[union-attr]
    assert "@import" not in html.css_first("style").text()  # type: ignore[union-attr]


def test_page_says_its_language_title_and_headings() -> None:
    html = page(balanced_report("2021"))
    assert html.css_first("html").attributes["lang"] == "zh-CN"  # type: ignore[union-attr]
    assert [each.text() for each in html.css("title, h1")] == ["青山县档案局2023年政府信息公开工作年度报告"] * 2
    assert [each.text() for each in html.css("h2")][:2] == ["一、总体情况", "二、主动公开政府信息情况"]
    assert [each.text() for each in html.css("caption")] == ["表二", "表三", "表四"]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("青山县档案局2023年度报告", ["青山县档案局", "2023年度报告"]),
        ("2023年度报告", ["2023年度报告"]),
        ("青山县档案局", ["青山县档案局"]),
    ],
)
def test_the_title_breaks_behind_the_agency(title: str, lines: list[str]) -> None:
    html = page(replace(balanced_report("2021"), title=title))
    assert [each.text() for each in html.css("h1 > span")] == lines


def test_a_report_without_a_title_gets_the_usual_one() -> None:
    html = page(replace(balanced_report("2021"), title=""))
    assert html.css_first("h1").text() == "青山县档案局2023年政府信息公开工作年度报告"  # type: ignore[union-attr]


def test_text_cannot_become_markup() -> None:
    report = balanced_report("2021", agency='<script>alert("x")</script>&')
    report = replace(report, preamble=(Paragraph("<table><tr><td>1</td></tr></table>"),))
    html = page(report)
    assert html.css("script") == []
    assert len(html.css("table")) == 3
    assert html.css_first("h1").text().startswith('<script>alert("x")</script>&')  # type: ignore[union-attr]


def test_a_table_whose_part_is_missing_is_written_all_the_same() -> None:
    report = replace(balanced_report("2021"), parts=())
    assert [each.attributes["data-table"] for each in page(report).css("table")] == [
        "proactive",
        "applications",
        "remedies",
    ]


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_a_fragment_has_the_same_cells_under_the_same_headers_in_half_the_room(report: Report) -> None:
    def figures(tree: LexborHTMLParser) -> list[tuple[str, ...]]:
        texts = {each.attributes["id"]: each.text() for each in tree.css("th[id]")}
        found = tree.css("td[headers]")
        return [(each.text(), *(texts[id] for id in (each.attributes["headers"] or "").split())) for each in found]

    fragment, whole = write_fragment(report), page(report)
    short = LexborHTMLParser(fragment)
    assert figures(short) == figures(whole) != []
    assert short.text().split() == whole.css_first("main").text().split()  # type: ignore[union-attr]
    assert len(fragment) < len(write_html(report)) / 2
