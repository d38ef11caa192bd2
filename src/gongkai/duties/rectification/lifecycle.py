"""What may be done with a problem of the ledger of rectification, and when: the literal table every service asks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import Course
from gongkai.duties.rectification import acts
from gongkai.law.citation import cite
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far it has come."""

    RAISED = "raised", _("待定措施")
    UNDER_WAY = "under_way", _("整改中")
    VERIFYING = "verifying", _("待核验")
    CLOSED = "closed", _("已销号")
    DROPPED = "dropped", _("不列入")


OPEN = frozenset({Stage.RAISED, Stage.UNDER_WAY, Stage.VERIFYING})

COURSE = Course(
    "problem",
    stages={
        Stage.RAISED: Message("待定措施"),
        Stage.UNDER_WAY: Message("整改中"),
        Stage.VERIFYING: Message("待核验"),
        Stage.CLOSED: Message("已销号"),
        Stage.DROPPED: Message("不列入"),
    },
    moves={
        acts.AMENDED.code: (frozenset({Stage.RAISED, Stage.UNDER_WAY}), None),
        acts.PLANNED.code: (frozenset({Stage.RAISED, Stage.UNDER_WAY}), Stage.UNDER_WAY),
        acts.REPORTED.code: (frozenset({Stage.UNDER_WAY}), None),
        acts.CONCLUDED.code: (frozenset({Stage.UNDER_WAY}), Stage.VERIFYING),
        acts.VERIFIED.code: (frozenset({Stage.VERIFYING}), Stage.CLOSED),
        acts.RETURNED.code: (frozenset({Stage.VERIFYING}), Stage.UNDER_WAY),
        acts.REOPENED.code: (frozenset({Stage.CLOSED}), Stage.UNDER_WAY),
        acts.DROPPED.code: (frozenset({Stage.RAISED}), Stage.DROPPED),
    },
    citation=cite("条例第47条"),
)
"""By act: the stages it is done in, and the one it leads to."""
