"""What a report's text is drafted from: the facts of the year, in sentences that whoever writes may change.

The sentences are templates with fields (`narrative`) for what stands in the tables, so that a draft which is kept says
what they say for ever; of what stands in no table (how much was published, by which channels) the numbers are written
as they were found when it was drafted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.disclosure.selectors import published
from gongkai.law.publication import CATEGORIES

_LABELS = {each.code: str(each.label) for each in CATEGORIES}
_NAMED = 5
"""Categories that are named, those with the most published; of the others how many there are."""


def drafted(agency: Agency, year: int) -> Mapping[str, str]:
    """Give the draft of each part of the report of an agency for a year, as the edition names the parts."""
    return {
        "preamble": (
            f"根据《中华人民共和国政府信息公开条例》第四十九条、第五十条的规定，编制本报告。"
            f"本报告所列数据的统计期限自{year}年1月1日起，至{year}年12月31日止。"
        ),
        "overview": "\n".join((_proactive(agency, year), _APPLICATIONS)),
        "other_matters": _FEES,
    }


_APPLICATIONS = (
    "（二）依申请公开情况。本年新收政府信息公开申请{新收申请}件，上年结转{上年结转申请}件，办结{办结申请}件，"
    "结转下年度继续办理{结转下年度申请}件。办结的申请中，予以公开{予以公开}件，部分公开{部分公开}件，不予公开{不予公开}件，"
    "无法提供{无法提供}件，不予处理{不予处理}件，其他处理{其他处理}件。因政府信息公开工作被申请行政复议{行政复议}件，"
    "被提起行政诉讼{行政诉讼}件。"
)
_FEES = "收取信息处理费情况：本年收取信息处理费{信息处理费}元。"


def _proactive(agency: Agency, year: int) -> str:
    found = published([agency.pk], date(year, 1, 1), date(year, 12, 31), by="category")
    total = sum(each.number for each in found.values())
    if not total:
        return "（一）主动公开情况。"
    most = sorted(found.items(), key=lambda each: (-each[1].number, each[0]))[:_NAMED]
    named = "，".join(f"{_LABELS.get(code, code)}{each.number}条" for code, each in most)
    rest = f"等{len(found)}类" if len(found) > _NAMED else ""
    return f"（一）主动公开情况。本年主动公开政府信息{total}条，其中{named}{rest}。"
