"""What a cell says: a number as publishers write them, or the mark that stands in its place.

Full-width digits, thousands separators, units behind the number (`0件`), signs, `增0减1`, `/`, `-`.
A cell that says nothing is blank, and is not zero.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple
from unicodedata import normalize

from gongkai.law.numerals import read_chinese_numeral
from gongkai.report.model import Mark, Number, as_number


class CellContent(NamedTuple):
    """The number of a cell, or the mark that stands for none, and the unit of money if written."""

    value: Number | None
    mark: Mark | None = None
    unit: str = ""


BLANK = CellContent(None, Mark.BLANK)
UNREADABLE = CellContent(None, Mark.UNREADABLE)

_MARKS = {
    **dict.fromkeys(("", "\u200b"), BLANK),
    **dict.fromkeys(("/", "\\", "∕", "╱", "//"), CellContent(None, Mark.SLASH)),
    # 一 alone is a dash typed on a Chinese keyboard far more often than a one among Arabic figures.
    **dict.fromkeys(("-", "--", "—", "——", "–", "―", "─", "──", "一", "ー"), CellContent(None, Mark.DASH)),
    **dict.fromkeys(
        ("无", "没有", "未发生", "暂无", "不涉及", "未涉及", "无此项", "o", "O", "〇", "○", "零"), CellContent(0)
    ),
}
_NO_CHANGE = frozenset({"不变", "无变化", "持平", "无增减", "未增减", "增减0"})

_MINUS = str.maketrans({"−": "-", "﹣": "-", "‐": "-", "‑": "-", "–": "-", "﹢": "+", "\u200b": None, "\ufeff": None})
_NOTE = re.compile(
    r"(?<=[\d件项个万亿元])\s*(?:[*＊※#†①-⑳¹²³⁰-⁹]+|[\[【〔]\s*注?\s*\d{1,2}\s*[\]】〕]|[(（]\s*注\s*[\d一二三四五六七八九十]{0,2}\s*[)）])\s*$"
)
"""The mark of a footnote behind a figure. It goes before widths are folded: that would make ① a digit."""
_NO_POWER = re.compile(r"(?:无|没有|不具[备有])\D{0,10}权限?")
"""What agencies write in the row 规章 that may make none; it says as much as a stroke."""
_COUNTERS = "件项条宗个份次家人起部类笔例户"
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(
    rf"共?(?P<sign>[+-]?)(?P<digits>{_DIGITS})(?P<scale>[万亿]?)(?:(?P<unit>元|[{_COUNTERS}])|\([{_COUNTERS}]\))?[。,;、]?"
)
_UP_AND_DOWN = re.compile(
    rf"(?:(?:\+|新?增加?):?(?P<up>{_DIGITS})[{_COUNTERS}]?)?[,/、;]?(?:(?:-|减少?):?(?P<down>{_DIGITS})[{_COUNTERS}]?)?[。;]?"
)
_PAIR = re.compile(r"(\d+)/-?(\d+)")


_LONGEST = 64
"""A cell of a figure is never longer; a longer one is words, and is not worth remembering."""


def read_cell(text: str, kind: str = "count") -> CellContent:
    """Give what a cell of a column of that kind (`count`, `change`, `money`) says.

    >>> read_cell("１３，６１２件").value, read_cell("增0减1", "change").value, read_cell("/").mark.value
    (13612, -1, '/')
    """
    return _REMEMBERED[kind](text) if len(text) <= _LONGEST else UNREADABLE


def _read(text: str, kind: str) -> CellContent:
    folded = "".join(normalize("NFKC", _NOTE.sub("", text)).translate(_MINUS).split())
    if folded in _MARKS:
        return _MARKS[folded]
    match = _NUMBER.fullmatch(folded)
    if match is not None:
        return _number(match, kind)
    numeral = read_chinese_numeral(folded.rstrip(_COUNTERS))
    if numeral is not None:
        return CellContent(numeral)
    if _NO_POWER.fullmatch(folded):
        return CellContent(None, Mark.SLASH)
    return _change(folded) if kind == "change" else UNREADABLE


def says_figure(text: str) -> bool:
    """Tell whether a text could fill a figure's cell: a number or a mark, not blank and no words."""
    return len(text) <= _LONGEST and _says_figure(text)


@lru_cache(maxsize=16384)
def _says_figure(text: str) -> bool:
    return _read(text, "change").mark not in (Mark.UNREADABLE, Mark.BLANK)


def _number(match: re.Match[str], kind: str) -> CellContent:
    digits = match["digits"].replace(",", "")
    amount = Decimal(match["sign"] + digits)
    if kind == "money":
        unit = match["scale"] + "元" if match["unit"] == "元" or match["scale"] else ""
        return CellContent(amount if "." in digits else int(amount), unit=unit)
    return CellContent(as_number(amount * _SCALES[match["scale"]]))


def _change(folded: str) -> CellContent:
    """Read 本年增/减 in words: 增2, 减1项, 增0减1, 0/1 (增/减), 持平."""
    if folded in _NO_CHANGE:
        return CellContent(0)
    pair = _PAIR.fullmatch(folded)
    if pair is not None:
        return CellContent(int(pair[1]) - int(pair[2]))
    match = _UP_AND_DOWN.fullmatch(folded)
    if match is None or (match["up"] is None and match["down"] is None):
        return UNREADABLE
    up, down = (Decimal((match[side] or "0").replace(",", "")) for side in ("up", "down"))
    return CellContent(as_number(up - down))


# One memory for each kind: most cells of most reports say the same few things.
_REMEMBERED = {kind: lru_cache(maxsize=16384)(partial(_read, kind=kind)) for kind in ("count", "change", "money")}
