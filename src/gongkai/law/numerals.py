"""Chinese numerals (中文数字): written for citations and letters, read from narrative."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_VALUES = {c: i for i, c in enumerate(_DIGITS)} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

NUMERAL_CHARACTERS = frozenset(_VALUES) | frozenset(_UNITS) | frozenset(_MYRIADS)


def chinese_numeral(n: int) -> str:
    """Write 0–9999 as statutes do.

    >>> [chinese_numeral(n) for n in (0, 7, 10, 12, 33, 105, 110)]
    ['零', '七', '十', '十二', '三十三', '一百零五', '一百一十']
    """
    if not 0 <= n <= 9999:
        raise ValueError(f"chinese_numeral writes 0 to 9999, not {n}")
    if n < 10:
        return _DIGITS[n]
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            written += _DIGITS[digit] + name
        elif written and n and not written.endswith("零"):
            written += "零"
    return written.removeprefix("一") if written.startswith("一十") else written


def read_chinese_numeral(text: str) -> int | None:
    """Read a whole Chinese number, by units or digit by digit; None when it is not one.

    >>> [read_chinese_numeral(t) for t in ("三", "十二", "一百零五", "两千零二十", "二〇二〇", "三万五千", "三件")]
    [3, 12, 105, 2020, 2020, 35000, None]
    """
    if not text or any(c not in NUMERAL_CHARACTERS for c in text):
        return None
    if all(c in _VALUES for c in text):
        return int("".join(str(_VALUES[c]) for c in text)) if len(text) > 1 else _VALUES[text]
    total = section = digit = 0
    for c in text:
        if c in _VALUES:
            digit = _VALUES[c]
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        elif c == "亿":
            total = (total + section + digit) * _MYRIADS[c]
            section = digit = 0
        else:
            total += (section + digit) * _MYRIADS[c]
            section = digit = 0
    return total + section + digit


_ARABIC = re.compile(r"(\d+(?:[,，]\d{3})*(?:\.\d+)?)([万亿]?)")


def read_quantity(text: str) -> int | None:
    """Read a count in Arabic digits of either width or in Chinese, with 万 or 亿; None when it is not a whole one.

    >>> [read_quantity(t) for t in ("12", "１２", "14,069", "3.2万", "3万", "二十一", "两", "2.5", "件")]
    [12, 12, 14069, 32000, 30000, 21, 2, None, None]
    """
    match = _ARABIC.fullmatch(text)
    if match is None:
        return read_chinese_numeral(text)
    value = Decimal(match[1].replace(",", "").replace("，", "")) * _MYRIADS.get(match[2], 1)
    return int(value) if value == int(value) else None
