"""What may be done with a letter of the public, and when: the literal table that every service asks."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.feedback import acts
from gongkai.journal.acts import Act
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far a letter has come."""

    RECEIVED = "received", _("待登记")
    HANDLING = "handling", _("办理中")
    REVIEWING = "reviewing", _("待审核")
    ANSWERED = "answered", _("已答复")


STAGES: Mapping[Stage, Message] = {
    Stage.RECEIVED: Message("待登记"),
    Stage.HANDLING: Message("办理中"),
    Stage.REVIEWING: Message("待审核"),
    Stage.ANSWERED: Message("已答复"),
}
"""The same words, for what errors say."""

MOVES: Mapping[str, tuple[frozenset[Stage], Stage]] = {
    acts.ASSIGNED.code: (frozenset({Stage.RECEIVED, Stage.HANDLING}), Stage.HANDLING),
    acts.DRAFTED.code: (frozenset({Stage.HANDLING}), Stage.REVIEWING),
    acts.RETURNED.code: (frozenset({Stage.REVIEWING}), Stage.HANDLING),
    acts.ANSWERED.code: (frozenset({Stage.REVIEWING}), Stage.ANSWERED),
    acts.SHOWN.code: (frozenset({Stage.ANSWERED}), Stage.ANSWERED),
    acts.HIDDEN.code: (frozenset({Stage.ANSWERED}), Stage.ANSWERED),
}
"""By act: the stages it is done in, and the one it leads to."""


def refusal(act: Act, stage: Stage) -> NotAllowed | None:
    """Say why an act cannot be done in a stage, or None when the stage does not stand against it."""
    during, _leads_to = MOVES[act.code]
    if stage in during:
        return None
    return NotAllowed(
        "letter-not-in-this-stage",
        Message("这件来信处于“{stage}”，不能“{act}”。", stage=STAGES[stage], act=str(act.words)),
        hint=Message("可在“{stages}”时办理。", stages=[STAGES[each] for each in Stage if each in during]),
        citation=cite("条例第47条"),
    )
