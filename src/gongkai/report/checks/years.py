"""The report's year against its edition, its title and the dates in its text.

A report on a year is written after its end. A year elsewhere in the text may well be another: the
year of a statute, of a document, of the year before for comparison. So only what states the year of
the report counts, or what names another year again and again; and all of it is a warning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gongkai.law.citation import cite, cites
from gongkai.law.message import Message
from gongkai.law.numerals import read_chinese_numeral
from gongkai.report.checks.context import Context
from gongkai.report.edition import edition_for
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Paragraph, Report

YEAR_UNKNOWN = Code(
    "year-unknown",
    Severity.WARNING,
    Message("看不出报告年度"),
    Message("标题和正文都没有写明报告年度，与年度有关的各项无法核对。"),
    Message("请在标题中写明年度。"),
    cite("条例第49条"),
)
EDITION_YEAR = Code(
    "edition-of-another-year",
    Severity.WARNING,
    Message("格式与报告年度不符"),
    Message("表格是另一版格式，不适用于这一年度；也可能是年度写错。"),
    Message("请核对报告年度，并按该年度适用的格式填报。"),
    cite("条例第50条"),
)
TITLE_YEAR = Code(
    "title-year",
    Severity.WARNING,
    Message("标题年度与报告年度不符"),
    Message("标题写的是另一年度，可能沿用了往年的标题。"),
    Message("请核对标题中的年度。"),
    cite("条例第49条"),
)
PERIOD_YEAR = Code(
    "period-year",
    Severity.WARNING,
    Message("统计期限不是报告年度"),
    Message("年报统计报告年度1月1日至12月31日的情况；正文写明的统计期限属于另一年度，可能沿用了往年的文字。"),
    Message("请核对统计期限。"),
    cite("条例第49条"),
)
TEXT_YEAR = Code(
    "text-year",
    Severity.WARNING,
    Message("正文多处写的是另一年度"),
    Message(
        "总体情况和各表说明中，另一年度出现的次数远多于报告年度，文字可能抄自那一年的年报。与往年比较、文件名称中的年份不计。"
    ),
    Message("请核对正文中的年份。"),
    cite("条例第49条"),
)
SIGNED_EARLY = Code(
    "signed-early",
    Severity.WARNING,
    Message("落款日期早于报告年度结束"),
    Message("年报在报告年度结束之后编制，落款日期不应在此之前；常见的是年初仍写上一年的年份。"),
    Message("请核对落款日期。"),
    cite("条例第49条"),
)
SIGNED_LATE = Code(
    "signed-late",
    Severity.WARNING,
    Message("落款日期晚于公布期限"),
    Message("部门年报应在次年1月31日前公布，本级政府年报应在次年3月31日前公布；这里以较晚的期限为准。"),
    Message("请核对落款日期；确属逾期的，请说明原因。"),
    cite("条例第49条"),
)
CODES = (YEAR_UNKNOWN, EDITION_YEAR, TITLE_YEAR, PERIOD_YEAR, TEXT_YEAR, SIGNED_EARLY, SIGNED_LATE)

_NARRATED = ("overview", "proactive", "applications", "remedies")
"""Parts that tell of the year itself; what is planned stands in the others."""

_NUMERALS = "〇○零一二三四五六七八九"
_DATE = re.compile(
    rf"(?P<year>\d{{4}}|[{_NUMERALS}]{{4}})\s*[年.\-/]\s*"
    rf"(?P<month>\d{{1,2}}|[十{_NUMERALS}]{{1,3}})\s*[月.\-/]\s*"
    rf"(?P<day>\d{{1,2}}|[十{_NUMERALS}]{{1,3}})\s*(?:日|(?!\d))"
)
_FIRST_OF_JANUARY = re.compile(r"\s*0?1\s*月\s*0?1\s*日[^。；]{0,16}12\s*月\s*31\s*日")
_END_OF_YEAR = re.compile(r"\s*12\s*月\s*31\s*日")
_COMPARED = "较比与同自从于"
_ASIDE = re.compile(
    r"\s*(?:度|底|末|\d+月(?:\d+日)?)?\s*(?:以来|起|相比|同期|新?修[订正]|施行)"
    r"|[^，。；]{0,6}将"
)


@cites("条例第49条")
def edition_year(report: Report, context: Context) -> Iterator[Finding]:
    """Find a year that is not known, or for which another edition of the format was in use."""
    if report.year is None:
        yield YEAR_UNKNOWN(Message("看不出年报是哪一年度的。"))
        return
    proper = edition_for(report.year)
    if proper is not None and proper != report.edition:
        yield EDITION_YEAR(
            Message(
                "年报为{year}年度，用的是{used}，该年度适用{proper}。",
                year=report.year,
                used=report.edition.citation,
                proper=proper.citation,
            ),
            citation=proper.citation,
        )


@cites("条例第49条")
def title_year(report: Report, context: Context) -> Iterator[Finding]:
    """Find a title that names another year than the report's."""
    named = [mention.year for mention in _mentions(report.title)]
    if report.year is not None and named and report.year not in named:
        message = Message("标题写的是{written}年，年报为{year}年度。", written=named[0], year=report.year)
        yield TITLE_YEAR(message)


@cites("条例第49条")
def text_year(report: Report, context: Context) -> Iterator[Finding]:
    """Find a statistics period (统计期限) of another year, and text that speaks mostly of another year."""
    if report.year is None:
        return
    periods: dict[int, Paragraph] = {}
    named: Counter[int] = Counter()
    for paragraph, states_period in _narrative(report):
        for mention in _mentions(paragraph.text):
            if states_period and mention.year not in periods and _states_period(paragraph.text, mention):
                periods[mention.year] = paragraph
            if mention.year == report.year or not _is_aside(paragraph.text, mention):
                named[mention.year] += 1
    if periods and report.year not in periods:
        written, paragraph = next(iter(periods.items()))
        message = Message("正文写明的统计期限为{written}年，年报为{year}年度。", written=written, year=report.year)
        yield PERIOD_YEAR(message, place=paragraph.place)
    own = named.pop(report.year, 0)
    other, times = max(named.items(), key=lambda item: item[1], default=(0, 0))
    if times >= max(context.limits.year_least, context.limits.year_times * own):
        yield TEXT_YEAR(
            Message(
                "正文提到{other}年{times}次，提到报告年度{year}年{own}次。",
                other=other,
                times=times,
                year=report.year,
                own=own,
            )
        )


def _narrative(report: Report) -> Iterator[tuple[Paragraph, bool]]:
    """Go through the paragraphs that tell of the year, with whether they may state the statistics period."""
    for paragraph in report.preamble:
        yield paragraph, True
    for part in report.parts:
        if part.spec.id in _NARRATED:
            for paragraph in part.paragraphs:
                yield paragraph, part.spec.id == "overview"


class _Mention(NamedTuple):
    """A year named in a text, from where to where; `end` is just behind 年."""

    year: int
    start: int
    end: int


def _mentions(text: str) -> Iterator[_Mention]:
    """Go through the years a text names in Arabic or Chinese numerals, as 2020年 or 二〇二〇年."""
    at = text.find("年")
    while at >= 0:
        digits = text[max(0, at - 6) : at].rstrip()[-4:]
        year = _number(digits) if len(digits) == 4 else None
        if year is not None and 1900 <= year <= 2100:
            yield _Mention(year, text.rfind(digits, 0, at), at + 1)
        at = text.find("年", at + 1)


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() else read_chinese_numeral(written)


def _states_period(text: str, mention: _Mention) -> bool:
    """Tell whether a year opens 1月1日至12月31日, or closes 截至12月31日."""
    if _FIRST_OF_JANUARY.match(text, mention.end):
        return True
    before = text[max(0, mention.start - 3) : mention.start].rstrip()
    return before.endswith(("截至", "截止")) and _END_OF_YEAR.match(text, mention.end) is not None


def _is_aside(text: str, mention: _Mention) -> bool:
    """Tell whether a year is named in passing: in a title, for comparison, as the year of a document or a plan."""
    if text.rfind("《", 0, mention.start) > text.rfind("》", 0, mention.start):
        return True
    before = text[: mention.start].rstrip()[-1:]
    return (before != "" and before in _COMPARED) or _ASIDE.match(text, mention.end) is not None


@cites("条例第49条")
def signature_date(report: Report, context: Context) -> Iterator[Finding]:
    """Find a signature (落款) dated before the year was over or after the last day to publish, 31 March."""
    if report.year is None:
        return
    dated = [(day, paragraph) for paragraph in report.closing for day in _dates(paragraph.text)]
    if not dated:
        return
    signed, paragraph = dated[-1]
    if signed.year <= report.year:
        message = Message("落款日期为{signed}，{year}年度尚未结束。", signed=signed, year=report.year)
        yield SIGNED_EARLY(message, place=paragraph.place)
    elif signed > date(report.year + 1, 3, 31):
        message = Message("落款日期为{signed}，晚于{last}。", signed=signed, last=date(report.year + 1, 3, 31))
        yield SIGNED_LATE(message, place=paragraph.place)


def _dates(text: str) -> Iterator[date]:
    for match in _DATE.finditer(text):
        year, month, day = (_number(match[field]) or 0 for field in ("year", "month", "day"))
        try:
            yield date(year, month, day)
        except ValueError:
            continue
