"""What officers are told of motions and proposals at night: replies and opinions that are due soon or overdue."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.duties.lights import soon_after
from gongkai.duties.models.motions import CoHandling, Motion
from gongkai.duties.motions.dues import unpublished
from gongkai.duties.motions.lifecycle import OPEN
from gongkai.duties.motions.rules import HANDLING, PUBLISHING
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import holders
from gongkai.notifications.services import notify

DUE_SOON = Kind("motion.due_soon", _("建议提案办理期限即将到期"), Level.WARNING)
OVERDUE = Kind("motion.overdue", _("建议提案逾期未答复"), Level.GRAVE)
OPINION = Kind("motion.opinion", _("建议提案请会办"), Level.WARNING)
UNPUBLISHED = Kind("motion.unpublished", _("建议提案的答复逾期未公开"), Level.WARNING)


def tell_of_last_days(at: datetime) -> int:
    """Tell who handles motions of each whose last day is near or over, once for each last day; give how many told."""
    on = localdate(at)
    told = 0
    for motion in _rows(Motion.objects.filter(stage__in=OPEN, due_on__lte=soon_after(on))):
        late = motion.due_on < on
        text = (
            Message("“{title}”的办理期限是{due}，已经逾期。", title=motion.title, due=motion.due_on)
            if late
            else Message("“{title}”的办理期限是{due}，即将到期。", title=motion.title, due=motion.due_on)
        )
        told += _tell(OVERDUE if late else DUE_SOON, motion, motion.agency, HANDLING, text, motion.due_on, at)
    asked = CoHandling.objects.filter(opined_on__isnull=True, agency__isnull=False, motion__stage__in=OPEN)
    for each in asked.select_related("agency", "motion__agency").order_by("pk"):
        text = Message(
            "{agency}请会办“{title}”，请在{due}前提出意见。",
            agency=each.motion.agency.name,
            title=each.motion.title,
            due=each.due_on,
        )
        told += _tell(OPINION, each.motion, each.agency, HANDLING, text, each.due_on, at)
    for motion in _rows(unpublished().filter(publish_by__lt=on)):
        text = Message("“{title}”的答复应当在{due}前公开。", title=motion.title, due=motion.publish_by)
        told += _tell(UNPUBLISHED, motion, motion.agency, PUBLISHING, text, motion.publish_by, at)
    return told


def _rows(rows: Any) -> Any:
    return rows.select_related("agency").order_by("pk")


def _tell(
    kind: Kind, motion: Motion, agency: Agency, duties: frozenset[Any], text: Message, due_on: date, at: datetime
) -> int:
    return notify(
        kind,
        holders(agency, duties, localdate(at)),
        text,
        key=f"{kind.code}:{motion.pk}:{due_on}",
        url=reverse("motions:detail", args=[motion.pk]),
        at=at,
        agency=agency,
    )
