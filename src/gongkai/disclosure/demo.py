"""The demonstration items: what the bureau of science publishes, with something waiting at every stage.

What they say is made up. Everything is done by the services; an item that is there already is left as it is.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies.models import Duty, Post
from gongkai.disclosure import demo_catalogue, demo_linked, demo_past, services
from gongkai.disclosure.checklist import questions_for
from gongkai.disclosure.models import Item
from gongkai.disclosure.models.practice import practice_of
from gongkai.disclosure.stages import Stage
from gongkai.journal.actor import Actor
from gongkai.ui.working_days import calendar

_BUREAU = "keji"
"""The stem of the accounts of the bureau that publishes."""


class _Planned(NamedTuple):
    """An item: its category, title and summary, its number if any, how many working days ago it was formed, how far."""

    category: str
    title: str
    summary: str
    number: str
    ago: int
    stage: Stage


_SETTLED, _APPROVED, _REVIEWING, _DRAFT = Stage.SETTLED, Stage.APPROVED, Stage.REVIEWING, Stage.DRAFT
_ITEMS = (
    _Planned("A01", "科技计划项目管理办法（示例）", "申报、立项、验收和经费", "桓科示例发〔2026〕2号", 12, _SETTLED),
    _Planned("A02", "机构职能（示例）", "主要职责、内设机构、办公地址和联系方式", "", 15, _SETTLED),
    _Planned("A03", "科技创新发展规划（示例）", "目标、重点任务和保障措施", "桓科示例发〔2026〕3号", 9, _SETTLED),
    _Planned("A07", "部门决算（示例）", "收入支出总表、三公经费和绩效情况", "", 6, _SETTLED),
    _Planned("A11", "科技计划项目立项名单公示（示例）", "拟立项项目的名称和承担单位", "", 4, _SETTLED),
    _Planned("A15", "对县政协第36号提案的答复（示例）", "政策兑付情况的公开", "示例函〔2026〕36号", 5, _SETTLED),
    _Planned("A03", "科技创新平台申报通知（示例）", "申报条件、材料和时间", "桓科示例发〔2026〕5号", 2, _APPROVED),
    _Planned("A09", "科技服务采购实施情况（示例）", "采购项目、预算和成交结果", "", 7, _REVIEWING),
    _Planned("A05", "技术合同认定登记办事指南（示例）", "依据、条件、程序、材料和时限", "", 21, _DRAFT),
)


@transaction.atomic
def load(*, on: date) -> int:
    """Make the items that are not there, as they stand on a day, and give how many there are.

    The county must have been loaded.
    """
    posts = _posts()
    agency = posts[Duty.PUBLISHER].agency
    if not agency.credit_code and not practice_of(agency).index_prefix:
        services.set_practice(agency, {"index_prefix": "HTKJ"}, by=_by(posts, Duty.ADMINISTRATOR))
    there = set(Item.objects.filter(agency=agency).values_list("text__title", flat=True))
    for planned in _ITEMS:
        if planned.title not in there:
            _make(posts, planned, on)
    demo_past.load(agency, partial(_by, posts))
    demo_past.load_last_year(agency, partial(_by, posts), on=on)
    demo_catalogue.load(agency, partial(_by, posts), partial(_publish, posts), on=on)
    demo_linked.load(agency, partial(_by, posts), partial(_publish, posts), on=on)
    return Item.objects.filter(agency=agency).count()


def _make(posts: dict[str, Post], planned: _Planned, on: date) -> None:
    agency = posts[Duty.PUBLISHER].agency
    days = calendar()
    formed = days.add_working_days(days.add_working_days(on, 1), -1 - planned.ago)
    values: dict[str, Any] = {
        "category": planned.category,
        "formed_on": formed,
        "matter": "budget" if planned.category == "A07" else "regular",
        "title": planned.title,
        "summary": planned.summary,
        "body": f"<p>{planned.summary}。</p><p>本文为示范内容，不是真实的政府信息。</p>",
        "issuers": agency.name,
        "document_number": planned.number,
        "made_on": formed if planned.number else None,
        "produced_on": formed,
        "effective_on": formed if planned.category == "A01" else None,
        "kind": "normative" if planned.category == "A01" else "",
        "subject": "科技、教育\\科技",
    }
    item = services.begin(agency, by=_by(posts, Duty.HANDLER), **values)
    if planned.stage == Stage.DRAFT:
        return
    item = _review(posts, item, 1 if planned.stage == Stage.REVIEWING else None)
    if planned.stage == Stage.SETTLED:
        services.publish(item, by=_by(posts, Duty.PUBLISHER))


def _review(posts: dict[str, Post], item: Item, steps: int | None = None) -> Item:
    """Submit the newest text of an item, and let it pass so many of its reviews, or all."""
    item = services.submit(item, by=_by(posts, Duty.HANDLER))
    reviews = practice_of(item.agency).reviews
    for duty in reviews[:steps]:
        answers = {question.code: True for question in questions_for(duty, reviews)}
        item = services.pass_on(item, duty, answers=answers, by=_by(posts, duty))
    return item


def _publish(posts: dict[str, Post], item: Item, note: str) -> Item:
    return services.publish(_review(posts, item), note=note, by=_by(posts, Duty.PUBLISHER))


def _posts() -> dict[str, Post]:
    """Give the posts of the bureau by their duty."""
    held = Post.objects.filter(officer__username__startswith=f"{_BUREAU}.").select_related("officer", "agency")
    return {post.duty: post for post in held}


def _by(posts: dict[str, Post], duty: str) -> Actor:
    return Actor(officer=posts[duty].officer, post=posts[duty])
