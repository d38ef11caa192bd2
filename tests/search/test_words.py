"""The text of clean HTML, in time that grows with its length."""

from __future__ import annotations

from time import perf_counter

import pytest

from gongkai.search.words import text_of


def test_signs_within_a_value_end_no_tag() -> None:
    body = '<p>科<a href="/s?q=<b>&amp;x=1">技</a>局</p><table title="a>b"><td>1 &lt; 2</td></table>'
    assert text_of(body).split() == ["科技局", "1", "<", "2"]


def _least(text: str) -> float:
    """Give the least time of some that a text takes: what else the machine does only adds to it."""
    found = []
    for _each in range(5):
        begun = perf_counter()
        text_of(text)
        found.append(perf_counter() - begun)
    return min(found)


@pytest.mark.parametrize("begun", ["<", "<a ", '<"', '<a "<" ', '<""'])
def test_tags_that_are_begun_and_never_ended_take_no_more_time_each_the_more_there_are(begun: str) -> None:
    assert _least(begun * 3_200) < 100 * _least(begun * 200)  # sixteen times, and not two hundred and fifty-six
