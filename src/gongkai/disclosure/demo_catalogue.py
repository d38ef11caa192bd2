"""The demonstration catalogue of the bureau of science: one entry of each standing, a guide in two versions, its rules.

What it says is made up. What is there already is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Duty, Office
from gongkai.disclosure import services
from gongkai.disclosure.models import CatalogueEntry, Guide, Item, Rubric, Showing
from gongkai.disclosure.services import cataloguing
from gongkai.disclosure.services.guiding import write_guide
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record

Acting = Callable[[str], Actor]
"""Gives who acts in a duty of the bureau."""
Publish = Callable[[Item, str], Item]
"""Lets everybody pass the newest text of an item, and publishes it with a note."""

_DATED = Act("demo.dated", _("示范数据：改到以前的日期"))
_LONG_AGO = timedelta(days=120)
"""When the item was published that an entry has nothing newer than; longer ago than a quarter."""


class _Planned(NamedTuple):
    """An entry: its matter and sub-matter, its period and how often, the title of the item under it, if any."""

    matter: str
    submatter: str
    period: str
    interval: str
    title: str = ""


_OVERDUE = "科技统计季报（示例）"
_EMPTY = _Planned("科技成果", "科技奖励名单", "信息形成或者变更之日起20个工作日内", "on_change")
_NONE = _Planned("科技监督", "科研失信行为处理结果", "信息形成或者变更之日起7个工作日内", "on_change")
_ENTRIES = (
    _Planned("科技计划", "立项名单", "每年", "yearly", "科技计划项目立项名单公示（示例）"),
    _Planned("科技统计", "统计季报", "每季度", "quarterly", _OVERDUE),
    _EMPTY,
    _NONE,
)
_GUIDE = {
    "classification": "本机关主动公开的信息按《中华人民共和国政府信息公开条例》第二十条分类。",
    "arrangement": "目录按公开类别和栏目编排，每条信息列明索引、名称、内容概述和生成日期。",
    "access": "在本网站检索、查阅、下载。\n\n也可以到县档案馆、县图书馆、政务服务中心的公开查阅点查阅。",
    "office_name": "办公室",
    "office_address": "桓台县示例路1号",
    "office_hours": "工作日 8:30—12:00，13:30—17:30",
    "telephone": "0533-0000001",
    "fax": "无",
    "internet_contact": "keji@example.invalid",
    "more": "本指南为示范内容，不是真实的政府信息。",
}


def load(agency: Agency, by: Acting, publish: Publish, *, on: date) -> None:
    """Make what is not there of the catalogue, as it stands on a day."""
    _guide(agency, by, publish, on)
    rules = published(agency, by, publish, "A15", "政府信息公开保密审查制度（示例）", "谁审查、审查什么、怎样留痕", on)
    cataloguing.place(rules, None, by=by(Duty.HANDLER))
    if not Rubric.objects.filter(agency=agency).exists():
        column = cataloguing.add_rubric(agency, category="A11", name="项目立项公示", by=by(Duty.PUBLISHER))
        for item in Item.objects.filter(agency=agency, category="A11"):
            cataloguing.place(item, column, by=by(Duty.HANDLER))
    if not CatalogueEntry.objects.filter(agency=agency).exists():
        _entries(agency, by, publish, on)


def _entries(agency: Agency, by: Acting, publish: Publish, on: date) -> None:
    _date(published(agency, by, publish, "A04", _OVERDUE, "研发投入、高新技术企业和技术合同", on), on - _LONG_AGO, by)
    office = Office.objects.filter(agency=agency, closed_on__isnull=True).first()
    for number, planned in enumerate(_ENTRIES, start=1):
        values: dict[str, Any] = {
            "area": "科技服务",
            "number": number,
            "matter": planned.matter,
            "submatter": planned.submatter,
            "content": f"{planned.submatter}的名称、内容和时间",
            "basis": "【行政法规】《中华人民共和国政府信息公开条例》",
            "period": planned.period,
            "interval": planned.interval,
            "publisher": agency.name,
            "office": office,
            "outlets": ["website", "reading_place"],
            "subject": "科技、教育\\科技",
        }
        since = on - _LONG_AGO if planned is _EMPTY else on
        entry = cataloguing.add_entry(agency, values, on=since, by=by(Duty.PUBLISHER))
        for item in Item.objects.filter(agency=agency, text__title=planned.title):
            cataloguing.place(item, entry, by=by(Duty.HANDLER))
        if planned is _NONE:
            until = date(on.year, 12, 31)
            cataloguing.explain(entry, explanation="本年度没有发生", until=until, by=by(Duty.HANDLER))


def _guide(agency: Agency, by: Acting, publish: Publish, on: date) -> None:
    if Guide.objects.filter(agency=agency).exists():
        return
    said = {"office_address": agency.address, "office_hours": agency.hours, "telephone": agency.phone,
            "fax": agency.fax, "internet_contact": agency.email}  # fmt: skip
    now = {**_GUIDE, **{name: value for name, value in said.items() if value}}
    publish(write_guide(agency, {**now, "telephone": "0533-0000000"}, effective_on=on, by=by(Duty.HANDLER)), "")
    publish(write_guide(agency, now, effective_on=on, by=by(Duty.HANDLER)), "联系电话变更")


def published(
    agency: Agency, by: Acting, publish: Publish, category: str, title: str, summary: str, on: date, **more: Any
) -> Item:
    """Give the item of a title; unless it is there, it is written and published, with what more is said of it."""
    there: Item | None = Item.objects.filter(agency=agency, text__title=title).first()
    if there is not None:
        return there
    values: dict[str, Any] = {
        "category": category,
        "formed_on": on,
        "title": title,
        "summary": summary,
        "body": f"<p>{summary}。</p><p>本文为示范内容，不是真实的政府信息。</p>",
        "issuers": agency.name,
        "produced_on": on,
        "subject": "综合政务\\政务公开" if category == "A15" else "科技、教育\\科技",
        **more,
    }
    return publish(services.begin(agency, by=by(Duty.HANDLER), **values), "")


def _date(item: Item, on: date, by: Acting) -> None:
    """Let an item have been published on a day that is past, which no act can; the journal says so."""
    showing = hold(Showing.objects.get(item=item, until__isnull=True))
    showing.since -= showing.since.date() - on
    showing.save(update_fields=["since"])
    record(showing, _DATED, by=by(Duty.PUBLISHER))
    held = hold(item)
    held.shown_on = on
    held.save(update_fields=["shown_on"])
    record(held, _DATED, by=by(Duty.PUBLISHER))
