"""What may be done with a filing, and when: the literal table that every service asks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import Course
from gongkai.filings import acts
from gongkai.filings.signing import acts as signing
from gongkai.law.citation import cite
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far a filing has come."""

    COMPILING = "compiling", _("编制中")
    FROZEN = "frozen", _("数字已冻结")
    REVIEWING = "reviewing", _("审核中")
    SIGNED = "signed", _("已签发")
    PUBLISHED = "published", _("已公布")


_C, _F, _R = frozenset({Stage.COMPILING}), frozenset({Stage.FROZEN}), frozenset({Stage.REVIEWING})
_S, _P = frozenset({Stage.SIGNED}), frozenset({Stage.PUBLISHED})

COURSE = Course(
    "filing",
    stages={
        Stage.COMPILING: Message("编制中"),
        Stage.FROZEN: Message("数字已冻结"),
        Stage.REVIEWING: Message("审核中"),
        Stage.SIGNED: Message("已签发"),
        Stage.PUBLISHED: Message("已公布"),
    },
    moves={
        acts.COMPUTED.code: (_C, None),
        acts.ENTERED.code: (_C, None),
        acts.CORRECTED.code: (_C, None),
        acts.CORRECTION_TAKEN_BACK.code: (_C, None),
        acts.WRITTEN.code: (_C | _F, None),
        acts.PROBLEMS_CHOSEN.code: (_C | _F, None),
        acts.WAIVED.code: (_C | _F, None),
        acts.WAIVER_TAKEN_BACK.code: (_C | _F, None),
        acts.FROZEN.code: (_C, Stage.FROZEN),
        acts.REOPENED.code: (_F, Stage.COMPILING),
        signing.SENT.code: (_F, Stage.REVIEWING),
        signing.APPROVED.code: (_R, None),
        signing.RETURNED.code: (_R, Stage.COMPILING),
        signing.SIGNED.code: (_R, Stage.SIGNED),
        signing.PUBLISHED.code: (_S, Stage.PUBLISHED),
        signing.AMENDED.code: (_S | _P, Stage.COMPILING),
    },
    citation=cite("条例第49条"),
)
"""By act: the stages it is done in, and the one it leads to, None where the filing stays in its own."""
