"""What is told of training each night: a session that comes, one without material, one without result."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Officer
from gongkai.duties.leading.rules import KEEPING
from gongkai.duties.models import TrainingSession
from gongkai.duties.models.training import OPEN, State
from gongkai.duties.training import selectors
from gongkai.duties.training.dues import soon_after
from gongkai.duties.training.services import when_and_where
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import holders
from gongkai.notifications.services import notify
from gongkai.ui.working_days import calendar

COMES = Kind("training.comes", _("培训即将举行"))
NO_MATERIAL = Kind("training.no_material", _("培训还没有材料"), Level.WARNING)
NO_RESULT = Kind("training.no_result", _("培训没有登记结果"), Level.WARNING)


def tell_of_sessions(at: datetime) -> int:
    """Tell who is invited on the working day before, and who arranges it of what is lacking, each once for a day."""
    on, told = localdate(at), 0
    tomorrow = calendar().add_working_days(on, 1)
    coming = TrainingSession.objects.filter(state=State.INVITED, on__gt=on, on__lte=tomorrow)
    for session in coming.select_related("agency"):
        invited = Officer.objects.filter(pk__in=session.attendees.values("officer"))
        text = Message("“{subject}”：{when}。", subject=session.subject, when=when_and_where(session))
        told += _tell(COMES, session, invited, text, at)
    open_ones = TrainingSession.objects.filter(state__in=OPEN).exclude(on=on)
    for session in selectors.lacking(open_ones, on, soon_after(on)).select_related("agency"):
        arranging = holders(session.agency, KEEPING, on)
        if session.on < on:
            text = Message("“{subject}”{on}举行，还没有登记结果。", subject=session.subject, on=session.on)
            told += _tell(NO_RESULT, session, arranging, text, at)
        else:
            text = Message("“{subject}”{on}举行，还没有材料。", subject=session.subject, on=session.on)
            told += _tell(NO_MATERIAL, session, arranging, text, at)
    return told


def _tell(kind: Kind, session: TrainingSession, officers: Any, text: Message, at: datetime) -> int:
    return notify(
        kind,
        officers,
        text,
        key=f"{kind.code}:{session.pk}:{session.on}",
        url=reverse("training:detail", args=[session.pk]),
        at=at,
        agency=session.agency,
    )
