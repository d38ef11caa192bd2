"""The processing fee (信息处理费): notice, payment, lapse, refund; by piece or by page, and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from gongkai.applications import acts
from gongkai.applications.models import Application, Charge
from gongkai.applications.models.interpretation import clock_rules_on
from gongkai.applications.services.acting import changed, happen, made, require_not_ahead, take_up
from gongkai.applications.timing import events_of
from gongkai.journal.actor import Actor
from gongkai.law.citation import cite
from gongkai.law.clock import Event, Kind
from gongkai.law.deadlines import fee_payment_due
from gongkai.law.errors import NotAllowed
from gongkai.law.fees import Standard, fee_by
from gongkai.law.message import Message
from gongkai.ui.working_days import calendar


@transaction.atomic
def notice_fee(
    application: Application,
    *,
    standard: Standard,
    quantity: int,
    on: date,
    notified_on: date | None = None,
    by: Actor,
    seen: int | None = None,
) -> Charge:
    """Give notice of the fee (收费通知), within the reply period: the count stands still until it is paid.

    `quantity` is which application of the month this is, or how many pages it has (处理费办法第4条、第5条). The twenty
    working days run from the day the applicant received the notice. Until that is known the day it was given stands in
    for it, and nothing is held against the applicant (`note_fee_notice_received`).
    """
    held = take_up(application, acts.FEE_NOTICED, seen=seen)
    if notified_on is not None:
        _require_received_after(on, notified_on)
    fee = fee_by(standard, quantity, on=on)
    if not fee.total:
        raise NotAllowed(
            "fee-nothing",
            Message("按这个数量不收信息处理费。"),
            hint=Message("请核对件数或者页数；不收费的，请继续办理。"),
            citation=cite("处理费办法第4条" if standard is Standard.BY_PIECE else "处理费办法第5条"),
        )
    due = payment_due(held, notified_on or on)
    row = Charge(
        application=held,
        standard=standard.name.lower(),
        quantity=quantity,
        amount=fee.total,
        noticed_on=on,
        notified_on=notified_on,
        due_on=due,
    )
    if Charge.objects.filter(application=held).exists():
        raise NotAllowed(
            "fee-noticed-already",
            Message("这件申请已经通知过缴费，不能再次通知。"),
            hint=Message("一件申请只计收一次。"),
            citation=cite("处理费办法第3条"),
        )
    made(row, acts.FEE_NOTICED, by=by, leave_out=("application",))
    happen(held, acts.FEE_NOTICED, by=by, event=Event(Kind.FEE_NOTICED, on, until=due))
    return row


@transaction.atomic
def note_fee_notice_received(application: Application, *, on: date, by: Actor, seen: int | None = None) -> Charge:
    """Note when the applicant received the notice: their twenty working days run from there (处理费办法第6条)."""
    held = take_up(application, acts.FEE_NOTICE_RECEIVED, seen=seen)
    noticed = Charge.objects.filter(application=held).first()
    if noticed is not None:  # without one the clock says what is wrong
        _require_received_after(noticed.noticed_on, on)
    due = payment_due(held, on)
    noted_on = max([on, *(day for event in events_of(held) if (day := event.happened_on))])
    happen(held, acts.FEE_NOTICE_RECEIVED, by=by, event=Event(Kind.FEE_NOTICE_RECEIVED, noted_on, until=due))
    return changed(held.charge, acts.FEE_NOTICE_RECEIVED, by=by, notified_on=on, due_on=due)


@transaction.atomic
def pay_fee(application: Application, *, on: date, receipt: str, by: Actor, seen: int | None = None) -> Charge:
    """Note that the fee was paid (缴费), with the number of the bill: the period begins anew (处理费办法第6条)."""
    held = take_up(application, acts.FEE_PAID, seen=seen)
    noticed = Charge.objects.filter(application=held).first()
    if noticed is not None and on > noticed.due_on:
        _require_receipt_known(noticed)
    happen(held, acts.FEE_PAID, by=by, event=Event(Kind.FEE_PAID, on))
    return changed(held.charge, acts.FEE_PAID, by=by, paid_on=on, receipt=receipt)


@transaction.atomic
def lapse_fee(application: Application, *, on: date, by: Actor, seen: int | None = None) -> Application:
    """End a case whose fee was not paid in time (视为放弃申请): 处理费办法第6条."""
    held = take_up(application, acts.FEE_LAPSED, seen=seen)
    noticed = Charge.objects.filter(application=held).first()
    if noticed is not None:
        _require_receipt_known(noticed)
    return happen(held, acts.FEE_LAPSED, by=by, event=Event(Kind.FEE_LAPSED, on))


@transaction.atomic
def refund_fee(
    application: Application, *, on: date, amount: Decimal, reason: str = "", by: Actor, seen: int | None = None
) -> Charge:
    """Note how much of a fee was paid back in all (退付), in part or whole, and why."""
    held = take_up(application, acts.FEE_REFUNDED, seen=seen)
    require_not_ahead(on)
    if refused := refund_refusal(held, on):
        raise refused
    if amount <= 0:
        raise NotAllowed(
            "refund-nothing",
            Message("没有填写退付的金额。"),
            hint=Message("请填写大于零的金额。"),
            citation=cite("处理费办法第6条"),
        )
    paid: Charge = changed(held.charge, acts.FEE_REFUNDED, by=by, refunded=amount, refunded_on=on)
    happen(held, acts.FEE_REFUNDED, by=by, reason=reason)
    return paid


def refund_refusal(application: Application, on: date) -> NotAllowed | None:
    """Say why nothing can have been paid back by a day, or None: it was not paid."""
    paid = Charge.objects.filter(application=application, paid_on__lte=on).exists()
    if paid:
        return None
    return NotAllowed(
        "fee-not-paid",
        Message("这件申请到{on}还没有缴费，不能退付。", on=on),
        hint=Message("请先登记缴费，并核对日期。"),
        citation=cite("处理费办法第6条"),
    )


def payment_due(application: Application, notified_on: date) -> date:
    """Give until when an applicant who received the notice on a day may pay (处理费办法第6条)."""
    days = clock_rules_on(application.arrived_on).fee_payment_days
    return fee_payment_due(notified_on, calendar=calendar(), days=days).due


def _require_received_after(noticed_on: date, on: date) -> None:
    require_not_ahead(on)
    if on < noticed_on:
        raise NotAllowed(
            "fee-notice-received-early",
            Message("收费通知于{noticed}发出，申请人不能在{on}收到。", noticed=noticed_on, on=on),
            hint=Message("请核对日期。"),
            citation=cite("处理费办法第6条"),
        )


def _require_receipt_known(noticed: Charge) -> None:
    """Refuse to hold against the applicant a time to pay whose first day is not known."""
    if noticed.notified_on is None:
        raise NotAllowed(
            "fee-receipt-missing",
            Message("没有登记申请人收到收费通知的日期，不能认定逾期未缴费。"),
            hint=Message("请先登记申请人收到的日期：20个工作日自收到之次日起算。"),
            citation=cite("处理费办法第6条"),
        )
