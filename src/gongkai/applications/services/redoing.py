"""A case replied to anew after reconsideration, judgment or correction by a superior (责令重新答复).

[推导] It is no new application: it is not counted in table III, and the outcome of the case it overturns stays as it
was reported. The new outcome stands in the case that the order opens; that has its own count (`law.clock.acts.redo`).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.applications import acts
from gongkai.applications.models import Application, Order
from gongkai.applications.services.acting import happen, made, require_not_ahead, take_up
from gongkai.applications.services.receiving import register_like
from gongkai.journal.actor import Actor
from gongkai.law.citation import cite
from gongkai.law.clock import Event, Kind, State
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def redo(
    application: Application,
    *,
    source: str,
    organ: str,
    number: str,
    served_on: date,
    until: date | None = None,
    by: Actor,
    seen: int | None = None,
) -> Application:
    """Open a case to reply to an application anew, as was ordered, and give it."""
    held = take_up(application, acts.REDO_ORDERED, seen=seen)
    require_not_ahead(served_on)
    _require_overturned(held, served_on)
    first = held.redo_of or held
    again = register_like(
        held,
        [(Event(Kind.ORDERED, served_on, until=until), "")],
        acts.REDO_ORDERED,
        number=f"{first.number}-R{first.redos.count() + 1}",
        description=str(held.description),
        arrived_on=served_on,
        redo_of=first,
        by=by,
    )
    order = Order(application=again, source=source, organ=organ, number=number, served_on=served_on, until=until)
    made(order, acts.REDO_ORDERED, by=by, leave_out=("application",))
    happen(held, acts.REDO_ORDERED, by=by, redo=again.number)
    return again


def _require_overturned(held: Application, served_on: date) -> None:
    """Refuse to redo what the applicant took back, what is being redone, and what was replied to after the order."""
    if held.state == State.WITHDRAWN.value:
        raise _refused("redo-of-withdrawn", Message("申请人已经撤回申请，没有答复可以重作。"), Message("请核对案件。"))
    assert held.closed_on is not None  # the stage says so
    if served_on < held.closed_on:
        raise _refused(
            "redo-before-reply",
            Message("决定或者判决于{served}送达，早于办结之日{closed}。", served=served_on, closed=held.closed_on),
            Message("请核对日期。"),
        )
    first = held.redo_of or held
    under_way = first.redos.under_way().first()
    if under_way is not None:
        raise _refused(
            "redo-under-way",
            Message("“{number}”正在重新答复，不能再次重作。", number=under_way.number),
            Message("请办理这一件。"),
        )


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第51条"))
