"""`gongkai calendar`: look at the working days of a year, and check a site's own files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from gongkai.cli.commands import Group, argument, command, option
from gongkai.cli.errors import NOT_ALLOWED
from gongkai.cli.language import say
from gongkai.cli.terminal import put, put_text, terminal
from gongkai.cli.values import Month, month
from gongkai.law.message import Message
from gongkai.report.widths import columns_wide

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.law.calendar import Calendar, Day

calendar = Group(
    "calendar",
    about=Message("查看工作日历，检查放假安排文件。"),
    below={
        "show": ("gongkai.cli.calendar:show", Message("显示一年或一个月的工作日、放假和调休上班。")),
        "check": ("gongkai.cli.calendar:check", Message("检查一个目录中的放假安排文件。")),
        # The site's: it joins here by its name alone, and says itself when the server's libraries are not installed.
        "add": (
            "gongkai.config.commands.calendar:add",
            Message("网站录入一件放假安排，并重新计算未办结申请和未公开信息的期限。"),
        ),
    },
    examples=[
        ("gongkai calendar show 2026", Message("全年")),
        ("gongkai calendar check calendar", Message("检查 calendar 目录")),
        ("gongkai calendar add 2027.toml", Message("网站录入2027年的安排")),
    ],
)

_DAY = 4
_MONTH = 7 * _DAY
_BETWEEN = 4


@command(
    "show",
    Message("显示一年或一个月的工作日、放假和调休上班。\n不写年月的，显示今年。通知尚未公布的年份为暂定。"),
    examples=[
        ("gongkai calendar show 2026", Message("全年")),
        ("gongkai calendar show 2026-10", Message("一个月")),
        ("gongkai calendar show 2027 --calendar calendar", Message("加上自有的文件")),
    ],
)
@argument("when", metavar="[YEAR|YEAR-MONTH]", type=month, required=False, about=Message("年份或月份。"))
@option(
    "--calendar",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    about=Message("自有日历的目录，见 gongkai calendar check。"),
)
def show(when: Month | None, directory: Path | None) -> None:
    """Print the calendar of a year or a month."""
    from gongkai.law.calendar import load

    held = load(directory)
    year, month = when or Month(date.today().year, None)
    console = terminal()
    days = held.count_working_days(year, month)
    title = Message("{year}年", year=year) if month is None else Message("{year}年{month}月", year=year, month=month)
    put(console, (say(title), "head"), say(Message("　{days}个工作日", days=days)))
    put(console)
    months = range(1, 13) if month is None else [month]
    blocks = [_month(held.days(year, each), titled=month is None) for each in months]
    beside = 1 if month else max(1, (console.width + _BETWEEN) // (_MONTH + _BETWEEN))
    for start in range(0, len(blocks), beside):
        for line in _side_by_side(blocks[start : start + beside]):
            put(console, line)
    _explain(console, held, year, month)


def _month(days: Sequence[Day], *, titled: bool) -> list[Text]:
    """Draw a month: a line for each week."""
    lines = [Text(say(Message("{month}月", month=days[0].on.month)), "head")] if titled else []
    lines.append(Text("".join(_right(name) for name in say(Message("一 二 三 四 五 六 日")).split()), "dim"))
    week = Text(" " * _DAY * days[0].on.weekday())
    for day in days:
        week.append(*_cell(day))
        if day.on.weekday() == 6 or day is days[-1]:
            lines.append(week)
            week = Text()
    return [*lines, Text()]


def _right(name: str) -> str:
    return " " * (2 - columns_wide(name)) + name + " " * (_DAY - 2)


def _cell(day: Day) -> tuple[str, str]:
    from gongkai.law.calendar import Kind

    mark, style = {
        Kind.WORKING: ("", ""),
        Kind.WEEKEND: ("", "dim"),
        Kind.HOLIDAY: (say(Message("休")), "good"),
        Kind.MAKE_UP: (say(Message("班")), "warning"),
    }[day.kind]
    return f"{day.on.day:2}{mark}" + " " * (_DAY - 2 - columns_wide(mark)), style


def _side_by_side(blocks: Sequence[Sequence[Text]]) -> Iterator[Text]:
    for index in range(max(map(len, blocks))):
        line = Text()
        for block in blocks:
            part = block[index] if index < len(block) else Text()
            line.append_text(part)
            line.append(" " * (_MONTH + _BETWEEN - columns_wide(part.plain)))
        line.rstrip()
        yield line


def _explain(console: Console, held: Calendar, year: int, month: int | None) -> None:
    put(console, (say(Message("休 放假　班 调休上班")), "dim"))
    if held.is_provisional(date(year, 12, 31)):
        words = Message("{year}年的放假安排尚未公布，以上为暂定：只计周末和放假办法第2条的节日。", year=year)
        put_text(console, say(words), style="warning")
    if month is not None:
        for day in held.named_days(year):
            if day.on.month == month:
                put(console, say(day))
    for notice in held.notices(year):
        put(console)
        put_text(console, str(notice))
        if month is None:
            for line in notice.words.strip().splitlines():
                put_text(console, line, style="dim")


@command(
    "check",
    Message("检查一个目录中的放假安排文件。\n有错的，写明文件、行号和原因，退出码为1；整个目录都正确才会采用。"),
    examples=[("gongkai calendar check calendar", Message("检查 calendar 目录"))],
)
@argument(
    "directory",
    metavar="DIR",
    type=click.Path(path_type=Path),
    about=Message("放有 TOML 文件的目录，每年一个文件，如 2027.toml。"),
)
@click.pass_context
def check(ctx: click.Context, directory: Path) -> None:
    """Print what is wrong in a directory of calendar files, or what is in them."""
    from gongkai.law.calendar import load, loading

    next(directory.iterdir(), None)  # what is no directory, or may not be read, is told as such
    console = terminal()
    errors = loading.check(directory)
    for error in errors:
        put(console, say(error))
    if errors:
        ctx.exit(NOT_ALLOWED)
    ours = load()
    held = load(directory)
    years = range(held.first.year, held.last.year + 1)
    notices = [notice for year in years for notice in held.notices(year) if notice not in ours.notices(year)]
    for notice in notices:
        put(console, (f"{notice.year}  ", "dim"), str(notice))
    put(console, (say(Message("没有错误，共{count}件通知。", count=len(notices))), "good"))
