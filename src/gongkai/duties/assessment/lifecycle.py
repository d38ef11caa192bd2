"""What may be done with an assessment, and when: the literal table that every service asks."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.duties.assessment import acts
from gongkai.journal.acts import Act
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far an assessment has come."""

    SCORING = "scoring", _("评分中")
    OBJECTING = "objecting", _("异议期")
    PUBLISHED = "published", _("已公布")
    ABANDONED = "abandoned", _("已终止")


STAGES: Mapping[Stage, Message] = {
    Stage.SCORING: Message("评分中"),
    Stage.OBJECTING: Message("异议期"),
    Stage.PUBLISHED: Message("已公布"),
    Stage.ABANDONED: Message("已终止"),
}
"""The same words, for what errors say."""

_UNPUBLISHED = frozenset({Stage.SCORING, Stage.OBJECTING})

MOVES: Mapping[str, tuple[frozenset[Stage], Stage | None]] = {
    acts.COMPUTED.code: (_UNPUBLISHED, None),
    acts.NAMED.code: (frozenset({Stage.SCORING}), None),
    acts.SCORED.code: (frozenset({Stage.SCORING}), None),
    acts.ANNOUNCED.code: (frozenset({Stage.SCORING}), Stage.OBJECTING),
    acts.OBJECTED.code: (frozenset({Stage.OBJECTING}), None),
    acts.ANSWERED.code: (frozenset({Stage.OBJECTING}), None),
    acts.PUBLISHED.code: (frozenset({Stage.OBJECTING}), Stage.PUBLISHED),
    acts.LINKED.code: (frozenset({Stage.PUBLISHED}), None),
    acts.ABANDONED.code: (_UNPUBLISHED, Stage.ABANDONED),
}
"""By act: the stages it is done in, and the one it leads to, if to another."""


def refusal(act: Act, stage: Stage) -> NotAllowed | None:
    """Say why an act cannot be done in a stage, or None when the stage does not stand against it."""
    during, _leads_to = MOVES[act.code]
    if stage in during:
        return None
    return NotAllowed(
        "assessment-not-in-this-stage",
        Message("这次考核处于“{stage}”，不能“{act}”。", stage=STAGES[stage], act=str(act.words)),
        hint=Message("可在“{stages}”时办理。", stages=[STAGES[each] for each in Stage if each in during]),
        citation=cite("条例第46条"),
    )
