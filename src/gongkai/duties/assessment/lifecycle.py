"""What may be done with an assessment, and when: the literal table that every service asks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import Course
from gongkai.duties.assessment import acts
from gongkai.law.citation import cite
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far an assessment has come."""

    SCORING = "scoring", _("评分中")
    OBJECTING = "objecting", _("异议期")
    PUBLISHED = "published", _("已公布")
    ABANDONED = "abandoned", _("已终止")


_UNPUBLISHED = frozenset({Stage.SCORING, Stage.OBJECTING})

COURSE = Course(
    "assessment",
    stages={
        Stage.SCORING: Message("评分中"),
        Stage.OBJECTING: Message("异议期"),
        Stage.PUBLISHED: Message("已公布"),
        Stage.ABANDONED: Message("已终止"),
    },
    moves={
        acts.COMPUTED.code: (_UNPUBLISHED, None),
        acts.NAMED.code: (frozenset({Stage.SCORING}), None),
        acts.SCORED.code: (frozenset({Stage.SCORING}), None),
        acts.ANNOUNCED.code: (frozenset({Stage.SCORING}), Stage.OBJECTING),
        acts.OBJECTED.code: (frozenset({Stage.OBJECTING}), None),
        acts.ANSWERED.code: (frozenset({Stage.OBJECTING}), None),
        acts.PUBLISHED.code: (frozenset({Stage.OBJECTING}), Stage.PUBLISHED),
        acts.LINKED.code: (frozenset({Stage.PUBLISHED}), None),
        acts.ABANDONED.code: (_UNPUBLISHED, Stage.ABANDONED),
    },
    citation=cite("条例第46条"),
)
"""By act: the stages it is done in, and the one it leads to, if to another."""
