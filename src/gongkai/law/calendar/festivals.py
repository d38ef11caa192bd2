"""The holidays fixed by 放假办法第2条, for the years whose notice is not known yet.

Only the days off that the article itself fixes. Where one falls on a weekend, work is off on
another day instead (第6条), and weekends are moved to join holidays; which days, only the notice
says, so neither is guessed here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from gongkai.law.calendar.notices import Day, Holiday, Kind, days_from
from gongkai.law.citation import cite, encodes

encodes("gongkai.law.calendar.festivals.festivals_of", "放假办法第2条")

_TABLE = Path(__file__).with_name("festivals.toml")


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
    """Give the seven holidays of a year with the days the article gives each (as amended from 1 January 2025)."""
    eve = spring_festival - timedelta(days=1)
    yield Holiday("元旦", (date(year, 1, 1),))
    yield Holiday("春节", tuple(days_from(eve, eve + timedelta(days=3))))
    yield Holiday("清明节", (qingming,))
    yield Holiday("劳动节", (date(year, 5, 1), date(year, 5, 2)))
    yield Holiday("端午节", (duanwu,))
    yield Holiday("国庆节", tuple(days_from(date(year, 10, 1), date(year, 10, 3))))
    yield Holiday("中秋节", (mid_autumn,))
