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


WEEKDAYS = (
    Message("周一"),
    Message("周二"),
    Message("周三"),
    Message("周四"),
    Message("周五"),
    Message("周六"),
    Message("周日"),
)

# The names in national notices can be translated; a name from a site's file is shown as written.
_NAMES = {
    name.template: name
    for name in (
        Message("元旦"),
        Message("春节"),
        Message("清明节"),
        Message("劳动节"),
        Message("端午节"),
        Message("中秋节"),
        Message("国庆节"),
        Message("国庆节、中秋节"),
        Message("中秋节、国庆节"),
    )
}


def named(name: str) -> Message | str:
    """Give the name of a holiday in a form that can be translated, where a catalogue has it."""
    return _NAMES.get(name, name)


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
        weekday = WEEKDAYS[self.on.weekday()]
        name = named(self.name)
        if self.kind is Kind.HOLIDAY:
            return Message("{day}（{weekday}）：{name}放假", day=self.on, weekday=weekday, name=name)
        if self.kind is Kind.MAKE_UP:
            return Message("{day}（{weekday}）：{name}调休上班", day=self.on, weekday=weekday, name=name)
        if self.kind is Kind.WEEKEND:
            return Message("{day}（{weekday}）：周末", day=self.on, weekday=weekday)
        return Message("{day}（{weekday}）：工作日", day=self.on, weekday=weekday)

    def text(self, translate: Translate | None = None) -> str:
        """Give the sentence in a language."""
        return self.message().text(translate)

    def __str__(self) -> str:
        return self.text()


def days_from(first: date, last: date) -> Iterator[date]:
    """Give every day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
