"""How a case stands for its applicant: until when it must be answered and why, what went to them, what they may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.applications import services
from gongkai.applications.files import given, handed_in
from gongkai.applications.models import Application, CaseEvent, Charge, Delivery
from gongkai.applications.models.practice import practice_of
from gongkai.applications.notices.gathering import letters_served
from gongkai.applications.timing import clock_of, events_of
from gongkai.journal.actor import Actor
from gongkai.law.citation import cite
from gongkai.law.clock import Clock, Kind, State
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@dataclass(frozen=True)
class Standing:
    """What an applicant is told of their case, at the page and by the API alike."""

    application: Application
    clock: Clock
    reply: Any
    delivery: Delivery | None
    letters: Sequence[Any]
    given: Any
    handed_in: Any
    charge: Charge | None
    payment: str
    may_supplement: bool
    supplement: CaseEvent | None
    """The request to supplement that is open: what was asked, and until when."""
    may_give_reasons: bool
    reasons: CaseEvent | None
    """The request for reasons that is open."""
    may_withdraw: bool


def standing_of(application: Application, on: date) -> Standing:
    """Say how a case stands on a day."""
    clock = clock_of(application, on)
    owes = owes_reasons(application)
    awaits = clock.state is State.AWAITING_SUPPLEMENT
    reply = getattr(application, "reply", None)
    decided = reply if reply and reply.decided_on else None
    unpaid = Charge.objects.filter(application=application, paid_on__isnull=True)
    return Standing(
        application=application,
        clock=clock,
        reply=decided,
        delivery=Delivery.objects.filter(reply=decided).first() if decided else None,
        letters=letters_served(application),
        given=given(application),
        handed_in=handed_in(application),
        charge=unpaid.first() if clock.state is State.AWAITING_PAYMENT else None,
        payment=practice_of(application.agency).fee_payment,
        may_supplement=awaits,
        supplement=_asked(application, Kind.SUPPLEMENT_ASKED) if awaits else None,
        may_give_reasons=owes,
        reasons=_asked(application, Kind.REASONS_ASKED) if owes else None,
        may_withdraw=application.closed_on is None,
    )


def _asked(application: Application, kind: Kind) -> CaseEvent | None:
    return CaseEvent.objects.filter(application=application, kind=kind.value).order_by("order").last()


def owes_reasons(application: Application) -> bool:
    """Say whether an applicant was asked for reasons and has given none; whether that time counts is another matter."""
    happened = {event.kind for event in events_of(application)}
    asked = Kind.REASONS_ASKED in happened and Kind.REASONS_GIVEN not in happened
    return asked and application.closed_on is None


def give_reasons(application: Application, reasons: str, *, on: date, by: Actor) -> Application:
    """Take the reasons of an applicant who was asked for them (条例第35条); raise NotAllowed where they were not."""
    if not owes_reasons(application):
        raise NotAllowed(
            "reasons-not-asked", Message("没有要求您说明理由，或者已经收到。"), citation=cite("条例第35条")
        )
    return services.take_reasons(application, on=on, reasons=reasons, by=by)
