"""What the other bureaus and townships of the demonstration county published within a year: enough to tell them apart.

Each has its annual report, two items and two entries of the standard catalogue; some are late, and some lack something.
All of it is made up, and moved in. What is there already is left as it is.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Duty, Post
from gongkai.disclosure.models import CatalogueEntry, Item, Origin
from gongkai.disclosure.services import Voucher, cataloguing, take_over
from gongkai.journal.actor import Actor

_SOURCE = "示范-{number}"
_PROMPT, _LATE = 6, 60
"""Days from when something was formed to when it was published: within twenty working days, and beyond them."""
_REPORTED, _LATE_REPORT = (1, 22), (2, 9)
"""The day on which annual reports were published: in time, and late (条例第49条)."""


class _Planned(NamedTuple):
    """A bureau, by the stem of its accounts: what of it is late or lacking."""

    stem: str
    report_late: bool = False
    item_late: bool = False
    entry_empty: bool = False
    entry_stale: bool = False


_BUREAUS = (
    _Planned("jiaoti"),
    _Planned("minzheng", entry_stale=True),
    _Planned("caizheng"),
    _Planned("ziran", item_late=True),
    _Planned("zhujian", item_late=True, entry_empty=True),
    _Planned("shuili", entry_stale=True),
    _Planned("weijian"),
    _Planned("shichang", report_late=True, entry_empty=True),
    _Planned("suozhen", entry_empty=True, entry_stale=True),
    _Planned("maqiao", report_late=True, item_late=True, entry_empty=True),
    _Planned("tianzhuang", entry_empty=True),
)


@transaction.atomic
def load(*, on: date) -> int:
    """Make what is not there, as it stands on a day, and give how many items there are; the county must be loaded."""
    for planned in _BUREAUS:
        posts = {
            post.duty: post
            for post in Post.objects.filter(officer__username__startswith=f"{planned.stem}.").select_related(
                "officer", "agency"
            )
        }
        by = Actor(officer=posts[Duty.PUBLISHER].officer, post=posts[Duty.PUBLISHER])
        _load(posts[Duty.PUBLISHER].agency, planned, by, on)
    return Item.objects.exclude(agency__name="桓台县科技局").count()


def _load(agency: Agency, planned: _Planned, by: Actor, on: date) -> None:
    there = set(Origin.objects.filter(agency=agency).values_list("source", flat=True))
    year = on.year if on >= date(on.year, 3, 1) else on.year - 1
    report_on = date(year, *(_LATE_REPORT if planned.report_late else _REPORTED))
    report = f"{year - 1}年政府信息公开工作年度报告（示例）"
    if (key := _SOURCE.format(number=1)) not in there:
        _move_in(agency, key, report, report_on, report_on - timedelta(5), "AR", by)
    if (key := _SOURCE.format(number=2)) not in there:
        last = on - timedelta(40)
        _move_in(agency, key, "办事指南（示例）", last, last - timedelta(_PROMPT), "A05", by)
    if (key := _SOURCE.format(number=3)) not in there:
        first = on - timedelta(200)
        formed = first - timedelta(_LATE if planned.item_late else _PROMPT)
        item = _move_in(agency, key, "工作要点（示例）", first, formed, "A03", by)
        _catalogue(agency, planned, item, by, on)


def _move_in(agency: Agency, source: str, title: str, shown: date, formed: date, category: str, by: Actor) -> Item:
    assert by.officer is not None  # who publishes there
    voucher = Voucher(by.officer, "示范：已在县政府网站公开")
    values: dict[str, Any] = {
        "category": category,
        "formed_on": formed,
        "produced_on": formed,
        "title": title if category != "AR" else f"{agency.name}{title}",
        "summary": f"{title}的主要内容",
        "body": f"<p>{title}。</p><p>本文为示范内容，不是真实的政府信息。</p>",
        "issuers": agency.name,
        "subject": "综合政务\\政务公开",
    }
    return take_over(agency, source=source, shown_on=shown, voucher=voucher, by=by, **values)


def _catalogue(agency: Agency, planned: _Planned, item: Item, by: Actor, on: date) -> None:
    """Enter what is to be public: an entry with the item under it, and one that is to have something."""
    entry = _entry(agency, 1, "工作部署", "quarterly" if planned.entry_stale else "yearly", by, on)
    cataloguing.place(item, entry, by=by)
    other = _entry(agency, 2, "专项工作", "on_change", by, on)
    if not planned.entry_empty:
        cataloguing.explain(other, explanation="今年没有专项工作", until=on + timedelta(200), by=by)


def _entry(agency: Agency, number: int, matter: str, interval: str, by: Actor, on: date) -> CatalogueEntry:
    values = {
        "area": "政务公开", "number": number, "matter": f"{matter}（示例）", "submatter": "", "content": "主要内容",
        "basis": "《中华人民共和国政府信息公开条例》", "period": "按期公开", "interval": interval,
        "publisher": agency.name, "outlets": ["website"],
    }  # fmt: skip
    return cataloguing.add_entry(agency, values, on=on, by=by)
