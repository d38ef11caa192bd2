"""The count of a case as a small calendar: month by month, which days count, which do not and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.calendar import Calendar, Day
from gongkai.law.clock import Clock
from gongkai.law.errors import CalendarNotPublished

_MOST = timedelta(400)
"""Days shown at most: a delay may be set for years (条例第35条)."""


@dataclass(frozen=True)
class Cell:
    """One day: what it is by the calendar, the how-manieth of the count, and whether it is left out of it."""

    day: Day
    counted: int | None
    left_out: bool
    is_begin: bool
    is_due: bool
    is_today: bool


@dataclass(frozen=True)
class Month:
    """A month in weeks of seven, Monday first; None before its first day and after its last."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


def months(clock: Clock, calendar: Calendar, today: date) -> list[Month]:
    """Give the months from the day the count began to the last day; none before there is a count."""
    if clock.counted_from is None or clock.due is None:
        return []
    last = min(clock.due, clock.counted_from + _MOST)
    try:
        cells = {cell.day.on: cell for cell in _cells(clock, calendar, today, last)}
    except CalendarNotPublished:
        return []
    found, first = [], clock.counted_from.replace(day=1)
    while first <= last:
        after = (first + timedelta(31)).replace(day=1)
        days: list[Cell | None] = [None] * first.weekday()
        days += [cells[first + timedelta(each)] for each in range((after - first).days)]
        days += [None] * (-len(days) % 7)
        found.append(Month(first, tuple(tuple(days[each : each + 7]) for each in range(0, len(days), 7))))
        first = after
    return found


def _cells(clock: Clock, calendar: Calendar, today: date, last: date) -> Iterator[Cell]:
    """Go through the days of all months that are shown."""
    begun, due = clock.counted_from, clock.due
    assert begun is not None  # `months` asked
    assert due is not None
    on, number = begun.replace(day=1), 0
    end = (last.replace(day=1) + timedelta(31)).replace(day=1)
    while on < end:
        day = calendar.explain(on)
        within = begun < on <= due
        left_out = within and any(period.begun <= on <= period.ended for period in clock.left_out)
        counts = within and not left_out and day.is_working
        number += counts
        yield Cell(day, number if counts else None, left_out, on == begun, on == due, on == today)
        on += timedelta(1)
