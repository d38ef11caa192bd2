from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.readers.encoding import decode

TEXT = "政府信息公开工作年度报告，共收到申请三件。镕囧"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_its_encoding_without_a_declaration(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.findings) == (TEXT, ())


@pytest.mark.parametrize(
    ("declared", "actual", "codes"),
    [
        ("gb2312", "gb18030", []),
        ("gbk", "gb18030", []),
        ("utf-8", "gb18030", ["encoding-misdeclared"]),
        ("gb2312", "utf-8", ["encoding-misdeclared"]),
        ("utf-8", "utf-8", []),
        ("x-nonsense", "gb18030", []),
        ("iso-8859-1", "gb18030", []),
        ("windows-1252", "gb18030", []),
    ],
)
def test_a_wrong_declaration_does_not_spoil_the_text(declared: str, actual: str, codes: list[str]) -> None:
    page = f'<meta charset="{declared}">{TEXT}'
    decoded = decode(page.encode(actual))
    assert (decoded.text, [finding.code for finding in decoded.findings]) == (page, codes)


@pytest.mark.parametrize("declared", ["idna", "punycode", "hex", "zlib", "rot13", "undefined", "unicode_escape"])
def test_what_python_calls_an_encoding_and_no_page_is_written_in_is_not_tried(declared: str) -> None:
    page = f'<meta charset="{declared}">{TEXT}'.encode()
    decoded = decode(page * 10 + b"\xff" + b"a" * 500_000)
    assert decoded.text is not None
    assert decoded.text.startswith(page.decode())
    assert [finding.code for finding in decoded.findings] == ["characters-lost"]


def test_a_few_broken_bytes_are_lost_and_said() -> None:
    decoded = decode((TEXT * 40).encode() + b"\xff\xfe!")
    assert decoded.text is not None
    assert decoded.text.startswith(TEXT)
    assert [finding.code for finding in decoded.findings] == ["characters-lost"]


def test_bytes_that_are_no_text_give_none() -> None:
    assert decode(bytes(range(256)) * 8).text is None


@given(st.binary(max_size=2000))
def test_no_bytes_raise(data: bytes) -> None:
    decode(data)


def test_where_no_character_is_lost_none_is_reported() -> None:
    text = '<meta charset="utf-16">政府信息公开工作年度报告' * 50
    assert decode(text.encode("utf-16-le")).findings == ()
