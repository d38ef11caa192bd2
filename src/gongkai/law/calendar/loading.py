"""Calendars from files: the years that come with gongkai, and those a site adds in a directory.

A file holds the notices of one year (see `2026.toml`). What a site's notice is, its `scope` says:

- `year`: the arrangement of the whole year; it stands in place of ours for the same year;
- `change`: days changed for the whole country, as when 春节 was lengthened in 2020;
- `local`: a holiday of one `place` (放假办法第4条). It applies to whoever loads the directory,
  so each place has a directory of its own.

Where notices name the same day the later one prevails, and a local one over all others. Everything
is read and checked before anything is used; an error names file, line and reason. A year's arrangement
must have every holiday of 放假办法第2条, since a day left out would be counted as worked, and as certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from gongkai.law import toml
from gongkai.law.calendar.festivals import festivals
from gongkai.law.calendar.notices import WEEKDAYS, Day, Holiday, Notice, Scope, days_from, named
from gongkai.law.calendar.working_days import SATURDAY, Calendar
from gongkai.law.citation import Citation, cite, encodes
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message

encodes("gongkai.law.calendar.loading.load", "放假办法第2条", "放假办法第4条", "放假办法第6条")

_OURS = Path(__file__).parent
_LARGEST = 64 * 1024
"""In bytes; a year takes four thousand, and a TOML file of a megabyte can take hours to read."""
_FESTIVALS = cite("放假办法第2条")
_IN_LIEU = cite("放假办法第6条")
_A_YEAR = Message("四位数的年份，如 2027")


def load(directory: Path | None = None, *, also: Path | None = None) -> Calendar:
    """Give the national calendar, with what a site's directory adds to it.

    `also` is a file that is to join the directory, in place of the one of its name there. Raises UnreadableDocument,
    naming file, line and reason, when anything in them is wrong.
    """
    ours = [entry for path in sorted(_OURS.glob("[0-9]*.toml")) for entry in read(path)]
    files = [] if directory is None else _files(directory)
    if also is not None:
        files = [*(path for path in files if path.name != also.name), also]
    site = [entry for path in files for entry in read(path)]
    _refuse_repeated(site)
    numbers = {entry.notice.number for entry in site}
    years = {entry.notice.year for entry in site if entry.notice.scope is Scope.YEAR}
    kept = [
        entry
        for entry in ours
        if entry.notice.number not in numbers and not (entry.notice.scope is Scope.YEAR and entry.notice.year in years)
    ]
    first, last_published = _published(ours, site)
    fixed = festivals()
    last = max(last_published, date(max(day.year for day in fixed), 12, 31))
    for entry in site:
        year = entry.notice.year
        if not first.year <= year <= last.year:
            reason = Message("{year}年不在日历范围（{first}至{last}）内", year=year, first=first, last=last)
            raise entry.table.wrong("scope", reason)
    notices = sorted(
        (entry.notice for entry in kept + site), key=lambda notice: (notice.scope is Scope.LOCAL, notice.issued)
    )
    named = {day: why for day, why in fixed.items() if day > last_published}
    for notice in notices:
        named |= {day.on: day for day in notice.days()}
    return Calendar(first, last_published, last, named, notices)


def check(directory: Path) -> tuple[UnreadableDocument, ...]:
    """Give what is wrong in a site's directory: the first error of every file, or of the whole."""
    wrong = []
    try:
        for path in _files(directory):
            try:
                read(path)
            except UnreadableDocument as error:
                wrong.append(error)
        if not wrong:
            load(directory)
    except UnreadableDocument as error:
        wrong.append(error)
    return tuple(wrong)


class Entry(NamedTuple):
    """A notice and the place in a file it was read from."""

    notice: Notice
    table: _Table


def read(path: Path) -> tuple[Entry, ...]:
    """Give the notices of one file. Raises UnreadableDocument, naming file, line and reason."""
    text = _text(path)
    content = toml.read(text)
    if isinstance(content, toml.Fault):
        raise _wrong(path, content.line, Message("不符合 TOML 语法（{detail}）", detail=content.reason))
    top = _Table(path, text, content, ())
    top.only("year", "notice")
    year = top.get("year", int, _A_YEAR)
    if not 1000 <= year <= 9999:
        raise top.wrong("year", Message("“{key}”应为{expected}", key="year", expected=_A_YEAR))
    if re.fullmatch(r"[0-9]{4}", path.stem) and path.stem != str(year):
        raise top.wrong("year", Message("文件名为{name}，写的却是{year}年", name=path.name, year=year))
    entries = tuple(_read_notice(table, year) for table in top.tables("notice"))
    if not entries:
        raise top.wrong("notice", Message("没有 [[notice]]，文件中应至少有一件放假通知"))
    return entries


def _read_notice(table: _Table, year: int) -> Entry:
    table.only("scope", "place", "title", "number", "issued", "link", "words", "holiday")
    scope = table.text("scope")
    if scope not in set(Scope):
        raise table.wrong("scope", Message("scope 应为 year、change 或 local，不是“{scope}”", scope=scope))
    if (scope == Scope.LOCAL) != ("place" in table.content):
        raise table.wrong("place", Message("地方假日（scope 为 local）应写明 place，其他通知不写"))
    notice = Notice(
        year=year,
        scope=Scope(scope),
        title=table.text("title"),
        number=table.text("number"),
        issued=table.day("issued"),
        words=table.text("words"),
        holidays=tuple(_read_holiday(each, year) for each in table.tables("holiday")),
        link=table.text("link") if "link" in table.content else "",
        place=table.text("place") if "place" in table.content else "",
    )
    if not notice.holidays:
        raise table.wrong("holiday", Message("通知下没有 [[notice.holiday]]，应至少写明一个假日"))
    _refuse_doubled(notice, table)
    if notice.scope is Scope.YEAR:
        _refuse_incomplete(notice, table)
    return Entry(notice, table)


def _read_holiday(table: _Table, year: int) -> Holiday:
    table.only("name", "from", "to", "work")
    name = table.text("name")
    off: tuple[date, ...] = ()
    if "from" in table.content or "to" in table.content:
        first = table.day("from")
        last = table.day("to") if "to" in table.content else first
        if first > last:
            raise table.wrong("from", Message("起始日{first}晚于结束日{last}", first=first, last=last))
        for key, day in (("from", first), ("to", last)):
            _refuse_outside(table, key, day, year)
        off = tuple(days_from(first, last))
    work = tuple(table.days("work")) if "work" in table.content else ()
    for day in work:
        _refuse_outside(table, "work", day, year)
        if day.weekday() < SATURDAY:
            weekday = WEEKDAYS[day.weekday()]
            raise table.wrong(
                "work", Message("{day}是{weekday}，调休上班日应为周六或周日", day=day, weekday=weekday), day
            )
        if day in festivals():
            reason = Message("{festival}是法定节日，不能写为调休上班", festival=_festival(festivals()[day]))
            raise table.wrong("work", reason, day, citation=_FESTIVALS)
    if not off and not work:
        raise table.wrong("from", Message("“{name}”既没有放假日（from、to），也没有调休上班日（work）", name=name))
    return Holiday(name, off, work)


def _refuse_doubled(notice: Notice, table: _Table) -> None:
    off: set[date] = set()
    work: set[date] = set()
    for holiday, written in zip(notice.holidays, table.tables("holiday")):
        for key, days, same, other in (("from", holiday.off, off, work), ("work", holiday.work, work, off)):
            for day in days:
                if day in other:
                    raise written.wrong(key, Message("{day}既写为放假又写为调休上班", day=day), day)
                if day in same:
                    raise written.wrong(key, Message("{day}在同一通知中写了两次", day=day), day)
                same.add(day)


def _refuse_incomplete(notice: Notice, table: _Table) -> None:
    """Refuse a year that leaves out a statutory holiday, or gives no other day for one that falls on a weekend."""
    off = {day for holiday in notice.holidays for day in holiday.off}
    fixed = [day for day in festivals().values() if day.on.year == notice.year]
    missing = [day for day in fixed if day.on not in off]
    if missing:
        reason = Message("全年安排漏写了法定节日：{days}", days=_listed([_festival(day) for day in missing]))
        written = [each for each in table.tables("holiday") if each.text("name") in missing[0].name]
        raise (
            written[0].wrong("from", reason, citation=_FESTIVALS)
            if written
            else table.wrong("scope", reason, citation=_FESTIVALS)
        )
    # 逢周末应在工作日补假 (第6条); a day moved is worked elsewhere, so what is off in the end is no less than is fixed.
    given = sum(day.weekday() < SATURDAY for day in off) - sum(len(holiday.work) for holiday in notice.holidays)
    if given < len(fixed):
        reason = Message(
            "放假占用的工作日减去调休上班日为{given}天，少于法定节日的{fixed}天；逢周末的节日应写明补假",
            given=given,
            fixed=len(fixed),
        )
        raise table.wrong("scope", reason, citation=_IN_LIEU)


def _festival(day: Day) -> Message:
    return Message("{name}（{day}）", name=named(day.name), day=day.on)


def _listed(messages: Sequence[Message]) -> Message:
    """Give several messages as one, with the comma of each language between them."""
    listed = messages[0]
    for each in messages[1:]:
        listed = Message("{listed}、{next}", listed=listed, next=each)
    return listed


def _refuse_outside(table: _Table, key: str, day: date, year: int) -> None:
    """Refuse a day outside the file's year; a notice may reach back into the December before it."""
    if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
        raise table.wrong(key, Message("{day}不在{year}年（含上年12月）内", day=day, year=year), day)


def _refuse_repeated(site: Sequence[Entry]) -> None:
    numbers: dict[str, Entry] = {}
    years: dict[int, Entry] = {}
    for entry in site:
        notice = entry.notice
        if notice.number in numbers:
            other = numbers[notice.number].table.path.name
            raise entry.table.wrong(
                "number", Message("“{number}”已写在{other}中", number=notice.number, other=other), notice.number
            )
        numbers[notice.number] = entry
        if notice.scope is Scope.YEAR:
            if notice.year in years:
                other = years[notice.year].table.path.name
                raise entry.table.wrong(
                    "scope", Message("{year}年的全年安排已写在{other}中", year=notice.year, other=other)
                )
            years[notice.year] = entry


def _published(ours: Iterable[Entry], site: Iterable[Entry]) -> tuple[date, date]:
    """Give the first and the last day of the years announced; the years of a site must join ours."""
    years = {entry.notice.year for entry in ours if entry.notice.scope is Scope.YEAR}
    first, last = min(years), max(years)
    added = [entry for entry in site if entry.notice.scope is Scope.YEAR]
    # Nearest first, so that 2027 is there when 2028 is looked at.
    for entry in sorted(added, key=lambda entry: max(entry.notice.year - last, first - entry.notice.year)):
        year = entry.notice.year
        if not years & {year - 1, year, year + 1}:
            missing = max(years) + 1 if year > last else min(years) - 1
            reason = Message("{year}年与已有的年份不相连，缺{missing}年的通知", year=year, missing=missing)
            raise entry.table.wrong("scope", reason)
        years.add(year)
    return date(min(years), 1, 1), date(max(years), 12, 31)


class _Table:
    """A table of a file, read by key; whatever is wrong with it names file and line.

    `where` counts the tables on the way to it: () the file, (1,) its second notice, (1, 0) that
    notice's first holiday.
    """

    def __init__(self, path: Path, text: str, content: dict[str, Any], where: tuple[int, ...]) -> None:
        self.path = path
        self.content = content
        self._text = text
        self._where = where

    def only(self, *keys: str) -> None:
        for key in self.content:
            if key not in keys:
                raise self.wrong(key, Message("不认识的项目“{key}”，可用的有：{keys}", key=key, keys=keys))

    def get(self, key: str, kind: type, expected: Message) -> Any:
        if key not in self.content:
            raise self.wrong(key, Message("缺少“{key}”", key=key))
        value = self.content[key]
        if type(value) is not kind:
            raise self.wrong(key, Message("“{key}”应为{expected}", key=key, expected=expected))
        return value

    def text(self, key: str) -> str:
        value: str = self.get(key, str, Message("文字"))
        if not value.strip():
            raise self.wrong(key, Message("“{key}”是空的", key=key))
        return value

    def day(self, key: str) -> date:
        day: date = self.get(key, date, Message("日期，如 2027-01-01，不加引号"))
        return day

    def days(self, key: str) -> list[date]:
        expected = Message("日期的列表，如 [2027-01-03]，不加引号")
        days: list[date] = self.get(key, list, expected)
        if any(type(day) is not date for day in days):
            raise self.wrong(key, Message("“{key}”应为{expected}", key=key, expected=expected))
        return days

    def tables(self, key: str) -> list[_Table]:
        expected = Message("以双方括号开头的表")
        tables = self.get(key, list, expected) if key in self.content else []
        if not all(isinstance(table, dict) for table in tables):
            raise self.wrong(key, Message("“{key}”应为{expected}", key=key, expected=expected))
        return [_Table(self.path, self._text, table, (*self._where, index)) for index, table in enumerate(tables)]

    def wrong(
        self, key: str, reason: Message, value: date | str | None = None, *, citation: Citation | None = None
    ) -> UnreadableDocument:
        """Give the error for a key: its line, or the line of `value` within it, or that of the table."""
        return _wrong(self.path, self._line(key, "" if value is None else str(value)), reason, citation)

    def _line(self, key: str, value: str) -> int:
        lines = self._text.split("\n")
        keyed = re.compile(rf"\s*(\[+\s*(notice\s*\.\s*)?)?[\"']?{re.escape(key)}[\"']?\s*[=\].]")
        here: tuple[int, ...] = ()
        found = 1
        for number, line in enumerate(lines, start=1):
            if here == self._where and keyed.match(line):
                return number + _lines_down(lines[number - 1 :], value)
            header = _HEADER.match(line)
            if header is None:
                continue
            if not header["holiday"]:
                here = (here[0] + 1 if here else 0,)
            elif here:
                here = (here[0], here[1] + 1 if len(here) > 1 else 0)
            if here == self._where:
                found = number
        return found


_HEADER = re.compile(r"\s*\[\[\s*notice\s*(?P<holiday>\.\s*holiday\s*)?\]\]")


def _lines_down(lines: Sequence[str], value: str) -> int:
    """Give how far below its key a value stands, when its list runs over several lines."""
    for down, line in enumerate(lines):
        if down and ("=" in line or line.lstrip().startswith("[[")):
            break
        if value in line:
            return down
    return 0


def _files(directory: Path) -> list[Path]:
    try:
        return sorted(path for path in directory.iterdir() if path.suffix == ".toml")
    except OSError as error:
        raise UnreadableDocument(
            "calendar-directory",
            Message("日历目录{directory}无法读取（{detail}）。", directory=directory, detail=error.strerror),
            hint=Message("请核对目录是否存在、是否有权读取。"),
        ) from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise _wrong(path, 1, Message("无法读取（{detail}）", detail=error.strerror)) from None
    if len(data) > _LARGEST:
        raise _wrong(path, 1, Message("文件超过{limit}KB，不是放假安排", limit=_LARGEST // 1024))
    try:
        # Windows editors put a byte order mark before UTF-8.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _wrong(path, line, Message("不是 UTF-8 编码，请另存为 UTF-8")) from None


def _wrong(path: Path, line: int, reason: Message, citation: Citation | None = None) -> UnreadableDocument:
    return UnreadableDocument(
        "calendar-file",
        Message("{file}第{line}行：{reason}。", file=path, line=line, reason=reason),
        hint=Message("请对照通知原文修改后重新载入；在此之前，整个目录都不会采用。"),
        citation=citation,
    )
