"""The calendar: which days are worked (工作日), and counting them.

A `Calendar` holds every day from its first to its last and the rank of each among the working
days, so that adding and counting are one look-up each, however far apart the dates. Days after
the last year whose notice is known are computed from weekends and the holidays fixed by
放假办法第2条, and are provisional; a strict calendar does not hold them. Where the days come
from: `loading`. Which deadlines count working days: the rules that use this.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate

from gongkai.law.calendar.notices import Day, Kind, Notice, days_from
from gongkai.law.citation import cites
from gongkai.law.errors import CalendarNotPublished
from gongkai.law.message import Message

SATURDAY = 5


class Calendar:
    """The days of some years, and which of them are working days.

    `named` are the days that a notice or 放假办法 makes other than the day of the week would.
    """

    def __init__(
        self,
        first: date,
        last_published: date,
        last: date,
        named: Mapping[date, Day],
        notices: Iterable[Notice] = (),
    ) -> None:
        self.first = first
        self.last_published = last_published
        self.last = last
        self._named = {day: named[day] for day in sorted(named) if first <= day <= last}
        self._notices = tuple(notices)
        self._start = first.toordinal()
        every_day = list(days_from(first, last))
        worked = [self._is_worked(day) for day in every_day]
        self._working_days = [day for day, is_worked in zip(every_day, worked) if is_worked]
        # _before[n] is how many of the first n days held are working days.
        self._before = list(accumulate(worked, initial=0))

    def _is_worked(self, day: date) -> bool:
        named = self._named.get(day)
        return day.weekday() < SATURDAY if named is None else named.is_working

    def is_working_day(self, day: date) -> bool:
        """Whether a day is a working day (工作日)."""
        offset = self._offset(day)
        return self._before[offset] < self._before[offset + 1]

    def is_provisional(self, day: date) -> bool:
        """Whether a day lies in a year whose notice is not known, so that the notice may still change it.

        A notice can also reach back to the last days of December before its year. Those days count as
        announced with their own year, as everybody reckons until the next notice is out.
        """
        return day > self.last_published

    @cites("民诉法第85条")
    def add_working_days(self, start: date, n: int) -> date:
        """Give the n-th working day after `start`, or before it when n is negative.

        The day of the start itself is never counted (期间开始的日不计算在期间内); with n = 0 it comes back.
        """
        if n == 0:
            return start
        offset = start.toordinal() - self._start
        if not 0 <= offset < len(self._before) - 1:
            raise self._not_held(start.year)
        index = self._before[offset + 1] + n - 1 if n > 0 else self._before[offset] + n
        if index < 0:
            raise self._not_held(self.first.year - 1)
        try:
            return self._working_days[index]
        except IndexError:
            raise self._not_held(self.last.year + 1) from None

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days later than `after` and not later than `until`; negative the other way round."""
        return self._before[self._offset(until) + 1] - self._before[self._offset(after) + 1]

    @cites("民诉法第85条")
    def roll_over(self, day: date) -> date:
        """Give the last day of a period in calendar days (期限届满之日): `day`, or the first after the days off.

        A Saturday or Sunday that is worked (调休上班) is no day off (法定休假日), so nothing is moved then.
        """
        index = self._before[self._offset(day)]
        try:
            return self._working_days[index]
        except IndexError:
            raise self._not_held(self.last.year + 1) from None

    def explain(self, day: date) -> Day:
        """Give what a day is and why."""
        self._offset(day)
        named = self._named.get(day)
        if named is not None:
            return named._replace(provisional=self.is_provisional(day))
        kind = Kind.WORKING if day.weekday() < SATURDAY else Kind.WEEKEND
        return Day(day, kind, provisional=self.is_provisional(day))

    def days(self, year: int, month: int | None = None) -> tuple[Day, ...]:
        """Give every day of a year or a month, explained."""
        return tuple(self.explain(day) for day in days_from(*_bounds(year, month)))

    def named_days(self, year: int) -> tuple[Day, ...]:
        """Give the holidays (放假) and make-up working days (调休上班) of a year, in order."""
        return tuple(self.explain(day) for day in self._named if day.year == year)

    def count_working_days(self, year: int, month: int | None = None) -> int:
        """Count the working days of a year or a month."""
        first, last = _bounds(year, month)
        return self._before[self._offset(last) + 1] - self._before[self._offset(first)]

    def notices(self, year: int) -> tuple[Notice, ...]:
        """Give the notices for a year, in the order in which they apply."""
        return tuple(notice for notice in self._notices if notice.year == year)

    def strict(self) -> Calendar:
        """Give the same calendar without provisional days: reaching one raises CalendarNotPublished."""
        return Calendar(self.first, self.last_published, self.last_published, self._named, self._notices)

    def _offset(self, day: date) -> int:
        offset = day.toordinal() - self._start
        if not 0 <= offset < len(self._before) - 1:
            raise self._not_held(day.year)
        return offset

    def _not_held(self, year: int) -> CalendarNotPublished:
        missing = self.first.year - 1 if year < self.first.year else self.last_published.year + 1
        return CalendarNotPublished(
            "calendar-not-published",
            Message(
                "没有{year}年的放假安排：日历自{first}起，至{last}止。", year=year, first=self.first, last=self.last
            ),
            hint=Message(
                "请在日历目录中加入{missing}年的放假通知（{missing}.toml）；尚未公布的，公布后再加入。", missing=missing
            ),
        )


def _bounds(year: int, month: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
