"""What is wrong in a TOML file, said to whoever wrote it: the line, and the reason in their language.

Python's reader says it in English and for programmers. Here its sentences are told apart and said anew;
one that is not known yet is given as no more than the place. Reading a file and what must stand in it
are for those who need it: calendars (`gongkai.law.calendar.loading`), plans of a roll-up.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, NamedTuple

from gongkai.law.message import Message

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+"""
_TOO_MANY_PARTS = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}\.[ \t]*+){{50}}")
"""A key of so many parts: nobody needs three, and the time they take grows with their square."""
_MOST = 2**63 - 1
"""The largest number that TOML promises to hold."""


class Fault(NamedTuple):
    """Where a text ceases to be TOML, and why."""

    line: int
    reason: Message


def read(text: str) -> dict[str, Any] | Fault:
    r"""Give what a TOML text holds, or the first fault in it.

    >>> read("year = 2027")
    {'year': 2027}
    >>> print(read("year = 2027\nname = “元旦”").reason)
    值的写法不对：文字要用半角引号括起，日期写作 2027-01-01，不加引号
    """
    deep = _TOO_MANY_PARTS.search(text)
    if deep is not None:
        return Fault(text.count("\n", 0, deep.start()) + 1, Message("项目名里的点太多"))
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers too long and brackets too deep are not TOMLDecodeError
        said = str(error)
        at = re.search(r"\(at line (\d+), column \d+\)$", said)
        return Fault(int(at[1]) if at else _last_line(text), _reason(error, said))
    return Fault(_last_line(text), _TOO_LONG) if _holds_too_large(content) else content


def _last_line(text: str) -> int:
    """Give the line of a fault whose place is not told."""
    return max(text.count("\n") + (not text.endswith("\n")), 1)


def _holds_too_large(content: dict[str, Any]) -> bool:
    """Tell whether a number is larger than any may be; in hexadecimal it is read however long it is."""
    waiting: list[Any] = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, int) and abs(value) > _MOST:
            return True
    return False


def _reason(error: Exception, said: str) -> Message:
    if not isinstance(error, tomllib.TOMLDecodeError):
        return _TOO_LONG
    for words, reason in _REASONS:
        if re.match(words, said):
            return reason
    return Message("此处写法不对")


_TOO_LONG = Message("数字太长，或者括号套得太深")
_QUOTES = Message("引号没有写完，或者文字中间换了行")
_TWICE = Message("同一项目写了两次")
_REASONS = (
    (r"Invalid statement", Message("此处应为“项目 = 值”或者以方括号括起的表名，项目名用英文")),
    (r"Expected newline", Message("一行只写一项，行末多出了内容；日期写作 2027-01-01")),
    (r"Expected '=' after a key", Message("项目名之后缺少半角的等号")),
    (r"Expected '\]\]?' at the end", Message("表名之后缺少方括号")),
    (r"Invalid initial character for a key part", Message("项目名的写法不对：应为英文字母、数字、下划线或连字符")),
    (r"(Found invalid|Illegal) character '\\[nr]'|Unterminated string|Expected ", _QUOTES),
    (r"(Found invalid|Illegal) character", Message("有看不见的控制字符，请删去")),
    (r"Cannot |Duplicate ", _TWICE),
    (r"Unclosed array", Message("列表没有写完：缺少逗号或者右方括号")),
    (r"Unclosed inline table", Message("花括号没有写完")),
    (r"Unescaped|Invalid hex|Escaped", Message("引号内的反斜杠应写成两个")),
    (r"Invalid date or datetime", Message("没有这一天，或者日期的写法不对")),
    (r"Invalid value", Message("值的写法不对：文字要用半角引号括起，日期写作 2027-01-01，不加引号")),
)
