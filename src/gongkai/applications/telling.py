"""What officers are told of the cases they handle."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty
from gongkai.applications import rules
from gongkai.applications.lights import Light, condition
from gongkai.applications.models import Application
from gongkai.law.calendar import Notice
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import holders
from gongkai.notifications.services import notify

_AT_ONCE = 500

DUE_SOON = Kind("application.due_soon", _("答复期限即将到期"), Level.WARNING)
OVERDUE = Kind("application.overdue", _("答复逾期"), Level.GRAVE)
DUE_MOVED = Kind("application.due_moved", _("答复期限有变动"), Level.WARNING)


def who_handles(application: Application, on: date) -> list[Any]:
    """Give who is told of a case: its handler, or everybody who handles applications there while it has none."""
    handler = application.handler
    if handler is not None and handler.is_active and rules.may_handle(handler, application, on):
        return [handler]
    return list(holders(application.agency, rules.HANDLING, on))


def tell_due_moved(application: Application, before: date, notice: Notice | None, *, at: datetime) -> None:
    """Tell that a last day is another one since a holiday notice came: what it was, what it is, and by which notice."""
    why = Message("放假安排有变动") if notice is None else Message("依据{notice}", notice=str(notice))
    text = Message(
        "{number}的答复期限由{before}改为{after}：{why}，已重新计算。已经告知申请人原期限的，请告知变动。",
        number=application.number,
        before=before,
        after=application.due_on,
        why=why,
    )
    notify(
        DUE_MOVED,
        who_handles(application, localdate(at)),
        text,
        key=f"{DUE_MOVED.code}:{application.pk}:{application.version}",
        url=reverse("applications:detail", args=[application.pk]),
        at=at,
        agency=application.agency,
    )


def tell_of_last_days(at: datetime) -> int:
    """Tell of each case that is due soon or overdue, once for each last day it has had; say how many people were told.

    Of one that is overdue the head of the office is told, too.
    """
    on = localdate(at)
    told = 0
    for application in _standing(condition(Light.SOON, on) | condition(Light.TODAY, on)):
        text = Message("{number}的答复期限是{due}，即将到期。", number=application.number, due=application.due_on)
        told += _tell_of(DUE_SOON, application, who_handles(application, on), text, at)
    for application in _standing(condition(Light.OVERDUE, on)):
        text = Message("{number}的答复期限是{due}，已经逾期。", number=application.number, due=application.due_on)
        people = {*who_handles(application, on), *holders(application.agency, [Duty.OFFICE_HEAD], on)}
        told += _tell_of(OVERDUE, application, people, text, at)
    return told


def _standing(condition: Q) -> Any:
    rows = Application.objects.under_way().filter(condition).select_related("agency", "handler")
    return rows.order_by("pk").iterator(_AT_ONCE)


def _tell_of(kind: Kind, application: Application, to: Iterable[Any], text: Message, at: datetime) -> int:
    return notify(
        kind,
        to,
        text,
        key=f"{kind.code}:{application.pk}:{application.due_on}",
        url=reverse("applications:detail", args=[application.pk]),
        at=at,
        agency=application.agency,
    )
