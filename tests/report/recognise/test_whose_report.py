"""Whose report a page holds, and for which year, wherever the page says so."""

from __future__ import annotations

from html import escape

import pytest
from tests.report.shapes import html_plain
from tests.report.strategies import balanced_report

from gongkai.report.figures import figures
from gongkai.report.reading import read_bytes

REPORT = balanced_report("2021", year=2023, agency="青山县自然资源局")
TITLE = "青山县自然资源局2023年政府信息公开工作年度报告"
SIGNED = "<p>青山县自然资源局</p>\n<p>2024年1月20日</p>"


def _page(top: str, *, head: str = "", meta: str = "", signed: bool = False, below: str = "") -> bytes:
    """Give the page of a report with other lines in the place of its title, and without a signature unless asked."""
    page = html_plain(REPORT)
    for old, new in (
        (f"<p>{TITLE}</p>", top),
        ("<title>年报</title>", f"{meta}<title>{escape(head)}</title>"),
        (SIGNED, f"{SIGNED if signed else ''}{below}"),
    ):
        assert old in page
        page = page.replace(old, new)
    return page.encode()


@pytest.mark.parametrize(
    "page",
    [
        _page("<p>青山县自然资源局<br>2023年政府信息公开工作年度报告</p>"),
        _page("<p>青山县自然资源局2023年</p><p>政府信息公开工作年度报告</p>"),
        _page("<p>青山县自然资源局2023年政府信息</p><p>公开工作年度报告</p>"),
        _page("<p>青山县自然资源局</p><p>2023年度</p><p>政府信息公开工作年度报告</p>"),
        _page("<p>青山县自然资源局</p><p>关于2023年度政府信息公开工作年度报告</p>"),
    ],
)
def test_a_title_may_be_broken_over_lines(page: bytes) -> None:
    reading = read_bytes(page)
    assert figures(reading.report) == figures(REPORT)
    assert [paragraph.text for paragraph in reading.report.preamble] == [each.text for each in REPORT.preamble]


@pytest.mark.parametrize(
    "page",
    [
        _page("<p>首页</p>", head=f"{TITLE}_青山县人民政府"),
        _page("<p>首页</p>", head="青山县人民政府", meta=f'<meta name="ArticleTitle" content="{TITLE}">'),
        _page("<p>根据条例规定，现公布青山县自然资源局政府信息公开工作2023年度报告。</p>"),
        _page("<h2>2023年政府信息公开工作年度报告</h2><p>本报告由青山县自然资源局综合各项数据编制。</p>"),
        _page("<p>青山县人民政府</p><p>政府信息公开</p><h2>2023年政府信息公开工作年度报告</h2>", signed=True),
    ],
    ids=["head", "meta", "sentence", "compiled by", "signature"],
)
def test_a_page_without_its_title_says_elsewhere_whose_report_it_is(page: bytes) -> None:
    assert figures(read_bytes(page).report) == figures(REPORT)


@pytest.mark.parametrize(
    "page",
    [
        _page(f"<ul><li>{TITLE.replace('3', '4')}</li><li>青山县教育局{TITLE[8:]}</li></ul><h2>{TITLE}</h2>"),
        _page(f"<h2>{TITLE}</h2>", below=f"<p>上一篇：{TITLE.replace('3', '2')}</p>"),
        _page(f"<h2>{TITLE.replace('2023年', '关于报送2023年')}的函</h2><p>附件：</p><h3>{TITLE}</h3>"),
    ],
    ids=["list above", "link below", "covering letter"],
)
def test_the_titles_of_other_reports_on_the_page_are_passed_over(page: bytes) -> None:
    assert figures(read_bytes(page).report) == figures(REPORT)


def test_a_sentence_between_tables_that_names_another_report_is_no_second_report() -> None:
    heading = "<p>三、收到和处理政府信息公开申请情况</p>"
    sentence = "<p>2023年，我局按要求公布了2022年政府信息公开工作年度报告，收到申请15件。</p>"
    page = html_plain(REPORT)
    assert heading in page
    assert figures(read_bytes(page.replace(heading, heading + sentence).encode()).report) == figures(REPORT)
