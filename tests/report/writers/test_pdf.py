"""The PDF as a reader of PDF has it: text, bookmarks, tags, fonts, properties."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
from tests.report.strategies import balanced_report, with_figure, with_table, without_row

from gongkai.report.model import Mark, Paragraph, Report
from gongkai.report.writers.pdf import write_pdf


def pages(report: Report) -> list[str]:
    found = pypdfium2.PdfDocument(write_pdf(report))
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in found]


def text(report: Report) -> str:
    """Give the text with no line ends, since lines break where they fill."""
    return "".join(pages(report)).replace("\n", "")


def test_text_can_be_searched_as_it_was_written() -> None:
    words = "2023年，全年通过网站www.example.gov.cn主动公开信息1,234条（含“转载”）。"
    found = text(balanced_report(texts={"overview": words * 8}))
    assert words * 8 in found
    assert "青山县档案局2023年政府信息公开工作年度报告" in found
    assert "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请" in found


def test_figures_follow_their_label_in_the_order_of_the_row() -> None:
    report = with_figure(balanced_report(), "proactive", "rules", "made", Mark.SLASH)
    report = with_figure(report, "proactive", "administrative_charges", "fees", Decimal("7730.20"))
    lines = "\n".join(pages(report)).split("\n")
    assert "行政事业性收费 7730.20" in " ".join(lines)
    assert "规章 / 0 0" in " ".join(lines)
    assert "一、本年新收政府信息公开申请数量 10 3 0 0 1 1 15" in " ".join(lines)


def test_parts_are_bookmarks() -> None:
    found = pypdfium2.PdfDocument(write_pdf(balanced_report()))
    assert [mark.get_title() for mark in found.get_toc()] == [
        f"{part.numeral}、{part.heading}" for part in balanced_report().parts
    ]


def test_properties_say_title_author_and_subject_and_no_date() -> None:
    said = pypdfium2.PdfDocument(write_pdf(balanced_report())).get_metadata_dict()
    assert {key: said[key] for key in ("Title", "Author", "Subject", "CreationDate", "ModDate")} == {
        "Title": "青山县档案局2023年政府信息公开工作年度报告",
        "Author": "青山县档案局",
        "Subject": "年报格式2021版",
        "CreationDate": "",
        "ModDate": "",
    }


def test_file_is_tagged_and_says_its_language() -> None:
    data = write_pdf(balanced_report())
    found = pypdfium2.PdfDocument(data)
    assert found.is_tagged()
    assert b"/Lang(zh-CN)" in data


def test_fonts_are_those_of_the_package_and_are_embedded() -> None:
    data = write_pdf(balanced_report())
    names = {name.decode() for name in re.findall(rb"/BaseFont/[A-Z]{6}\+([\w-]+)", data)}
    assert {name.split("-")[0] for name in names} == {"NotoSerifSC", "NotoSansSC"}


def test_every_character_of_names_has_a_glyph() -> None:
    rare = "堃玥喆鄌郚浰垴㙦䶮珺犇㵲龘祎甪"
    assert rare in text(replace(balanced_report(), preamble=(Paragraph(rare),)))
    data = write_pdf(replace(balanced_report(), preamble=(Paragraph(rare),)))
    assert set(re.findall(rb"/BaseFont/[A-Z]{6}\+(\w+)", data)) == {b"NotoSerifSC", b"NotoSansSC"}


def test_pages_are_numbered_outside() -> None:
    found = pages(balanced_report())
    assert len(found) > 1
    assert [page.strip().split("\n")[-1] for page in found] == [f"— {n} —" for n in range(1, len(found) + 1)]
    document = pypdfium2.PdfDocument(write_pdf(balanced_report()))
    middle = document[0].get_width() / 2
    lefts = [page.get_textpage().get_charbox(page.get_textpage().count_chars() - 1)[0] for page in document]
    assert [left > middle for left in lefts] == [number % 2 == 0 for number in range(len(lefts))]


def test_headers_repeat_where_a_table_is_longer_than_a_page() -> None:
    report = balanced_report()
    table = report.tables["applications"]
    found = pages(with_table(report, replace(table, rows=table.rows * 4)))
    assert sum("社会公" in page for page in found) >= 3


def test_a_table_that_fits_a_page_is_not_broken() -> None:
    for filling in range(0, 12, 3):
        report = balanced_report(texts={"overview": "\n".join(["文字。"] * filling)})
        (page,) = [page for page in pages(report) if "一、本年新收" in page]
        assert "四、结转下年度继续办理" in page


@pytest.mark.parametrize(
    "hostile", ['#panic("x")', '#read("/etc/passwd")', "*粗* _斜_ $x$ `c`", "\\#{}[]@a <b> // c", '"}; #let x = "']
)
def test_text_is_never_read_as_markup(hostile: str) -> None:
    report = replace(balanced_report(agency=hostile), preamble=(Paragraph(hostile),))
    assert text(report).count(hostile) >= 2


def test_odd_characters_are_left_out() -> None:
    assert "甲乙丙" in text(replace(balanced_report(), preamble=(Paragraph("甲\x00\x1b\ud800乙\uffff丙"),)))


def test_a_report_with_holes_is_written_all_the_same() -> None:
    report = without_row(balanced_report(), "remedies", "direct_suit")
    table = report.tables["remedies"]
    tables = {"proactive": report.tables["proactive"], "remedies": replace(table, rows=(), figures={})}
    found = text(replace(report, parts=(), tables=tables, preamble=(), closing=(), agency="", title="", year=None))
    assert found.startswith("政府信息公开工作年度报告")
    assert "表二" in found


def test_equal_reports_give_equal_bytes_whatever_was_written_between() -> None:
    first = write_pdf(balanced_report())
    write_pdf(balanced_report("2019"))
    assert write_pdf(balanced_report()) == first


def test_reports_can_be_written_from_several_threads() -> None:
    reports = [balanced_report(agency=f"第{number}街道办事处") for number in range(6)]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(write_pdf, reports)) == [write_pdf(report) for report in reports]
