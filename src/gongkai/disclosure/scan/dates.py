"""Dates that do not exist, do not fit their weekday, are far off, end on a day off, contradict what is registered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gongkai.disclosure.scan.finding import Finding, Place, Severity, Sort
from gongkai.disclosure.scan.material import Facts, Material, Passage
from gongkai.law.citation import cite
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message, chinese_date
from gongkai.law.numerals import read_chinese_numeral

_ACCURATE = cite("条例第6条")
_LOOK = Message("请核对日期。")

IMPOSSIBLE = Sort("date-impossible", Severity.ERROR, Message("没有这一天"), _LOOK, _ACCURATE)
WEEKDAY = Sort("date-weekday", Severity.ERROR, Message("日期和星期对不上"), _LOOK, _ACCURATE)
FAR = Sort("date-far", Severity.WARNING, Message("年份离现在很远"), Message("请核对年份是不是写错了。"), _ACCURATE)
DAY_OFF = Sort(
    "deadline-day-off",
    Severity.NOTICE,
    Message("截止日不是工作日"),
    Message("要到现场办理的，请考虑顺延到下一个工作日。"),
)
CONTRADICTS = Sort(
    "date-contradicts",
    Severity.ERROR,
    Message("正文和登记的日期不一致"),
    Message("请核对正文和登记的日期，改正写错的一处。"),
    _ACCURATE,
)
NOT_REGISTERED = Sort(
    "date-not-registered", Severity.WARNING, Message("正文写了日期，登记的要素里没有"), Message("请补登。"), _ACCURATE
)
SORTS = (IMPOSSIBLE, WEEKDAY, FAR, DAY_OFF, CONTRADICTS, NOT_REGISTERED)

_CN = "〇○零一二三四五六七八九"
_DATE = re.compile(
    rf"(?:(?<!\d)(?P<year>\d{{3,6}})|(?P<cn_year>[{_CN}]{{4}}))\s?年\s?"
    r"(?:(?P<month>\d{1,3})|(?P<cn_month>[一二三四五六七八九十]{1,3}))\s?月"
    r"(?:\s?(?:(?P<day>\d{1,3})|(?P<cn_day>[一二三四五六七八九十]{1,3}))\s?[日号])?"
)
_NO_YEAR = re.compile(rf"(?<!\d)(?<![\d{_CN}]年)(?<!\d年\s)(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日")
_WEEKDAY = re.compile(
    r"\s?[（(]?\s?(?:星期|周|礼拜)(?P<name>[一二三四五六日天])(?:[）)]|(?![\u4e00-\u9fff]*(?:年|期间|报)))"
)
_NAMES = "一二三四五六日"
_MOST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_AHEAD = 15
_FIRST = 1949


class Written(NamedTuple):
    """A date as it is written: from where to where, and its parts; `day` is 0 for a month."""

    start: int
    end: int
    year: int
    month: int
    day: int

    @property
    def on(self) -> date | None:
        """Give the day, None where there is none."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def written_in(text: str) -> Iterator[Written]:
    """Give the dates with a year in a text, in digits or in Chinese numerals."""
    for match in _DATE.finditer(text):
        year = match["year"] or read_chinese_numeral(match["cn_year"]) or 0
        parts = (_number(match["month"], match["cn_month"]), _number(match["day"], match["cn_day"]))
        if None not in parts:
            yield Written(match.start(), match.end(), int(year), parts[0] or 0, parts[1] or 0)


def _number(digits: str | None, chinese: str | None) -> int | None:
    if digits is not None:
        return int(digits)
    return 0 if chinese is None else read_chinese_numeral(chinese)


def impossible(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find days that do not exist."""
    for passage in material.passages:
        for each in written_in(passage.folded):
            has_day = passage.folded[each.end - 1] != "月"
            wrong = each.on is None if has_day else not 1 <= each.month <= 12
            if wrong or not 1000 <= each.year <= 9999:
                yield IMPOSSIBLE(passage.place, passage.excerpt(each.start, each.end))
        for match in _NO_YEAR.finditer(passage.folded):
            month, day = int(match["month"]), int(match["day"])
            if not (1 <= month <= 12 and 1 <= day <= _MOST_DAYS[month - 1]):
                yield IMPOSSIBLE(passage.place, passage.excerpt(*match.span()))


def weekdays(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find dates beside which another weekday stands than theirs."""
    for passage in material.passages:
        for each in written_in(passage.folded):
            match = _WEEKDAY.match(passage.folded, each.end)
            if match and each.on:
                name = match["name"].replace("天", "日")
                right = _NAMES[each.on.weekday()]
                if name != right:
                    said = Message("{day}是星期{right}", day=each.on, right=right)
                    yield WEEKDAY(passage.place, passage.excerpt(each.start, match.end()), said)


_QUOTED = re.compile(r"《[^》]{0,200}》")


def years(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find days whose year lies before the republic or more than three five-year plans ahead."""
    for passage in material.passages:
        for each in written_in(_QUOTED.sub(lambda match: "□" * len(match[0]), passage.folded)):
            far = each.year < _FIRST or each.year > facts.on.year + _AHEAD
            if each.on and far and 1000 <= each.year <= 9999:
                yield FAR(passage.place, passage.excerpt(each.start, each.end))


_UNTIL = re.compile(r"\s?[（(]?[^，。；]{0,8}?(?:前|之前|以前|截止|止)(?![\u4e00-\u9fff]{0,2}(?:年|印发|发布))")
_LAST = re.compile(r"(?:截止|截至|期限|最迟|不晚于|逾期)[^。；\d]{0,12}\Z")


def deadlines(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find last days to come that are days off; in a year whose holidays are not known nothing is said."""
    for passage in material.passages:
        for each in written_in(passage.folded):
            day = each.on
            if day is None or day < facts.on or not _is_last(passage, each) or facts.calendar.is_provisional(day):
                continue
            try:
                working = facts.calendar.is_working_day(day)
                following = None if working else facts.calendar.roll_over(day)
            except GongkaiError:  # the calendar does not reach so far
                continue
            if following is not None:
                said = Message(
                    "{day}不是工作日，下一个工作日是{following}",
                    day=day,
                    following=following,
                )
                yield DAY_OFF(passage.place, passage.excerpt(each.start, each.end), said)


def _is_last(passage: Passage, each: Written) -> bool:
    before = passage.folded[max(0, each.start - 20) : each.start]
    return bool(_LAST.search(before) or _UNTIL.match(passage.folded, each.end))


# ── Against what is registered ───────────────────────────────────────────────

_THIS = r"(?:本|该)(?:办法|规定|细则|意见|方案|决定|通知|条例|规则|标准|制度|公告|通告|目录|政策|措施|规划|计划)"
_FROM = re.compile(rf"{_THIS}自\Z")
_UNTIL_VALID = re.compile(r"有效期(?:限)?(?:为[^，。]{0,10}[，,])?(?:截止|截至|至|到)(?:时间为?|日期为?)?[：:]?\s?\Z")
_COMES = re.compile(r"\s?(?:起|开始)(?:正式)?(?:施行|实施|执行|生效)")
_AT_ONCE = re.compile(rf"{_THIS}自(?:公布|发布|印发)之日起(?:施行|实施|执行|生效)")
_YEAR_OF_NUMBER = re.compile(r"〔(\d{4})〕")


def contradictions(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find dates of the text that differ from those registered: from when it holds, until when, when it was made."""
    for passage in material.passages:
        if passage.place.part != "body":
            continue
        for each in written_in(passage.folded):
            before = passage.folded[max(0, each.start - 30) : each.start]
            if each.on and _FROM.search(before) and _COMES.match(passage.folded, each.end):
                yield from _against(passage, each, material.effective_on, Message("施行日期"))
            elif each.on and _UNTIL_VALID.search(before):
                yield from _against(passage, each, material.valid_until, Message("有效期至"))
        for match in _AT_ONCE.finditer(passage.folded):
            if material.effective_on and material.made_on and material.effective_on < material.made_on:
                said = Message("登记的施行日期{on}早于成文日期", on=material.effective_on)
                yield CONTRADICTS(passage.place, passage.excerpt(*match.span()), said)
    yield from _signature(material)
    yield from _registered(material)


def _against(passage: Passage, each: Written, registered: date | None, what: Message) -> Iterator[Finding]:
    if each.on == registered or each.on is None:
        return
    if registered is None:
        said = Message("没有登记{what}", what=what)
        yield NOT_REGISTERED(passage.place, passage.excerpt(each.start, each.end), said)
    else:
        said = Message("登记的{what}是{on}", what=what, on=registered)
        yield CONTRADICTS(passage.place, passage.excerpt(each.start, each.end), said)


def _signature(material: Material) -> Iterator[Finding]:
    """Hold the day a text is signed with, a paragraph of its own near its end, against 成文日期."""
    if material.made_on is None:
        return
    for passage in [each for each in material.passages if each.place.part == "body"][-4:]:
        alone = next(written_in(passage.folded), None)
        if alone and alone.on and passage.folded[alone.start : alone.end] == passage.folded.strip():
            yield from _against(passage, alone, material.made_on, Message("成文日期"))


def _registered(material: Material) -> Iterator[Finding]:
    """Hold what is registered against itself."""
    place, made = Place("facts"), material.made_on
    if made and material.effective_on and material.effective_on < made:
        said = Message("施行日期早于成文日期")
        yield CONTRADICTS(place, f"{chinese_date(material.effective_on)} < {chinese_date(made)}", said)
    year = _YEAR_OF_NUMBER.search(material.document_number)
    if made and year and int(year[1]) != made.year:
        said = Message("发文字号的年份和成文日期不一致")
        yield CONTRADICTS(place, f"{material.document_number} {chinese_date(made)}", said)
