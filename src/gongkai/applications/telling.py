"""What officers are told of the cases they handle."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.applications import rules
from gongkai.applications.models import Application
from gongkai.law.calendar import Notice
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import holders
from gongkai.notifications.services import notify

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
