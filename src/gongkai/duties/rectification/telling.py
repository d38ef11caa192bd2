"""What officers are told at night of problems of the ledger: those due soon or overdue."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.duties.lights import soon_after
from gongkai.duties.models.rectification import Problem
from gongkai.duties.rectification.lifecycle import Stage
from gongkai.duties.rectification.rules import WORKING
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import holders
from gongkai.notifications.services import notify

DUE_SOON = Kind("problem.due_soon", _("整改时限即将到期"), Level.WARNING)
OVERDUE = Kind("problem.overdue", _("整改逾期"), Level.GRAVE)


def tell_of_last_days(at: datetime) -> int:
    """Tell who answers for a problem, and who does such work there, that it is due soon or overdue; once for a day."""
    on = localdate(at)
    told = 0
    rows = Problem.objects.filter(stage=Stage.UNDER_WAY, due_on__lte=soon_after(on))
    for problem in rows.select_related("agency", "officer").order_by("pk"):
        late = problem.due_on < on
        kind = OVERDUE if late else DUE_SOON
        text = (
            Message("整改事项“{problem}”应当在{due}完成，已经逾期。", problem=str(problem), due=problem.due_on)
            if late
            else Message("整改事项“{problem}”应当在{due}完成，即将到期。", problem=str(problem), due=problem.due_on)
        )
        told += notify(
            kind,
            {*holders(problem.agency, WORKING, on), problem.officer},
            text,
            key=f"{kind.code}:{problem.pk}:{problem.due_on}",
            url=reverse("rectification:detail", args=[problem.pk]),
            at=at,
            agency=problem.agency,
        )
    return told
