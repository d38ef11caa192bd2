"""What may be done with an item, and when: the literal table that every service asks (条例第17条).

An item that is shown may have a newer text under way: what is shown stays until the newer one is published or the item
is withdrawn. Nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure import acts
from gongkai.journal.acts import Act
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far the newest text of an item has come."""

    DRAFT = "draft", _("拟稿")
    REVIEWING = "reviewing", _("审查")
    REFERRED = "referred", _("待确定")
    APPROVED = "approved", _("待公开")
    SETTLED = "settled", _("已公开")
    KEPT = "kept", _("不主动公开")
    ENDED = "ended", _("已结束")


CLOSED = frozenset({Stage.SETTLED, Stage.KEPT, Stage.ENDED})
"""In these nothing waits to be published: what is shown is the newest, or it is not to be shown."""

STAGES: Mapping[Stage, Message] = {
    Stage.DRAFT: Message("拟稿"),
    Stage.REVIEWING: Message("审查"),
    Stage.REFERRED: Message("待确定"),
    Stage.APPROVED: Message("待公开"),
    Stage.SETTLED: Message("已公开"),
    Stage.KEPT: Message("不主动公开"),
    Stage.ENDED: Message("已结束"),
}
"""The same words, for what errors say."""


class Move(NamedTuple):
    """One row of the table: an act, the stages it is done in, the stages it leads to."""

    act: Act
    during: frozenset[Stage]
    leads_to: frozenset[Stage]


def _move(act: Act, during: str, leads_to: str) -> Move:
    return Move(act, frozenset(map(Stage, during.split())), frozenset(map(Stage, leads_to.split())))


_ANY_BUT_ENDED = "draft reviewing referred approved settled"

MOVES: tuple[Move, ...] = (
    # Any change voids the reviews that were of the text before it.
    _move(acts.REVISED, "draft reviewing referred approved settled kept", "draft"),
    _move(acts.SUBMITTED, "draft", "reviewing"),
    # Who reviews and who publishes may answer for what the scan finds later, in files for one.
    _move(acts.FINDINGS_DECIDED, "draft reviewing approved", "draft reviewing approved"),
    _move(acts.PASSED, "reviewing", "reviewing approved"),
    _move(acts.REVIEWS_CHANGED, "reviewing approved", "reviewing approved"),
    _move(acts.RETURNED, "reviewing approved", "draft"),
    _move(acts.REFERRED, "reviewing", "referred"),
    _move(acts.DETERMINED, "referred", "reviewing settled kept"),
    _move(acts.PUBLISHED, "approved", "settled"),
    # What was public before this site: somebody vouches for the review it had.
    _move(acts.TAKEN_OVER, "draft", "settled"),
    _move(acts.WITHDRAWN, "draft reviewing referred approved settled", "ended"),
    # What was shown must come down; how far a newer text has come does not matter to it, and does not change.
    _move(acts.PENALTY_CHANGED, _ANY_BUT_ENDED, _ANY_BUT_ENDED),
    # A plan leaves an item where it is.
    _move(acts.PUBLICATION_PLANNED, "approved", "approved"),
    _move(acts.WITHDRAWAL_PLANNED, _ANY_BUT_ENDED, _ANY_BUT_ENDED),
    _move(acts.PLAN_DROPPED, _ANY_BUT_ENDED, _ANY_BUT_ENDED),
    _move(acts.WITHHELD, "approved", "kept"),
    _move(acts.REASSESSED, "kept", "kept draft"),
    _move(acts.ABANDONED, "draft reviewing referred approved", "settled ended"),
)

MOVE_BY_ACT: Mapping[str, Move] = {move.act.code: move for move in MOVES}


def refusal(act: Act, stage: Stage) -> NotAllowed | None:
    """Say why an act cannot be done in a stage, or None when the stage does not stand against it."""
    move = MOVE_BY_ACT[act.code]
    if stage in move.during:
        return None
    return NotAllowed(
        "not-in-this-stage",
        Message("这条信息处于“{stage}”，不能“{act}”。", stage=STAGES[stage], act=str(act.words)),
        hint=Message("可在“{stages}”时办理。", stages=[STAGES[each] for each in Stage if each in move.during]),
        citation=cite("条例第17条"),
    )


def stage_after(act: Act, wanted: Stage | None = None) -> Stage:
    """Give the stage an act leads to; where it may lead to several, the one wanted.

    Raises ValueError for a stage that the table does not name: that is a slip in a service, not in a form.
    """
    leads_to = MOVE_BY_ACT[act.code].leads_to
    if wanted is None and len(leads_to) == 1:
        return next(iter(leads_to))
    if wanted not in leads_to:
        raise ValueError(f"{act.code} does not lead to {wanted}")
    return wanted
