"""Automatic numbers of paragraphs as words: “第三条” must stay the third article, however the page counts its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from gongkai.law.numerals import chinese_numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"}
)


class Level(NamedTuple):
    """A level of a list: how its number is written, where it stands in its words, and where it begins."""

    format: str
    words: str
    start: int

    @property
    def is_bullet(self) -> bool:
        """Say whether it has a mark and no number."""
        return self.format in ("bullet", "none")


class Numbers:
    """The numbers of a document, counted as its paragraphs come."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels, self._by_style = _levels(numbering) if numbering is not None else ({}, {})
        self._styles = dict(_style_numbers(styles)) if styles is not None else {}
        self._counts: dict[str, list[int]] = {}

    def next(self, paragraph: Any) -> str | None:
        """Give the number of a paragraph in words, None for one that has none; of bullets too."""
        found = self._place(paragraph)
        if found is None:
            return None
        key, depth = found
        levels = self._levels.get(key, {})
        level = levels.get(depth)
        if level is None or level.is_bullet:
            return None
        counts = self._counts.setdefault(key, [])
        while len(counts) <= depth:
            counts.append(levels[len(counts)].start - 1 if len(counts) in levels else 0)
        counts[depth] += 1
        del counts[depth + 1 :]

        def written(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            if at >= len(counts) or at not in levels:
                return ""
            return _written(max(counts[at], levels[at].start), levels[at].format)

        return re.sub(r"%([1-9])", written, level.words)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        said = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val") if style is not None else ""
        if said is None:
            return self._styles.get(name) or self._by_style.get(name)
        key, depth = _value(said, "numId"), _value(said, "ilvl") or "0"
        if not key and name in self._styles:
            key = self._styles[name][0]
        return (key, int(depth)) if key and key != "0" and depth.isdigit() else None


def _levels(numbering: Any) -> tuple[Mapping[str, Mapping[int, Level]], Mapping[str, tuple[str, int]]]:
    kinds = {each.get(f"{W}abstractNumId"): each for each in numbering.findall(f"{W}abstractNum")}
    levels: dict[str, dict[int, Level]] = {}
    by_style: dict[str, tuple[str, int]] = {}
    for number in numbering.findall(f"{W}num"):
        key, kind = number.get(f"{W}numId"), kinds.get(_value(number, "abstractNumId"))
        if kind is None:
            continue
        for each in kind.findall(f"{W}lvl"):
            depth, start = each.get(f"{W}ilvl") or "0", _value(each, "start") or "1"
            if not (depth.isdigit() and start.isdigit()):
                continue
            levels.setdefault(key, {})[int(depth)] = Level(
                _value(each, "numFmt") or "decimal", _value(each, "lvlText"), int(start)
            )
            if style := _value(each, "pStyle"):
                by_style.setdefault(style, (key, int(depth)))
    return levels, by_style


def _style_numbers(styles: Any) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in styles.findall(f"{W}style"):
        said = style.find(f"{W}pPr/{W}numPr")
        if said is not None and _value(said, "numId"):
            yield style.get(f"{W}styleId"), (_value(said, "numId"), int(_value(said, "ilvl") or "0"))


def _value(element: Any, name: str) -> str:
    found = element.find(f"{W}{name}")
    return (found.get(f"{W}val") or "") if found is not None else ""


def _written(number: int, format: str) -> str:
    """Write a number as a format has it.

    >>> [_written(each, kind) for each, kind in [(12, "chineseCounting"), (3, "decimal"), (4, "lowerRoman")]]
    ['十二', '3', 'iv']
    >>> [_written(3, kind) for kind in ("decimalEnclosedCircle", "upperLetter", "ideographTraditional")]
    ['③', 'C', '丙']
    """
    if format in _CHINESE:
        return chinese_numeral(number) if number < 10_000 else str(number)
    if format in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if format == "ideographTraditional" and 0 < number <= len(_STEMS):
        return _STEMS[number - 1]
    if format in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if format == "upperLetter" else letter
    if format in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman.upper() if format == "upperRoman" else roman
    return f"{number:02}" if format == "decimalZero" else str(number)


def _roman(number: int) -> str:
    tens = (("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40))
    written = ""
    for letters, value in (*tens, ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)):
        times, number = divmod(number, value)
        written += letters * times
    return written
