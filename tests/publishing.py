"""Items for tests: one as it is begun, and one brought to the public, through the services alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.casework import actor
from tests.county import County

from gongkai.disclosure import services
from gongkai.disclosure.checklist import questions_for
from gongkai.disclosure.models import Item
from gongkai.disclosure.models.practice import practice_of

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


def publish(county: County, item: Item, **values: Any) -> Item:
    """Bring the newest text to the public."""
    return services.publish(approve(county, item), by=actor(county, "publisher"), **values)
