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
_SUBJECT = r"(?:(?:政府|政务)?信息公开|政务公开)(?:工作)?(?:情况)?的?"
_REPORT = r"(?:年度|年)?(?:工作)?(?:情况|总结)?的?报告"
_TITLE = re.compile(
    rf"(?P<before>[^，。；]*?){_YEAR}年?度?(?P<between>[^，。；]*?){_SUBJECT}(?:{_REPORT}|(?:年度)?年报)"
)
_TITLE_YEAR_WITHIN = re.compile(rf"(?P<before>[^，。；]*?){_SUBJECT}{_YEAR}年?度?(?:{_REPORT}|年报)")
_TITLE_YEAR_LAST = re.compile(
    rf"(?P<before>[^，。；]*?){_SUBJECT}(?:(?:年度|年)(?:工作)?报告|年报)[^\d二]{{0,3}}{_YEAR}年?"
)
_TITLE_NO_YEAR = re.compile(rf"(?P<before>[^，。；]*?){_SUBJECT}(?:年度|年)(?:工作)?报告")
_NAMED_BEHIND = re.compile(r"[(—]+(?P<agency>[^()—]{3,38})\)?")
"""An agency that stands in brackets or after a dash behind a title."""
_LABEL = re.compile(r".*[>»]|[^:]{0,12}:|附件\d?(?:-\d)?[.、]?|[\[(【][^\])】]{1,6}[\])】]|[•·●■◆★*#]+")
"""What stands before a title in its line: a label (标题：), the way to the page, 附件, a tag in brackets."""
_SENTENCE = re.compile(r"根据|按照|依据|依照|为(?!民)|现将|现公布|现予|现向|本报告|本年度|以下|下面|\d{4}年以来")
"""How a sentence begins that speaks of the report, and is not its title."""
_MENTIONED = re.compile(
    rf"(?:公布|编制|编写|制作|发布|形成|现将)了?《?(?P<before>[^，。；:《》]{{0,38}}?)"
    rf"(?:{_YEAR}年?度?)(?P<between>[^，。；:《》]{{0,38}}?){_SUBJECT}|"
    rf"(?:公布|编制|编写|制作|发布|形成|现将)了?《?(?P<alone>[^，。；:《》]{{3,38}}?){_SUBJECT}\d{{4}}年"
)
_AROUND_NAME = re.compile(
    r"^(?:关于|发布|公布)+|(?:的|关于|关于[^，]{0,2}(?:报送|公布|发布|印发|编制|做好|公开)|政府信息公开|编制)$"
)
_COMPILED_BY = re.compile(r"由(?P<agency>[^，。；由]{3,38}?)(?:(?:负责|综合|汇总|结合|根据|组织)[^，。；]{0,40}?)?编制")
_LONGEST_TITLE = 70
_COMMA = str.maketrans(",;", "，；")
_OURSELVES = re.compile(r"^[我本]|[我本][局委办厅院镇乡街区县市单位机关]")
_PLACE = re.compile(r"[省市区县旗州镇乡]$|街道$")

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
    if "公开" not in text or ("报告" not in text and "年报" not in text) or len(text) > 2 * _LONGEST_TITLE:
        return None
    return _read_title(text)


@lru_cache(maxsize=256)
def _read_title(text: str) -> Title | None:
    """Read a line as a title; remembered, since a title stands in the page's head and its text, and is asked twice."""
    folded = _bare("".join(normalize("NFKC", text).translate(_COMMA).split()))
    if _SENTENCE.match(folded):
        return None
    for pattern in (_TITLE, _TITLE_YEAR_WITHIN, _TITLE_YEAR_LAST, _TITLE_NO_YEAR):
        match = pattern.match(folded)
        if match is None or len(match[0]) > _LONGEST_TITLE:
            continue
        found = match.groupdict()
        behind = _NAMED_BEHIND.match(folded, match.end())
        names = [found["before"], found.get("between") or "", behind["agency"] if behind else ""]
        agency = next((name for name in map(_named, names[:2]) if name), "") or agency_in(names[2])
        return Title(match[0], _year(found.get("year")), _as_written(agency, text))
    return None


def _bare(folded: str) -> str:
    """Give a line without the labels and signs before a title."""
    while True:
        label = _LABEL.match(folded)
        if label is None or label.end() == len(folded):
            return re.sub("^关于", "", folded)
        folded = folded[label.end() :]


def mentioned(text: str) -> str:
    """Give the agency whose report a sentence says this is, or the empty string.

    >>> mentioned("根据条例规定，现公布某某市公安局2021年政府信息公开工作年度报告。")
    '某某市公安局'
    >>> mentioned("本年度报告由某某市教育局编制，全文包括总体情况等。")
    '某某市教育局'
    """
    folded = "".join(normalize("NFKC", text).translate(_COMMA).split())
    for match in (*_MENTIONED.finditer(folded), *_COMPILED_BY.finditer(folded)):
        found = match.groupdict()
        for written in (found.get(name) or "" for name in ("before", "between", "alone", "agency")):
            name = _named(written)
            if name and not _OURSELVES.search(name) and (agency_in(name) or _PLACE.search(name)):
                return _as_written(name, text)
    return ""


def _named(text: str) -> str:
    """Give the agency's name out of the words before or after the year.

    A government's own name runs into 政府信息公开, and only 人民 is left of it.
    """
    name = text.strip("《》“”\"'·—-_:,、 .")
    name = re.sub(
        r"^(?:关于|发布|公布)+|(?:的|关于|关于[^，]{0,2}(?:报送|公布|发布|印发|编制|做好|公开)|政府信息公开|编制)$",
        "",
        name,
    )
    if name.count("(") != name.count(")"):
        name = name.strip("()")
    if name.endswith("人民"):
        name += "政府"
    return name


def _as_written(name: str, text: str) -> str:
    """Give a name with its brackets in the width they were written in."""
    return name.replace("(", "（").replace(")", "）") if "（" in text else name


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
