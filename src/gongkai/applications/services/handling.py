"""What happens on the way to a reply: supplement, extension, reasons, delay, search, withdrawal; and the archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.timezone import now

from gongkai.agencies.models import Office, Officer
from gongkai.applications import acts
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application, Comment, Consultation, MadePublic, Search
from gongkai.applications.models.practice import practice_of
from gongkai.applications.services.acting import changed, check_fields, happen, made, require_not_ahead, take_up
from gongkai.applications.services.cooperating import require_office_of
from gongkai.applications.timing import clock_of, events_of
from gongkai.attachments.services import NewFile, attach_all
from gongkai.journal.actor import Actor
from gongkai.law.citation import cite
from gongkai.law.clock import Event, Kind, State
from gongkai.law.deadlines import EXTENSION_DAYS, extension_days_refusal
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.outcomes import Situation, outcome_of
from gongkai.ui.working_days import calendar

REASONS_DAYS = 10
"""Working days that an applicant is given for their reasons, unless another day is named."""


@transaction.atomic
def ask_supplement(
    application: Application,
    *,
    on: date,
    by: Actor,
    matters: str = "",
    until: date | None = None,
    seen: int | None = None,
) -> Application:
    """Ask, once and for all, for what is missing (告知补正), within seven working days of receipt: 条例第30条.

    Without a day the agency's usual number of working days is given; the Regulation says only that it is reasonable.
    """
    held = take_up(application, acts.SUPPLEMENT_ASKED, seen=seen)
    if until is None:
        until = calendar().add_working_days(on, practice_of(held.agency).supplement_days)
    return happen(held, acts.SUPPLEMENT_ASKED, by=by, event=Event(Kind.SUPPLEMENT_ASKED, on, until=until), said=matters)


@transaction.atomic
def take_supplement(
    application: Application,
    *,
    on: date,
    by: Actor,
    description: str = "",
    files: Iterable[NewFile] = (),
    seen: int | None = None,
) -> Application:
    """Take the supplement (收到补正): the period to reply begins anew that day, 条例第30条.

    It is taken until the reply is served. A draft under review goes back to who wrote it: it was of what was asked for
    before. A reply that was made stands, and so does what it says was asked for: what is added then is kept beside it.
    """
    held = take_up(application, acts.SUPPLEMENTED, seen=seen)
    decided = held.stage == Stage.DECIDED
    if description and not decided:
        held.description = description.strip()
        check_fields(held, {"description"})
        held.save(update_fields=["description"])
    attach_all(held, files, personal=True, by=by)
    event, to = Event(Kind.SUPPLEMENTED, on), Stage.DECIDED if decided else Stage.OPEN
    return happen(held, acts.SUPPLEMENTED, by=by, event=event, said=description if decided else "", to=to)


@transaction.atomic
def lapse_supplement(application: Application, *, on: date, by: Actor, seen: int | None = None) -> Application:
    """End a case whose supplement did not come in time without good reason (视为放弃申请): 条例第30条."""
    held = take_up(application, acts.SUPPLEMENT_LAPSED, seen=seen)
    return happen(held, acts.SUPPLEMENT_LAPSED, by=by, event=Event(Kind.SUPPLEMENT_LAPSED, on))


@transaction.atomic
def propose_extension(
    application: Application, *, days: int, reason: str, on: date, by: Actor, seen: int | None = None
) -> Application:
    """Put an extension before the head of the disclosure office (提请延长), with its reason: 条例第33条第2款."""
    held = take_up(application, acts.EXTENSION_PROPOSED, seen=seen)
    if refused := extension_days_refusal(days, EXTENSION_DAYS.on(held.arrived_on)):
        raise refused
    _require_lawful(held, Kind.EXTENDED, on)
    held.extension_days, held.extension_reason = days, reason.strip()
    check_fields(held, {"extension_reason"})
    return happen(held, acts.EXTENSION_PROPOSED, by=by)


def not_proposed(application: Application) -> NotAllowed | None:
    """Say that no extension was put before the head; None where one was."""
    if application.extension_days is not None:
        return None
    return NotAllowed(
        "extension-not-proposed",
        Message("没有人提请延长答复期限。"),
        hint=Message("请先由经办人写明理由和天数，提请延长。"),
        citation=cite("条例第33条第2款"),
    )


@transaction.atomic
def extend(application: Application, *, on: date, by: Actor, seen: int | None = None) -> Application:
    """Extend the period as proposed (延长答复期限), with the consent of the head of the disclosure office.

    Once, by at most twenty working days, before the period ends; the applicant is to be told: 条例第33条第2款.
    """
    held = take_up(application, acts.EXTENDED, seen=seen)
    if refused := not_proposed(held):
        raise refused
    return happen(held, acts.EXTENDED, by=by, event=Event(Kind.EXTENDED, on, days=held.extension_days))


@transaction.atomic
def ask_reasons(
    application: Application,
    *,
    on: date,
    by: Actor,
    matters: str = "",
    until: date | None = None,
    seen: int | None = None,
) -> Application:
    """Ask for the reasons of applications in large numbers (要求说明理由), to be given by a day: 条例第35条."""
    held = take_up(application, acts.REASONS_ASKED, seen=seen)
    # [推导] 条例第35条 sets no period for the reasons; the agency does.
    event = Event(Kind.REASONS_ASKED, on, until=until or calendar().add_working_days(on, REASONS_DAYS))
    return happen(held, acts.REASONS_ASKED, by=by, event=event, said=matters)


@transaction.atomic
def make_public(application: Application, *, place: str, on: date, by: Actor, seen: int | None = None) -> MadePublic:
    """Note that what was applied for is published to all from now on (转为主动公开), and where: 条例第44条."""
    held = take_up(application, acts.MADE_PUBLIC, seen=seen)
    require_not_ahead(on)
    there = MadePublic.objects.filter(application=held).first()
    if there is None:
        row = made(
            MadePublic(application=held, place=place, on=on), acts.MADE_PUBLIC, by=by, leave_out=("application",)
        )
    else:
        row = changed(there, acts.MADE_PUBLIC, by=by, place=place, on=on)
    happen(held, acts.MADE_PUBLIC, by=by)
    return row


@transaction.atomic
def take_reasons(
    application: Application, *, on: date, by: Actor, reasons: str = "", seen: int | None = None
) -> Application:
    """Take the applicant's reasons (收到理由说明): 条例第35条."""
    held = take_up(application, acts.REASONS_GIVEN, seen=seen)
    return happen(held, acts.REASONS_GIVEN, by=by, event=Event(Kind.REASONS_GIVEN, on), said=reasons)


@transaction.atomic
def set_delay(application: Application, *, on: date, until: date, by: Actor, seen: int | None = None) -> Application:
    """Set until when the reply is delayed (延迟答复), the reasons being good: 条例第35条.

    “行政机关认为申请理由合理”: that can be said of reasons only once they are there.
    """
    held = take_up(application, acts.DELAY_SET, seen=seen)
    happened = {event.kind for event in events_of(held)}
    if Kind.REASONS_ASKED in happened and Kind.REASONS_GIVEN not in happened:
        raise NotAllowed(
            "reasons-not-given",
            Message("申请人还没有说明理由，不能认定理由合理。"),
            hint=Message("请先登记收到的理由说明。"),
            citation=cite("条例第35条"),
        )
    return happen(held, acts.DELAY_SET, by=by, event=Event(Kind.DELAY_SET, on, until=until))


@transaction.atomic
def withdraw(application: Application, *, on: date, by: Actor, seen: int | None = None) -> Application:
    """End a case that the applicant takes back (撤回申请); it counts among what ended otherwise."""
    held = take_up(application, acts.WITHDRAWN, seen=seen)
    held.outcome = outcome_of(Situation.WITHDRAWN).code
    return happen(held, acts.WITHDRAWN, by=by, event=Event(Kind.WITHDRAWN, on))


@transaction.atomic
def archive(application: Application, *, by: Actor, seen: int | None = None) -> Application:
    """Put a case that has ended into the archive (归档): 条例第45条."""
    held = take_up(application, acts.ARCHIVED, seen=seen)
    if held.state == State.REPLIED.value and held.reply.gives:
        _require_third_parties_told(held)
    return happen(held, acts.ARCHIVED, by=by)


# “可以决定予以公开，并将决定公开的政府信息内容和理由书面告知第三方”: by when, the article does not say.
def _require_third_parties_told(held: Application) -> None:
    if any(each.is_to_be_told for each in Consultation.objects.filter(application=held)):
        raise NotAllowed(
            "third-party-not-told",
            Message("第三方不同意公开而决定公开的，还没有书面告知第三方。"),
            hint=Message("请把决定公开的内容和理由书面告知第三方，并登记日期。"),
            citation=cite("条例第32条"),
        )


@transaction.atomic
def assign(
    application: Application,
    *,
    office: Office | None,
    handler: Officer | None,
    by: Actor,
    seen: int | None = None,
) -> Application:
    """Give a case to an office, to somebody in it (分办)."""
    held = take_up(application, acts.ASSIGNED, seen=seen)
    if office is not None:
        require_office_of(held, office)
    held.office, held.handler = office, handler
    return happen(held, acts.ASSIGNED, by=by)


@transaction.atomic
def comment(application: Application, *, text: str, by: Actor) -> Comment:
    """Leave a remark on a case for colleagues (签注); of an act on the same case in between nothing is said."""
    held = take_up(application, acts.COMMENTED, seen=None)
    row = Comment(application=held, officer=by.officer, at=now(), text=text.strip())
    made(row, acts.COMMENTED, by=by, leave_out=("application",))
    happen(held, acts.COMMENTED, by=by)
    return row


@transaction.atomic
def record_search(
    application: Application,
    *,
    on: date,
    scope: str,
    keywords: str,
    searcher: str,
    found: bool,
    result: str = "",
    by: Actor,
    seen: int | None = None,
) -> Search:
    """Record where was searched, for what, by whom, and what was found (检索记录)."""
    held = take_up(application, acts.SEARCHED, seen=seen)
    require_not_ahead(on)
    row = Search(application=held, on=on, scope=scope, keywords=keywords, searcher=searcher, found=found, result=result)
    made(row, acts.SEARCHED, by=by, leave_out=("application",))
    happen(held, acts.SEARCHED, by=by)
    return row


def _require_lawful(held: Application, kind: Kind, on: date) -> None:
    if refused := clock_of(held).next_act(kind, on).refusal:
        raise refused
