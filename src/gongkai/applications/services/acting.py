"""What every act on a case shares: hold the case, ask the table and the clock, add the event, keep what they give."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import models
from django.utils.timezone import localdate

from gongkai.applications.lifecycle import MOVE_BY_ACT, Stage, refusal, stage_after
from gongkai.applications.models import Application, CaseEvent
from gongkai.applications.timing import clock_after, events_of
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.clock import Clock, Event
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


def take_up(application: Application, act: Act, *, seen: int | None) -> Application:
    """Give the case as it is now, held, for an act that its stage allows.

    `seen` is the version that whoever acts was shown; None where nothing was shown, as for what comes from outside.
    Raises NotAllowed when the case has changed since, or its stage stands against the act.
    """
    held = hold(application)
    if seen is not None and held.version != seen:
        raise NotAllowed(
            "changed-meanwhile",
            Message("这件申请在您打开之后已经有人办理过，现在是“{stage}”。", stage=str(held.get_stage_display())),
            hint=Message("请看过办理经过，再决定怎样办理；您填写的内容还在。"),
            citation=cite("条例第45条"),
        )
    if refused := refusal(act, Stage(held.stage)):
        raise refused
    return held


def happen(
    held: Application,
    act: Act,
    *,
    by: Actor,
    event: Event | None = None,
    said: str = "",
    to: Stage | None = None,
    **note: Any,
) -> Application:
    """Let an act happen to a case that was taken up, and record it: with its event, where the clock is told of it.

    `said` is what the applicant was told with the event.

    Raises NotAllowed when the clock refuses the event; then nothing has changed.
    """
    expected = MOVE_BY_ACT[act.code].event
    if (event.kind if event else None) is not expected:
        raise ValueError(f"{act.code} tells the clock {expected}, not {event}")
    if event is not None:
        settle(held, add_event(held, event, act, by=by, said=said))
    held.stage = stage_after(act, Stage(held.stage), to)
    return keep(held, act, by=by, **note)


def add_event(held: Application, event: Event, act: Act, *, by: Actor, said: str = "") -> Clock:
    """Add an event to a case, and give the clock after it."""
    happened_on = event.happened_on
    if happened_on is not None:
        require_not_ahead(happened_on)
    before = events_of(held)
    clock = clock_after(before, event)
    row = event_row(held, event, order=len(before) + 1, said=said)
    row.save(force_insert=True)
    record(row, act, by=by)
    return clock


def event_row(application: Application, event: Event, *, order: int, said: str = "") -> CaseEvent:
    """Give the row of an event, not saved yet."""
    return CaseEvent(
        application=application,
        order=order,
        kind=event.kind.value,
        on=event.on,
        days=event.days,
        until=event.until,
        channel=event.channel.value if event.channel else "",
        manner=event.manner.value if event.manner else "",
        party=event.party.value if event.party else "",
        reference=event.reference,
        said=said.strip(),
    )


def settle(held: Application, clock: Clock) -> None:
    """Take over what the clock gives."""
    held.received_on = clock.received
    held.state = clock.state.value
    held.due_on = clock.due
    held.provisional = clock.provisional
    held.running = clock.running
    held.closed_on = clock.closed_on
    held.late = clock.late
    held.days_counted = clock.days_counted
    if clock.outcome_code:
        held.outcome = clock.outcome_code


def keep(held: Application, act: Act, *, by: Actor, **note: Any) -> Application:
    """Save the case after an act, and record it."""
    held.version += 1
    held.save(update_fields=[*(name for name in Application.journaled if name != "agency"), "version"])
    record(held, act, by=by, **note)
    return held


def require_not_ahead(on: date) -> None:
    """Refuse a day that has not come."""
    today = localdate()
    if on > today:
        raise NotAllowed(
            "day-ahead",
            Message("{on}还没有到，今天是{today}。", on=on, today=today),
            hint=Message("请核对日期；本机的日期不对的，请先校准。"),
            citation=cite("条例第45条"),
        )


def check_fields(row: models.Model, names: Collection[str], *, validate_constraints: bool = True) -> None:
    """Check some fields of a row, and leave the others as they are."""
    others = [field.name for field in row._meta.fields if field.name not in names]
    row.full_clean(exclude=others, validate_constraints=validate_constraints)


def made(row: models.Model, act: Act, *, by: Actor, leave_out: tuple[str, ...] = ()) -> Any:
    """Save a new row of a case, checked, and record it."""
    row.full_clean(exclude=leave_out)
    row.save(force_insert=True)
    record(row, act, by=by)
    return row


def changed(row: models.Model, act: Act, *, by: Actor, **values: Any) -> Any:
    """Change a row of a case, checked, and record it."""
    held = hold(row)
    for name, value in values.items():
        setattr(held, name, value)
    check_fields(held, values, validate_constraints=False)
    held.validate_constraints()  # also those of fields that were not changed
    held.save(update_fields=list(values))
    record(held, act, by=by)
    return held
