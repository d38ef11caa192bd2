"""The page of working days: each year's notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from gongkai.law.calendar import CHINA, Notice
from gongkai.law.message import chinese_date
from tools.reference.markdown import Line, grid, page


def _days(days: Sequence[date], year: int) -> str:
    """Give days as a notice writes them: runs as from and to, the year only where it is another."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join("至".join(_day(day, year) for day in dict.fromkeys((run[0], run[-1]))) for run in runs)


def _day(day: date, year: int) -> str:
    return chinese_date(day).removeprefix(f"{year}年")


def _notice(notice: Notice) -> Iterator[str]:
    title = f"[{notice.title}]({notice.link})" if notice.link else notice.title
    yield f"{title}，{notice.number}，{chinese_date(notice.issued)}。"
    lines: list[Line] = [
        (holiday.name, _days(holiday.off, notice.year), _days(holiday.work, notice.year)) for holiday in notice.holidays
    ]
    yield grid(("节日", "放假", "调休上班"), lines)


def calendar() -> str:
    """Show each year's notice and its days."""
    parts = ["各年的放假安排，逐年取自国务院办公厅通知。没有列出的年份尚未收入，落在其中的期限为暂定。"]
    years = range(CHINA.first.year, CHINA.last_published.year + 1)
    for year in years:
        parts.append(f"## {year}年")
        parts.append(f"全年{CHINA.count_working_days(year)}个工作日。")
        for notice in CHINA.notices(year):
            parts += _notice(notice)
    return page("工作日历", *parts)
