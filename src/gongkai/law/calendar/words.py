"""A notice of holidays (放假安排) read from its words, so that nobody has to write its dates down a second time.

Notices of the State Council's office have had one form since 2019, a line for each holiday:

    三、清明节：4月4日（周六）至6日（周一）放假，共3天。

What is read is written as a file like `2026.toml` and goes the way of every such file: `loading` refuses what lacks a
holiday or a day in lieu. Not here: anything that only a person can tell.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.law.calendar.notices import Holiday, days_from
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message

_LINE = re.compile(r"^[一二三四五六七八九十]、\s*(?P<name>[\u4e00-\u9fff、]{2,12})[：:](?P<rest>.+)$", re.MULTILINE)
_DAY = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日(?:[（(][^）)]*[）)])?"
_OFF = re.compile(f"^{_DAY.format('a')}(?:至{_DAY.format('b')})?放假(?P<days>\\d+天)?")
_COUNT = re.compile(r"共(\d+)天")
_WORK = re.compile(r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:[（(][^）)]*[）)])?(?=[、，和及]|上班)")
_ESCAPED = {"\\": "\\\\", '"': '\\"'}
_SENTENCE = re.compile(r"[^。；]*上班")


class Written(NamedTuple):
    """What heads a notice: the year it arranges, its title, its number, the day it was issued."""

    year: int
    title: str
    number: str
    issued: date


def holidays_in(words: str, year: int) -> tuple[Holiday, ...]:
    """Give the holidays that the words of a notice set in a year, each with its days off and its days worked.

    Raises UnreadableDocument for words that have no such line, or a line whose days are not as many as it says.

    >>> (holiday,) = holidays_in("三、清明节：4月4日（周六）至6日（周一）放假，共3天。", 2026)
    >>> holiday.name, [day.day for day in holiday.off], holiday.work
    ('清明节', [4, 5, 6], ())
    """
    found = tuple(_holiday(each["name"], each["rest"], year) for each in _LINE.finditer(words))
    if not found:
        raise _wrong(Message("没有认出一行放假安排。每个节日一行，如“三、清明节：4月4日至6日放假，共3天。”"))
    return found


def as_toml(written: Written, words: str) -> str:
    """Give a notice of a whole year as the file that keeps it."""
    lines = [
        f"year = {written.year}",
        "",
        "[[notice]]",
        'scope = "year"',
        f"title = {_quoted(written.title)}",
        f"number = {_quoted(written.number)}",
        f"issued = {written.issued.isoformat()}",
        f"words = {_quoted(words.strip())}",
    ]
    for holiday in holidays_in(words, written.year):
        lines += ["", "[[notice.holiday]]", f"name = {_quoted(holiday.name)}", f"from = {holiday.off[0].isoformat()}"]
        if len(holiday.off) > 1:
            lines.append(f"to = {holiday.off[-1].isoformat()}")
        if holiday.work:
            lines.append(f"work = [{', '.join(day.isoformat() for day in holiday.work)}]")
    return "\n".join(lines) + "\n"


def _holiday(name: str, rest: str, year: int) -> Holiday:
    matched = _OFF.match(rest)
    if matched is None:
        raise _wrong(Message("没有认出“{name}”的放假日期，应如“4月4日至6日放假”。", name=name))
    first = _day(name, matched["ay"] or year, matched["am"], matched["ad"])
    last = first
    if matched["bd"]:
        later = matched["by"] or (first.year if matched["bm"] is None or int(matched["bm"]) >= first.month else year)
        last = _day(name, later, matched["bm"] or first.month, matched["bd"])
    if not first <= last <= first + timedelta(days=30):
        raise _wrong(Message("“{name}”的放假日期前后颠倒或者太长。", name=name))
    off = tuple(days_from(first, last))
    counted = _COUNT.search(rest)
    if counted is not None and int(counted[1]) != len(off):
        raise _wrong(
            Message("“{name}”写的是共{said}天，日期却是{there}天。", name=name, said=int(counted[1]), there=len(off))
        )
    work = tuple(
        _day(name, each["y"] or year, each["m"], each["d"])
        for sentence in _SENTENCE.findall(rest)
        for each in _WORK.finditer(sentence)
    )
    return Holiday(name, off, work)


def _day(name: str, year: str | int, month: str | int | None, day: str | int) -> date:
    try:
        return date(int(year), int(month or 0), int(day))
    except ValueError:
        raise _wrong(Message("“{name}”里有不存在的日期。", name=name)) from None


def _quoted(text: str) -> str:
    """Give a text as a TOML string."""
    return '"' + "".join(_ESCAPED.get(each) or _escaped(each) for each in text) + '"'


def _escaped(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) < 32 or ord(character) == 127 else character


def _wrong(message: Message) -> UnreadableDocument:
    return UnreadableDocument("calendar-words", message, hint=Message("请照通知原文逐行粘贴，或者改用文件录入。"))
