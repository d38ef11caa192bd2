"""What may be done with a motion or proposal, and when: the literal table that every service asks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import Course
from gongkai.duties.motions import acts
from gongkai.law.citation import cite
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far it has come."""

    RECEIVED = "received", _("待分办")
    HANDLING = "handling", _("办理中")
    REVIEWING = "reviewing", _("待审核")
    SIGNING = "signing", _("待签发")
    REPLIED = "replied", _("待反馈")
    CLOSED = "closed", _("已办结")
    HANDED_BACK = "handed_back", _("已退回")


OPEN = frozenset({Stage.RECEIVED, Stage.HANDLING, Stage.REVIEWING, Stage.SIGNING})
"""The stages before the reply."""
ANSWERED = frozenset({Stage.REPLIED, Stage.CLOSED})

COURSE = Course(
    "motion",
    stages={
        Stage.RECEIVED: Message("待分办"),
        Stage.HANDLING: Message("办理中"),
        Stage.REVIEWING: Message("待审核"),
        Stage.SIGNING: Message("待签发"),
        Stage.REPLIED: Message("待反馈"),
        Stage.CLOSED: Message("已办结"),
        Stage.HANDED_BACK: Message("已退回"),
    },
    moves={
        acts.AMENDED.code: (OPEN, None),
        acts.ASSIGNED.code: (frozenset({Stage.RECEIVED, Stage.HANDLING}), Stage.HANDLING),
        acts.CO_ASKED.code: (frozenset({Stage.RECEIVED, Stage.HANDLING}), None),
        acts.OPINED.code: (OPEN, None),
        acts.PROLONGED.code: (OPEN, None),
        acts.DRAFTED.code: (frozenset({Stage.HANDLING}), Stage.REVIEWING),
        acts.RETURNED.code: (frozenset({Stage.REVIEWING, Stage.SIGNING}), Stage.HANDLING),
        acts.PASSED.code: (frozenset({Stage.REVIEWING}), Stage.SIGNING),
        acts.SIGNED.code: (frozenset({Stage.SIGNING}), Stage.REPLIED),
        acts.TAKEN_OVER.code: (frozenset({Stage.RECEIVED}), Stage.REPLIED),
        acts.RATED.code: (frozenset({Stage.REPLIED}), Stage.CLOSED),
        acts.HANDED_BACK.code: (frozenset({Stage.RECEIVED, Stage.HANDLING}), Stage.HANDED_BACK),
        acts.PUBLISHED.code: (ANSWERED, None),
        acts.WITHHELD.code: (ANSWERED, None),
    },
    citation=cite("条例第50条"),
)
"""By act: the stages it is done in, and the one it leads to.

A reply that whoever asked is not content with leads back to the beginning, and one that only goes to who leads is the
end: `services` says so.
"""
