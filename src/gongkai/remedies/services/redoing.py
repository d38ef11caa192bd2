"""An order to reply anew: one act opens the case with its period, linked both ways; its end is noted here."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.applications.models import Application, Order
from gongkai.applications.services import redo
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.law.challenges import Duty, Event, Kind, Procedure, article_of
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.remedies import redo_due
from gongkai.remedies import acts
from gongkai.remedies.models import Challenge
from gongkai.remedies.services.acting import happen, keep, take_up
from gongkai.remedies.timing import standing_of
from gongkai.ui.working_days import calendar

_SOURCES = {
    Procedure.RECONSIDERATION: Order.Source.RECONSIDERATION,
    Procedure.SUIT: Order.Source.JUDGMENT,
    Procedure.COMPLAINT: Order.Source.SUPERVISION,
}


@transaction.atomic
def open_redo(challenge: Challenge, *, by: Actor, seen: int | None = None) -> Challenge:
    """Open the case in which the application is replied to anew, as the forum ordered, with the period it gave.

    Raises NotAllowed where nothing was ordered, no application is concerned, or its case cannot be redone.
    """
    held = take_up(challenge, seen)
    duty = standing_of(held).redo
    if duty is None or held.redone_as is not None or held.application is None:
        raise NotAllowed(
            "no-redo-ordered",
            Message("没有待开立的重新答复案件。"),
            hint=Message("决定或者判决责令重新答复、案件涉及登记的申请的，才开立；已经开立的，请办理那一件。"),
            citation=article_of(Kind.REDONE, held.procedure),
        )
    held.redone_as = redo(
        held.application,
        source=_SOURCES[Procedure(held.procedure)],
        organ=held.second_forum or held.forum,
        number=held.second_number or held.case_number or held.number,
        served_on=duty.since,
        until=_until(held, duty),
        by=by,
    )
    return keep(held, acts.REDO_OPENED, by=by, redo=held.redone_as.number)


@transaction.atomic
def note_redone(challenge: Challenge, *, on: date, by: Actor = SYSTEM, seen: int | None = None) -> Challenge:
    """Note that it was replied to anew."""
    return happen(take_up(challenge, seen), Event(Kind.REDONE, on), by=by)


def follow(row: object, entry: object) -> None:
    """Hear that a reply was served: where a challenge had the case opened, that it was replied to anew is noted."""
    if not isinstance(row, Application):  # the act is recorded of its delivery, too
        return
    challenge = Challenge.objects.filter(redone_as=row).first()
    if challenge is not None and row.closed_on is not None and standing_of(challenge).redo is not None:
        note_redone(challenge, on=row.closed_on)


def _until(held: Challenge, duty: Duty) -> date | None:
    """Give the last day for the case: what the newest decision named, or where its own count gives another."""
    row = held.events.filter(kind=Kind.DECIDED.value).order_by("-order").first()
    if row is not None and row.until is not None:
        named: date = row.until
        return named
    return duty.due if duty.due != redo_due(duty.since, calendar=calendar()).due else None
