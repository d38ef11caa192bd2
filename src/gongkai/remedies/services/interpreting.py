"""Deciding how what the law leaves open about remedies is read, from a day to come."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record_removal
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.remedies import acts
from gongkai.remedies.models import Reading
from gongkai.remedies.services.acting import made


@transaction.atomic
def decide_reading(rule: str, *, value: bool | str | int, from_on: date, basis: str, by: Actor) -> Reading:
    """Decide how an open rule is read from a day on, which must lie ahead."""
    _require_ahead(from_on)
    row: Reading = made(
        Reading(rule=rule, value=value, from_on=from_on, basis=basis.strip()), acts.READING_DECIDED, by=by
    )
    return row


@transaction.atomic
def take_back(reading: Reading, *, by: Actor) -> None:
    """Take back a reading that has not begun."""
    held = hold(reading)
    _require_ahead(held.from_on)
    record_removal(held, acts.READING_TAKEN_BACK, by=by)
    held.delete()


def _require_ahead(from_on: date) -> None:
    today = localdate()
    if from_on <= today:
        raise NotAllowed(
            "reading-not-ahead",
            Message("{from_on}不在今天（{today}）之后：已经开始的，按原来的口径。", from_on=from_on, today=today),
            hint=Message("请选今天之后的日期。"),
            citation=cite("条例第50条"),
        )
