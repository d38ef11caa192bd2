"""Cases from before this register was kept, taken over with how they went (历史导入).

What happened to them happened: no stage, review or letter of theirs is asked for. The clock folds their days like those
of every case, and refuses what the law does not allow.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies.codes import new_code
from gongkai.agencies.models import Agency
from gongkai.applications import acts
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application, Delivery, Reply
from gongkai.applications.models.interpretation import clock_rules_on
from gongkai.applications.models.practice import practice_of
from gongkai.applications.numbering import note_taken
from gongkai.applications.services.acting import made, require_not_ahead
from gongkai.applications.services.receiving import NewApplicant, require_agency_in_being, save_new, whole
from gongkai.journal.actor import Actor
from gongkai.law.channels import Channel
from gongkai.law.clock import Event, Kind, Party, fold
from gongkai.law.deadlines import fee_payment_due
from gongkai.law.delivery import MANNERS, Manner, Moment
from gongkai.law.outcomes import Situation, outcome_of
from gongkai.ui.working_days import calendar

WITHDRAWN = "WITHDRAWN"
"""How a case ends that its applicant takes back; it counts under the outcome that the law gives for that."""
_LAPSES = {"OTHER_1": Kind.SUPPLEMENT_LAPSED, "OTHER_2": Kind.FEE_LAPSED, WITHDRAWN: Kind.WITHDRAWN}


class Course(NamedTuple):
    """How a case went: the days of what happened to it, how it ended, and by which letter."""

    channel: Channel
    arrived_on: date
    confirmed_on: date | None = None
    supplement_asked_on: date | None = None
    supplement_until: date | None = None
    supplemented_on: date | None = None
    consulted_on: date | None = None
    opinion_on: date | None = None
    extended_on: date | None = None
    extended_by: int | None = None
    fee_noticed_on: date | None = None
    fee_paid_on: date | None = None
    outcome: str = ""
    closed_on: date | None = None
    manner: Manner | None = None
    decided_on: date | None = None
    letter: str = ""

    @property
    def counted(self) -> str:
        """Give the outcome it counts under."""
        return outcome_of(Situation.WITHDRAWN).code if self.outcome == WITHDRAWN else self.outcome


@transaction.atomic
def take_over(
    agency: Agency,
    *,
    number: str,
    course: Course,
    applicant: NewApplicant,
    description: str,
    by: Actor,
    **wishes: Any,
) -> Application:
    """Take over a case under the number it has had, as far as it has come; of its applicant what is known.

    Raises NotAllowed where its days could not be those of a case.
    """
    require_agency_in_being(agency, course.arrived_on)
    events = _events(agency, course)
    for event in events:
        require_not_ahead(event.on)
    _require_lawful(course, events)
    application = Application(
        agency=agency,
        number=number,
        channel=course.channel.value,
        arrived_on=course.arrived_on,
        kind=applicant.kind,
        description=whole(description),
        code=new_code(),
        stage=Stage.OPEN if course.closed_on is None else Stage.CLOSED,
        outcome=course.counted,
        **wishes,
    )
    note_taken(agency, number, course.letter)
    save_new(application, [applicant], [(event, "") for event in events], acts.IMPORTED, by=by, complete=False)
    if course.closed_on is not None and course.outcome not in _LAPSES:
        _add_reply(application, course, by)
    return application


def _require_lawful(course: Course, events: list[Event]) -> None:
    """Refuse days that cannot be those of a case: all of them are new here, and each is judged.

    [推导] That a supplement may be asked for only within seven working days is not held against what is long past.
    """
    rules = replace(clock_rules_on(course.arrived_on), supplement_asked_only_in_time=False)
    fold(events, calendar=calendar(), rules=rules)


def _events(agency: Agency, course: Course) -> list[Event]:
    """Give what happened, in the order of its days; of one day, in the order the law knows it."""
    until = course.supplement_until
    if course.supplement_asked_on is not None and until is None:
        until = calendar().add_working_days(course.supplement_asked_on, practice_of(agency).supplement_days)
    days = clock_rules_on(course.arrived_on).fee_payment_days
    noticed_on = course.fee_noticed_on
    fee_until = fee_payment_due(noticed_on, calendar=calendar(), days=days).due if noticed_on else None
    happened: tuple[tuple[Kind, date | None, dict[str, Any]], ...] = (
        (Kind.CONFIRMED, course.confirmed_on, {}),
        (Kind.SUPPLEMENT_ASKED, course.supplement_asked_on, {"until": until}),
        (Kind.SUPPLEMENTED, course.supplemented_on, {}),
        (Kind.CONSULTATION_BEGUN, course.consulted_on, {"party": Party.THIRD_PARTY}),
        (Kind.CONSULTATION_ENDED, course.opinion_on, {"party": Party.THIRD_PARTY}),
        (Kind.EXTENDED, course.extended_on, {"days": course.extended_by}),
        (Kind.FEE_NOTICED, noticed_on, {"until": fee_until}),
        (Kind.FEE_PAID, course.fee_paid_on, {}),
    )
    events = [Event(kind, on, **said) for kind, on, said in happened if on is not None]
    events.sort(key=lambda event: event.on)
    if course.closed_on is not None:
        kind = _LAPSES.get(course.outcome, Kind.REPLIED)
        events.append(Event(kind, course.closed_on, manner=course.manner if kind is Kind.REPLIED else None))
    return [Event(Kind.RECEIVED, course.arrived_on, channel=course.channel), *events]


def _add_reply(application: Application, course: Course, by: Actor) -> None:
    """Add what is known of the reply: its outcome, number and day, and how it was served."""
    decided_on = course.decided_on or course.closed_on
    reply = Reply(application=application, outcome=course.outcome, number=course.letter, decided_on=decided_on)
    made(reply, acts.IMPORTED, by=by, leave_out=("application",))
    if course.manner is not None:
        moment = MANNERS[course.manner].moment or Moment(practice_of(application.agency).electronic)
        served = {f"{moment.value}_on": course.closed_on}
        row = Delivery(reply=reply, manner=course.manner.value, **served)
        made(row, acts.IMPORTED, by=by, leave_out=("reply",))
