from __future__ import annotations

import pytest

from gongkai.report.edition import editions
from gongkai.report.recognise.labels import core, labels_of, most_alike


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("（二） 部分公开", "部分公开"),
        ("1．属于国家秘密", "属于国家秘密"),
        ("１、属于国家秘密", "属于国家秘密"),
        ("①属于国家秘密", "属于国家秘密"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ('3、危及"三安全一稳定"', "危及三安全一稳定"),
        ("四．结转下年度继续办理", "结转下年度继续办理"),
        ("本年\n新公开数量", "本年新公开数量"),
        ("本年增∕减", "本年增减"),
        ("第二十条第（一）项", "第二十条第一项"),
        ("行政许可①", "行政许可"),
        ("行政许可¹", "行政许可"),
        ("行政许可（注1）", "行政许可"),
        ("（七）总计（件）", "总计"),
        ("采购总金额（万元）", "采购总金额万元"),
    ],
)
def test_numbering_width_and_punctuation_say_nothing(written: str, said: str) -> None:
    assert core(written) == said


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_the_labels_of_a_table_are_told_apart(edition) -> None:
    for table in edition.tables:
        labels = labels_of(edition)[table.id]
        assert [labels.rows[core(row.label)] for row in table.rows] == list(table.rows)


def _by_itself(candidates: list[str]) -> dict[str, str]:
    return {each: each for each in candidates}


def test_a_misspelt_label_is_the_one_it_is_most_like() -> None:
    candidates = ["其他法律行政法规禁止公开", "属于行政执法案卷", "其他"]
    assert most_alike("其他法律行政止公开", _by_itself(candidates)) == "其他法律行政法规禁止公开"


def test_spellings_of_one_row_are_no_rivals() -> None:
    named = {"本年新收申请数量": "new", "本年度新收申请数量": "new", "上年结转申请数量": "carried_in"}
    assert most_alike("本年新收申请数", named) == "new"


def test_a_label_like_two_others_is_neither() -> None:
    assert most_alike("公开甲", _by_itself(["公开乙", "公开丙"])) is None


def test_a_label_like_none_is_none() -> None:
    assert most_alike("依申请提供的件数", _by_itself(["属于国家秘密", "重复申请"])) is None
