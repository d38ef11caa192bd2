import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.numerals import chinese_numeral, read_chinese_numeral, read_quantity


@given(st.integers(0, 9999))
def test_what_is_written_reads_back(number):
    assert read_chinese_numeral(chinese_numeral(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("21", 21),
        ("２１", 21),
        ("14,069", 14069),
        ("14，069", 14069),
        ("3.2万", 32000),
        ("3万", 30000),
        ("1.5亿", 150_000_000),
        ("二十一", 21),
        ("三万五千", 35000),
        ("两", 2),
        ("零", 0),
        ("2.5", None),
        ("1,23", None),
        ("三件", None),
        ("", None),
    ],
)
def test_counts_are_read_in_either_writing(text, number):
    assert read_quantity(text) == number
