"""Running text: lines joined to paragraphs, and what a page prints around them left out."""

from __future__ import annotations

import pytest
from tests.report.readers.pdf.drawing import Page, pdf

from gongkai.report.blocks import TextBlock
from gongkai.report.readers.pdf import read_pdf

LEFT, WIDE = 70, 30
"""Where text begins, and how many characters a line holds."""


def written(page: Page, y: float, text: str, *, indent: int = 2, width: int = WIDE) -> float:
    """Write a paragraph in lines and give where the next begins."""
    first = width - indent
    lines = [text[:first], *(text[at : at + width] for at in range(first, len(text), width))]
    for number, line in enumerate(lines):
        page.text(LEFT + (0 if number else 10 * indent), y, line)
        y += 18
    return y


def texts(*pages: Page) -> list[str]:
    return [block.text for block in read_pdf(pdf(*pages)).blocks if isinstance(block, TextBlock)]


LONG = "本机关坚持以人民为中心的发展思想认真贯彻落实政府信息公开条例围绕中心工作不断加大公开力度拓展公开渠道主动公开"
FULL = (LONG + LONG)[:88]
"""A text whose last line is full to the margin."""


def test_lines_of_a_paragraph_are_joined_without_spaces() -> None:
    page = Page()
    y = written(page, 100, LONG)
    written(page, y, LONG[:20])
    assert texts(page) == [LONG, LONG[:20]]


def test_an_indented_line_begins_a_paragraph_though_the_one_before_is_full() -> None:
    page = Page()
    y = written(page, 100, FULL)
    written(page, y, LONG)
    assert texts(page) == [FULL, LONG]


def test_a_line_that_ends_early_is_the_last_where_nothing_is_indented() -> None:
    page = Page()
    y = written(page, 100, LONG, indent=0)
    y = written(page, y, "二、主动公开政府信息情况", indent=0)
    written(page, y, LONG, indent=0)
    assert texts(page) == [LONG, "二、主动公开政府信息情况", LONG]


def test_a_number_that_did_not_fit_goes_on() -> None:
    page = Page()
    page.text(LEFT, 100, LONG[:27])
    page.text(LEFT, 118, "13612.5万元，" + LONG[:20])
    page.text(LEFT, 136, LONG[:30])
    assert texts(page) == [LONG[:27] + "13612.5万元，" + LONG[:20], LONG[:30]]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first, second = Page(), Page()
    first.text(LEFT + 20, 760, LONG[:28])
    second.text(LEFT, 80, LONG[28:])
    second.text(LEFT + 20, 98, LONG[:28])
    first.text(280, 810, "- 1 -")
    second.text(280, 810, "- 2 -")
    document = read_pdf(pdf(first, second))
    assert document.blocks == (TextBlock(LONG, page=1), TextBlock(LONG[:28], page=2))


def test_a_title_in_a_larger_font_is_one_line_though_it_wraps() -> None:
    page = Page()
    page.text(115, 80, "青山县档案局２０２３年", size=20)
    page.text(125, 108, "政府信息公开年度报告", size=20)
    written(page, 150, LONG)
    assert texts(page) == ["青山县档案局２０２３年政府信息公开年度报告", LONG]


def test_signature_and_date_are_lines_of_their_own() -> None:
    page = Page()
    y = written(page, 100, FULL)
    page.text(280, y + 20, "青山县档案局")
    page.text(270, y + 40, "2024年1月20日")
    assert texts(page) == [FULL, "青山县档案局", "2024年1月20日"]


def test_words_and_numbers_keep_the_spaces_between_them() -> None:
    page = Page()
    page.text(LEFT, 100, "网址：www.example.cn annual report 2023")
    assert texts(page) == ["网址：www.example.cn annual report 2023"]


@pytest.mark.parametrize("number", ["3", "- 3 -", "－３－", "—3—", "第3页", "第 3 页 共 5 页", "3/5", "第三页"])
def test_the_number_of_a_page_is_no_text(number: str) -> None:
    page = Page()
    written(page, 100, LONG)
    page.text(280, 810, number)
    assert texts(page) == [LONG]


def test_a_number_in_the_middle_of_a_page_is_text() -> None:
    page = Page()
    y = written(page, 100, LONG)
    page.text(280, y + 40, "－３－")
    written(page, y + 80, LONG)
    assert texts(page) == [LONG, "－３－", LONG]


def test_what_stands_alike_at_the_top_or_bottom_of_pages_is_no_text() -> None:
    pages = [Page(), Page(), Page()]
    for number, page in enumerate(pages, start=1):
        page.text(200, 40, "青山县政府信息公开年度报告")
        written(page, 100, LONG[number:])
        page.text(200, 815, f"青山县档案局编  第{number}页")
    assert texts(*pages) == [LONG[number:] for number in (1, 2, 3)]


def test_lines_of_several_fonts_and_heights_are_one_line() -> None:
    page = Page()
    page.text(LEFT, 100, "收取信息处理费", size=12)
    page.text(154, 100.8, "7730.28", size=11)
    page.text(201, 99.5, "万元", size=12)
    assert texts(page) == ["收取信息处理费7730.28万元"]
