"""What is done in the ledger of training: each act in one transaction with its entry in the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.models import Agency, Officer, Post
from gongkai.duties.models import Attendee, TrainingPlan, TrainingSession
from gongkai.duties.models.training import OPEN, State
from gongkai.duties.training import acts
from gongkai.duties.training.codes import is_code_of
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record, record_made
from gongkai.journal.turns import take_chain
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind as NoticeKind
from gongkai.notifications.kinds import Level
from gongkai.notifications.services import notify

INVITATION = NoticeKind("training.invited", gettext_lazy("参加培训的通知"))
CHANGE = NoticeKind("training.changed", gettext_lazy("培训安排有变动"), Level.WARNING)


@dataclass(frozen=True)
class Outsider:
    """Somebody invited who does not sign in here: their name, where they are from."""

    name: str
    unit: str = ""


@transaction.atomic
def plan(agency: Agency, year: int, values: Mapping[str, Any], *, by: Actor) -> TrainingPlan:
    """Say what is planned for the training of a year (年度培训计划)."""
    take_chain(agency)
    there = TrainingPlan.objects.filter(agency=agency, year=year).first()
    row = TrainingPlan(agency=agency, year=year) if there is None else hold(there)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record(row, acts.PLANNED, by=by)
    return row


@transaction.atomic
def schedule(agency: Agency, *, by: Actor, **values: Any) -> TrainingSession:
    """Put a session on the plan."""
    row = TrainingSession(agency=agency, **values)
    take_chain(row)
    row.full_clean()
    row.save(force_insert=True)
    record(row, acts.SCHEDULED, by=by)
    return row


@transaction.atomic
def change(session: TrainingSession, values: Mapping[str, Any], *, at: datetime, by: Actor) -> TrainingSession:
    """Change how a session is arranged; those invited are told where its day, time or venue changes."""
    held = _held(session)
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    if not changed:
        return held
    for name in changed:
        setattr(held, name, values[name])
    held.full_clean()
    held.save(update_fields=changed)
    entry = record(held, acts.CHANGED, by=by)
    if {"on", "begins_at", "venue"} & set(changed):
        text = Message("“{subject}”的安排有变动：{when}。", subject=held.subject, when=when_and_where(held))
        _tell(CHANGE, held, _officers(held), text, key=f"training.changed:{held.pk}:{entry.pk}", at=at)
    return held


@transaction.atomic
def invite(
    session: TrainingSession,
    officers: Iterable[Officer],
    outsiders: Iterable[Outsider] = (),
    *,
    at: datetime,
    by: Actor,
    tell: bool = True,
) -> list[Attendee]:
    """Invite officers and others (通知参加培训); who is invited already stays so and is not told again."""
    held = _held(session)
    there = list(held.attendees.all())
    known, named = {each.officer_id for each in there}, {(each.name, each.unit) for each in there}
    fresh = [each for each in officers if each.pk not in known]
    agencies = _agencies_of(fresh, held)
    rows = [Attendee(session=held, officer=each, agency=agencies.get(each.pk), name=each.name) for each in fresh]
    rows += [
        Attendee(session=held, name=each.name, unit=each.unit)
        for each in dict.fromkeys(outsiders)
        if (each.name, each.unit) not in named
    ]
    for row in rows:
        row.full_clean(validate_unique=False)
        row.save(force_insert=True)
    if rows:
        record_made(rows, acts.INVITED, by=by)
    if held.state == State.PLANNED:
        held.state = State.INVITED
        held.save(update_fields=["state"])
        record(held, acts.INVITED, by=by)
    if tell:
        text = Message("请参加“{subject}”：{when}。", subject=held.subject, when=when_and_where(held))
        _tell(INVITATION, held, fresh, text, key=f"training.invited:{held.pk}", at=at)
    return rows


@transaction.atomic
def attend(officer: Officer, typed: str, *, on: date, by: Actor) -> Attendee:
    """Sign an officer in by the code shown in the room (签到): of a session they are invited to, on its day."""
    rows = Attendee.objects.filter(officer=officer, session__on=on, session__state__in=OPEN)
    for row in rows.select_related("session__agency").order_by("pk"):
        if is_code_of(row.session, typed):
            held: Attendee = hold(row)
            if not held.attended:
                held.attended, held.by_code = True, True
                held.save(update_fields=["attended", "by_code"])
                record(held, acts.ATTENDED, by=by)
            return held
    raise NotAllowed(
        "attendance-code-wrong",
        Message("签到码不对，或者您今天没有要参加的培训。"),
        hint=Message("请对照会场屏幕上的六位数字；不在名单上的，请告诉会务人员。"),
        citation=cite("条例第48条"),
    )


@transaction.atomic
def tick(session: TrainingSession, *, present: Collection[int], on: date, by: Actor) -> TrainingSession:
    """Say who of those invited came, by their keys (登记到场情况); not before the day. It can be put right."""
    held = _held(session, done=True)
    _require_day(held, on)
    for row in held.attendees.select_related("session__agency"):
        if row.attended != (row.pk in present):
            each = hold(row)
            each.attended = not each.attended
            each.by_code = each.by_code and each.attended
            each.save(update_fields=["attended", "by_code"])
            record(each, acts.TICKED, by=by)
    return held


@transaction.atomic
def complete(
    session: TrainingSession,
    *,
    on: date,
    tested: int | None = None,
    passed: int | None = None,
    effect: str = "",
    minutes: str = "",
    by: Actor,
) -> TrainingSession:
    """Enter what came of a session (登记培训结果), or put it right; who came must have been entered."""
    held = _held(session, done=True)
    _require_day(held, on)
    if not held.attendees.filter(attended=True).exists():
        raise _refused(
            "nobody-attended",
            Message("还没有登记谁到了场。"),
            Message("请先登记到场情况；没有举行的，请取消。"),
        )
    if tested is None and not effect.strip() and not minutes.strip():
        raise ValidationError({"effect": _("测试结果、效果、纪要至少填一项。")})
    came = held.attendees.filter(attended=True).count()
    if tested is not None and tested > came:
        raise ValidationError({"tested": _("测试人数多于到场的%(came)d人。") % {"came": came}})
    held.tested, held.passed, held.effect, held.minutes = tested, passed, effect.strip(), minutes.strip()
    return _moved(held, State.HELD, ["tested", "passed", "effect", "minutes"], acts.HELD, by)


@transaction.atomic
def cancel(session: TrainingSession, *, reason: str, at: datetime, by: Actor) -> TrainingSession:
    """Call a session off (取消); those invited are told."""
    held = _held(session)
    if held.attendees.filter(attended=True).exists():
        raise _refused(
            "somebody-attended",
            Message("已经有人签到，不能取消。"),
            Message("请登记培训结果；签到有误的，先改到场情况。"),
        )
    held.cancelled_for = reason.strip()
    moved = _moved(held, State.CANCELLED, ["cancelled_for"], acts.CANCELLED, by)
    text = Message("“{subject}”（{on}）取消：{reason}", subject=held.subject, on=held.on, reason=held.cancelled_for)
    _tell(CHANGE, held, _officers(held), text, key=f"training.cancelled:{held.pk}", at=at)
    return moved


def when_and_where(session: TrainingSession) -> Message:
    """Give in words when and where a session is held."""
    time = f"{session.begins_at:%H:%M}" if session.begins_at else ""
    if session.venue and time:
        return Message("{on} {time}，{venue}", on=session.on, time=time, venue=session.venue)
    if session.venue:
        return Message("{on}，{venue}", on=session.on, venue=session.venue)
    return Message("{on} {time}", on=session.on, time=time) if time else Message("{on}", on=session.on)


def _held(session: TrainingSession, *, done: bool = False) -> TrainingSession:
    held = hold(session)
    if not held.is_open and not (done and held.state == State.HELD):
        words = Message("已完成") if held.state == State.HELD else Message("已取消")
        raise _refused(
            "session-closed",
            Message("“{subject}”{state}，不能再改。", subject=held.subject, state=words),
            Message("请刷新页面。"),
        )
    return held


def _require_day(held: TrainingSession, on: date) -> None:
    if on < held.on:
        raise _refused(
            "session-not-yet",
            Message("“{subject}”{on}才举行。", subject=held.subject, on=held.on),
            Message("请到那天再登记；改了日期的，先调整安排。"),
        )


def _moved(held: TrainingSession, state: str, changed: list[str], act: Act, by: Actor) -> TrainingSession:
    held.state = state
    held.full_clean()
    held.save(update_fields=[*changed, "state"])
    record(held, act, by=by)
    return held


def _agencies_of(officers: Iterable[Officer], session: TrainingSession) -> dict[int, Agency]:
    """Give the agency that each is invited from: of several in which they hold a post the highest."""
    posts = Post.objects.held(session.on).filter(officer__in=list(officers)).select_related("agency")
    found: dict[int, Agency] = {}
    for post in posts.order_by("agency__lineage", "pk"):
        found.setdefault(post.officer_id, post.agency)
    return found


def _officers(session: TrainingSession) -> Any:
    return Officer.objects.filter(pk__in=session.attendees.filter(officer__isnull=False).values("officer"))


def _tell(
    kind: NoticeKind, session: TrainingSession, officers: Iterable[Officer], text: Message, *, key: str, at: datetime
) -> int:
    url = reverse("training:detail", args=[session.pk])
    return notify(kind, officers, text, key=key, url=url, at=at, agency=session.agency)


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第48条"))
