"""Planning: a text published, or what is shown taken down, at an hour that was set beforehand (定时公开、定时撤下).

At that hour it is done as by hand, by whoever planned it: the same questions are asked, and where one of them is
answered otherwise than before it is not done, and whoever planned it is told. Whatever takes the item elsewhere
meanwhile drops the plan (`acting.happen`).
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now

from gongkai.agencies.rules import has_duty
from gongkai.disclosure import acts, telling
from gongkai.disclosure.models import Item, Plan, PlanKind, PlanState
from gongkai.disclosure.models.practice import PUBLISHING
from gongkai.disclosure.services.acting import end_plan, happen, take_up, text_of
from gongkai.disclosure.services.publishing import publish, require_publishable, require_reason, withdraw
from gongkai.disclosure.stages import Stage
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message

_log = logging.getLogger(__name__)


@transaction.atomic
def plan_publication(
    item: Item,
    *,
    at: datetime,
    note: str = "",
    correction: bool = False,
    comparable: bool = True,
    by: Actor,
    seen: int | None = None,
) -> Item:
    """Have the text that all reviews passed published at an hour (定时公开)."""
    held = take_up(item, acts.PUBLICATION_PLANNED, seen=seen)
    require_publishable(held, note=note, correction=correction, by=by, on=localdate(at))
    plan = Plan(
        item=held, kind=PlanKind.PUBLICATION, text=text_of(held), at=at, note=note.strip(), correction=correction,
        comparable=comparable,
    )  # fmt: skip
    return _planned(held, plan, acts.PUBLICATION_PLANNED, by)


@transaction.atomic
def plan_withdrawal(item: Item, *, at: datetime, note: str, by: Actor, seen: int | None = None) -> Item:
    """Have what is shown taken down at an hour (定时撤下)."""
    held = take_up(item, acts.WITHDRAWAL_PLANNED, seen=seen)
    require_reason(held, note)
    plan = Plan(item=held, kind=PlanKind.WITHDRAWAL, at=at, note=note.strip())
    return _planned(held, plan, acts.WITHDRAWAL_PLANNED, by)


def _planned(held: Item, plan: Plan, act: Act, by: Actor) -> Item:
    if plan.at <= now():
        raise NotAllowed(
            "plan-in-the-past",
            Message("定的时间已经过去。"),
            hint=Message("请定以后的时间，或者现在就办理。"),
            citation=cite("条例第26条"),
        )
    if Plan.objects.filter(item=held, kind=plan.kind, state=PlanState.WAITING).exists():
        raise NotAllowed(
            "planned-already",
            Message("已经定了时间。"),
            hint=Message("要改时间的，请先取消。"),
            citation=cite("条例第26条"),
        )
    plan.officer, plan.post = by.officer, by.post
    plan.full_clean(exclude=["item", "text"])
    plan.save(force_insert=True)
    record(plan, act, by=by)
    return happen(held, act, by=by, to=Stage(held.stage))


@transaction.atomic
def drop_plan(item: Item, plan: Plan, *, by: Actor, seen: int | None = None) -> Item:
    """Drop a plan before its hour (取消定时)."""
    held = take_up(item, acts.PLAN_DROPPED, seen=seen)
    if plan.item_id != held.pk or not end_plan(plan, PlanState.DROPPED, acts.PLAN_DROPPED, by=by):
        raise NotAllowed("not-planned", Message("没有这个定时。"), citation=cite("条例第26条"))
    return happen(held, acts.PLAN_DROPPED, by=by, to=Stage(held.stage))


def carry_out_due(at: datetime) -> int:
    """Do what was planned for a moment or before it; say how many were done.

    Each is a transaction of its own, and done once: also where several servers come to it at the same time, and when
    one is killed while it does it.
    """
    due = Plan.objects.filter(state=PlanState.WAITING, at__lte=at).order_by("at", "pk")
    done = 0
    for plan in due.select_related("item__agency"):
        try:
            done += _carry_out(plan, at)
        except Exception:  # it waits, and is tried again; the others are not kept by it
            _log.exception("could not carry out the plan %d", plan.pk)
    return done


@transaction.atomic
def _carry_out(plan: Plan, at: datetime) -> bool:
    held = hold(plan)
    if held.state != PlanState.WAITING:
        return False
    by = Actor(officer=held.officer, post=held.post)
    try:
        with transaction.atomic():
            end_plan(held, PlanState.DONE, acts.PLAN_CARRIED_OUT, by=by)
            _do(held, by, at)
    except (GongkaiError, ValidationError) as error:
        why = error.message if isinstance(error, GongkaiError) else Message("内容不符合要求。")
        end_plan(held, PlanState.FAILED, acts.PLAN_FAILED, by=by, why=str(why))
        telling.tell_plan_failed(held, why, at=at)
        return False
    return True


def _do(plan: Plan, by: Actor, at: datetime) -> None:
    item = plan.item
    if not plan.officer.is_active or not has_duty(plan.officer, item.agency, localdate(at), PUBLISHING):
        raise NotAllowed(
            "planner-may-not",
            Message("定时的{officer}已经不再有公开的职责。", officer=plan.officer.name),
            citation=cite("条例第17条"),
        )
    if plan.kind == PlanKind.WITHDRAWAL:
        withdraw(item, note=plan.note, by=by)
        return
    if plan.text_id != hold(item).text_id:
        raise NotAllowed("changed-since-plan", Message("定时以后，内容有改动。"), citation=cite("条例第17条"))
    publish(item, note=plan.note, correction=plan.correction, comparable=plan.comparable, by=by)
