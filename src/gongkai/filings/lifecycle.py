"""What may be done with a filing, and when: the literal table that every service asks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import Course
from gongkai.filings import acts
from gongkai.law.citation import cite
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far a filing has come."""

    COMPILING = "compiling", _("编制中")
    FROZEN = "frozen", _("数字已冻结")


_C, _F = frozenset({Stage.COMPILING}), frozenset({Stage.FROZEN})

COURSE = Course(
    "filing",
    stages={Stage.COMPILING: Message("编制中"), Stage.FROZEN: Message("数字已冻结")},
    moves={
        acts.COMPUTED.code: (_C, None),
        acts.CORRECTED.code: (_C, None),
        acts.CORRECTION_TAKEN_BACK.code: (_C, None),
        acts.WRITTEN.code: (_C | _F, None),
        acts.WAIVED.code: (_C | _F, None),
        acts.WAIVER_TAKEN_BACK.code: (_C | _F, None),
        acts.FROZEN.code: (_C, Stage.FROZEN),
        acts.REOPENED.code: (_F, Stage.COMPILING),
    },
    citation=cite("条例第49条"),
)
"""By act: the stages it is done in, and the one it leads to, None where the filing stays in its own."""
