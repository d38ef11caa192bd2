"""How like two descriptions are: pairs that mean the same, and pairs that only look so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.applications.likeness import LONGEST, SIMILAR, likeness, may_be_same, words_of

WANTED = "桓台县2025年科技计划项目立项名单"


@pytest.mark.parametrize(
    "other",
    [
        "申请公开桓台县2025年科技计划项目立项名单",
        "请提供：桓台县 ２０２５ 年科技计划项目的立项名单。",
        "桓台县科技计划项目立项名单（2025年）",
    ],
)
def test_the_same_in_other_words_may_be_the_same(other):
    assert may_be_same(words_of(WANTED), words_of(other))


@pytest.mark.parametrize(
    "other",
    [
        "桓台县2024年科技计划项目立项名单",
        "桓台县2025年科技计划项目验收结果",
        "示例镇2025年用地批复",
        "",
    ],
)
def test_what_differs_in_the_year_or_the_thing_is_not_the_same(other):
    assert not may_be_same(words_of(WANTED), words_of(other))


def test_what_differs_in_the_year_is_similar_and_what_has_nothing_in_common_is_not():
    assert likeness(words_of(WANTED), words_of("2024年科技计划项目立项名单")) >= SIMILAR
    assert likeness(words_of(WANTED), words_of("示例河道采砂许可")) < SIMILAR
    assert likeness(words_of(""), words_of("")) == 0


def test_names_that_all_of_an_agency_s_applications_have_make_nothing_alike():
    one, other = "桓台县科技局值班表", "桓台县科技局预算"
    left_out = ("桓台县科技局",)
    assert likeness(words_of(one), words_of(other)) > 0
    assert likeness(words_of(one, left_out), words_of(other, left_out)) == 0


@settings(max_examples=40)
@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_the_same_both_ways_and_whole_with_oneself(one, other):
    first, second = words_of(one), words_of(other)
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, first) == (1 if first.pairs else 0)


def test_a_description_of_any_length_is_looked_at_up_to_a_bound():
    assert words_of("名单" + "字" * LONGEST * 10) == words_of("名单" + "字" * LONGEST)
