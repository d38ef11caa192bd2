"""Values that carry the date they took effect, so that an old case computes under the old text."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from gongkai.law.citation import Citation, cite
from gongkai.law.errors import NotInForce
from gongkai.law.message import Message

T = TypeVar("T")


class InForce(NamedTuple, Generic[T]):
    """A value with the day it took effect and the provision that says it."""

    since: date
    value: T
    citation: Citation


class Dated(Generic[T]):
    """A value over time. An amendment adds a line and edits none.

    >>> days = Dated((date(2008, 5, 1), 15, "旧条例第24条第2款"), (date(2019, 5, 15), 20, "条例第33条第2款"))
    >>> days.on(date(2019, 5, 14)).value, days.on(date(2019, 5, 15)).value
    (15, 20)
    """

    def __init__(self, *lines: tuple[date, T, str]) -> None:
        self.lines = tuple(InForce(since, value, cite(citation)) for since, value, citation in lines)
        self._since = [line.since for line in self.lines]
        if self._since != sorted(set(self._since)):
            raise ValueError("the lines of a dated value stand in order of their dates, one for each date")

    def on(self, day: date) -> InForce[T]:
        """Give the line in force on a day. Raises NotInForce before the first."""
        index = bisect_right(self._since, day)
        if index == 0:
            first = self.lines[0]
            raise NotInForce(
                "not-in-force",
                Message(
                    "{day}尚无可适用的规定（更早的规定没有收入）：{citation}自{since}起施行。",
                    day=day,
                    citation=first.citation,
                    since=first.since,
                ),
                hint=Message("请核对日期。"),
                citation=first.citation,
            )
        return self.lines[index - 1]
