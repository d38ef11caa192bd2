"""An application coming in: registration at the desk or by the portal, and its confirmation (条例第29条、第31条)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.codes import new_code
from gongkai.agencies.credit_code import is_credit_code
from gongkai.agencies.models import Agency
from gongkai.applications import acts
from gongkai.applications.models import Applicant, Application, Identity
from gongkai.applications.models.case import LONGEST_DESCRIPTION, Person
from gongkai.applications.numbering import application_number
from gongkai.applications.services.acting import (
    check_fields,
    event_row,
    happen,
    require_not_ahead,
    settle,
    take_up,
)
from gongkai.applications.timing import clock_after
from gongkai.attachments.services import NewFile, attach_all
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import record_made
from gongkai.law.applicants import counted_kinds
from gongkai.law.channels import Channel
from gongkai.law.citation import cite
from gongkai.law.clock import Event, Kind
from gongkai.law.errors import NotAllowed
from gongkai.law.identity_number import is_identity_number
from gongkai.law.message import Message

WISHES = ("obtaining", "means", "needs_help")
"""How and on what applicants want the information, and whether they need help (条例第43条)."""


class NewApplicant(NamedTuple):
    """Who applies, as the form has it: 姓名或者名称、身份证明、联系方式 (条例第29条第2款第1项)."""

    kind: str
    name: str
    identity: str
    identity_kind: str = Identity.RESIDENT.value
    representative: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""


@transaction.atomic
def register(
    agency: Agency,
    *,
    channel: Channel,
    arrived_on: date,
    applicants: Sequence[NewApplicant],
    description: str,
    by: Actor,
    written_by: str = "",
    sent_key: UUID | None = None,
    files: Sequence[NewFile] = (),
    subject: str = "",
    **wishes: Any,
) -> Application:
    """Register an application (登记) with its number and query code; several applicants make one (联名申请).

    Where the channel asks for no confirmation the day it arrived is the day of receipt (条例第31条). The same form
    sent twice (`sent_key`) gives the application it made the first time. `files` come with it: all of them are taken
    in, or nothing is. Of one made by word of mouth it is kept who wrote it down (`written_by`): who registers it where
    nobody else is named (条例第29条第1款). `subject` is who signed in to apply; `wishes` are some of `WISHES`.
    """
    if sent_key is not None and (there := Application.objects.filter(sent_key=sent_key).first()):
        return there
    require_not_ahead(arrived_on)
    require_agency_in_being(agency, arrived_on)
    kinds = counted_kinds([applicant.kind for applicant in applicants])
    received = Event(Kind.RECEIVED, arrived_on, channel=channel)
    application = Application(
        agency=agency,
        number=application_number(agency, arrived_on.year),
        channel=channel.value,
        arrived_on=arrived_on,
        kind=kinds[0].code,
        description=whole(description),
        code=new_code(),
        written_by=(written_by or _name_of(by)) if channel is Channel.ORAL else "",
        sent_key=sent_key,
        subject=subject,
        **wishes,
    )
    registered = save_new(application, applicants, [(received, "")], acts.REGISTERED, by=by)
    attach_all(registered, files, personal=True, by=by)
    return registered


def _name_of(by: Actor) -> str:
    return str(by.officer) if by.officer is not None else ""


def register_like(
    original: Application,
    events: Iterable[tuple[Event, str]],
    act: Act,
    *,
    number: str,
    description: str,
    by: Actor,
    **values: Any,
) -> Application:
    """Register another case of the same applicants, who want it in the same way, after some events.

    For what comes of a case that is there: it has a number and a query code of its own, and is dealt with where the
    other is. With each event stands what the applicant was told with it. Of a case of long ago not all may be known of
    who applied: nothing more is asked of its copy.
    """
    kept = ("agency", "channel", "arrived_on", "kind", "office", "handler", "written_by", "subject", *WISHES)
    given = {**{name: getattr(original, name) for name in kept}, **values}
    copy = Application(number=number, description=whole(description), code=new_code(), **given)
    people = [
        NewApplicant(**{name: getattr(person, name) for name in NewApplicant._fields})
        for person in Applicant.objects.filter(application=original).order_by("order")
    ]
    return save_new(copy, people, list(events), act, by=by, complete=False)


def save_new(
    application: Application,
    applicants: Sequence[NewApplicant],
    events: Sequence[tuple[Event, str]],
    act: Act,
    *,
    by: Actor,
    complete: bool = True,
) -> Application:
    """Save a new case with who applies and what has happened, each event with what was said, and record it.

    What the tables hold true is not asked of the database beforehand. Where not all is known of who applies, as of a
    case of long ago, it is not `complete`.
    """
    *before, last = [event for event, _ in events]
    settle(application, clock_after(before, last))
    application.full_clean(exclude=["agency", "sent_key"], validate_unique=False, validate_constraints=False)
    application.save(force_insert=True)
    rows = [
        *(_applicant(application, order, each, complete=complete) for order, each in enumerate(applicants)),
        *(event_row(application, event, order=order, said=said) for order, (event, said) in enumerate(events, 1)),
    ]
    for row in rows:
        row.save(force_insert=True)
    record_made([*rows, application], act, by=by)
    return application


@transaction.atomic
def add_applicant(
    application: Application, applicant: NewApplicant, *, by: Actor, seen: int | None = None
) -> Application:
    """Register somebody else who made the application with others (联名申请); it stays one, of who leads it."""
    held = take_up(application, acts.APPLICANT_ADDED, seen=seen)
    row = _applicant(held, Applicant.objects.filter(application=held).count(), applicant)
    row.save(force_insert=True)
    record_made([row], acts.APPLICANT_ADDED, by=by)
    return happen(held, acts.APPLICANT_ADDED, by=by)


@transaction.atomic
def confirm(application: Application, *, on: date, by: Actor, seen: int | None = None) -> Application:
    """Confirm receipt with the applicant (双方确认): that day is the day of receipt, 条例第31条."""
    held = take_up(application, acts.CONFIRMED, seen=seen)
    return happen(held, acts.CONFIRMED, by=by, event=Event(Kind.CONFIRMED, on))


_MAY_BE_CORRECTED = frozenset({*WISHES, "description"})


@transaction.atomic
def correct(application: Application, values: Mapping[str, Any], *, by: Actor, seen: int | None = None) -> Application:
    """Put right what was registered wrongly (更正登记): what is wanted and how, never days or the channel."""
    held = take_up(application, acts.CORRECTED, seen=seen)
    for name in sorted(_MAY_BE_CORRECTED & set(values)):
        setattr(held, name, values[name])
    check_fields(held, values)
    held.save(update_fields=sorted(_MAY_BE_CORRECTED & set(values)))
    return happen(held, acts.CORRECTED, by=by)


def _applicant(application: Application, order: int, applicant: NewApplicant, *, complete: bool = True) -> Applicant:
    """Give the row of an applicant, checked and not saved yet; of one not `complete` some may not be known."""
    row = Applicant(application=application, order=order, **applicant._asdict())
    if complete:
        require_contact(applicant)
    if complete or row.identity:
        require_identity(row)
    unknown = () if complete else ("identity",)
    row.full_clean(exclude=["application", *unknown], validate_unique=False, validate_constraints=False)
    return row


def require_applicant(applicant: NewApplicant) -> None:
    """Refuse who cannot be reached or whose number cannot be one, before anything else is asked of them."""
    require_contact(applicant)
    require_identity(Applicant(**applicant._asdict()))


def require_agency_in_being(agency: Agency, on: date) -> None:
    """Refuse an application to an agency that is no more."""
    if agency.dissolved_on is not None and agency.dissolved_on <= on:
        raise NotAllowed(
            "agency-dissolved",
            Message("“{agency}”已于{on}撤销，不再受理申请。", agency=agency.name, on=agency.dissolved_on),
            hint=Message("请向承接其职权的机关申请。"),
            citation=cite("条例第27条"),
        )


def require_contact(applicant: NewApplicant) -> None:
    """Refuse somebody who cannot be reached."""
    if not (applicant.phone or applicant.email or applicant.address):
        raise NotAllowed(
            "contact-missing",
            Message("没有联系方式。"),
            hint=Message("请至少填写电话、电子邮箱、通信地址中的一种。"),
            citation=cite("条例第29条第2款第1项"),
        )


def require_identity(applicant: Person) -> None:
    """Refuse a number that cannot be one of its kind; of other papers nothing is known."""
    checks = {
        Identity.RESIDENT: (is_identity_number, _("这不是公民身份号码：应为18位，且末位校验码须相符。")),
        Identity.CREDIT_CODE: (is_credit_code, _("这不是统一社会信用代码：应为18位，且末位校验码须相符。")),
    }
    applicant.identity = applicant.identity.strip().upper()
    check = checks.get(Identity(applicant.identity_kind))
    if check is not None and not check[0](applicant.identity):
        raise ValidationError({"identity": ValidationError(check[1], code="identity")})


def whole(description: str) -> str:
    """Give the description as it was written, or say that it is too long: nothing of it is cut off."""
    written = description.strip()
    if len(written) > LONGEST_DESCRIPTION:
        raise NotAllowed(
            "description-too-long",
            Message("描述有{length}个字，最多{longest}个。", length=len(written), longest=LONGEST_DESCRIPTION),
            hint=Message("请只写明要哪些信息；几件事的，请分开申请。"),
            citation=cite("条例第29条第2款第2项"),
        )
    return written
