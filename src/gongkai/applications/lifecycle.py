"""What may be done with an application, and when: the literal table that every service asks (条例第45条).

A case has two sides. The clock's side (is it received, is something awaited, has it lapsed) is the law's: its acts are
allowed or refused by `gongkai.law.clock`. The office's side is how far the reply has come, which are the stages here.
An act must be allowed by both. Nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications import acts
from gongkai.journal.acts import Act
from gongkai.law.citation import cite
from gongkai.law.clock import Kind
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


class Stage(models.TextChoices):
    """How far the reply has come."""

    OPEN = "open", _("承办")
    REVIEWING = "reviewing", _("审查")
    APPROVED = "approved", _("待作出")
    DECIDED = "decided", _("待送达")
    CLOSED = "closed", _("已办结")
    ARCHIVED = "archived", _("已归档")


STAGES: Mapping[Stage, Message] = {
    Stage.OPEN: Message("承办"),
    Stage.REVIEWING: Message("审查"),
    Stage.APPROVED: Message("待作出"),
    Stage.DECIDED: Message("待送达"),
    Stage.CLOSED: Message("已办结"),
    Stage.ARCHIVED: Message("已归档"),
}
"""The same words, for what the law's errors say."""


class Move(NamedTuple):
    """One row of the table: an act, the stages it is done in, the stages it leads to, what the clock is told of it."""

    act: Act
    during: frozenset[Stage]
    leads_to: frozenset[Stage]
    """Empty where the stage stays."""
    event: Kind | None = None


def _move(act: Act, during: str, leads_to: str = "", event: Kind | None = None) -> Move:
    return Move(act, frozenset(map(Stage, during.split())), frozenset(map(Stage, leads_to.split())), event)


# What the applicant does or is to be held to (a supplement, a payment) happens whatever the office is about.
_BEFORE_THE_DECISION = "open reviewing approved"
_BEFORE_SERVICE = "open reviewing approved decided"

MOVES: tuple[Move, ...] = (
    _move(acts.CONFIRMED, "open", event=Kind.CONFIRMED),
    _move(acts.APPLICANT_ADDED, "open"),
    _move(acts.SUPPLEMENT_ASKED, "open", event=Kind.SUPPLEMENT_ASKED),
    _move(acts.SUPPLEMENTED, _BEFORE_SERVICE, "open decided", Kind.SUPPLEMENTED),
    _move(acts.SUPPLEMENT_LAPSED, _BEFORE_THE_DECISION, "closed", Kind.SUPPLEMENT_LAPSED),
    _move(acts.CONSULTATION_BEGUN, "open", event=Kind.CONSULTATION_BEGUN),
    _move(acts.CONSULTATION_ENDED, _BEFORE_SERVICE, event=Kind.CONSULTATION_ENDED),
    _move(acts.THIRD_PARTY_TOLD, "decided closed"),
    _move(acts.EXTENSION_PROPOSED, _BEFORE_THE_DECISION),
    _move(acts.EXTENDED, _BEFORE_THE_DECISION, event=Kind.EXTENDED),
    _move(acts.REASONS_ASKED, "open", event=Kind.REASONS_ASKED),
    _move(acts.REASONS_GIVEN, _BEFORE_THE_DECISION, event=Kind.REASONS_GIVEN),
    _move(acts.DELAY_SET, _BEFORE_THE_DECISION, event=Kind.DELAY_SET),
    _move(acts.FEE_NOTICED, "open", event=Kind.FEE_NOTICED),
    _move(acts.FEE_NOTICE_RECEIVED, _BEFORE_SERVICE, event=Kind.FEE_NOTICE_RECEIVED),
    _move(acts.FEE_PAID, _BEFORE_SERVICE, event=Kind.FEE_PAID),
    _move(acts.FEE_REFUNDED, "open reviewing approved decided closed archived"),
    _move(acts.FEE_LAPSED, _BEFORE_THE_DECISION, "closed", Kind.FEE_LAPSED),
    _move(acts.ASSIGNED, _BEFORE_SERVICE),
    _move(acts.TRANSFERRED, _BEFORE_SERVICE),
    _move(acts.CO_HANDLING_ASKED, _BEFORE_THE_DECISION),
    _move(acts.CO_HANDLING_RECEIVED, _BEFORE_SERVICE),
    _move(acts.CO_HANDLING_ANSWERED, _BEFORE_SERVICE),
    _move(acts.SPLIT, "open"),
    _move(acts.MERGED, _BEFORE_THE_DECISION),
    _move(acts.SEPARATED, _BEFORE_SERVICE),
    _move(acts.REDO_ORDERED, "closed archived"),
    _move(acts.COMMENTED, "open reviewing approved decided closed"),
    _move(acts.WEIGHED, "open"),
    _move(acts.SEARCHED, "open"),
    _move(acts.CORRECTED, _BEFORE_THE_DECISION),
    _move(acts.DRAFTED, "open"),
    _move(acts.ENCLOSED, "open"),
    _move(acts.UNENCLOSED, "open"),
    _move(acts.WITHHELD, "open"),
    _move(acts.REDACTION_BEGUN, "open"),
    _move(acts.MARKED, "open"),
    _move(acts.ENCLOSED_IN_PART, "open"),
    _move(acts.SUBMITTED, "open", "reviewing"),
    _move(acts.PASSED, "reviewing", "reviewing approved"),
    _move(acts.RETURNED, "reviewing approved", "open"),
    _move(acts.DECIDED, "approved", "decided"),
    _move(acts.SENT, "decided"),
    _move(acts.SERVED, "decided", "closed", Kind.REPLIED),
    _move(acts.MADE_PUBLIC, "decided closed"),
    _move(acts.LETTER_ISSUED, "open reviewing approved decided closed"),
    _move(acts.LETTER_SEALED, "open reviewing approved decided closed"),
    _move(acts.LETTER_SENT, "open reviewing approved decided closed"),
    _move(acts.WITHDRAWN, _BEFORE_SERVICE, "closed", Kind.WITHDRAWN),
    _move(acts.ARCHIVED, "closed", "archived"),
)

MOVE_BY_ACT: Mapping[str, Move] = {move.act.code: move for move in MOVES}


def refusal(act: Act, stage: Stage) -> NotAllowed | None:
    """Say why an act cannot be done in a stage, or None when the stage does not stand against it."""
    move = MOVE_BY_ACT[act.code]
    if stage in move.during:
        return None
    return NotAllowed(
        "not-in-this-stage",
        Message("这件申请处于“{stage}”，不能“{act}”。", stage=STAGES[stage], act=str(act.words)),
        hint=Message("可在“{stages}”时办理。", stages=[STAGES[each] for each in Stage if each in move.during]),
        citation=cite("条例第45条"),
    )


def stage_after(act: Act, stage: Stage, wanted: Stage | None = None) -> Stage:
    """Give the stage an act leads to; where it may lead to several, the one wanted.

    Raises ValueError for a stage that the table does not name: that is a slip in a service, not in a form.
    """
    leads_to = MOVE_BY_ACT[act.code].leads_to
    if not leads_to:
        return stage
    if wanted is None and len(leads_to) == 1:
        return next(iter(leads_to))
    if wanted not in leads_to:
        raise ValueError(f"{act.code} does not lead to {wanted}")
    return wanted
