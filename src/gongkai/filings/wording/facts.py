"""What a report tells that stands in no table: facts of the ledgers, each a field of its text.

They are taken when the figures are computed, and frozen with them: a text with their names in it says what they are.
What the ledgers of this site do not know is no fact here: how often a page was visited, what was said by telephone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from gongkai.agencies.models import Agency, Kind, Membership
from gongkai.applications.models import Application
from gongkai.applications.selectors import Figure, Span, fees
from gongkai.applications.table_three import condition
from gongkai.disclosure.channels.counting import counted
from gongkai.disclosure.selectors import broken_links, looked_after, published
from gongkai.duties.selectors import MotionKind, PartFive, for_part_five, of_motions, supervision
from gongkai.filings.models import Filing, Origin, Scope
from gongkai.law.clock import State
from gongkai.law.numerals import chinese_numeral
from gongkai.law.publication import CATEGORIES
from gongkai.report.edition import edition_for
from gongkai.report.figures import digits

FACTS: tuple[str, ...] = (
    "年度", "统计范围", "条例条款", "编制依据", "编制机关", "联系方式", "机关网址",
    "公开信息", "主要公开类别", "政策解读",
    "答复申请", "逾期答复",
    "公开前审查", "更正信息", "撤下信息",
    "公开渠道", "渠道发布", "各渠道发布", "失效链接", "修复链接",
    "组织领导调整", "培训场次", "培训人次", "考核次数", "评议答卷", "评议满意", "责任追究",
    "存在的问题", "整改的问题", "改进的措施",
    "信息处理费", "退付信息处理费", "建议承办", "建议答复", "建议公开", "提案承办", "提案答复", "提案公开",
)  # fmt: skip
"""The names of the facts, in the order in which they are offered to whoever writes."""

ENUMERATED = frozenset({"存在的问题", "整改的问题", "改进的措施"})
"""Facts that are texts of their own: a draft has them written out, so that whoever writes can go on from them."""

_LABELS = {each.code: str(each.label) for each in CATEGORIES}
_NAMED = 5
"""Categories and channels that are named, those with the most; of the others how many there are."""
_CALLED = {"自治区": "区", "自治州": "州", "地区": "地区"} | {each: each for each in ("街道", *"省市区县旗州盟镇乡")}
"""What a region is called for short in 全×, by how its name ends; the first that fits."""


def facts_of(filing: Filing) -> dict[str, str]:
    """Give the facts of the year that a filing is on, as text.

    Of a year that was not kept here, its own or that of an agency it adds up, the ledgers do not know all: then only
    what the report says of itself is a fact, and whoever writes tells the rest.
    """
    of, first, last = agencies_told(filing), date(filing.year, 1, 1), date(filing.year, 12, 31)
    found: dict[str, str | int] = {**_about(filing), **problems_told(filing)}
    if not _some_elsewhere(filing, of):
        found |= _proactive(of, first, last)
        found |= _applications(of, Span(first, last))
        found |= _management(of, first, last)
        found |= _platform(of, first, last)
        found |= _supervision(of, first, last)
        found |= _matters(of, first, last)
    told = ((name, found[name]) for name in FACTS if name in found)
    return {name: value if isinstance(value, str) else digits(value) for name, value in told}


def _some_elsewhere(filing: Filing, of: Collection[int]) -> bool:
    """Say whether its own year, or that of an agency it adds up, is not of cases and items kept here."""
    if filing.origin != Origin.CASES:
        return True
    members = set(of) - {filing.agency_id}
    here = Filing.objects.filter(agency__in=members, year=filing.year, origin=Origin.CASES)
    number: int = here.values("agency").distinct().count()
    return number < len(members)


def agencies_told(filing: Filing) -> list[int]:
    """Give the keys of the agencies that a filing tells of: its own, and with a wider scope those added up in it.

    A government's list is its own or that of its general office, which is told of with it.
    """
    told, newest = {filing.agency_id}, {filing.agency_id}
    rows = Membership.objects.filter(year=filing.year, until_on__isnull=True)
    while filing.scope != Scope.UNIT and newest:
        offices = set(Agency.objects.filter(parent__in=newest, kind=Kind.GENERAL_OFFICE).values_list("pk", flat=True))
        listed = rows.filter(collector__in=newest | offices)
        if filing.scope == Scope.LEVEL:
            listed = listed.exclude(member__kind__in=(Kind.GOVERNMENT, Kind.TOWNSHIP))
        newest = (offices | set(listed.values_list("member", flat=True))) - told
        told |= newest
        if filing.scope == Scope.LEVEL:
            break
    return sorted(told)


def _about(filing: Filing) -> Mapping[str, str]:
    """Give what the opening says of the report and of who answers for it."""
    agency, edition = filing.agency, edition_for(filing.year)
    assert edition is not None  # a year without one is not begun
    given = (("地址", agency.address), ("邮编", agency.postcode), ("电话", agency.phone), ("电子邮箱", agency.email))
    form = edition.citation.instrument
    return {
        "年度": str(filing.year),
        "统计范围": _range(filing),
        "条例条款": "第五十条" if agency.kind == Kind.TOWNSHIP else "第四十九条、第五十条",  # 第49条 is on no township
        "编制依据": f"{form.formal()}（{form.number}）",
        "编制机关": agency.name,
        "联系方式": "，".join(f"{label}：{value}" for label, value in given if value),
        "机关网址": agency.website,
    }


def _range(filing: Filing) -> str:
    """Say of whom a report tells: of the agency, of its level, of its region, as the region is called itself.

    A district of the level of counties has no 县本级, and an autonomous region no 区本级, which is that of a district.
    """
    if filing.scope == Scope.UNIT:
        return "本机关"
    ends = next((each for each in _CALLED if filing.agency.region.name.endswith(each)), "")
    if filing.scope == Scope.LEVEL:
        return f"{ends if ends == '自治区' else _CALLED.get(ends, '')}本级"
    return f"全{_CALLED[ends]}" if ends else "本行政区域"


def _proactive(of: Collection[int], first: date, last: date) -> Mapping[str, str | int]:
    found = published(of, first, last, by="category")
    called = [(_short(_LABELS.get(code, code)), each.number) for code, each in sorted(found.items())]
    called.sort(key=lambda each: (each[0].startswith("其他"), -each[1]))
    return {"公开信息": sum(each.number for each in found.values()), "主要公开类别": _named(called, "类")}


def _short(label: str) -> str:
    """Give a category by the first two of the things it lists.

    >>> _short("机关职能、机构设置、办公地址、办公时间"), _short("统计信息")
    ('机关职能、机构设置等', '统计信息')
    """
    things = label.split("、")
    return "、".join(things[:2]) + "等" if len(things) > 2 else label


def _named(counted_: list[tuple[str, int]], unit: str) -> str:
    """Name what there is the most of, each with its number, and say of how many kinds that is."""
    named = "，".join(f"{name}{number}条" for name, number in counted_[:_NAMED])
    return f"{named}等{len(counted_)}{unit}" if len(counted_) > _NAMED else named


def _applications(of: Collection[int], span: Span) -> Mapping[str, int]:
    done = Application.objects.filter(condition(Figure.DONE, span), agency__in=of)
    return {"答复申请": done.filter(state=State.REPLIED.value).count(), "逾期答复": done.filter(late=True).count()}


def _management(of: Collection[int], first: date, last: date) -> Mapping[str, int]:
    found = looked_after(of, first, last)
    return {
        "政策解读": found.interpretations,
        "公开前审查": found.reviews,
        "更正信息": found.corrected,
        "撤下信息": found.withdrawn,
    }


def _platform(of: Collection[int], first: date, last: date) -> Mapping[str, str | int]:
    by_channel: dict[str, int] = {}
    for each in counted(of, first, last):
        by_channel[each.channel] = by_channel.get(each.channel, 0) + each.published
    sent = sorted(((name, number) for name, number in by_channel.items() if number), key=lambda each: (-each[1], each))
    broken = broken_links(of, (first, last))
    return {
        "公开渠道": len(sent),
        "渠道发布": sum(number for _name, number in sent),
        "各渠道发布": _named(sent, "个渠道"),
        "失效链接": broken.count(),
        "修复链接": broken.filter(mended_on__lte=last).count(),
    }


def _supervision(of: Collection[int], first: date, last: date) -> Mapping[str, int]:
    found = supervision(of, first, last)
    return {
        "组织领导调整": found.changes,
        "培训场次": found.sessions,
        "培训人次": found.attended,
        "考核次数": found.assessments,
        "评议答卷": found.appraised.answers,
        "评议满意": found.appraised.satisfied,
        "责任追究": found.held_to_account,
    }


def problems_told(filing: Filing) -> Mapping[str, str]:
    """Give part five, of the ledger of rectification: what is wrong, what was improved, what will be done."""
    told = chosen(filing, problems_of(filing))
    improved = [f"{_bare(each.text)}，已完成整改" for each in told.finished]
    improved += [f"{_bare(each.text)}，已整改并长期坚持" for each in told.lasting]
    return {
        "存在的问题": _enumerated(_bare(each.text) for each in told.unfinished),
        "整改的问题": _enumerated(improved),
        "改进的措施": _enumerated(_bare(each.measure) for each in told.unfinished if each.measure),
    }


def problems_of(filing: Filing) -> PartFive:
    """Give the problems that part five may tell: of a government's report on more than itself its office's as well.

    Nobody holds a post in a government: the ledger that its office keeps is of the office (条例第49条第2款).
    """
    offices: Iterable[Agency] = ()
    if filing.scope != Scope.UNIT:
        offices = Agency.objects.filter(parent=filing.agency_id, kind=Kind.GENERAL_OFFICE)
    return for_part_five(filing.agency, filing.year, offices)


def chosen(filing: Filing, told: PartFive) -> PartFive:
    """Give of the problems of a year those that whoever writes lets part five tell: all, where nobody has chosen."""
    if filing.problems is None:
        return told
    return PartFive(*(rows.filter(pk__in=filing.problems) for rows in told))


def _matters(of: Collection[int], first: date, last: date) -> Mapping[str, str | int]:
    paid = fees(of, Span(first, last))
    found: dict[str, str | int] = {
        "信息处理费": digits(paid.collected),
        "退付信息处理费": digits(paid.refunded),  # may be of last year's: taken off, it could leave less than nothing
    }
    motions = of_motions(of, first, last)
    for kind, name in ((MotionKind.DEPUTY, "建议"), (MotionKind.MEMBER, "提案")):
        each = motions.get(kind)
        found[f"{name}承办"] = each.received if each else 0
        found[f"{name}答复"] = each.replied if each else 0
        found[f"{name}公开"] = each.published if each else 0
    return found


def _enumerated(items: Iterable[str]) -> str:
    return "；".join(f"{chinese_numeral(at)}是{item}" for at, item in enumerate(items, 1))


def _bare(text: str) -> str:
    """Give a text on one line, without its full stop, as it stands among others."""
    return "".join(text.split()).rstrip("。；;")
