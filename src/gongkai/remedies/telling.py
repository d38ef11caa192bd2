"""What officers are told of the challenges they handle: last days to answer, hearings, feedback."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty
from gongkai.law.challenges import Kind, State
from gongkai.law.message import Message
from gongkai.law.remedies import SUIT_RESULTS, Column
from gongkai.notifications.kinds import Kind as NoticeKind
from gongkai.notifications.kinds import Level
from gongkai.notifications.services import notify
from gongkai.remedies import rules
from gongkai.remedies.lights import condition, soon_until
from gongkai.remedies.models import Advice, Challenge, ChallengeEvent
from gongkai.remedies.timing import standing_of

_AT_ONCE = 500

DUE = NoticeKind("challenge.due", _("复议诉讼有期限要办"), Level.WARNING)
OVERDUE = NoticeKind("challenge.overdue", _("复议诉讼逾期"), Level.GRAVE)
HEARING = NoticeKind("challenge.hearing", _("将要听证、开庭"), Level.WARNING)


def who_handles(challenge: Challenge, on: date) -> list[Any]:
    """Give who is told of a challenge: its handler, or everybody who handles those of its agency while it has none."""
    handler = challenge.handler
    if handler is not None and handler.is_active and rules.may_draft(handler, challenge, on):
        return [handler]
    return list(rules.who_serves(challenge.agency, rules.HANDLING, on))


def tell_of_last_days(at: datetime) -> int:
    """Tell of what is due in challenges, once for each last day, from the first night on; say how many were told.

    The time to answer is short: it is told as soon as it runs. Of what is overdue the head of the office is told, too.
    """
    on = localdate(at)
    told = 0
    owed = Challenge.objects.exclude(duty="").filter(due_on__isnull=False)
    for challenge in _read(owed.filter(due_on__gte=on)):
        text = Message("{number}的“{duty}”期限是{due}。", **_said(challenge))
        told += _tell(DUE, challenge, who_handles(challenge, on), text, f"{challenge.duty}:{challenge.due_on}", at)
    for challenge in _read(owed.filter(condition("overdue", on))):
        text = Message("{number}的“{duty}”期限是{due}，已经逾期。", **_said(challenge))
        people = {*who_handles(challenge, on), *rules.who_serves(challenge.agency, [Duty.OFFICE_HEAD], on)}
        told += _tell(OVERDUE, challenge, people, text, f"{challenge.duty}:{challenge.due_on}", at)
    for challenge in _read(Challenge.objects.filter(hearing_on__gte=on, hearing_on__lte=soon_until(on))):
        text = Message("{number}将于{day}听证或者开庭。", number=challenge.number, day=challenge.hearing_on)
        told += _tell(HEARING, challenge, who_handles(challenge, on), text, str(challenge.hearing_on), at)
    return told + _tell_of_appeals(on, at) + _tell_of_advice(on, at)


# “逾期不提起上诉的，人民法院的第一审判决或者裁定发生法律效力。” (行诉法第85条)
def _tell_of_appeals(on: date, at: datetime) -> int:
    """Tell until when the agency may appeal, as soon as a judgment against it came: its handler, and the head."""
    told = 0
    lost = [each.code for each in SUIT_RESULTS if each.column is Column.OVERTURNED]
    judged = ChallengeEvent.objects.filter(kind=Kind.DECIDED.value, result__in=lost)
    waiting = Challenge.objects.filter(state=State.AWAITING_EFFECT.value, pk__in=judged.values("challenge"))
    for challenge in _read(waiting):
        until = standing_of(challenge, on).appeal_until
        if until is None or until < on:
            continue
        text = Message("{number}的上诉期限是{due}；逾期不上诉的，一审裁判生效。", number=challenge.number, due=until)
        people = {*who_handles(challenge, on), *rules.who_serves(challenge.agency, [Duty.OFFICE_HEAD], on)}
        told += _tell(DUE, challenge, people, text, f"appeal:{until}", at)
    return told


def _tell_of_advice(on: date, at: datetime) -> int:
    told = 0
    near = Q(replied_on__isnull=True, due_on__lte=soon_until(on))
    rows = Advice.objects.filter(near).select_related("challenge__agency", "challenge__handler").order_by("pk")
    for advice in rows.iterator(_AT_ONCE):
        late = advice.due_on is not None and advice.due_on < on
        given = {"number": advice.challenge.number, "kind": str(advice.get_kind_display()), "due": advice.due_on}
        text = (
            Message("{number}的{kind}应当在{due}前反馈，已经逾期。", **given)
            if late
            else Message("{number}的{kind}应当在{due}前反馈。", **given)
        )
        people = {*who_handles(advice.challenge, on)}
        if late:
            people |= set(rules.who_serves(advice.challenge.agency, [Duty.OFFICE_HEAD], on))
        kind = OVERDUE if late else DUE
        told += _tell(kind, advice.challenge, people, text, f"advice{advice.reference}:{advice.due_on}", at)
    return told


def _said(challenge: Challenge) -> dict[str, Any]:
    return {"number": challenge.number, "duty": str(challenge.get_duty_display()), "due": challenge.due_on}


def _read(rows: Any) -> Any:
    return rows.select_related("agency", "handler").order_by("pk").iterator(_AT_ONCE)


def _tell(kind: NoticeKind, challenge: Challenge, to: Iterable[Any], text: Message, which: str, at: datetime) -> int:
    return notify(
        kind,
        to,
        text,
        key=f"{kind.code}:{challenge.pk}:{which}",
        url=reverse("remedies:detail", args=[challenge.pk]),
        at=at,
        agency=challenge.agency,
    )
