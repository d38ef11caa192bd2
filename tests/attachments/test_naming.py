import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.attachments.naming import LONGEST, cleaned, split


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("机构设置文件.pdf", "机构设置文件.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\张三\\报告.docx", "报告.docx"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
        ("申请\u202efdp.exe.pdf", "申请fdp.exe.pdf"),
        ("报\u200b告.pdf", "报告.pdf"),
        ('a<b>|"c?.pdf', "a_b___c_.pdf"),
        ("  .报告.pdf. ", "报告.pdf"),
        ("con.pdf", "_con.pdf"),
        ("COM1.txt", "_COM1.txt"),
        ("contract.txt", "contract.txt"),
        ("长" * 300 + ".docx", "长" * (LONGEST - 5) + ".docx"),
        ("a\u0000.pdf", "a.pdf"),
        ("/", ""),
        ("é.pdf", "\u00e9.pdf"),
    ],
)
def test_names_are_cleaned(given, kept):
    assert cleaned(given) == kept


@given(st.text(max_size=400))
def test_a_cleaned_name_is_short_has_no_path_and_is_clean(given):
    name = cleaned(given)
    assert len(name) <= LONGEST
    assert not set(name) & set("/\\\r\n\0\u202e\u2066\u200f")
    assert not name.startswith(".")
    assert cleaned(name) == name


def test_the_extension_is_what_follows_the_last_dot():
    assert split("a.b.PDF") == ("a.b", ".PDF")
    assert split("README") == ("README", "")
