"""Cases for those who oversee: rows as the services leave them, made without the services, so that they may be many."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from gongkai.agencies.models import Agency, Officer
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application, CaseEvent, Charge
from gongkai.law.channels import Channel
from gongkai.law.clock import Kind, State
from gongkai.remedies.models import Challenge, Matter

NUMBERS = count(1)


def case(
    agency: Agency,
    received: date,
    closed: date | None = None,
    *,
    days: int | None = None,
    state: State = State.REPLIED,
    due: date | None = None,
    late: bool = False,
    outcome: str = "GRANT",
    events: tuple[Kind, ...] = (),
    paid: date | None = None,
    handler: Officer | None = None,
) -> Application:
    """Make a case that came in on a day, and ended on another where there is one."""
    row = Application(
        agency=agency, number=f"T-{next(NUMBERS):05}", channel=Channel.COUNTER.value, arrived_on=received,
        received_on=received, kind="NATURAL", description="示例", code="12345678", handler=handler,
        stage=Stage.OPEN if closed is None else Stage.CLOSED, closed_on=closed, days_counted=days, late=late,
        state=(State.HANDLING if closed is None else state).value, running=closed is None, due_on=due,
        outcome="" if closed is None else outcome,
    )  # fmt: skip
    row.save(force_insert=True)
    for order, kind in enumerate(events, 1):
        CaseEvent(application=row, order=order, kind=kind.value, on=received).save(force_insert=True)
    if paid is not None:
        Charge(
            application=row, standard="by_piece", quantity=11, amount=Decimal(100), noticed_on=received,
            due_on=paid, paid_on=paid,
        ).save(force_insert=True)  # fmt: skip
    return row


def challenge(
    agency: Agency, noticed: date, closed: date | None = None, *, overturned: bool = False, due: date | None = None
) -> Challenge:
    """Make a reconsideration that an agency learned of on a day, and that ended on another where there is one."""
    ended = "overturned" if overturned else "upheld"
    row = Challenge(
        agency=agency, number=f"FY-{next(NUMBERS):05}", procedure="reconsideration", matter=Matter.UNPUBLISHED,
        omission="示例", forum="桓台县人民政府", state="hearing", acted_on=noticed, noticed_on=noticed,
        closed_on=closed, due_on=due,
        duty="answer" if due else "", result=ended if closed else "", column=ended if closed else "",
    )  # fmt: skip
    row.save(force_insert=True)
    return row
