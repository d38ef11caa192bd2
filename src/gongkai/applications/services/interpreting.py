"""Deciding how what the law leaves open is read, for the applications to come."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications import acts
from gongkai.applications.models import Interpretation
from gongkai.applications.services.acting import made
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record_removal
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def interpret(rule: str, *, value: bool | int, from_on: date, basis: str, by: Actor) -> Interpretation:
    """Decide how an open rule is read for the applications that come in from a day on, which must lie ahead."""
    _require_ahead(from_on)
    row = Interpretation(rule=rule, value=value, from_on=from_on, basis=basis.strip())
    return made(row, acts.INTERPRETED, by=by)


@transaction.atomic
def take_back(interpretation: Interpretation, *, by: Actor) -> None:
    """Take back a reading that no application has come under yet."""
    held = hold(interpretation)
    _require_ahead(held.from_on)
    record_removal(held, acts.INTERPRETATION_TAKEN_BACK, by=by)
    held.delete()


def _require_ahead(from_on: date) -> None:
    today = localdate()
    if from_on <= today:
        raise NotAllowed(
            "interpretation-not-ahead",
            Message(
                "{from_on}不在今天（{today}）之后：已经收到的申请，按收到时的口径办理。", from_on=from_on, today=today
            ),
            hint=Message("请选今天之后的日期。"),
            citation=cite("条例第45条"),
        )
