"""Words where figures should stand: those that say there is none, and those that say nothing a sum can use."""

from __future__ import annotations

import re

import pytest
from tests.report.shapes import html_plain
from tests.report.strategies import balanced_report

from gongkai.report.checks import check
from gongkai.report.figures import figures
from gongkai.report.finding import Severity
from gongkai.report.reading import read_bytes

REPORT = balanced_report("2021")


def _page(pattern: str, written: str) -> bytes:
    page, times = re.subn(pattern, written, html_plain(REPORT), count=1)
    assert times
    return page.encode()


@pytest.mark.parametrize(
    "cells",
    [
        "<td colspan=3>不涉及</td>",
        "<td colspan=3>/</td>",
        "<td colspan=3>无规章制定权</td>",
        "<td>无</td><td>暂无</td><td>未涉及</td>",
    ],
)
def test_words_that_say_there_is_none_are_nought_in_every_column_they_cover(cells: str) -> None:
    reading = read_bytes(_page("(<td>规章</td>)(?:<td>0</td>){3}", rf"\1{cells}"))
    assert figures(reading.report) == figures(REPORT)
    findings = [*reading.findings, *check(reading.report)]
    assert [each.code for each in findings if each.severity is not Severity.NOTICE] == []


def test_a_merged_blank_is_blank_in_every_column_it_covers() -> None:
    reading = read_bytes(_page("(<td>规章</td>)(?:<td>0</td>){3}", r"\1<td colspan=3></td>"))
    assert set(figures(reading.report)["proactive"]["规章"].values()) == {None}
    assert reading.findings == ()


def test_words_in_the_first_cell_of_a_row_are_no_label() -> None:
    reading = read_bytes(_page("(1.属于国家秘密</td>)<td>0</td>", r"\1<td>见附件</td>"))
    assert figures(reading.report)["requests"]["1.属于国家秘密"] == [None, 0, 0, 0, 0, 0, 0]
    assert [each.code for each in (*reading.findings, *check(reading.report))] == ["cell-unreadable"]
