from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.strategies import balanced_report, reports, with_figure

from gongkai.report.model import Figure, Mark, Paragraph, Report
from gongkai.report.writers.text import WIDTH, columns_wide, wrapped, write_text


def lines(report: Report, width: int = WIDTH) -> list[str]:
    return write_text(report, width).decode("utf-8").splitlines()


widths = st.sampled_from([80, WIDTH, 120])


@given(reports(), widths)
@settings(max_examples=25)
def test_no_line_is_wider_than_the_terminal_and_every_box_is_straight(report: Report, width: int) -> None:
    for line in lines(report, width):
        assert columns_wide(line) <= width
        if line.startswith(("│", "┌", "├", "└")):
            assert columns_wide(line) == width


@given(reports(), widths)
@settings(max_examples=25)
def test_borders_meet(report: Report, width: int) -> None:
    """Where a line of the box has a border downwards, the next has one upwards in the same column."""
    for above, below in pairwise(lines(report, width)):
        if above[:1] in "┌├│" and above and below[:1] in "│├└" and below:
            assert _columns(above, "┌┐├┤┬┼│") == _columns(below, "└┘├┤┴┼│")


def _columns(line: str, drawn: str) -> list[int]:
    return [columns_wide(line[:index]) for index, character in enumerate(line) if character in drawn]


def test_table_four_reads_line_by_line() -> None:
    text = lines(balanced_report("2021"))
    start = text.index("四、政府信息公开行政复议、行政诉讼情况") + 1
    assert text[start : start + 9] == [
        "┌──────────────────────────────────────┬───────────┬───────────┬───────────┬───────────┬───────────┐",
        "│                                      │ 结果维持  │ 结果纠正  │ 其他结果  │ 尚未审结  │   总计    │",
        "├──────────────────────────────────────┼───────────┼───────────┼───────────┼───────────┼───────────┤",
        "│ 行政复议                             │         2 │         0 │         0 │         0 │         2 │",
        "├──────────────────────────────────────┼───────────┼───────────┼───────────┼───────────┼───────────┤",
        "│ 行政诉讼                             │           │           │           │           │           │",
        "│   未经复议直接起诉                   │         0 │         0 │         0 │         1 │         1 │",
        "│   复议后起诉                         │         0 │         0 │         0 │         0 │         0 │",
        "└──────────────────────────────────────┴───────────┴───────────┴───────────┴───────────┴───────────┘",
    ]


def test_blocks_of_table_two_join_where_their_columns_do() -> None:
    text = lines(with_figure(balanced_report("2021"), "proactive", "rules", "made", Mark.SLASH))
    start = text.index("二、主动公开政府信息情况") + 1
    assert text[start : start + 7] == [
        "┌───────────────────────────────────┬────────────────────┬────────────────────┬────────────────────┐",
        "│ 第二十条第（一）项                │    本年制发件数    │    本年废止件数    │    现行有效件数    │",
        "├───────────────────────────────────┼────────────────────┼────────────────────┼────────────────────┤",
        "│ 规章                              │                  / │                  0 │                  0 │",
        "│ 行政规范性文件                    │                  0 │                  0 │                  0 │",
        "├───────────────────────────────────┼────────────────────┴────────────────────┴────────────────────┤",
        "│ 第二十条第（五）项                │                       本年处理决定数量                       │",
    ]


def test_agency_year_and_edition_stand_at_the_top() -> None:
    assert [line.strip() for line in lines(balanced_report("2019"))[1:3]] == [
        "青山县档案局2020年政府信息公开工作年度报告",
        "青山县档案局　2020年度　年报格式2019版",
    ]


def test_a_report_cannot_command_the_terminal() -> None:
    report = replace(balanced_report("2021"), agency="局\x1b[2J", preamble=(Paragraph("导\x07语\x9b31m"),))
    text = write_text(report).decode("utf-8")
    assert "导语31m" in text
    assert not any(control in text for control in "\x1b\x07\x9b\r")


def test_a_cell_of_a_hundred_thousand_letters_is_abridged() -> None:
    report = balanced_report("2021")
    table = report.tables["proactive"]
    figures = {**table.figures, ("rules", "made"): Figure(None, Mark.UNREADABLE, "W" * 100_000)}
    drawn = lines(replace(report, tables={**report.tables, "proactive": replace(table, figures=figures)}))
    assert len(drawn) < len(lines(report)) + 60
    assert any("…" in line for line in drawn)


@given(st.text("公开，。（“”）abc123 .", max_size=60), st.integers(8, 40))
def test_wrapping_loses_nothing_but_spaces_at_the_breaks(text: str, width: int) -> None:
    assert "".join(wrapped(text, width)).replace(" ", "") == text.replace(" ", "")
    assert all(columns_wide(line) <= width for line in wrapped(text, width))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("受理申请三件。", 12, ["受理申请三", "件。"]),
        ("共公开（含转载）信息", 8, ["共公开", "（含转", "载）信息"]),
        ("网站www.gov.cn上", 12, ["网站", "www.gov.cn上"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_where_chinese_lines_may(text: str, width: int, expected: list[str]) -> None:
    assert wrapped(text, width) == expected
