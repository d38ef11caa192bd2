"""What may be done with a letter of the public, and when: the literal table that every service asks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import Course
from gongkai.feedback import acts
from gongkai.law.citation import cite
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far a letter has come."""

    RECEIVED = "received", _("待登记")
    HANDLING = "handling", _("办理中")
    REVIEWING = "reviewing", _("待审核")
    ANSWERED = "answered", _("已答复")


COURSE = Course(
    "letter",
    stages={
        Stage.RECEIVED: Message("待登记"),
        Stage.HANDLING: Message("办理中"),
        Stage.REVIEWING: Message("待审核"),
        Stage.ANSWERED: Message("已答复"),
    },
    moves={
        acts.ASSIGNED.code: (frozenset({Stage.RECEIVED, Stage.HANDLING}), Stage.HANDLING),
        acts.DRAFTED.code: (frozenset({Stage.HANDLING}), Stage.REVIEWING),
        acts.RETURNED.code: (frozenset({Stage.REVIEWING}), Stage.HANDLING),
        acts.ANSWERED.code: (frozenset({Stage.REVIEWING}), Stage.ANSWERED),
        acts.SHOWN.code: (frozenset({Stage.ANSWERED}), None),
        acts.HIDDEN.code: (frozenset({Stage.ANSWERED}), None),
    },
    citation=cite("条例第47条"),
)
"""By act: the stages it is done in, and the one it leads to."""
