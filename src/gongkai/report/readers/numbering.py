"""Automatic numbers of paragraphs in DOCX: the “一、” that stands only in numbering.xml.

A paragraph names a list and a level, itself or through its style; the list says how the levels
count and how the number is written. Bullets say nothing and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.numerals import chinese_numeral

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_LEVELS = 9
_DEEPEST_STYLE = 32
_PLACEHOLDER = re.compile(r"%([1-9])")
_CLOSED = tuple("、.．。)）】〕:： ")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


class _Level(NamedTuple):
    format: str
    text: str
    start: int
    legal: bool
    spaced: bool
    restarts: bool
    style: str


class _List(NamedTuple):
    """A list as paragraphs name it: the counters it shares, its levels, where levels begin anew with it."""

    counters: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = {} if numbering is None else _lists(numbering)
        self._styles = {} if styles is None or not self._lists else _numbered_styles(styles)
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._lists)

    def label(self, properties: etree._Element | None) -> str:
        """Count a paragraph by its properties and give its number with what parts it from the text, or nothing."""
        id, depth = self._named(properties)
        each = self._lists.get(id)
        level = each.levels.get(depth) if each is not None else None
        if each is None or level is None:
            return ""
        counts = self._count(id, each, depth)
        written = _written(each, depth, counts)
        return f"{written} " if written and level.spaced and not written.endswith(_CLOSED) else written

    def _named(self, properties: etree._Element | None) -> tuple[str, int]:
        """Give the list and the level a paragraph is in: its own, else those of its style."""
        if properties is None:
            return "", 0
        numbered = properties.find(f"{W}numPr")
        own, depth = ("", None) if numbered is None else _reference(numbered)
        if own == "":
            style = _value(properties.find(f"{W}pStyle"))
            own, of_style = self._styles.get(style, ("", None))
            if depth is None:
                depth = self._level_of(own, style, of_style)
        return own, depth or 0

    def _level_of(self, id: str, style: str, named: int | None) -> int:
        each = self._lists.get(id)
        levels = {} if each is None else each.levels
        return next((depth for depth, level in levels.items() if level.style == style), named or 0)

    def _count(self, id: str, each: _List, depth: int) -> list[int | None]:
        counts = self._counts.setdefault(each.counters, [None] * _LEVELS)
        if id not in self._begun:
            self._begun.add(id)
            for begun in each.starts:
                counts[begun] = None
        before = counts[depth]
        start = each.starts.get(depth, each.levels[depth].start)
        counts[depth] = start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            if deeper not in each.levels or each.levels[deeper].restarts:
                counts[deeper] = None
        return counts


def _written(each: _List, depth: int, counts: list[int | None]) -> str:
    level = each.levels[depth]
    if level.format in ("bullet", "none"):
        return "" if level.format == "bullet" else _PLACEHOLDER.sub("", level.text)

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = each.levels.get(at)
        if other is None:
            return ""
        count = counts[at]
        return number_text(other.start if count is None else count, "decimal" if level.legal else other.format)

    return _PLACEHOLDER.sub(number, level.text)


def number_text(number: int, format: str) -> str:
    """Write a number in a format of WordprocessingML; in plain digits where the format is not known.

    >>> [number_text(12, f) for f in ("chineseCounting", "decimalFullWidth", "upperRoman", "ideographTraditional")]
    ['十二', '１２', 'XII', '12']
    """
    write = _FORMATS.get(format)
    return (write(number) if write is not None and 0 < number < 10_000 else "") or str(number)


def _letter(number: int) -> str:
    repeats, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (repeats + 1) if repeats < 10 else ""


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written += letters
            number -= value
    return written


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else ""


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else ""


def _legal(number: int) -> str:
    return chinese_numeral(number).translate(_LEGAL)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), chinese_numeral
    ),
    **dict.fromkeys(("taiwaneseCountingThousand", "koreanCounting"), chinese_numeral),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), _legal),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"),
        lambda number: str(number).translate(_DIGITS),
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"), _circled),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda number: str(number).translate(_FULL_WIDTH)),
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
}


def _value(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val", ""))


def _whole(element: etree._Element | None, default: int) -> int:
    written = _value(element)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else default


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a property that is on or off is on: it is there and does not say no."""
    return element is not None and _value(element) not in ("0", "false", "off", "none")


def _reference(numbered: etree._Element) -> tuple[str, int | None]:
    level = numbered.find(f"{W}ilvl")
    return _value(numbered.find(f"{W}numId")), None if level is None else _whole(level, 0)


def _lists(numbering: etree._Element) -> dict[str, _List]:
    abstract = {str(each.get(f"{W}abstractNumId", "")): each for each in numbering.iterfind(f"{W}abstractNum")}
    by_style = {_value(link): each for each in abstract.values() if (link := each.find(f"{W}styleLink")) is not None}
    found = {}
    for num in numbering.iterfind(f"{W}num"):
        of = _value(num.find(f"{W}abstractNumId"))
        definition = abstract.get(of)
        if definition is None:
            continue
        linked = by_style.get(_value(definition.find(f"{W}numStyleLink")), definition)
        levels = _levels(linked)
        starts: dict[int, int] = {}
        for override in num.iterfind(f"{W}lvlOverride"):
            levels |= _levels(override)
            depth, start = _depth(override), override.find(f"{W}startOverride")
            if start is not None and depth < _LEVELS:
                starts[depth] = _whole(start, 1)
        found[str(num.get(f"{W}numId", ""))] = _List(str(linked.get(f"{W}abstractNumId", of)), levels, starts)
    return found


def _levels(definition: etree._Element) -> dict[int, _Level]:
    return {depth: _level(each) for each in definition.iterfind(f"{W}lvl") if (depth := _depth(each)) < _LEVELS}


def _depth(element: etree._Element) -> int:
    written = str(element.get(f"{W}ilvl", ""))
    return int(written) if len(written) == 1 and written in "012345678" else _LEVELS


def _level(element: etree._Element) -> _Level:
    return _Level(
        format=_value(element.find(f"{W}numFmt")) or "decimal",
        text=_value(element.find(f"{W}lvlText")),
        start=_whole(element.find(f"{W}start"), 1),
        legal=is_on(element.find(f"{W}isLgl")),
        spaced=_value(element.find(f"{W}suff")) != "nothing",
        restarts=_value(element.find(f"{W}lvlRestart")) != "0",
        style=_value(element.find(f"{W}pStyle")),
    )


def _numbered_styles(styles: etree._Element) -> dict[str, tuple[str, int | None]]:
    """Give the list and level of each paragraph style that has one, itself or from the style it is based on."""
    own: dict[str, tuple[str, int | None]] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style"):
        id = str(style.get(f"{W}styleId", ""))
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None:
            own[id] = _reference(numbered)
        based[id] = _value(style.find(f"{W}basedOn"))
    return {id: reference for id in based if (reference := _inherited(id, own, based)) is not None}


def _inherited(
    id: str, own: Mapping[str, tuple[str, int | None]], based: Mapping[str, str]
) -> tuple[str, int | None] | None:
    list_id, depth = "", None
    for _ in range(_DEEPEST_STYLE):
        named, level = own.get(id, ("", None))
        list_id = list_id or named
        depth = level if depth is None else depth
        if list_id or id not in based:
            break
        id = based[id]
    return (list_id, depth) if list_id else None
