"""A challenge becomes known: it is registered with what is challenged, before whom, and who brought it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.agencies.counting import next_of
from gongkai.agencies.models import Agency, Officer
from gongkai.applications.models import Application, Part
from gongkai.attachments.services import NewFile, attach_all
from gongkai.journal.actor import Actor
from gongkai.journal.services import record
from gongkai.law.challenges import OPENING, Event, Procedure
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.outcomes import Group, outcome
from gongkai.law.remedies import Column, result_of
from gongkai.remedies import acts, forums, rules
from gongkai.remedies.models import Before, Challenge, ChallengeSeries, Matter, Party, Role
from gongkai.remedies.services.acting import add_event, keep, made, require_unnamed, settle, take_up

_AFTER = {Column.UPHELD: Before.UPHELD, Column.OVERTURNED: Before.CHANGED, Column.OTHER: Before.UNDECIDED}


class NewParty(NamedTuple):
    """Who brought it, as the form has it."""

    name: str
    kind: str = "NATURAL"
    standing: str = Party.Standing.CHALLENGER.value
    phone: str = ""
    address: str = ""


@transaction.atomic
def register(
    agency: Agency,
    *,
    procedure: str,
    matter: str,
    opening: Event,
    parties: Sequence[NewParty],
    by: Actor,
    application: Application | None = None,
    item: Any = None,
    acted_on: date | None = None,
    forum: str = "",
    after: Challenge | None = None,
    said: str = "",
    files: Sequence[NewFile] = (),
    sent_key: UUID | None = None,
    **more: Any,
) -> Challenge:
    """Register a challenge with its number, by the first that is known of it (`opening`), and what it is about.

    Who hears it is worked out from the tree unless it is named. `after` is the reconsideration that went before a suit;
    where this register has none, `before` says what became of it. The same form sent twice (`sent_key`) gives the
    challenge that it made the first time. `more` are other fields of the challenge.
    """
    if sent_key is not None and (there := Challenge.objects.filter(sent_key=sent_key).first()):
        return there
    if opening.kind not in OPENING:
        raise ValueError(f"{opening.kind} opens no challenge")
    given = {"role": Role.PRINCIPAL, "omission": "", "before": Before.NONE, **more}
    _require_parties(parties)
    require_unnamed(given["omission"], _masked(parties))
    if after is not None:
        given["before"] = before_by(agency, procedure, after, application, item)
    _require_matter(agency, matter, application, item, given)
    _require_role(procedure, given)
    day = acted_on or _acted_on(matter, application, item)
    found = Procedure(procedure)
    challenge = Challenge(
        agency=agency, number=f"{opening.on.year}-J{next_of(ChallengeSeries, agency=agency, year=opening.on.year):04d}",
        procedure=procedure, matter=matter, application=application, item=item, acted_on=day, after=after,
        forum=forum.strip() or forums.forum_of(agency, found, day), sent_key=sent_key,
        **{**_known_of(agency, application, matter), **given},
    )  # fmt: skip
    _require_forum(challenge)
    challenge.forum_agency = forums.agency_called(agency, challenge.forum)
    challenge.noticed_on = opening.on
    settle(challenge, [opening])
    challenge.full_clean(exclude=["agency", "application", "item", "sent_key"], validate_unique=False)
    challenge.save(force_insert=True)
    record(challenge, acts.REGISTERED, by=by)
    add_event(challenge, opening, by=by, said=said)
    for order, party in enumerate(parties):
        made(Party(challenge=challenge, order=order, **party._asdict()), acts.REGISTERED, by=by)
    attach_all(challenge, files, personal=True, by=by)
    return challenge


def before_by(
    agency: Agency, procedure: str, after: Challenge, application: Application | None, item: Any = None
) -> Before:
    """Say what became of a matter in the reconsideration that this register has of it, once that has ended."""
    about = (getattr(application, "pk", None), getattr(item, "pk", None))
    fits = after.procedure == Procedure.RECONSIDERATION and about == (after.application_id, after.item_id)
    if procedure != Procedure.SUIT or not fits or agency.pk not in (after.agency_id, after.forum_agency_id):
        raise _refused(
            "reconsideration-of-another",
            Message("“{number}”不是同一事项的行政复议。", number=after.number),
            Message("请选同一事项的复议；不是复议后起诉的，不选。"),
        )
    if after.closed_on is None:
        raise _refused(
            "reconsideration-under-way",
            Message("“{number}”还没有审结，当事人起诉的，请先登记复议的结果。", number=after.number),
            Message("请先登记复议的结果；复议期满没有决定的，选“复议未作实体决定”。"),
        )
    return _AFTER[result_of(after.result).column]  # by what it is in law, in whatever column a site counts it


@transaction.atomic
def correct(challenge: Challenge, values: Mapping[str, Any], *, by: Actor, seen: int | None = None) -> Challenge:
    """Correct what was registered of a challenge: forum, numbers, office, what is claimed (更正登记).

    What was challenged, and by which way, is not corrected but registered anew.
    """
    held = take_up(challenge, seen)
    for name in ("forum", "case_number", "second_forum", "second_number", "office", "omission", "claims", "before"):
        if name in values:
            setattr(held, name, values[name])
    require_unnamed(values.get("omission", ""), _masked(held.parties.all()))
    _require_role(held.procedure, {"role": held.role, "before": held.before})
    _require_forum(held)
    held.forum_agency = forums.agency_called(held.agency, held.forum)
    return keep(held, acts.CORRECTED, by=by)


@transaction.atomic
def add_party(challenge: Challenge, party: NewParty, *, by: Actor, seen: int | None = None) -> Challenge:
    """Add somebody to a challenge: another who brought it, a third party, an agent."""
    held = take_up(challenge, seen)
    _require_parties([party])
    row = Party(challenge=held, order=held.parties.count(), **party._asdict())
    made(row, acts.PARTY_ADDED, by=by)
    return keep(held, acts.PARTY_ADDED, by=by)


@transaction.atomic
def assign(challenge: Challenge, handler: Officer, *, by: Actor, seen: int | None = None) -> Challenge:
    """Say who deals with a challenge (分办)."""
    held = take_up(challenge, seen)
    if not rules.may_draft(handler, held, localdate()):
        raise _refused(
            "handler-not-fit",
            Message("“{officer}”不能办理这件。", officer=handler.name),
            Message("请选本机关的经办人、公开工作机构负责人或者法制审查人。"),
        )
    held.handler = handler
    return keep(held, acts.ASSIGNED, by=by)


def _masked(parties: Iterable[Any]) -> list[str]:
    """Give the names that are shown masked: those of people (`Party.masked_name`)."""
    return [party.name for party in parties if party.kind == "NATURAL"]


def _require_parties(parties: Sequence[NewParty]) -> None:
    if not parties or not all(party.name.strip() for party in parties):
        raise _refused(
            "party-missing", Message("没有写明当事人。"), Message("请写明申请人、原告或者投诉人的姓名、名称。")
        )


def _require_matter(
    agency: Agency, matter: str, application: Application | None, item: Any, given: Mapping[str, Any]
) -> None:
    lacks = {
        Matter.REPLY: application is None,
        Matter.PUBLISHED: item is None,
        Matter.SILENCE: application is None and not given["omission"].strip(),
        Matter.UNPUBLISHED: not given["omission"].strip(),
    }[Matter(matter)]
    if lacks:
        raise _refused(
            "matter-missing",
            Message("没有写明对什么不服。"),
            Message("请选所涉的申请或者公开信息；没有登记过的，写明没有公开或者没有答复的内容。"),
        )
    about = application or item
    of_another = about is not None and about.agency_id != agency.pk
    if of_another and not forums.is_sued_as_forum(given["role"], given["before"]):
        raise _refused(
            "matter-of-another",
            Message("所涉的申请或者信息不是本机关的。"),
            Message("请由作出行为的机关登记；本机关是复议机关而被诉的，写明复议的结果，维持的选“复议机关作共同被告”。"),
        )


def _require_role(procedure: str, given: Mapping[str, Any]) -> None:
    """Refuse a forum sued jointly where it did not uphold (行诉法第26条第2款), and what only suits have."""
    suit = procedure == Procedure.SUIT
    if not suit and (given["role"] == Role.JOINT or given["before"] != Before.NONE):
        raise _refused(
            "joint-without-suit",
            Message("只有行政诉讼才有共同被告和起诉前的复议。"),
            Message("请核对途径。"),
        )
    if given["role"] == Role.JOINT and given["before"] != Before.UPHELD:
        raise NotAllowed(
            "joint-without-upholding",
            Message("复议机关只在复议维持之后作共同被告。"),
            hint=Message("复议改变的，复议机关是被告；请核对起诉前的复议。"),
            citation=cite("行诉法第26条第2款"),
        )


def _require_forum(challenge: Challenge) -> None:
    if not challenge.forum.strip():
        raise _refused(
            "forum-missing",
            Message("没有写明向哪个机关或者法院提起，也不能从机构树上得出。"),
            Message("请填写复议机关、法院或者受理投诉的机关。"),
        )


def _acted_on(matter: str, application: Application | None, item: Any) -> date:
    found = None
    if application is not None:
        found = application.due_on if matter == Matter.SILENCE else application.closed_on
    elif item is not None:
        found = item.shown_on
    if found is None:
        raise _refused(
            "acted-on-missing",
            Message("没有写明作出行为的日期。"),
            Message("请填写答复、公开之日；逾期不答复的，填写答复期限届满之日。"),
        )
    day: date = found
    return day


def _known_of(agency: Agency, application: Application | None, matter: str) -> dict[str, Any]:
    """Give what the application says of the reply: its outcome, the grounds of what was withheld, who dealt with it."""
    if application is None:
        return {}
    own = application.agency_id == agency.pk  # who dealt with it elsewhere does not deal with the suit here
    known: dict[str, Any] = {"office": application.office, "handler": application.handler} if own else {}
    if matter == Matter.REPLY:
        parts = Part.objects.filter(reply__application=application).values_list("outcome", flat=True)
        known["ground"] = application.outcome
        known["grounds"] = sorted(
            {code for code in parts if outcome(code).group not in (Group.GRANTED, Group.GRANTED_IN_PART)}
        )
    return known


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第51条"))
