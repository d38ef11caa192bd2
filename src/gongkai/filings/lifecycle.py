"""What may be done with a filing, and when: the literal table that every service asks."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.filings import acts
from gongkai.journal.acts import Act
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far a filing has come."""

    COMPILING = "compiling", _("编制中")
    FROZEN = "frozen", _("数字已冻结")


STAGES: Mapping[Stage, Message] = {Stage.COMPILING: Message("编制中"), Stage.FROZEN: Message("数字已冻结")}
"""The same words, for what errors say."""

_C, _F = frozenset({Stage.COMPILING}), frozenset({Stage.FROZEN})

MOVES: Mapping[str, tuple[frozenset[Stage], Stage | None]] = {
    acts.COMPUTED.code: (_C, None),
    acts.CORRECTED.code: (_C, None),
    acts.CORRECTION_TAKEN_BACK.code: (_C, None),
    acts.WRITTEN.code: (_C | _F, None),
    acts.WAIVED.code: (_C | _F, None),
    acts.WAIVER_TAKEN_BACK.code: (_C | _F, None),
    acts.FROZEN.code: (_C, Stage.FROZEN),
    acts.REOPENED.code: (_F, Stage.COMPILING),
}
"""By act: the stages it is done in, and the one it leads to, None where the filing stays in its own."""


def refusal(act: Act, stage: Stage) -> NotAllowed | None:
    """Say why an act cannot be done in a stage, or None when the stage does not stand against it."""
    during, _leads_to = MOVES[act.code]
    if stage in during:
        return None
    return NotAllowed(
        "filing-not-in-this-stage",
        Message("年度报告处于“{stage}”，不能“{act}”。", stage=STAGES[stage], act=str(act.words)),
        hint=Message("可在“{stages}”时办理。", stages=[STAGES[each] for each in Stage if each in during]),
        citation=cite("条例第49条"),
    )
