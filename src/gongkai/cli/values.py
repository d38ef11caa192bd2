"""The kinds of values that options take: days, months, events."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import click

from gongkai.cli.language import say
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.law.clock import Event

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_day(text: str) -> date | None:
    """Give the date written as 2026-09-30, or None when it is not one.

    >>> read_day("2026-02-29") is None
    True
    """
    if _DAY.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def no_day(text: object) -> Message:
    """Say that something is not a date."""
    return Message("“{text}”不是日期，日期应写作 2026-09-30。", text=text)


def day(text: str) -> date:
    """Read a day, as 2026-09-30."""
    read = read_day(text)
    if read is None:
        raise click.BadParameter(say(no_day(text)))
    return read


class Month(NamedTuple):
    """A year, or one month of it."""

    year: int
    month: int | None


_MONTH = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?", re.ASCII)


def month(text: str) -> Month:
    """Read a year or a month, as 2026 or 2026-10."""
    match = _MONTH.fullmatch(text)
    if match is None or match["year"] == "0000" or match["month"] not in (None, *(f"{n:02}" for n in range(1, 13))):
        raise click.BadParameter(say(Message("“{text}”不是年份或月份，应写作 2026 或者 2026-10。", text=text)))
    return Month(int(match["year"]), int(match["month"]) if match["month"] else None)


_EVENT = re.compile(r"(?P<name>\w+)=(?P<on>[^:]*)(?::(?P<days>\d{1,9}))?", re.ASCII)


def event(text: str) -> Event:
    """Read something that happened to an application, as extended=2026-10-20:10."""
    from gongkai.law.clock import event_from
    from gongkai.law.errors import NotAllowed

    match = _EVENT.fullmatch(text)
    if match is None:
        words = Message(
            "“{text}”不是事件，应写作“名称=日期”或者“名称=日期:天数”，如 extended=2026-10-20:10。", text=text
        )
        raise click.BadParameter(say(words))
    try:
        return event_from(match["name"], day(match["on"]), int(match["days"]) if match["days"] else None)
    except NotAllowed as error:
        raise click.BadParameter(say(error)) from None
