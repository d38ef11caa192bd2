"""Cases of `gongkai due`: from the command line and from JSON lines, to the clock and to JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from math import isinf
from typing import IO, TYPE_CHECKING, Any

import click

from gongkai.cli.errors import error_as_dict
from gongkai.cli.language import translate
from gongkai.cli.values import no_day, read_day
from gongkai.law.channels import Channel
from gongkai.law.clock import Clock, Event, Kind, clock_as_dict, event_from, fold
from gongkai.law.errors import GongkaiError, NotAllowed, UnreadableDocument
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.law.calendar import Calendar


_FORM = Message('每行写作 {{"received": "2026-09-30", "events": [["extended", "2026-10-20", 10]]}}。')
_LONGEST_LINE = 2**20
_KEYS = ("received", "events", "channel", "today", "id")


def clock_of(
    received: date, events: Iterable[Event], channel: str | None, calendar: Calendar | None, today: date | None
) -> Clock:
    """Give the clock of an application received on a day, with what happened to it since."""
    first = Event(Kind.RECEIVED, received, channel=None if channel is None else Channel(channel))
    return fold([first, *events], calendar=calendar, today=today)


def as_dict(clock: Clock, today: date | None) -> dict[str, Any]:
    """Give the clock as plain values for JSON; with today, also what is lawful next and why not the rest."""
    plain = clock_as_dict(clock, translate())
    if today is None:
        return plain
    following = [
        {
            "name": act.kind.value,
            "lawful": act.is_lawful,
            "until": act.until.isoformat() if act.until else None,
            "refusal": error_as_dict(act.refusal) if act.refusal else None,
        }
        for act in clock.lawful_next(today)
    ]
    return {**plain, "next": following}


def lines_of(file: IO[str]) -> Iterator[str]:
    """Give the lines of a file of cases. Raises UnreadableDocument at one that no case can be."""
    number = 0
    while line := file.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise UnreadableDocument(
                "line-too-long",
                Message("第{line}行太长，不是一件案件。", line=number),
                hint=Message("请确认没有选错文件，并且每件案件各占一行。"),
            )
        yield line


def answer_all(lines: Iterable[str], calendar: Calendar | None, today: date | None) -> int:
    """Print an answer for each line that is not blank, and give how many were errors."""
    errors = 0
    for number, line in enumerate(lines, start=1):
        if line.strip():
            answer = _answer(line, number, calendar, today)
            errors += "error" in answer
            click.echo(json.dumps(answer, ensure_ascii=False))
    return errors


def _answer(line: str, number: int, calendar: Calendar | None, today: date | None) -> dict[str, Any]:
    about: dict[str, Any] = {"line": number}
    try:
        case = _read_case(line)
        if "id" in case:
            about["id"] = case["id"]
        asked = today if case.get("today") is None else _day(case["today"])
        clock = clock_of(_day(case["received"]), _events(case), _channel(case), calendar, asked)
        return {**about, **as_dict(clock, asked)}
    except GongkaiError as error:
        return {**about, "error": error_as_dict(error)}


def _malformed(reason: Message) -> NotAllowed:
    return NotAllowed("case-malformed", reason, hint=_FORM)


def _read_case(line: str) -> dict[str, Any]:
    try:
        case = json.loads(line, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_once_each)
    except (ValueError, RecursionError):
        raise _malformed(Message("这一行不是 JSON。")) from None
    if not isinstance(case, dict) or "received" not in case:
        raise _malformed(Message("这一行不是案件：没有 received。"))
    for key in case:
        if key not in _KEYS:
            raise _malformed(Message("不认识的项目“{key}”，可用的有：{keys}。", key=key, keys=list(_KEYS)))
    return case


def _no_constant(name: str) -> None:
    """Refuse NaN and the infinities, which are no JSON though Python reads and writes them."""
    raise ValueError(name)


def _finite(written: str) -> float:
    """Refuse a number too large for Python, which would be written as an infinity."""
    number = float(written)
    if isinf(number):
        raise ValueError(written)
    return number


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Give an object, and refuse one that says a thing twice: nobody could know which is meant."""
    held: dict[str, Any] = {}
    for key, value in pairs:
        if key in held:
            raise _malformed(Message("“{key}”写了两次。", key=key))
        held[key] = value
    return held


def _day(value: object) -> date:
    day = read_day(value) if isinstance(value, str) else None
    if day is None:
        raise _malformed(no_day(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)))
    return day


def _channel(case: dict[str, Any]) -> str | None:
    channel = case.get("channel")
    if channel is None or channel in list(Channel):
        return channel
    raise _malformed(Message("没有名为“{channel}”的提交渠道。", channel=channel))


def _events(case: dict[str, Any]) -> Iterator[Event]:
    events = case.get("events", [])
    if not isinstance(events, list):
        raise _malformed(Message("events 应为列表。"))
    for each in events:
        match each:
            case [str(name), on] | [str(name), on, None]:
                yield event_from(name, _day(on))
            case [str(name), on, int(days)] if not isinstance(days, bool):
                yield event_from(name, _day(on), days)
            case _:
                written = json.dumps(each, ensure_ascii=False)
                raise _malformed(Message("事件应为 [名称, 日期, 天数或 null]，不是 {event}。", event=written))
