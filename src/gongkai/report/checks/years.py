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

# `law.publication.report_due` for a government, to which a test holds it: to import that takes every calendar along,
# and a fifth of the time the command takes to start.
_LAST_DAY = (3, 31)

_NUMERALS = "〇○零一二三四五六七八九"
# Years from 2000 on; a pattern that begins with few characters is found many times faster.
_YEAR = re.compile(rf"[2２二][0０〇○零][\d{_NUMERALS}]{{2}}(?=\s*年)")
_DIGITS = str.maketrans(_NUMERALS, "000123456789")
_DATE = re.compile(
    rf"(?P<year>\d{{4}}|[{_NUMERALS}]{{4}})\s*[年.\-/]\s*"
    rf"(?P<month>\d{{1,2}}|[十{_NUMERALS}]{{1,3}})\s*[月.\-/]\s*"
    rf"(?P<day>\d{{1,2}}|[十{_NUMERALS}]{{1,3}})\s*(?:日|(?!\d))"
)
_FIRST_OF_JANUARY = re.compile(r"\s*年\s*0?1\s*月\s*0?1\s*日[^。；]{0,16}12\s*月\s*31\s*日")
_END_OF_YEAR = re.compile(r"\s*年\s*12\s*月\s*31\s*日")
_NEAR = 10
_LONGEST_TITLE = 200
_COMPARED = tuple("较比与同自从于")
_ASIDE = re.compile(
    r"\s*年\s*(?:度|底|末|\d+月(?:\d+日)?)?\s*(?:以来|起|相比|同期|新?修[订正]|施行)"
    r"|\s*年[^。；]{0,6}将"
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
    named = [_year(mention[0]) for mention in _YEAR.finditer(report.title)]
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
    for paragraph, may_state_period in _narrative(report):
        text = paragraph.text
        states_period = may_state_period and "31" in text
        for mention in _YEAR.finditer(text):
            year = _year(mention[0])
            if states_period and year not in periods and _is_period(text, mention):
                periods[year] = paragraph
            if year == report.year or not _is_aside(text, mention):
                named[year] += 1
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


def _year(written: str) -> int:
    return int(written.translate(_DIGITS))


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else read_chinese_numeral(written) or 0


def _is_period(text: str, year: re.Match[str]) -> bool:
    """Tell whether a year opens 1月1日至12月31日, or closes 截至12月31日."""
    if _FIRST_OF_JANUARY.match(text, year.end()):
        return True
    closes = text[max(0, year.start() - _NEAR) : year.start()].rstrip().endswith(("截至", "截止"))
    return closes and _END_OF_YEAR.match(text, year.end()) is not None


def _is_aside(text: str, year: re.Match[str]) -> bool:
    """Tell whether a year is named in passing: in a title, for comparison, as the year of a document or a plan."""
    start = year.start()
    near = max(0, start - _LONGEST_TITLE)
    if text.rfind("《", near, start) > text.rfind("》", near, start):
        return True
    return text[max(0, start - 2) : start].rstrip().endswith(_COMPARED) or _ASIDE.match(text, year.end()) is not None


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
    elif signed > (last := date(report.year + 1, *_LAST_DAY)):
        message = Message("落款日期为{signed}，晚于{last}。", signed=signed, last=last)
        yield SIGNED_LATE(message, place=paragraph.place)


def _dates(text: str) -> Iterator[date]:
    for match in _DATE.finditer(text):
        try:
            yield date(_year(match["year"]), _number(match["month"]), _number(match["day"]))
        except ValueError:
            continue
