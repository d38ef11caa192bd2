"""What officers are told of items: last days, comments to answer for, penalties that must come down, plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.lights import soon_after
from gongkai.disclosure.models import FollowUp, Item, Plan
from gongkai.disclosure.models.practice import PUBLISHING, WRITING
from gongkai.disclosure.stages import CLOSED
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import holders
from gongkai.notifications.services import notify, untold
from gongkai.notifications.wording import untranslated

_AT_ONCE = 500

TAKE_DOWN = Kind("item.take_down", _("行政处罚决定应当撤下"), Level.GRAVE)
FEEDBACK = Kind("item.feedback", _("应当公布意见采纳情况"), Level.WARNING)
DUE_SOON = Kind("item.due_soon", _("公开期限即将到期"), Level.WARNING)
OVERDUE = Kind("item.overdue", _("逾期未公开"), Level.GRAVE)
LINKS = Kind("item.links", _("公开的信息有打不开的链接"), Level.WARNING)
DUE_MOVED = Kind("item.due_moved", _("公开期限有变动"), Level.WARNING)
PLAN_DROPPED = Kind("disclosure.plan_dropped", _("定时已取消"), Level.WARNING)
PLAN_FAILED = Kind("disclosure.plan_failed", _("定时没有办成"), Level.GRAVE)

_NAMED = 3
"""Links that a notice names; of more it says how many."""


def tell_take_down(row: FollowUp, *, at: datetime) -> None:
    """Tell who publishes that a penalty must come down, and by when."""
    text = Message(
        "“{title}”所公开的处罚决定{since}被变更、撤销或者确认违法、无效，请在{due}前撤下并公开说明理由。",
        title=str(row.item),
        since=row.since,
        due=row.due_on,
    )
    _tell(TAKE_DOWN, row.item, PUBLISHING, text, f"{row.pk}", at)


def tell_of_feedback(at: datetime) -> int:
    """Tell who writes of each consultation that has ended without saying what became of the comments."""
    on = localdate(at)
    rows = FollowUp.objects.filter(kind=FollowUp.Kind.FEEDBACK, done_on__isnull=True, since__lt=on)
    told = 0
    for row in rows.select_related("item__agency", "item__text").order_by("pk"):
        text = Message(
            "“{title}”{since}征求意见结束，请在{due}前公布意见采纳情况。",
            title=str(row.item),
            since=row.since,
            due=row.due_on,
        )
        told += _tell(FEEDBACK, row.item, WRITING, text, f"{row.pk}:{row.due_on}", at)
    return told


def tell_of_last_days(at: datetime) -> int:
    """Tell who writes and publishes of each item that is due soon or overdue, once for each last day it has had."""
    on = localdate(at)
    under_way = Item.objects.exclude(stage__in=CLOSED)
    soon = under_way.filter(due_on__gte=on, due_on__lte=soon_after(on))
    overdue = under_way.filter(due_on__lt=on)
    return _tell_each(DUE_SOON, soon, _is_due_soon, at) + _tell_each(OVERDUE, overdue, _is_overdue, at)


def _is_due_soon(item: Item) -> Message:
    return Message("“{title}”的公开期限是{due}，即将到期。", title=str(item), due=item.due_on)


def _is_overdue(item: Item) -> Message:
    return Message("“{title}”的公开期限是{due}，已经逾期。", title=str(item), due=item.due_on)


def _tell_each(kind: Kind, rows: Any, text_of: Callable[[Item], Message], at: datetime) -> int:
    """Tell who writes of each of some items. Who was told already is found out for many of them at once."""
    told = 0
    ordered = rows.select_related("agency", "text").defer("text__body").order_by("agency_id", "pk")
    for agency, items in groupby(ordered.iterator(_AT_ONCE), key=lambda item: item.agency):
        to = list(holders(agency, WRITING, localdate(at)))
        while some := {f"{item.pk}:{item.due_on}": item for item in islice(items, _AT_ONCE)}:
            new = untold(to, [f"{kind.code}:{key}" for key in some])
            for key, item in some.items():
                if f"{kind.code}:{key}" in new:
                    told += _tell(kind, item, WRITING, text_of(item), key, at)
    return told


def tell_of_links(item: Item, addresses: list[str], *, at: datetime) -> int:
    """Tell who writes of links of an item that the public cannot open."""
    text = Message(
        "“{title}”里有{count}个链接公众打不开：{addresses}。请改正后重新公开，或者删去链接。",
        title=str(item),
        count=len(addresses),
        addresses="、".join(addresses[:_NAMED]) + ("……" if len(addresses) > _NAMED else ""),
    )
    return _tell(LINKS, item, WRITING, text, f"{item.pk}:{localdate(at)}", at)


def tell_due_moved(item: Item, before: date, *, at: datetime) -> None:
    """Tell who writes that the last day to publish an item is another one."""
    text = Message(
        "“{title}”的公开期限由{before}改为{after}：放假安排有变动，已重新计算。",
        title=str(item),
        before=before,
        after=item.due_on,
    )
    _tell(DUE_MOVED, item, WRITING, text, f"{item.pk}:{item.due_on}", at)


def _tell(kind: Kind, item: Item, duties: frozenset[str], text: Message, key: str, at: datetime) -> int:
    return notify(
        kind,
        holders(item.agency, duties, localdate(at)),
        text,
        key=f"{kind.code}:{key}",
        url=reverse("disclosure:detail", args=[item.pk]),
        at=at,
        agency=item.agency,
    )


def tell_plan_dropped(plan: Plan, *, at: datetime) -> None:
    """Tell who planned something that what was done since has dropped it."""
    text = Message("{item}已有别的办理，您定的“{plan}”（{at}）不再算数。", **_words(plan))
    _tell_planner(PLAN_DROPPED, plan, text, at)


def tell_plan_failed(plan: Plan, why: Message, *, at: datetime) -> None:
    """Tell who planned something that it could not be done at its hour, and why."""
    text = Message("{item}的“{plan}”（{at}）没有办成：{why}", why=why, **_words(plan))
    _tell_planner(PLAN_FAILED, plan, text, at)


def _words(plan: Plan) -> dict[str, Any]:
    at = f"{localtime(plan.at):%Y-%m-%d %H:%M}"
    return {"item": plan.item.index, "plan": untranslated(plan.get_kind_display()), "at": at}


def _tell_planner(kind: Kind, plan: Plan, text: Message, at: datetime) -> None:
    url = reverse("disclosure:detail", args=[plan.item_id])
    notify(kind, [plan.officer], text, key=f"{kind.code}:{plan.pk}", url=url, at=at, agency=plan.item.agency)
