from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.redaction.marks import PATTERNS, Kind
from gongkai.redaction.patterns import spans


def found(text: str, *words: str) -> list[tuple[str, str]]:
    return [(each.kind.code, text[each.start : each.end]) for each in spans(text, PATTERNS, words)]


@pytest.mark.parametrize(
    ("text", "kind", "hit"),
    [
        ("身份证号11010519491231002X。", "id_number", "11010519491231002X"),
        ("身份证号11010519491231002x，", "id_number", "11010519491231002x"),
        ("身份证号 110105 1949 1231 002X", "id_number", "110105 1949 1231 002X"),
        ("身份证号１１０１０５１９４９１２３１００２Ｘ", "id_number", "１１０１０５１９４９１２３１００２Ｘ"),
        ("身份证号1101051949\r\n1231002X", "id_number", "1101051949\r\n1231002X"),
        ("旧证号110105491231002", "id_number", "110105491231002"),
        ("手机13800138000", "mobile", "13800138000"),
        ("手机+86 138-0013-8000", "mobile", "+86 138-0013-8000"),
        ("手机138001\r\n38000", "mobile", "138001\r\n38000"),
        ("电话：0531-88887777转123", "phone", "0531-88887777转123"),
        ("（0531）8888 7777", "phone", "（0531）8888 7777"),
        ("传真：88887777", "phone", "88887777"),
        ("热线400-810-8888", "phone", "400-810-8888"),
        ("账号6222021234567890128", "bank_card", "6222021234567890128"),
        ("账号4111 1111 1111 1111", "bank_card", "4111 1111 1111 1111"),
        ("邮箱zhang.san@example.gov.cn。", "email", "zhang.san@example.gov.cn"),
        ("车牌鲁A12345", "plate", "鲁A12345"),
        ("车牌鲁A·D12345，", "plate", "鲁A·D12345"),
        ("家住济南市历下区泉\r\n城路180号3单元502室。", "address", "济南市历下区泉\r\n城路180号3单元502室"),
        ("住址：山东省桓台县索镇向阳村三组", "address", "山东省桓台县索镇向阳村三组"),
    ],
)
def test_personal_data_is_found_by_its_form(text: str, kind: str, hit: str) -> None:
    assert found(text) == [(kind, hit)]


@pytest.mark.parametrize(
    "text",
    [
        "身份证号110105194912310021",  # the check digit is X
        "身份证号110105194913310028",  # there is no thirteenth month
        "流水号2023111101051949123100",
        "账号6222021234567890127",  # the sum is wrong
        "共12345678901件",
        "鲁政发〔2024〕12号",
        "2024年第3号令，共12户",
        "依据条例第37条和第36条第3项",
        "鲁ABCDEF",
    ],
)
def test_what_only_looks_like_it_is_not_found(text: str) -> None:
    assert found(text) == []


def test_columns_of_a_table_do_not_run_into_one_number() -> None:
    assert found("2023\r\n13800138000\r\n2024") == [("mobile", "13800138000")]
    assert found("1 13800138000 2") == [("mobile", "13800138000")]


def test_words_are_found_across_spaces_lines_and_letter_case() -> None:
    assert found("张三、张  三、张\r\n三", "张三") == [("word", "张三"), ("word", "张  三"), ("word", "张\r\n三")]
    assert found("ABC Ltd", "abc ltd") == [("word", "ABC Ltd")]
    assert found("甲甲甲", "甲甲") == [("word", "甲甲"), ("word", "甲甲")]
    assert found("甲乙", " ") == []


def test_a_word_within_a_number_is_found_beside_it() -> None:
    assert found("13800138000", "0013") == [("mobile", "13800138000"), ("word", "0013")]


@settings(max_examples=30)
@given(st.text(max_size=100))
def test_any_text_can_be_searched(text: str) -> None:
    for each in spans(text, PATTERNS, ["甲"]):
        assert text[each.start : each.end].strip()
        assert each.kind in Kind


@settings(max_examples=30)
@given(st.integers(100000, 999999), st.dates(), st.integers(0, 999), st.text("甲乙丙，。", max_size=5))
def test_every_identity_number_with_its_check_digit_is_found(area: int, born, order: int, around: str) -> None:  # type: ignore[no-untyped-def]
    born = born.replace(year=1900 + born.year % 120)
    body = f"{area}{born:%Y%m%d}{order:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    number = body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights)) % 11]
    assert ("id_number", number) in found(around + number + around)
