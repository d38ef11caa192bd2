"""Proactive disclosure (主动公开): what must be published, by which day, and when it must come down.

Also what the guide and the catalogue must contain, and when annual reports are due. Not here: what
must not be published (条例第14至16条), which a person reviews, and where it is published.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from gongkai.law.calendar import CHINA, Calendar
from gongkai.law.citation import Citation, cite, cites, encodes
from gongkai.law.dated import Dated
from gongkai.law.deadlines import deadline
from gongkai.law.message import Message
from gongkai.law.periods import period_due
from gongkai.law.steps import Deadline, Step


class Scope(Enum):
    """Whom a category of information binds."""

    EVERY_AGENCY = Message("各行政机关")
    CITY_AND_COUNTY = Message("设区的市级、县级人民政府及其部门")
    TOWNSHIP = Message("乡（镇）人民政府")


class Category(NamedTuple):
    """A category of information that must be published: stable code, label, provision, whom it binds."""

    code: str
    label: Message
    citation: Citation
    scope: Scope


_BASIC = (
    Message("行政法规、规章和规范性文件"),
    Message("机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"),
    Message("规划及相关政策"),
    Message("统计信息"),
    Message("行政许可和其他对外管理服务事项"),
    Message("行政处罚、行政强制"),
    Message("财政预算、决算"),
    Message("行政事业性收费"),
    Message("政府集中采购"),
    Message("重大建设项目"),
    Message("扶贫、教育、医疗、社会保障、促进就业"),
    Message("突发公共事件"),
    Message("环境保护、公共卫生、安全生产、食品药品、产品质量"),
    Message("公务员招考"),
    Message("其他依规定应当主动公开的信息"),
)
_CITY_AND_COUNTY = (
    Message("市政建设"),
    Message("公共服务"),
    Message("公益事业"),
    Message("土地征收"),
    Message("房屋征收"),
    Message("治安管理"),
    Message("社会救助"),
)
_TOWNSHIP = (
    Message("贯彻落实农业农村政策"),
    Message("农田水利工程建设运营"),
    Message("农村土地承包经营权流转"),
    Message("宅基地使用情况审核"),
    Message("土地征收"),
    Message("房屋征收"),
    Message("筹资筹劳"),
    Message("社会救助"),
)

CATEGORIES: tuple[Category, ...] = (
    *(
        Category(f"A{number:02}", label, cite(f"条例第20条第{number}项"), Scope.EVERY_AGENCY)
        for number, label in enumerate(_BASIC, start=1)
    ),
    *(
        Category(f"B{number:02}", label, cite("条例第21条"), Scope.CITY_AND_COUNTY)
        for number, label in enumerate(_CITY_AND_COUNTY, start=1)
    ),
    *(
        Category(f"C{number:02}", label, cite("条例第21条"), Scope.TOWNSHIP)
        for number, label in enumerate(_TOWNSHIP, start=1)
    ),
)

ANNUAL_REPORT = Category("AR", Message("政府信息公开工作年度报告"), cite("条例第49条"), Scope.EVERY_AGENCY)
"""What accounts for this work; it stands beside the categories, in a section of its own."""

encodes(f"{__name__}.CATEGORIES", *dict.fromkeys(str(each.citation) for each in CATEGORIES))


@cites("条例第20条", "条例第21条")
def categories_for(scope: Scope) -> tuple[Category, ...]:
    """Give what an agency must publish: the fifteen items that bind all, and those of its level.

    >>> [len(categories_for(scope)) for scope in Scope]
    [15, 22, 23]
    """
    return tuple(each for each in CATEGORIES if each.scope in {Scope.EVERY_AGENCY, scope})


class Matter(Enum):
    """What is published, as far as its period turns on it."""

    REGULAR = Message("一般的主动公开信息")
    BUDGET = Message("预算、决算")
    LICENCE_OR_PENALTY = Message("行政许可、行政处罚决定")
    OTHER_ENFORCEMENT = Message("其他行政执法决定")


@dataclass(frozen=True)
class PublicationSettings:
    """What the texts at hand leave open about publication."""

    # 执法公示办法的公示期限未检得原文，凭记忆；单位为工作日。
    licence_or_penalty_days: int = 7
    other_enforcement_days: int = 20
    # [推导] 征求意见后多久公布采纳情况没有条文，比照主动公开的二十个工作日。
    feedback_days: int = 20


DEFAULTS = PublicationSettings()


@cites("条例第26条", "预算法第14条", "执法公示办法")
def publication_due(
    formed: date,
    *,
    matter: Matter = Matter.REGULAR,
    calendar: Calendar = CHINA,
    settings: PublicationSettings = DEFAULTS,
) -> Deadline:
    """Give the last day to publish, from the day information was formed or changed (形成或者变更之日).

    Twenty working days, unless another text sets its own period. Budgets and final accounts have
    twenty calendar days from approval:

    >>> publication_due(date(2026, 4, 28)).due, publication_due(date(2026, 4, 28), matter=Matter.BUDGET).due
    (datetime.date(2026, 5, 28), datetime.date(2026, 5, 18))
    """
    if matter is Matter.REGULAR:
        return period_due("T_PROACTIVE", formed, calendar=calendar)
    if matter is Matter.BUDGET:
        return period_due("T_BUDGET", formed, calendar=calendar)
    licence = matter is Matter.LICENCE_OR_PENALTY
    days = settings.licence_or_penalty_days if licence else settings.other_enforcement_days
    last = calendar.add_working_days(formed, days)
    message = Message(
        "{matter}自作出之日（{formed}）起{days}个工作日内公示，至{last}。",
        matter=matter.value,
        formed=formed,
        days=days,
        last=last,
    )
    return deadline(last, [Step(message, cite("执法公示办法"), last)], calendar)


@cites("行政处罚法第48条第2款", "行政处罚法第85条")
def withdrawal_due(changed: date, *, calendar: Calendar = CHINA) -> Deadline:
    """Give the last day to take down a published penalty that was changed, revoked or held unlawful or invalid.

    Three working days, with the reasons published:

    >>> withdrawal_due(date(2026, 4, 30)).due
    datetime.date(2026, 5, 8)
    """
    return period_due("T_PENALTY_WITHDRAW", changed, calendar=calendar)


def feedback_due(ended: date, *, calendar: Calendar = CHINA, settings: PublicationSettings = DEFAULTS) -> Deadline:
    """Give the last day to publish what became of the comments (意见采纳情况), from the last day of a consultation.

    No text at hand sets a period; that of the Regulation is taken, and is a setting:

    >>> feedback_due(date(2026, 4, 28)).due
    datetime.date(2026, 5, 28)
    """
    last = calendar.add_working_days(ended, settings.feedback_days)
    message = Message(
        "征求意见于{ended}结束，{days}个工作日内公布采纳情况，至{last}。",
        ended=ended,
        days=settings.feedback_days,
        last=last,
    )
    return deadline(last, [Step(message, cite("条例第26条"), last)], calendar)


class Reporter(Enum):
    """Whose annual report it is."""

    DEPARTMENT = Message("县级以上人民政府部门")
    GOVERNMENT = Message("县级以上地方人民政府")


# 乡镇人民政府的期限条例没有写，从地方规定。
REPORT_DATES = {
    Reporter.DEPARTMENT: Dated((date(2019, 5, 15), (1, 31), "条例第49条第1款")),
    Reporter.GOVERNMENT: Dated((date(2019, 5, 15), (3, 31), "条例第49条第2款")),
}

REPORTED_SINCE = 2019
"""The first year that is reported on under 条例第49条; the reports before had a date by the text before it."""

_REPORTED = {
    Reporter.DEPARTMENT: Message("{reporter}的{year}年度报告应在{due}前提交政府信息公开工作主管部门并向社会公布。"),
    Reporter.GOVERNMENT: Message("{reporter}的{year}年度报告应在{due}前公布。"),
}


@cites("条例第49条第1款", "条例第49条第2款")
def report_due(year: int, reporter: Reporter) -> Deadline:
    """Give the last day to publish the annual report (年度报告) on a year: a date, the same every year.

    A department also submits it to the office in charge by that day.

    >>> report_due(2025, Reporter.DEPARTMENT).due
    datetime.date(2026, 1, 31)
    """
    rule = REPORT_DATES[reporter].on(date(year, 12, 31))
    due = date(year + 1, *rule.value)
    message = Message(_REPORTED[reporter].template, reporter=reporter.value, year=year, due=due)
    return Deadline(due, False, (Step(message, rule.citation, due),))


class Field(NamedTuple):
    """A part that the guide or the catalogue must have: stable code and label."""

    code: str
    label: Message


GUIDE_FIELDS: tuple[Field, ...] = (
    Field("classification", Message("政府信息的分类")),
    Field("arrangement", Message("编排体系")),
    Field("access", Message("获取方式")),
    Field("office_name", Message("工作机构名称")),
    Field("office_address", Message("办公地址")),
    Field("office_hours", Message("办公时间")),
    Field("telephone", Message("联系电话")),
    Field("fax", Message("传真号码")),
    Field("internet_contact", Message("互联网联系方式")),
)

CATALOGUE_FIELDS: tuple[Field, ...] = (
    Field("index", Message("索引")),
    Field("title", Message("名称")),
    Field("summary", Message("内容概述")),
    Field("produced_on", Message("生成日期")),
)

encodes(f"{__name__}.GUIDE_FIELDS", "条例第12条第2款")
encodes(f"{__name__}.CATALOGUE_FIELDS", "条例第12条第3款")


@cites("条例第12条第2款", "条例第12条第3款")
def missing_fields(required: tuple[Field, ...], filled: Collection[str]) -> tuple[Field, ...]:
    """Give the required parts that are not among those filled in, in the order of the article.

    >>> [str(field.label) for field in missing_fields(CATALOGUE_FIELDS, {"index", "title"})]
    ['内容概述', '生成日期']
    """
    return tuple(field for field in required if field.code not in filled)
