import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser
from tests.report.strategies import balanced_report, reports

from gongkai.law.language import translator
from gongkai.report.compare import compare
from gongkai.report.compare.writers import WRITERS
from gongkai.report.model import Mark, Report

AGENCY = "青山县水务局"
OLD = balanced_report(
    "2021",
    year=2023,
    agency=AGENCY,
    proactive={("licences", "decisions"): 1432, ("administrative_charges", "fees"): Decimal("25.40")},
    texts={"overview": '收到申请12件。\n=HYPERLINK("http://example.org")。<b>粗</b>。'},
)
NEW = balanced_report(
    "2021",
    year=2024,
    agency=AGENCY,
    carried_in={"natural": 1, "commercial": 1},
    proactive={
        ("licences", "decisions"): 1588,
        ("administrative_charges", "fees"): Decimal("31.05"),
        ("rules", "made"): Mark.BLANK,
    },
    texts={"overview": "收到申请15件。\n+1+1。@SUM(A1)。"},
)


def page(old: Report, new: Report) -> LexborHTMLParser:
    return LexborHTMLParser(WRITERS[".html"](compare(old, new), None))


def book(old: Report, new: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(WRITERS[".xlsx"](compare(old, new), None)))


def test_the_page_shows_the_cells_that_differ_with_change_and_rate():
    rows = [[cell.text() for cell in row.css("th, td")] for row in page(OLD, NEW).css("table.figures tbody tr")]
    assert ["本年处理决定数量", "1432", "1588", "+156", "+10.9%"] in rows
    assert ["本年收费金额（单位：万元）", "25.40万元", "31.05万元", "+5.65万元", "+22.2%"] in rows
    assert ["本年制发件数", "0", "空白", "—", "—"] in rows


def test_the_page_marks_words_and_breaks_and_runs_nothing():
    made = page(OLD, NEW)
    kinds = [each.text() for each in made.css(".kind")]
    assert kinds == ["仅数字不同", "删去", "删去", "新增", "新增"]
    assert next(each.text() for each in made.css("del")) == "12"
    assert next(each.text() for each in made.css("ins")) == "15"
    assert [each.text() for each in made.css(".break")] == ["-1", "-1"]
    assert not made.css("script, b, link, img")
    assert "<b>粗</b>。" in [each.text() for each in made.css("del")]


def test_the_page_can_be_read_aloud_and_in_either_light():
    made = page(OLD, NEW)
    assert made.css_first("html").attributes["lang"] == "zh-CN"
    for table in made.css("table"):
        assert table.css_first("caption").text()
        assert table.css("th[scope=col]")
        assert table.css("th[scope=row]")
    for section in made.css("section"):
        assert made.css_first("#" + section.attributes["aria-labelledby"]).tag == "h2"
    ids = re.findall(r' id="([^"]+)"', made.html)
    assert len(ids) == len(set(ids))
    style = made.css_first("style").text()
    assert "prefers-color-scheme: dark" in style
    assert "size: A4" in style


def test_what_cannot_be_compared_is_listed_and_not_guessed():
    made = page(balanced_report("2019", year=2020), balanced_report("2021", year=2021))
    assert "政府集中采购" in made.css_first("table.not-comparable").text()
    assert "本年收费金额" not in "".join(table.text() for table in made.css("table.figures"))


def test_the_pages_words_are_in_the_language_asked_for():
    made = LexborHTMLParser(WRITERS[".html"](compare(OLD, NEW), translator("en")))
    assert made.css_first("html").attributes["lang"] == "en"
    shown = [each.text() for each in made.css("h2, caption, thead th, .kind, .quiet")]
    assert not [each for each in shown if re.search("[一-鿿]", each) and not each.startswith("表")]


def test_figures_in_the_workbook_are_numbers_and_a_blank_is_a_word():
    rows = [[cell.value for cell in row] for row in book(OLD, NEW)["数字"].iter_rows(min_row=2)]
    found = {(row[1], row[2]): row[3:] for row in rows}
    assert found["行政许可", "本年处理决定数量"] == [1432, 1588, "", 156, pytest.approx(156 / 1432), "不同"]
    fees = found["行政事业性收费", "本年收费金额（单位：万元）"]
    assert fees == [25.4, 31.05, "万元", pytest.approx(5.65), pytest.approx(5.65 / 25.4), "不同"]
    assert found["规章", "本年制发件数"] == [0, "空白", "", "—", "—", "不同"]
    assert len(rows) == 12 - 1 + 25 * 7 + 15 - 1


def test_no_text_in_the_workbook_becomes_a_formula_or_a_link():
    evil = '=HYPERLINK("http://example.org","x")'
    new = replace(NEW, agency=evil)
    for sheet in book(OLD, new).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert cell.hyperlink is None
    assert book(OLD, new)["概况"]["C5"].value == evil


def test_the_workbook_tells_what_goes_on_and_each_sentence():
    made = book(OLD, NEW)
    carried = [[cell.value for cell in row[:4]] for row in made["结转"].iter_rows(min_row=3, max_row=9)]
    assert carried[1] == ["商业企业", 2, 1, -1]
    assert [row[1].value for row in made["文字"].iter_rows(min_row=2)] == ["仅数字不同", "删去", "删去", "新增", "新增"]
    assert "结转" not in book(NEW, OLD).sheetnames


def test_the_json_says_all_of_it():
    made = json.loads(WRITERS[".json"](compare(OLD, NEW), None))
    assert [each["delta"] for each in made["carried_over"]] == [0, -1, 0, 0, 0, 0, -1]
    assert made["in_force"][0]["expected"] is None
    assert made["narrative"][0]["sentences"][0] == {
        "kind": "numbers",
        "old": [
            {"text": "收到申请", "changed": False},
            {"text": "12", "changed": True},
            {"text": "件。", "changed": False},
        ],
        "new": [
            {"text": "收到申请", "changed": False},
            {"text": "15", "changed": True},
            {"text": "件。", "changed": False},
        ],
    }


@settings(max_examples=8, deadline=None)
@given(reports(), reports())
def test_any_two_reports_can_be_written_alike_twice(old: Report, new: Report):
    for ending, write in WRITERS.items():
        made = compare(old, new)
        assert write(made, None) == write(compare(old, new), None), ending
    assert "没有不同" in page(old, old).css_first("main > p").text()


def test_of_very_many_sentences_a_thousand_are_listed_and_the_rest_counted():
    texts = ["".join(f"{word}{index}。" for index in range(1200)) for word in "甲乙"]
    old, new = (balanced_report("2021", agency=AGENCY, texts={"overview": text}) for text in texts)
    assert sum(len(part.sentences) for part in compare(old, new).narrative) == 2400
    made = page(old, new)
    assert len(made.css(".sentences li")) == 1000
    assert made.css("section .quiet")[-1].text() == "另有1400句改动没有列出。"
    rows = list(book(old, new)["文字"].iter_rows(min_row=2, values_only=True))
    assert (len(rows), rows[-1][:2]) == (1001, ("总体情况", "另有1400句改动没有列出。"))
    (part,) = json.loads(WRITERS[".json"](compare(old, new), None))["narrative"]
    assert (len(part["sentences"]), part["not_listed"]) == (1000, 1400)
