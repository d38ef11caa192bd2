"""Calendars (工作日历): working days, holidays and make-up days, by the State Council's yearly notices.

One TOML file for each year, with the notice's number, link and words; a site adds files of the same
form from a directory of its own. Calendars are ours and not a package's, since a deadline must say
which notice it rests on, and must still be computed, provisionally, before the next one is out.

Nothing is read until a calendar is asked for:

>>> from datetime import date
>>> from gongkai.law.calendar import CHINA
>>> CHINA.add_working_days(date(2024, 9, 30), 20)
datetime.date(2024, 11, 1)
"""

from __future__ import annotations

from gongkai.law.calendar.loading import load
from gongkai.law.calendar.notices import Day, Holiday, Kind, Notice, Scope
from gongkai.law.calendar.working_days import Calendar

__all__ = ["CHINA", "Calendar", "Day", "Holiday", "Kind", "Notice", "Scope", "load"]

CHINA: Calendar
"""The national calendar, read at first use."""


def __getattr__(name: str) -> Calendar:
    if name != "CHINA":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()["CHINA"] = load()
    return globals()["CHINA"]  # type: ignore[no-any-return]
