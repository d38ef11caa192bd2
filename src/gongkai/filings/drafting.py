"""What a report's text is drafted from: the facts of the year, in sentences that whoever writes may change.

The sentences are templates with fields (`narrative`) for what stands in the tables, so that a draft which is kept says
what they say for ever; of what stands in no table (how much was published, by which channels) the numbers are written
as they were found when it was drafted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.applications.selectors import Span, fees
from gongkai.disclosure.selectors import published
from gongkai.duties.selectors import MotionKind, for_part_five, of_motions, supervision
from gongkai.law.numerals import chinese_numeral
from gongkai.law.publication import CATEGORIES
from gongkai.report.figures import digits

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
        "overview": _lines(_proactive(agency, year), _APPLICATIONS, _supervision(agency, year)),
        "problems": _problems(agency, year),
        "other_matters": _lines(_fees(agency, year), _motions(agency, year)),
    }


def _lines(*lines: str) -> str:
    """Give paragraphs, of which those that have nothing to tell are left out."""
    return "\n".join(filter(None, lines))


_APPLICATIONS = (
    "（二）依申请公开情况。本年新收政府信息公开申请{新收申请}件，上年结转{上年结转申请}件，办结{办结申请}件，"
    "结转下年度继续办理{结转下年度申请}件。办结的申请中，予以公开{予以公开}件，部分公开{部分公开}件，不予公开{不予公开}件，"
    "无法提供{无法提供}件，不予处理{不予处理}件，其他处理{其他处理}件。因政府信息公开工作被申请行政复议{行政复议}件，"
    "被提起行政诉讼{行政诉讼}件。"
)
_MOTIONS = {MotionKind.DEPUTY: "人大代表建议", MotionKind.MEMBER: "政协委员提案"}
"""The kinds in Chinese, whatever language whoever drafts reads."""


def _proactive(agency: Agency, year: int) -> str:
    found = published([agency.pk], date(year, 1, 1), date(year, 12, 31), by="category")
    total = sum(each.number for each in found.values())
    if not total:
        return "（一）主动公开情况。本年主动公开政府信息0条。"
    most = sorted(found.items(), key=lambda each: (-each[1].number, each[0]))[:_NAMED]
    named = "，".join(f"{_LABELS.get(code, code)}{each.number}条" for code, each in most)
    rest = f"等{len(found)}类" if len(found) > _NAMED else ""
    return f"（一）主动公开情况。本年主动公开政府信息{total}条，其中{named}{rest}。"


def _supervision(agency: Agency, year: int) -> str:
    """Give the fifth aspect, of what stands in the ledgers; where nothing does, nothing, and the checks ask for it."""
    found = supervision(agency, date(year, 1, 1), date(year, 12, 31))
    told = (
        (found.changes, f"组织领导和责任分工调整{found.changes}项"),
        (found.sessions, f"举办培训{found.sessions}场，{found.attended}人次参加"),
        (found.assessments, f"公布考核结果{found.assessments}次"),
        (
            found.appraised.answers,
            f"开展社会评议，收回答卷{found.appraised.answers}份，其中满意{found.appraised.satisfied}份",
        ),
        (found.held_to_account, f"责任追究{found.held_to_account}起"),
    )
    sentences = "".join(f"{words}。" for number, words in told if number)
    return f"（五）监督保障情况。{sentences}" if sentences else ""


def _fees(agency: Agency, year: int) -> str:
    """Say what processing fees were paid in the year, less what was paid back (处理费办法)."""
    paid = fees([agency.pk], Span.of_year(year))
    return f"收取信息处理费情况：本年收取信息处理费{digits(paid.collected - paid.refunded)}元。"


def _motions(agency: Agency, year: int) -> str:
    found = of_motions(agency, date(year, 1, 1), date(year, 12, 31))
    told = "；".join(
        f"{_MOTIONS[kind]}{each.received}件，已答复{each.replied}件，公开答复{each.published}件"
        for kind, each in sorted(found.items())
    )
    return f"建议提案办理情况：本年承办{told}。" if told else ""


def _problems(agency: Agency, year: int) -> str:
    """Give part five, of the ledger of rectification: what was improved, what is still wrong, what will be done."""
    told = for_part_five(agency, year)
    improved = [f"{_bare(each.text)}，已完成整改" for each in told.finished]
    improved += [f"{_bare(each.text)}，已整改并长期坚持" for each in told.lasting]
    unfinished = list(told.unfinished)
    return _lines(
        _enumerated("存在的主要问题：", (_bare(each.text) for each in unfinished)),
        _enumerated("整改情况：", improved),
        _enumerated("下一步改进措施：", (_bare(each.measure) for each in unfinished if each.measure)),
    )


def _enumerated(heading: str, items: Iterable[str]) -> str:
    told = "；".join(f"{chinese_numeral(at)}是{item}" for at, item in enumerate(items, 1))
    return f"{heading}{told}。" if told else ""


def _bare(text: str) -> str:
    """Give a text on one line, without its full stop, as it stands among others."""
    return "".join(text.split()).rstrip("。；;")
