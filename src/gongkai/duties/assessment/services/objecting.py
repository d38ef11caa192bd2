"""Objections to scores (异议), and their answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.duties.assessment import acts, telling
from gongkai.duties.assessment.lifecycle import COURSE
from gongkai.duties.assessment.services.assessing import refused
from gongkai.duties.models import Score, ScoreObjection
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.message import Message


@transaction.atomic
def object_to(score: Score, *, statement: str, on: date, by: Actor) -> ScoreObjection:
    """Object to a score of one's agency (提出异议), within the period; one at a time for a score."""
    assessment = COURSE.take_up(score.assessment, acts.OBJECTED, None)
    assert assessment.objections_until is not None  # it was announced
    if on > assessment.objections_until:
        raise refused(
            "assessment-objection-late",
            Message("异议期到{until}，已经过了。", until=assessment.objections_until),
            Message("有新的情况，请直接与考核机关联系。"),
        )
    if ScoreObjection.objects.filter(score=score, answer="").exists():
        raise refused("assessment-objection-there", Message("这一项已经提出异议，还没有答复。"), Message("请等答复。"))
    row = ScoreObjection(score=score, statement=statement.strip(), raised_by=by.officer, raised_on=on)
    row.full_clean()
    row.save(force_insert=True)
    record(row, acts.OBJECTED, by=by)
    telling.tell_assessing(row, on)
    return row


@transaction.atomic
def answer(objection: ScoreObjection, *, points: Decimal | None, reason: str, on: date, by: Actor) -> ScoreObjection:
    """Answer an objection (答复异议): the score stands, or is changed to other points; with the reason."""
    COURSE.take_up(objection.score.assessment, acts.ANSWERED, None)
    held: ScoreObjection = hold(objection)
    if held.answer:
        raise refused("assessment-objection-answered", Message("这件异议已经答复。"), Message("请刷新页面。"))
    row: Score = hold(held.score)
    if points is not None:
        if not row.applies:
            raise ValidationError({"points": _("这一项不适用，没有分可以调整。")})
        if not 0 <= points <= row.indicator.weight:
            raise ValidationError({"points": _("应在0和分值之间。")})
        row.changed_to = points
        row.save(update_fields=["changed_to"])
        record(row, acts.ANSWERED, by=by)
    held.answer = ScoreObjection.Answer.STANDS if points is None else ScoreObjection.Answer.CHANGED
    held.points, held.reason, held.answered_by, held.answered_on = points, reason.strip(), by.officer, on
    held.full_clean()
    held.save(update_fields=["answer", "points", "reason", "answered_by", "answered_on"])
    record(held, acts.ANSWERED, by=by)
    telling.tell_answered(held, on)
    return held
