"""Plain text that is no table, in quantity: it is gone through once, and what is far too long is refused."""

from __future__ import annotations

import pytest

from gongkai.law.errors import UnreadableDocument
from gongkai.report.blocks import Cell, Grid, TextBlock
from gongkai.report.readers.text import read_text


def test_short_lines_without_figures_stay_text() -> None:
    assert read_text("甲\n\n乙\n丙").blocks == (
        TextBlock("甲", line=1),
        TextBlock("乙", line=3),
        TextBlock("丙", line=4),
    )


def test_a_long_run_of_short_lines_is_gone_through_once() -> None:
    blocks = read_text("文字\n" * 40_000 + "全文如下：\n").blocks
    assert len(blocks) == 40_001
    assert blocks[39_999] == TextBlock("文字", line=40_000)


def test_a_long_run_of_figures_alone_is_gone_through_once() -> None:
    assert len(read_text("1\n" * 40_000).blocks) == 40_000


@pytest.mark.parametrize("above", ["", "|甲|乙|\n"])
def test_rules_without_rows_between_are_no_table(above: str) -> None:
    blocks = read_text(above + "----\n" * 40_000).blocks
    assert not any(isinstance(block, Grid) for block in blocks)


def test_rules_between_rows_belong_to_the_table() -> None:
    (grid,) = read_text("+---+---+\n| 甲 | 1 |\n+---+---+\n+===+===+\n| 乙 | 2 |\n+---+---+").blocks
    assert isinstance(grid, Grid)
    assert grid.rows == ((Cell("甲", 0), Cell("1", 1)), (Cell("乙", 0), Cell("2", 1)))


@pytest.mark.parametrize("text", ["甲\n" * 60_000, "字" * 5_000_000], ids=["lines", "characters"])
def test_text_far_longer_than_any_report_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_text(text)
    assert refused.value.code == "too-long"
