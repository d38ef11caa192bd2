"""Items for tests: one as it is begun, and one brought to the public, through the services alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from tests.casework import actor
from tests.county import County

from gongkai.disclosure import services
from gongkai.disclosure.checklist import questions_for
from gongkai.disclosure.models import CatalogueEntry, Item
from gongkai.disclosure.models.practice import practice_of
from gongkai.disclosure.services import cataloguing
from gongkai.journal.actor import SYSTEM

FORMED = date(2026, 3, 2)
PASSING = (
    ("reviewer", "business_reviewer"),
    ("secrecy_reviewer", "secrecy_reviewer"),
    ("leader", "leader"),
)
WORDS: dict[str, Any] = {
    "category": "A03",
    "formed_on": FORMED,
    "title": "桓台县2026年科技计划项目申报通知",
    "summary": "申报的条件、程序和时间",
    "body": "<p>各有关单位：</p><p>现将有关事项通知如下。</p>",
    "issuers": "桓台县科技局",
    "document_number": "桓科发[2026]3",
    "made_on": FORMED,
    "produced_on": FORMED,
    "subject": "科技、教育\\科技",
}
ENTRY: dict[str, Any] = {
    "area": "科技服务", "number": 1, "matter": "科技计划", "submatter": "申报通知", "content": "条件、程序、时间",
    "basis": "【行政法规】《中华人民共和国政府信息公开条例》", "period": "每季度公开", "interval": "quarterly",
    "publisher": "桓台县科技局", "outlets": ["website"],
}  # fmt: skip


def enter(county: County, **values: Any) -> CatalogueEntry:
    """Enter something into the standard catalogue of the bureau of science."""
    return cataloguing.add_entry(county.science, {**ENTRY, **values}, on=localdate(), by=SYSTEM)


def begin(county: County, **values: Any) -> Item:
    """Begin an item of the bureau of science."""
    if not practice_of(county.science).index_prefix:
        services.set_practice(county.science, {"index_prefix": "HTKJ"}, by=actor(county, "administrator"))
    return services.begin(county.science, by=actor(county), **{**WORDS, **values})


def passes(county: County, item: Item, role: str, duty: str) -> Item:
    """Let somebody pass the newest text, affirming all that is asked."""
    answers = {each.code: True for each in questions_for(duty, practice_of(item.agency).reviews)}
    return services.pass_on(item, duty, answers=answers, by=actor(county, role))


def approve(county: County, item: Item) -> Item:
    """Submit the newest text and let everybody pass it."""
    item = services.submit(item, by=actor(county))
    for role, duty in PASSING:
        item = passes(county, item, role, duty)
    return item


def move_in(county: County, on: date, **values: Any) -> Item:
    """Move in an item of the bureau of science that was public elsewhere since a day."""
    if not practice_of(county.science).index_prefix:
        services.set_practice(county.science, {"index_prefix": "HTKJ"}, by=actor(county, "administrator"))
    by = actor(county, "publisher")
    assert by.officer is not None
    voucher, given = services.Voucher(by.officer, "已在县政府网站公开"), {**WORDS, "formed_on": on, **values}
    return services.take_over(county.science, **{"source": f"旧-{on}", **given}, shown_on=on, voucher=voucher, by=by)


def publish(county: County, item: Item, **values: Any) -> Item:
    """Bring the newest text to the public."""
    return services.publish(approve(county, item), by=actor(county, "publisher"), **values)
