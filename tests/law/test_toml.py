import time
import tomllib

import pytest

from gongkai.law import toml
from gongkai.law.language import translator

VALUE = "值的写法不对：文字要用半角引号括起，日期写作 2027-01-01，不加引号"
QUOTES = "引号没有写完，或者文字中间换了行"
TWICE = "同一项目写了两次"

FAULTS = [
    # the text, the line and the reason
    ("a = = 1", 1, VALUE),
    ("a = 1\nb = “元旦”", 2, VALUE),
    ("a = ", 1, VALUE),
    ("a = 1\nb = 2026-09-31\n", 2, "没有这一天，或者日期的写法不对"),
    ("a = 2027－01－01", 1, "一行只写一项，行末多出了内容；日期写作 2027-01-01"),
    ("年 = 2027", 1, "此处应为“项目 = 值”或者以方括号括起的表名，项目名用英文"),
    ("［［a］］", 1, "此处应为“项目 = 值”或者以方括号括起的表名，项目名用英文"),
    ("a＝1", 1, "项目名之后缺少半角的等号"),
    ("a. = 1", 1, "项目名的写法不对：应为英文字母、数字、下划线或连字符"),
    ("[[a]\n", 1, "表名之后缺少方括号"),
    ("a = 1\n[b", 2, "表名之后缺少方括号"),
    ('a = "x\n', 1, QUOTES),
    ('a = """x', 1, QUOTES),
    ("a = '''x", 1, QUOTES),
    ('a = "\x01"', 1, "有看不见的控制字符，请删去"),
    ("a = 1\na = 2\n", 2, TWICE),
    ("[a]\n[a]\n", 2, TWICE),
    ("a = {b = 1, b = 2}", 1, TWICE),
    ("a = [1 2]", 1, "列表没有写完：缺少逗号或者右方括号"),
    ("a = {b = 1", 1, "花括号没有写完"),
    ('a = "C:\\日历"', 1, "引号内的反斜杠应写成两个"),
    ("a = " + "9" * 5000, 1, "数字太长，或者括号套得太深"),
    ("a = 0x" + "f" * 9000, 1, "数字太长，或者括号套得太深"),
    (f"b = [{{c = -{2**63 + 1}}}]", 1, "数字太长，或者括号套得太深"),
    ("a = 1\na" + ".b" * 50 + " = 1", 2, "项目名里的点太多"),
    ("[" + '"\\"" . ' * 50 + "a]", 1, "项目名里的点太多"),
    ("a = {" + "'b'." * 50 + "a = 1}", 1, "项目名里的点太多"),
    ("a = " + "[" * 5000, 1, "数字太长，或者括号套得太深"),
]


@pytest.mark.parametrize(("text", "line", "reason"), FAULTS, ids=range(len(FAULTS)))
def test_a_fault_is_told_by_line_and_in_both_languages(text, line, reason):
    fault = toml.read(text)
    assert isinstance(fault, toml.Fault)
    assert (fault.line, fault.reason.text()) == (line, reason)
    assert fault.reason.text(translator("en")).isascii()


def test_a_fault_not_known_yet_is_told_by_its_line(monkeypatch):
    def refuse(text):
        raise tomllib.TOMLDecodeError("Something new (at line 2, column 3)")

    monkeypatch.setattr(tomllib, "loads", refuse)
    fault = toml.read("a = 1\nb = 2\n")
    assert (fault.line, fault.reason.text()) == (2, "此处写法不对")


def test_what_is_toml_is_read():
    assert toml.read('a = "元旦"\n[[b]]\nc = 1\n') == {"a": "元旦", "b": [{"c": 1}]}


def test_the_largest_number_and_a_long_text_with_dots_are_read():
    assert toml.read(f"a = {2**63 - 1}") == {"a": 2**63 - 1}
    assert toml.read(f'a.b = "{"。." * 100}"') == {"a": {"b": "。." * 100}}


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".b" * 30_000 + " = 1",
        '"' + "\\" * 30_000,
        "a" * 60_000,
        "a " * 30_000,
        "\n".join(["a" + ".b" * 49 + "=1"] * 600),
    ],
    ids=range(5),
)
def test_no_text_takes_long(text):
    began = time.process_time()
    assert isinstance(toml.read(text), toml.Fault)
    assert time.process_time() - began < 2
