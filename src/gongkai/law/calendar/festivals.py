"""The holidays fixed by 放假办法第2条: for years whose notice is not known, and to check a notice against.

Only the days off that the article itself fixes. Where one falls on a weekend, work is off on
another day instead (第6条), and weekends are moved to join holidays; which days, only the notice
says, so neither is guessed here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gongkai.law.calendar.notices import Day, Holiday, Kind, days_from
from gongkai.law.citation import cite, encodes
from gongkai.law.dated import Dated

encodes("gongkai.law.calendar.festivals.festivals_of", "放假办法第2条")

_TABLE = Path(__file__).with_name("festivals.toml")

# In days from 正月初一: New Year's Eve came in 2008 in place of 初三, went out in 2014 and is a day more since 2025.
_SPRING_FESTIVAL = Dated(
    (date(2008, 1, 1), (-1, 0, 1), "放假办法第2条"),
    (date(2014, 1, 1), (0, 1, 2), "放假办法第2条"),
    (date(2025, 1, 1), (-1, 0, 1, 2), "放假办法第2条"),
)
_MAY_DAYS = Dated((date(2008, 1, 1), (1,), "放假办法第2条"), (date(2025, 1, 1), (1, 2), "放假办法第2条"))


@cache
def festivals() -> dict[date, Day]:
    """Give the days off under 放假办法第2条 in every year of `festivals.toml`."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    days: dict[date, Day] = {}
    for row in table["year"]:
        for holiday in festivals_of(**row):
            for day in holiday.off:
                # National Day and Mid-Autumn can meet; a notice then names both.
                name = f"{days[day].name}、{holiday.name}" if day in days else holiday.name
                days[day] = Day(day, Kind.HOLIDAY, name=name, citation=cite("放假办法第2条"))
    return days


def festivals_of(year: int, spring_festival: date, qingming: date, duanwu: date, mid_autumn: date) -> Iterator[Holiday]:
    """Give the seven holidays of a year with the days the article gives each in that year."""
    new_year = date(year, 1, 1)
    yield Holiday("元旦", (new_year,))
    yield Holiday("春节", tuple(spring_festival + timedelta(days=n) for n in _SPRING_FESTIVAL.on(new_year).value))
    yield Holiday("清明节", (qingming,))
    yield Holiday("劳动节", tuple(date(year, 5, n) for n in _MAY_DAYS.on(new_year).value))
    yield Holiday("端午节", (duanwu,))
    yield Holiday("国庆节", tuple(days_from(date(year, 10, 1), date(year, 10, 3))))
    yield Holiday("中秋节", (mid_autumn,))
