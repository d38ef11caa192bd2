"""Issuing letters under their numbers, and noting how they went to whom they are for."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from gongkai.agencies.models import Agency
from gongkai.applications import acts
from gongkai.applications.models import Application, Dispatch, Issued, Seal
from gongkai.applications.models.practice import practice_of
from gongkai.applications.notices import sealing
from gongkai.applications.notices.gathering import Offer, letter_of, offers
from gongkai.applications.notices.kinds import KIND_BY_NAME
from gongkai.applications.notices.letter import Letter
from gongkai.applications.notices.pdf import write_pdf
from gongkai.applications.numbering import letter_number
from gongkai.applications.services.acting import changed, happen, made, require_not_ahead, take_up
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.law import delivery
from gongkai.law.citation import cite
from gongkai.law.delivery import DeliveryRules, Manner, Moment
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.remedy_notice import remedy_channel_missing


def to_be_issued(application: Application) -> list[Offer]:
    """Give the letters of a case that may be issued: all it has come to, but for the reply, which is made."""
    return [offer for offer in offers(application) if offer.may_be_issued]


@transaction.atomic
def issue(application: Application, *, letter: str, by: Actor, seen: int | None = None) -> Issued:
    """Issue a letter of a case (出具文书), under its number where it takes one: from here on it does not change.

    Raises NotAllowed, with the article, when it lacks something that it must hold; then no number is taken.
    """
    held = take_up(application, acts.LETTER_ISSUED, seen=seen)
    offer = next((each for each in to_be_issued(held) if each.key == letter), None)
    if offer is None:
        raise NotAllowed(
            "letter-not-to-issue",
            Message("这份文书已经出具，或者还没有办到这一步。"),
            hint=Message("请在案件的“文书”中选还没有出具的。"),
            citation=cite("条例第45条"),
        )
    row = put_down(held, offer, by=by)
    happen(held, acts.LETTER_ISSUED, by=by, letter=offer.key)
    return row


def put_down(held: Application, offer: Offer, *, by: Actor, number: str = "") -> Issued:
    """Keep a letter as it is now; without a number it takes the next, where its kind takes one."""
    letter, _readings = letter_of(held, offer)
    if not number and offer.kind.takes_number:
        number = letter_number(held.agency, letter.day.year)
    letter = replace(letter, number=number, mark="")
    row = Issued(
        application=held, key=offer.key, kind=offer.kind.name, number=number, on=letter.day, officer=by.officer,
        at=now(), content=letter.kept(),
    )  # fmt: skip
    issued: Issued = made(row, acts.LETTER_ISSUED, by=by, leave_out=("application",))
    return issued


def to_be_sealed(application: Application) -> Any:
    """Give the issued letters of a case that have no electronic seal yet."""
    return Issued.objects.filter(application=application, seal__isnull=True).order_by("-pk")


@transaction.atomic
def seal_letter(application: Application, *, issued: Issued, by: Actor, seen: int | None = None) -> Seal:
    """Put the agency's electronic seal on an issued letter (加盖电子印章), and keep the certificate and the time."""
    held = take_up(application, acts.LETTER_SEALED, seen=seen)
    if issued not in to_be_sealed(held):
        raise NotAllowed(
            "letter-sealed-already",
            Message("这份文书已经加盖电子印章。"),
            hint=Message("请下载盖过章的PDF。"),
            citation=cite("条例第45条"),
        )
    sealed = sealing.seal(write_pdf(Letter.as_kept(issued.content)), held.agency)
    row = Seal(
        issued=issued, pdf=b64encode(sealed.pdf).decode(), subject=sealed.subject, serial=sealed.serial,
        fingerprint=sealed.fingerprint, at=sealed.at or now(),
    )  # fmt: skip
    made(row, acts.LETTER_SEALED, by=by, leave_out=("issued",))
    happen(held, acts.LETTER_SEALED, by=by, letter=issued.key)
    return row


@transaction.atomic
def send_letter(
    application: Application,
    *,
    issued: Issued,
    manner: Manner,
    sent_on: date | None = None,
    arrived_on: date | None = None,
    signed_on: date | None = None,
    tracking: str = "",
    signer: str = "",
    by: Actor,
    seen: int | None = None,
) -> Dispatch:
    """Note how an issued letter went to whom it is for, or how far it has come (登记文书送达)."""
    held = take_up(application, acts.LETTER_SENT, seen=seen)
    days = [day for day in (sent_on, arrived_on, signed_on) if day is not None]
    _require_days(issued, days)
    tells_remedies = "救济途径" in KIND_BY_NAME[issued.kind].known
    if manner is Manner.ELECTRONIC and tells_remedies:
        require_online_forum(held.agency)
    counted = day_that_counts(held.agency, manner, sent=sent_on, arrived=arrived_on, signed=signed_on)
    row = note_dispatch(
        issued, acts.LETTER_SENT, by=by, manner=manner.value, sent_on=sent_on, arrived_on=arrived_on,
        signed_on=signed_on, tracking=tracking, signer=signer, counts_on=counted.on if counted else None,
    )  # fmt: skip
    happen(held, acts.LETTER_SENT, by=by, letter=issued.key)
    return row


# “行政机关通过互联网渠道送达行政行为决定的，应当同时提供提交行政复议申请书的互联网渠道。”
def require_online_forum(agency: Agency) -> None:
    """Refuse to serve online what can be challenged while the agency has named no way to do that online."""
    if not practice_of(agency).reconsideration_online:
        raise remedy_channel_missing()


def day_that_counts(agency: Agency, manner: Manner, **days: date | None) -> delivery.Reply | None:
    """Give the day on which something sent, arrived or signed for counts as served, None while it has not come.

    Of what is served electronically the agency says which day counts (送达解释).
    """
    return delivery.reply(manner, rules=DeliveryRules(electronic=Moment(practice_of(agency).electronic)), **days)


def note_dispatch(issued: Issued, act: Act, *, by: Actor, **values: object) -> Dispatch:
    """Note how a letter goes: what is on its way is completed, after what has arrived comes another."""
    under_way = Dispatch.objects.filter(issued=issued, counts_on__isnull=True).last()
    if under_way is not None:
        row: Dispatch = changed(under_way, act, by=by, officer=by.officer, **values)
    else:
        row = made(Dispatch(issued=issued, officer=by.officer, **values), act, by=by, leave_out=("issued",))
    return row


def _require_days(issued: Issued, days: Sequence[date]) -> None:
    if not days:
        raise NotAllowed(
            "dispatch-without-day",
            Message("没有填写发出、到达或者签收的日期。"),
            hint=Message("请至少填写一个日期。"),
            citation=cite("送达解释"),
        )
    if min(days) < issued.on:
        raise NotAllowed(
            "dispatched-before-issued",
            Message("文书成文于{issued}，不能在{on}送达。", issued=issued.on, on=min(days)),
            hint=Message("请核对日期。"),
            citation=cite("送达解释"),
        )
    for day in days:
        require_not_ahead(day)
