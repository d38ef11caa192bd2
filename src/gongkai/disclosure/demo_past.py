"""What the demonstration bureau published in 2020: 31 items, and its table II, as its report of that year has them.

The numbers are those of the report; what the items say, and when they were published, is made up. They are moved in, as
an agency moves in what it published before it came to this site; so are some of last year, all made up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gongkai.agencies.models import Agency, Duty
from gongkai.disclosure.models import Entered, Origin, labels
from gongkai.disclosure.services import Voucher, enter_figures, take_over
from gongkai.disclosure.table_two import is_computed, places, spec_of
from gongkai.journal.actor import Actor

YEAR = 2020


class _Past(NamedTuple):
    """An item: when it was published, its category, its title."""

    month: int
    day: int
    category: str
    title: str


_ITEMS = (
    _Past(1, 9, "A03", "2020年科技工作要点"),
    _Past(1, 15, "A02", "领导分工"),
    _Past(1, 17, "A15", "2019年政府信息公开工作总结"),
    _Past(2, 11, "A12", "科技企业疫情防控指引"),
    _Past(2, 20, "A03", "支持科技企业复工复产的措施"),
    _Past(3, 4, "A07", "2020年部门预算"),
    _Past(3, 18, "A11", "科技特派员名单"),
    _Past(3, 27, "A03", "科技型中小企业评价通知"),
    _Past(4, 8, "A02", "机构职能"),
    _Past(4, 16, "A03", "重点研发计划申报通知"),
    _Past(4, 24, "A15", "知识产权宣传周活动安排"),
    _Past(5, 7, "A03", "高新技术企业认定通知"),
    _Past(5, 14, "A15", "科技活动周方案"),
    _Past(5, 28, "A11", "科普基地名单"),
    _Past(6, 5, "A03", "创新平台建设计划"),
    _Past(6, 18, "A04", "上半年技术合同登记情况"),
    _Past(6, 30, "A15", "政务公开事项基本目录"),
    _Past(7, 10, "A03", "院士工作站备案通知"),
    _Past(7, 22, "A11", "科技扶贫项目公示"),
    _Past(8, 6, "A07", "2019年部门决算"),
    _Past(8, 19, "A03", "科技成果转化项目申报通知"),
    _Past(9, 3, "A04", "高新技术产业产值情况"),
    _Past(9, 16, "A15", "全国科普日活动方案"),
    _Past(9, 25, "A11", "人才计划推荐人选公示"),
    _Past(10, 13, "A03", "企业研发补助申报通知"),
    _Past(10, 22, "A15", "建议提案办理情况"),
    _Past(11, 4, "A03", "孵化器绩效评价通知"),
    _Past(11, 17, "A11", "科技计划项目立项公示"),
    _Past(11, 27, "A15", "政府信息公开培训情况"),
    _Past(12, 9, "A03", "创新券兑付通知"),
    _Past(12, 23, "A04", "2020年专利授权情况"),
)  # fmt: skip


_OF_LAST_YEAR = (
    _Past(1, 16, "A03", "年度科技工作安排"),
    _Past(3, 11, "A07", "部门预算公开说明"),
    _Past(4, 22, "A15", "科普活动月安排"),
    _Past(6, 12, "A11", "创新型企业培育名单"),
    _Past(8, 20, "A07", "部门决算公开说明"),
    _Past(9, 18, "A04", "技术合同成交额统计"),
    _Past(11, 13, "A03", "科技成果登记通知"),
)


def load(agency: Agency, by: Callable[[str], Actor]) -> None:
    """Move in the items of 2020 that are not there, and enter the figures unless some are."""
    publisher = by(Duty.PUBLISHER)
    _move_in(agency, YEAR, _ITEMS, publisher)
    _enter_none(
        agency,
        YEAR,
        source="桓台县科技局2020年政府信息公开工作年度报告",
        reason="移入以前年度的数字",
        by=publisher,
    )


def load_last_year(agency: Agency, by: Callable[[str], Actor], *, on: date) -> None:
    """Move in some items of the year before a day, and enter that it had none of what no item tells."""
    publisher = by(Duty.PUBLISHER)
    _move_in(agency, on.year - 1, _OF_LAST_YEAR, publisher)
    _enter_none(
        agency,
        on.year - 1,
        source="示例业务科室统计（示例）",
        reason="年终由业务科室核定，本年没有这些事项（示例）",
        by=publisher,
    )


def _move_in(agency: Agency, year: int, items: Sequence[_Past], publisher: Actor) -> None:
    assert publisher.officer is not None
    voucher = Voucher(publisher.officer, f"示范：{year}年已在县政府网站公开")
    there = set(Origin.objects.filter(agency=agency).values_list("source", flat=True))
    for number, past in enumerate(items, start=1):
        source, on = f"{year}-{number:02d}", date(year, past.month, past.day)
        if source in there:
            continue
        take_over(
            agency,
            source=source,
            shown_on=on,
            voucher=voucher,
            by=publisher,
            category=past.category,
            matter=labels.matter_of(past.category),
            formed_on=on,
            produced_on=on,
            title=f"{past.title}（示例）",
            summary=f"{past.title}的主要内容",
            body=f"<p>{past.title}。</p><p>本文为示范内容，不是真实的政府信息。</p>",
            issuers=agency.name,
            subject="科技、教育\\科技",
        )


def _enter_none(agency: Agency, year: int, *, source: str, reason: str, by: Actor) -> None:
    """Enter that a year had none of what no item tells, unless figures of it were entered: the bureau has none."""
    spec = spec_of(year)
    if spec is not None and not Entered.objects.filter(agency=agency, year=year).exists():
        none = {place: Decimal() for place in places(spec) if not is_computed(place)}
        enter_figures(agency, year, none, source=source, reason=reason, by=by)
