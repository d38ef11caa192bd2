"""Offices of one agency at work on one case (条例第45条): passing it on, and asking another for its opinion."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.models import Office, Officer
from gongkai.applications import acts
from gongkai.applications.models import Application, CoHandling, Transfer
from gongkai.applications.services.acting import changed, happen, made, require_not_ahead, take_up
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


def require_office_of(application: Application, office: Office) -> None:
    """Refuse an office of another agency, or one that is closed."""
    if office.agency_id != application.agency_id or office.closed_on is not None:
        raise _refused(
            "office-elsewhere",
            Message("“{office}”不是受理机关现有的科室。", office=office.name),
            Message("请在受理机关的科室中选择；应由其他机关公开的，请以“不属于本机关负责公开”答复。"),
        )


@transaction.atomic
def transfer(
    application: Application,
    *,
    office: Office,
    reason: str,
    on: date,
    handler: Officer | None = None,
    by: Actor,
    seen: int | None = None,
) -> Transfer:
    """Pass a case on from its office to another (转办), with the reason; its count is not touched by it."""
    held = take_up(application, acts.TRANSFERRED, seen=seen)
    require_not_ahead(on)
    require_office_of(held, office)
    if held.office is None:
        raise _refused(
            "transfer-from-nowhere", Message("这件申请还没有分给任何科室，不能转办。"), Message("请先分办。")
        )
    if held.office == office:
        raise _refused(
            "transfer-to-itself",
            Message("这件申请已在“{office}”承办。", office=office.name),
            Message("请选另一个科室。"),
        )
    row = Transfer(application=held, from_office=held.office, to_office=office, on=on, reason=reason.strip())
    made(row, acts.TRANSFERRED, by=by, leave_out=("application",))
    held.office, held.handler = office, handler
    happen(held, acts.TRANSFERRED, by=by)
    return row


@transaction.atomic
def ask_co_handling(
    application: Application,
    *,
    office: Office,
    matters: str,
    on: date,
    until: date | None = None,
    by: Actor,
    seen: int | None = None,
) -> CoHandling:
    """Ask another office of the agency for its opinion (会办); the period to reply goes on running."""
    held = take_up(application, acts.CO_HANDLING_ASKED, seen=seen)
    require_not_ahead(on)
    require_office_of(held, office)
    if office == held.office:
        raise _refused(
            "co-handling-of-oneself",
            Message("“{office}”是承办科室，不必会办。", office=office.name),
            Message("请选其他科室。"),
        )
    if until is not None and until < on:
        raise _refused(
            "co-handling-due-before-sent",
            Message("请于{until}前答复，早于发出之日{on}。", until=until, on=on),
            Message("请核对日期。"),
        )
    if CoHandling.objects.filter(application=held, office=office, answered_on__isnull=True).exists():
        raise _refused(
            "co-handling-asked-already",
            Message("“{office}”的会办意见还没有答复，不必再次发出。", office=office.name),
            Message("请待其答复。"),
        )
    row = CoHandling(application=held, office=office, matters=matters.strip(), sent_on=on, due_on=until)
    made(row, acts.CO_HANDLING_ASKED, by=by, leave_out=("application",))
    happen(held, acts.CO_HANDLING_ASKED, by=by)
    return row


@transaction.atomic
def note_co_handling_received(co_handling: CoHandling, *, on: date, by: Actor, seen: int | None = None) -> CoHandling:
    """Note when the other office took it in (收到会办)."""
    held = take_up(co_handling.application, acts.CO_HANDLING_RECEIVED, seen=seen)
    asked = hold(co_handling)
    _require_open_since(asked, on)
    asked = changed(asked, acts.CO_HANDLING_RECEIVED, by=by, received_on=on)
    happen(held, acts.CO_HANDLING_RECEIVED, by=by)
    return asked


@transaction.atomic
def answer_co_handling(
    co_handling: CoHandling, *, on: date, opinion: str, by: Actor, seen: int | None = None
) -> CoHandling:
    """Note what the other office says (会办意见); who says it is who acts. Not noted as received before, it is now."""
    held = take_up(co_handling.application, acts.CO_HANDLING_ANSWERED, seen=seen)
    asked = hold(co_handling)
    _require_open_since(asked, on)
    asked = changed(
        asked,
        acts.CO_HANDLING_ANSWERED,
        by=by,
        received_on=asked.received_on or on,
        answered_on=on,
        opinion=opinion.strip(),
        officer=by.officer,
    )
    happen(held, acts.CO_HANDLING_ANSWERED, by=by)
    return asked


def _require_open_since(asked: CoHandling, on: date) -> None:
    require_not_ahead(on)
    if asked.answered_on is not None:
        raise _refused(
            "co-handling-answered-already",
            Message("“{office}”已于{on}答复会办意见。", office=asked.office.name, on=asked.answered_on),
            Message("需要再问的，请另行发出会办。"),
        )
    since = asked.received_on or asked.sent_on
    if on < since:
        raise _refused(
            "co-handling-before-sent",
            Message("日期{on}早于发出或者收到会办之日{since}。", on=on, since=since),
            Message("请核对日期。"),
        )


# “申请公开政府信息的登记、审核、办理、答复、归档”: how an agency works within, its own rules on that say.
def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第45条"))
