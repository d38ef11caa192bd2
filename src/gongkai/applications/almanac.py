"""The count of a case as a small calendar: month by month, which days count, which do not and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.law.calendar import Calendar, Day, Kind
from gongkai.law.clock import Clock
from gongkai.law.errors import CalendarNotPublished

_MOST = timedelta(400)
"""Days shown at most: a delay may be set for years (条例第35条)."""

_KINDS = {
    Kind.WORKING: gettext_lazy("工作日"),
    Kind.WEEKEND: gettext_lazy("周末"),
    Kind.HOLIDAY: gettext_lazy("放假"),
    Kind.MAKE_UP: gettext_lazy("调休上班"),
}


@dataclass(frozen=True)
class Cell:
    """One day: what it is by the calendar, the how-manieth of the count, and whether it is left out of it."""

    day: Day
    counted: int | None = None
    left_out: bool = False
    is_begin: bool = False
    is_stop: bool = False
    is_due: bool = False
    is_today: bool = False

    @property
    def mark(self) -> str:
        """Give what stands under the day: its number in the count, and a word or two for what it is beside that."""
        words = [
            _("起") if self.is_begin else "",
            _("扣") if self.left_out else "",
            _("休") if self.day.kind is Kind.HOLIDAY else "",
            _("班") if self.day.kind is Kind.MAKE_UP else "",
            str(self.counted or ""),
            _("停") if self.is_stop else "",
            _("止") if self.is_due else "",
        ]
        return " ".join(filter(None, words))

    @property
    def words(self) -> str:
        """Say the same for who hears the page: what the day is, and what it is to the count."""
        words = [
            str(_KINDS[self.day.kind]),
            _("起算之日，不计入") if self.is_begin else "",
            _("不计入答复期限") if self.left_out else "",
            _("第%(number)d个工作日") % {"number": self.counted} if self.counted else "",
            _("停止计算") if self.is_stop else "",
            _("期限届满") if self.is_due else "",
            _("暂定") if self.day.provisional else "",
        ]
        return _("，").join(filter(None, words))


@dataclass(frozen=True)
class Month:
    """A month in weeks of seven, Monday first; None before its first day and after its last."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True)
class Almanac:
    """The months of a count; and of one too long to be shown, that its end is not among them."""

    months: tuple[Month, ...]
    is_cut: bool

    @property
    def is_provisional(self) -> bool:
        """Say whether some of its days are of a year whose holidays are not announced."""
        cells = (cell for month in self.months for week in month.weeks for cell in week)
        return any(cell is not None and cell.day.provisional for cell in cells)


def almanac(clock: Clock, calendar: Calendar, today: date) -> Almanac | None:
    """Give the months from the day the count began to the last day, or to where it stopped; None without a count."""
    begun, last = clock.counted_from, clock.stopped_on or clock.due
    if begun is None or last is None:
        return None
    shown = min(last, begun + _MOST)
    try:
        cells = {cell.day.on: cell for cell in _cells(clock, calendar, today, begun, shown)}
    except CalendarNotPublished:
        return None
    found, first = [], begun.replace(day=1)
    while first <= shown:
        after = _next_month(first)
        days: list[Cell | None] = [None] * first.weekday()
        days += [cells[first + timedelta(each)] for each in range((after - first).days)]
        days += [None] * (-len(days) % 7)
        found.append(Month(first, tuple(tuple(days[each : each + 7]) for each in range(0, len(days), 7))))
        first = after
    return Almanac(tuple(found), shown < last)


def _next_month(first: date) -> date:
    return (first + timedelta(31)).replace(day=1)


def _cells(clock: Clock, calendar: Calendar, today: date, begun: date, shown: date) -> Iterator[Cell]:
    """Go through the days of all months that are shown."""
    last = clock.stopped_on or clock.due
    assert last is not None  # `almanac` asked
    on, number, end = begun.replace(day=1), 0, _next_month(shown.replace(day=1))
    while on < end:
        day = calendar.explain(on)
        within = begun < on <= last
        left_out = within and any(period.begun <= on <= period.ended for period in clock.left_out)
        counts = within and not left_out and day.is_working
        number += counts
        yield Cell(
            day,
            counted=number if counts else None,
            left_out=left_out and day.is_working,
            is_begin=on == begun,
            is_stop=on == clock.stopped_on,
            is_due=clock.stopped_on is None and on == clock.due,
            is_today=on == today,
        )
        on += timedelta(1)
