"""Last days computed again when a year's holiday notice has come (放假安排公布后重新计算)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Prefetch
from django.utils.timezone import now

from gongkai.applications import acts
from gongkai.applications.models import Application, CaseEvent, Charge, Consultation, Rectification
from gongkai.applications.services.acting import add_event, changed, settle
from gongkai.applications.services.charging import payment_due
from gongkai.applications.services.consulting import opinion_due
from gongkai.applications.services.rectifying import warning_day
from gongkai.applications.telling import tell_due_moved
from gongkai.applications.timing import clock_after, clock_of, events_of
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold, record
from gongkai.law.calendar import Notice
from gongkai.law.clock import Clock, Event, Kind, Party
from gongkai.ui.working_days import calendar

_AT_ONCE = 500


class Recomputed(NamedTuple):
    """How many cases were looked at, and in how many something moved."""

    looked: int
    moved: int


def recompute_all(*, by: Actor = SYSTEM) -> Recomputed:
    """Compute all last days again that are still to come; a case in which nothing moves is read, and not held."""
    looked = moved = 0
    events = Prefetch("events", CaseEvent.objects.order_by("order"))
    rows = Application.objects.under_way().filter(due_on__isnull=False).order_by("pk").prefetch_related(events)
    for application in rows.iterator(_AT_ONCE):
        looked += 1
        clock = clock_after([row.event for row in application.events.all()])
        if (clock.due, clock.provisional) != (application.due_on, application.provisional):
            moved += recompute(application, by=by)
    for asked in Consultation.objects.filter(ended_on__isnull=True, due_on__isnull=False):
        _lengthen_opinion(asked, by=by)
    for asking in Rectification.objects.filter(closed_on__isnull=True):
        if warning_day(asking.received_on) != asking.warned_on:
            _rewarn(asking, by=by)
    unpaid = Charge.objects.filter(paid_on__isnull=True, notified_on__isnull=False)
    for charge in unpaid.filter(application__closed_on__isnull=True):
        _lengthen_payment(charge, by=by)
    return Recomputed(looked, moved)


@transaction.atomic
def recompute(application: Application, *, by: Actor) -> bool:
    """Compute where a case stands by the calendar as it is now; say whether anything in it has moved.

    Whoever handles it is told of a last day that is another now. An end is not computed again: whether a reply was late
    was judged by the calendar of its day.
    """
    held = hold(application)
    if held.closed_on is not None:
        return False
    due, provisional = held.due_on, held.provisional
    clock = clock_of(held)
    settle(held, clock)
    if (held.due_on, held.provisional) == (due, provisional):
        return False
    held.version += 1
    held.save(update_fields=["due_on", "provisional", "version"])
    notice = _newest_notice(clock, due)
    record(held, acts.RECOMPUTED, by=by, basis=str(notice or ""))
    if due is not None and held.due_on not in (None, due):
        tell_due_moved(held, due, notice, at=now())
    return True


def _newest_notice(clock: Clock, before: date | None) -> Notice | None:
    """Give the last issued of the notices that name a day of the count: what has come since it was computed before."""
    if clock.due is None or clock.counted_from is None:
        return None
    last = max(clock.due, before or clock.due)
    days, held = range(clock.counted_from.toordinal() + 1, last.toordinal() + 1), calendar()
    notices = {held.explain(date.fromordinal(day)).notice for day in days}
    return max((each for each in notices if each is not None), key=lambda each: each.issued, default=None)


# What somebody was told they have until, and relies on, becomes no shorter.
@transaction.atomic
def _lengthen_opinion(asked: Consultation, *, by: Actor) -> None:
    """Give whoever is asked for an opinion the fifteen working days that they have by the calendar as it is now."""
    held = hold(asked)
    due = opinion_due(Party(held.party), held.notified_on) if held.notified_on else None
    if held.is_open and due is not None and held.due_on is not None and due > held.due_on:
        changed(held, acts.RECOMPUTED, by=by, due_on=due)


@transaction.atomic
def _rewarn(rectification: Rectification, *, by: Actor) -> None:
    """Give a request to rectify the day from which the agency may be sued, by the calendar as it is now."""
    held = hold(rectification)
    warned_on = warning_day(held.received_on)
    if held.closed_on is None and warned_on != held.warned_on:
        changed(held, acts.RECOMPUTED, by=by, warned_on=warned_on)


@transaction.atomic
def _lengthen_payment(charge: Charge, *, by: Actor) -> None:
    """Give an applicant who was asked for a fee the twenty working days that they have by the calendar as it is now."""
    held = hold(charge.application)
    unpaid = Charge.objects.get(pk=charge.pk)
    if held.closed_on is not None or unpaid.paid_on is not None or unpaid.notified_on is None:
        return
    due = payment_due(held, unpaid.notified_on)
    if due <= unpaid.due_on:
        return
    noted_on = max(day for event in events_of(held) if (day := event.happened_on))
    settle(held, add_event(held, Event(Kind.FEE_NOTICE_RECEIVED, noted_on, until=due), acts.RECOMPUTED, by=by))
    held.version += 1
    held.save(update_fields=["due_on", "provisional", "version"])
    record(held, acts.RECOMPUTED, by=by)
    changed(unpaid, acts.RECOMPUTED, by=by, due_on=due)
