"""Whose report it is and for which year: read from the title, else the signature, else the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from gongkai.law.numerals import read_chinese_numeral

_YEAR = r"(?P<year>20\d{2}|二[零〇○0][一二三四五六七八九零〇○0]{2})"
_TITLE = re.compile(
    rf"^(?:关于)?(?P<before>[^。；]*?){_YEAR}年?度?(?P<between>[^。；]*?)(?:政府)?信息公开(?:工作)?(?:情况)?的?(?:年度|年)?(?:工作)?(?:情况)?的?报告"
)
_TITLE_YEAR_LAST = re.compile(
    rf"^(?:关于)?(?P<before>[^。；]*?)(?:政府)?信息公开(?:工作)?(?:情况)?的?(?:年度|年)(?:工作)?报告[^\d二]{{0,3}}{_YEAR}年?"
)
_TITLE_NO_YEAR = re.compile(
    r"^(?:关于)?(?P<before>[^。；]*?)(?:政府)?信息公开(?:工作)?(?:情况)?的?(?:年度|年)(?:工作)?报告"
)
_LONGEST_TITLE = 70

_AGENCY = re.compile(
    r"[\w（）()·—、]{2,38}(?:局|委员会|委|办公室|办|厅|院|中心|政府|办事处|大队|支队|总队|站|所|处|部|会|署|公司|海关|银行|学校|大学|医院|校)"
)
_DATE = re.compile(r"(?P<year>20\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日?")
_HAN_DATE = re.compile(
    r"(?P<year>二[零〇○][一二三四五六七八九零〇○]{2})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_YEAR_IN_TEXT = re.compile(r"(?<![〔\[（(\d])(20\d{2})年(?!\d)")


class Title(NamedTuple):
    """A title of a report: as written, the year and the agency it names, when it does."""

    text: str
    year: int | None
    agency: str


def read_title(text: str) -> Title | None:
    """Give what a line says as the title of a report, or None when it is none.

    >>> read_title("桓台县科技局2020年政府信息公开工作年度报告")
    Title(text='桓台县科技局2020年政府信息公开工作年度报告', year=2020, agency='桓台县科技局')
    """
    if "信息公开" not in text or "报告" not in text or len(text) > 2 * _LONGEST_TITLE:
        return None
    return _read_title(text)


@lru_cache(maxsize=256)
def _read_title(text: str) -> Title | None:
    """Read a line as a title; remembered, since a title stands in the page's head and its text, and is asked twice."""
    folded = "".join(normalize("NFKC", text).split())
    for pattern in (_TITLE, _TITLE_YEAR_LAST, _TITLE_NO_YEAR):
        match = pattern.match(folded)
        if match is None or len(match[0]) > _LONGEST_TITLE:
            continue
        found = match.groupdict()
        agency = _named(found["before"], folded) or _named(found.get("between") or "", folded)
        return Title(match[0], _year(found.get("year")), agency)
    return None


def _named(text: str, title: str) -> str:
    """Give the agency's name out of the words before or after the year.

    A government's own name runs into 政府信息公开, and only 人民 is left of it.
    """
    name = text.strip("《》“”\"'·—-_:：,，、 ()（）")
    name = re.sub(r"^(?:关于|发布|公布)|(?:的|关于|政府信息公开|编制)$", "", name)
    if name.endswith("人民"):
        name += "政府"
    return name


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if written.isdigit() else read_chinese_numeral(written.replace("0", "〇"))


def read_date(text: str) -> date | None:
    """Give the date that a line is or ends in, as signatures write it; None when there is none."""
    folded = "".join(normalize("NFKC", text).split())
    match = _DATE.search(folded)
    if match is not None:
        parts = [int(match[name]) for name in ("year", "month", "day")]
    else:
        match = _HAN_DATE.search(folded)
        if match is None:
            return None
        parts = [read_chinese_numeral(match[name]) or 0 for name in ("year", "month", "day")]
    try:
        return date(*parts)
    except ValueError:
        return None


def is_date_line(text: str) -> bool:
    """Tell whether a line is a date and nothing else."""
    folded = "".join(normalize("NFKC", text).split()).strip("()")
    return bool(_DATE.fullmatch(folded) or _HAN_DATE.fullmatch(folded))


def agency_in(text: str) -> str:
    """Give the agency a short line names, as a signature does, or the empty string."""
    folded = "".join(text.split())
    folded = _HAN_DATE.sub("", _DATE.sub("", folded)).strip("：:（）()")
    folded = re.sub(r"^(?:单位|发布机构|发布单位|编制单位|填报单位)[:：]", "", folded)
    return folded if _AGENCY.fullmatch(folded) else ""


def year_of(titles: Iterable[Title], closing: Sequence[str], texts: Iterable[str]) -> int | None:
    """Give the year reported on: the title's; else the one most spoken of; else the year before the signature."""
    for title in titles:
        if title.year is not None:
            return title.year
    signed = next((day for day in map(read_date, reversed(closing)) if day is not None), None)
    mentioned = Counter(int(year) for text in texts for year in _YEAR_IN_TEXT.findall(normalize("NFKC", text)))
    if signed is not None and (not mentioned or signed.year - 1 in mentioned):
        return signed.year - 1
    return mentioned.most_common(1)[0][0] if mentioned else None
