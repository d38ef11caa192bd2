"""What a holiday notice (放假通知) says, and what a day is because of it.

Values only. Reading them from files and refusing what is wrong: `loading`. Counting: `working_days`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from gongkai.law.citation import Citation
from gongkai.law.message import Message, Translate


class Scope(StrEnum):
    """What a notice covers: all of a year, a change for the whole country, or one place."""

    YEAR = "year"
    CHANGE = "change"
    LOCAL = "local"


class Holiday(NamedTuple):
    """A holiday of a notice: its name, the days off (放假) and the days worked for them (调休上班)."""

    name: str
    off: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


class Notice(NamedTuple):
    """A holiday notice: title, number, date of issue, words, link, and the holidays it sets."""

    year: int
    scope: Scope
    title: str
    number: str
    issued: date
    words: str
    holidays: tuple[Holiday, ...]
    link: str = ""
    place: str = ""
    """Where a local holiday (放假办法第4条) applies."""

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}）"

    def days(self) -> Iterator[Day]:
        """Give every day the notice names, as what it makes of it."""
        for holiday in self.holidays:
            for day in holiday.off:
                yield Day(day, Kind.HOLIDAY, name=holiday.name, notice=self)
            for day in holiday.work:
                yield Day(day, Kind.MAKE_UP, name=holiday.name, notice=self)


class Kind(StrEnum):
    """What a day is: 工作日, 周末, 放假, 调休上班."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


_SENTENCES = {
    Kind.WORKING: "{day}（{weekday}）：工作日",
    Kind.WEEKEND: "{day}（{weekday}）：周末",
    Kind.HOLIDAY: "{day}（{weekday}）：{name}放假",
    Kind.MAKE_UP: "{day}（{weekday}）：{name}调休上班",
}

WEEKDAYS = tuple(Message(name) for name in ("周一", "周二", "周三", "周四", "周五", "周六", "周日"))


class Day(NamedTuple):
    """A day, what it is and why: the holiday's name, and the notice or the article that says so."""

    on: date
    kind: Kind
    name: str = ""
    notice: Notice | None = None
    citation: Citation | None = None
    provisional: bool = False

    @property
    def is_working(self) -> bool:
        """Whether work is done on it (工作日), by its kind."""
        return self.kind in (Kind.WORKING, Kind.MAKE_UP)

    def message(self) -> Message:
        """Give the day in a sentence: date, day of the week, what it is."""
        return Message(_SENTENCES[self.kind], day=self.on, weekday=WEEKDAYS[self.on.weekday()], name=Message(self.name))

    def text(self, translate: Translate | None = None) -> str:
        """Give the sentence in a language."""
        return self.message().text(translate)

    def __str__(self) -> str:
        return self.text()


def days_from(first: date, last: date) -> Iterator[date]:
    """Give every day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
