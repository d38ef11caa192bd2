from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.cells import CellContent, read_cell, says_figure
from gongkai.report.model import Mark

BLANK = CellContent(None, Mark.BLANK)
SLASH = CellContent(None, Mark.SLASH)
DASH = CellContent(None, Mark.DASH)
UNREADABLE = CellContent(None, Mark.UNREADABLE)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("0", CellContent(0)),
        (" 13612 ", CellContent(13612)),
        ("13,612", CellContent(13612)),
        ("１３，６１２", CellContent(13612)),
        ("1 398 889", CellContent(1398889)),
        ("\u00a07\u3000", CellContent(7)),
        ("0件", CellContent(0)),
        ("12 项", CellContent(12)),
        ("12（件）", CellContent(12)),
        ("共12件", CellContent(12)),
        ("12*", CellContent(12)),
        ("12①", CellContent(12)),
        ("12²", CellContent(12)),
        ("12[1]", CellContent(12)),
        ("12件（注2）", CellContent(12)),
        ("1.2万件", CellContent(12000)),
        ("-3", CellContent(-3)),
        ("－３", CellContent(-3)),
        ("2.5", CellContent(Decimal("2.5"))),
        ("3.0", CellContent(3)),
        ("三", CellContent(3)),
        ("十二件", CellContent(12)),
        ("无", CellContent(0)),
        ("", BLANK),
        (" \u3000", BLANK),
        ("/", SLASH),
        ("／", SLASH),
        ("-", DASH),
        ("——", DASH),
        ("－", DASH),
        ("1,2", UNREADABLE),
        ("12%", UNREADABLE),
        ("12（3）", UNREADABLE),
        ("详见附件", UNREADABLE),
        ("2020年", UNREADABLE),
        ("1" * 65, UNREADABLE),
    ],
)
def test_a_count_is_read_as_written(text: str, content: CellContent) -> None:
    assert read_cell(text) == content


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+2", 2),
        ("-1", -1),
        ("增0减1", -1),
        ("增2减1", 1),
        ("增加3项", 3),
        ("减少1", -1),
        ("新增3项", 3),
        ("增：0 减：2", -2),
        ("0/-2", -2),
        ("2/1", 1),
        ("不变", 0),
        ("0", 0),
    ],
)
def test_a_change_takes_words_and_signs(text: str, value: int) -> None:
    assert read_cell(text, "change") == CellContent(value)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("7730.28", CellContent(Decimal("7730.28"))),
        ("7,730.20", CellContent(Decimal("7730.20"))),
        ("316441", CellContent(316441)),
        ("3.2亿元", CellContent(Decimal("3.2"), unit="亿元")),
        ("2.02万元", CellContent(Decimal("2.02"), unit="万元")),
        ("400元", CellContent(400, unit="元")),
    ],
)
def test_money_keeps_its_decimals_and_its_unit(text: str, content: CellContent) -> None:
    read = read_cell(text, "money")
    assert (read, str(read.value)) == (content, str(content.value))


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_any_whole_number_is_read_back_plain_and_with_separators(number: int) -> None:
    assert read_cell(str(number)) == read_cell(f"{number:,}") == CellContent(number)


@given(st.text(), st.sampled_from(["count", "change", "money"]))
def test_no_text_raises(text: str, kind: str) -> None:
    content = read_cell(text, kind)
    assert (content.value is None) == (content.mark is not None)


def test_words_and_blanks_say_no_figure_and_marks_do() -> None:
    assert [says_figure(text) for text in ("0", "/", "-", "增1", "", "规章")] == [True, True, True, True, False, False]
