"""Calendars for tests: one that the notice of next year does not change, and a site's notice for any year."""

from datetime import date, timedelta

from gongkai.law.calendar import CHINA, Calendar
from gongkai.law.calendar.festivals import festivals

NEXT = CHINA.last_published.year + 1
"""The first year whose notice does not come with gongkai."""


def known_to_2026() -> Calendar:
    notices = [notice for year in range(2019, 2027) for notice in CHINA.notices(year)]
    named = {day: why for day, why in festivals().items() if day.year > 2026}
    named |= {day.on: day for notice in notices for day in notice.days()}
    return Calendar(date(2019, 1, 1), date(2026, 12, 31), date(2040, 12, 31), named, notices)


def notice_of(year: int, *, number: str = "", leave_out: tuple[str, ...] = ()) -> str:
    """Write the arrangement of a year with what the law fixes: its festivals, and a day for each on a weekend."""
    lines = [
        f"year = {year}",
        "",
        "[[notice]]",
        'scope = "year"',
        f'title = "国务院办公厅关于{year}年部分节假日安排的通知"',
        f'number = "{number or f"国办发明电〔{year - 1}〕0号"}"',
        f"issued = {year - 1}-11-04",
        'words = "一、元旦：1月1日放假。"',
    ]
    fixed = {on: day.name for on, day in festivals().items() if on.year == year}
    in_lieu = _days_in_lieu(sorted(fixed))
    for name in dict.fromkeys(fixed.values()):
        if name not in leave_out:
            off = [on for on in fixed if fixed[on] == name]
            more = [in_lieu[on] for on in off if on in in_lieu]
            lines += _holiday(name, off[0], off[-1])
            lines += [line for day in more for line in _holiday(f"{name}补假", day, day)]
    return "\n".join(lines) + "\n"


def _holiday(name: str, first: date, last: date) -> list[str]:
    return ["", "[[notice.holiday]]", f'name = "{name}"', f"from = {first}", f"to = {last}"]


def _days_in_lieu(fixed: list[date]) -> dict[date, date]:
    given: dict[date, date] = {}
    for on in fixed:
        if on.weekday() > 4:
            day = on
            while day.weekday() > 4 or day in fixed or day in given.values():
                day += timedelta(days=1)
            given[on] = day
    return given
