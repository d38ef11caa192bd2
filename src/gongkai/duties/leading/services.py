"""What is done in the ledger of leadership: each act in one transaction with its entry in the journal.

Nothing is overwritten. What changes ends on the day before, and what comes after begins; what was entered by mistake is
struck with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency, Office, Officer, Post
from gongkai.duties.leading import acts
from gongkai.duties.models import Charge, DutyStatement, LeadingGroup
from gongkai.duties.models.leading import IN_GROUP, SOLE, Dated
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.journal.turns import take_chain
from gongkai.law.citation import cite
from gongkai.law.document_number import normalised
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True)
class Named:
    """Somebody as a document names them: their role in the group, their name, their position."""

    role: str
    name: str
    position: str = ""


@transaction.atomic
def set_up(
    agency: Agency,
    *,
    name: str,
    from_on: date,
    document_number: str = "",
    office: str = "",
    members: Sequence[Named] = (),
    until_on: date | None = None,
    by: Actor,
) -> LeadingGroup:
    """Set up a leading group (成立领导小组), or adjust the one there is (调整): its term ends the day before.

    With it end its members; those who stay are named anew, as the document does.
    """
    take_chain(agency)
    values = {"from_on": from_on, "until_on": until_on, "document_number": normalised(document_number)}
    before = _give_way(LeadingGroup.objects.filter(agency=agency), from_on, until_on, by)
    for group in before:
        for member in group.members.standing().filter(until_on__isnull=True):
            _end(hold(member), from_on - timedelta(1), by)
    row = LeadingGroup(agency=agency, name=name.strip(), office=office.strip(), **values)
    made = _made(row, acts.ADJUSTED if before else acts.SET_UP, by)
    for each in members:
        if each.role not in IN_GROUP:
            raise ValidationError({"members": _("“%(name)s”的职责不是领导小组里的。") % {"name": each.name}})
        officer = officer_named(agency, each.name, from_on)
        charge = Charge(agency=agency, group=made, officer=officer, **each.__dict__, **values)
        _made(charge, acts.CHARGED, by)
    return made


@transaction.atomic
def charge(
    agency: Agency,
    role: str,
    *,
    name: str,
    from_on: date,
    position: str = "",
    document_number: str = "",
    office: Office | None = None,
    until_on: date | None = None,
    by: Actor,
) -> Charge:
    """Say who is in a role from a day on (确定负责人): in the leading group of that day, or answering for the agency.

    Of a role that one alone has (第一责任人, 公开工作机构负责人, 科室责任人) whoever had it ends the day before.
    """
    take_chain(agency)
    group = None
    if role in IN_GROUP:
        group = LeadingGroup.objects.filter(agency=agency).in_force(from_on).first()
        if group is None:
            raise _refused(
                "no-leading-group",
                Message("{on}时“{agency}”没有领导小组。", on=from_on, agency=agency.name),
                Message("请先登记成立领导小组的文件，再增加成员。"),
            )
    if role in SOLE:
        _give_way(Charge.objects.filter(agency=agency, role=role, office=office), from_on, until_on, by)
    if group is not None and group.until_on is not None:
        until_on = min(until_on or group.until_on, group.until_on)
    row = Charge(
        agency=agency, group=group, office=office, role=role, name=name.strip(), position=position.strip(),
        officer=officer_named(agency, name.strip(), from_on), document_number=normalised(document_number),
        from_on=from_on, until_on=until_on,
    )  # fmt: skip
    return _made(row, acts.CHARGED, by)


@transaction.atomic
def state(
    agency: Agency,
    subject: str,
    *,
    body: str,
    from_on: date,
    document_number: str = "",
    until_on: date | None = None,
    by: Actor,
) -> DutyStatement:
    """State duties (明确职责) from a day on; what was stated of the same before ends the day before."""
    take_chain(agency)
    _give_way(DutyStatement.objects.filter(agency=agency, subject=subject), from_on, until_on, by)
    row = DutyStatement(
        agency=agency, subject=subject, body=body.strip(), document_number=normalised(document_number),
        from_on=from_on, until_on=until_on,
    )  # fmt: skip
    return _made(row, acts.STATED, by)


@transaction.atomic
def end(row: Row, *, on: date, by: Actor) -> Row:
    """End what holds (到期、离任); the day given is its last. With a leading group end its members."""
    held = hold(row)
    _require_standing(held)
    if held.until_on is not None:
        raise _refused(
            "ended-already",
            Message("这一条已于{on}结束。", on=held.until_on),
            Message("日期录错的，请作废后重新登记。"),
        )
    if isinstance(held, LeadingGroup):
        for member in held.members.standing().filter(until_on__isnull=True):
            _end(hold(member), max(on, member.from_on), by)
    return _end(held, on, by)


@transaction.atomic
def strike(row: Row, *, reason: str, by: Actor) -> Row:
    """Strike what was entered by mistake (误录作废): it stays to be read, and counts no more.

    With a group its members are struck. What gave way to it does not come back: its last day may be right all the same.
    """
    held = hold(row)
    _require_standing(held)
    if isinstance(held, LeadingGroup):
        for member in held.members.standing():
            _strike(hold(member), reason, by)
    return _strike(held, reason, by)


@transaction.atomic
def show(agency: Agency, rows: Iterable[Dated], *, among: Iterable[Dated], by: Actor) -> None:
    """Say which rows the public is shown (向社会公开), of those among which was chosen.

    A row never changes in what it says: what is shown is exactly what was chosen.
    """
    chosen = {(type(row), row.pk) for row in rows}
    for row in among:
        if row.agency_id != agency.pk:
            raise ValueError(f"{row!r} is of another agency")
        held = hold(row)
        wanted = (type(row), row.pk) in chosen
        if held.is_public != wanted:
            _require_standing(held)
            held.is_public = wanted
            held.save(update_fields=["is_public"])
            record(held, acts.SHOWN if wanted else acts.HIDDEN, by=by)


def officer_named(agency: Agency, name: str, on: date) -> Officer | None:
    """Give the one officer of an agency who has a name on a day; None where there is none, or several."""
    posts = Post.objects.held(on).filter(agency=agency, officer__name=name)
    found = list(Officer.objects.filter(pk__in=posts.values("officer"))[:2])
    return found[0] if len(found) == 1 else None


def _give_way(rows: Any, from_on: date, until_on: date | None, by: Actor) -> list[Any]:
    """End what goes on when something begins after it; refuse what would hold on the same days. Gives what ended."""
    ended = []
    for row in rows.overlapping(from_on, until_on):
        if row.until_on is not None or row.from_on >= from_on:
            raise _refused(
                "days-taken",
                Message(
                    "与“{row}”（{from_on}起）的日期重叠。",
                    row=str(row),
                    from_on=row.from_on,
                ),
                Message("请改日期；那一条录错的，先把它作废。"),
            )
        ended.append(_end(hold(row), from_on - timedelta(1), by))
    return ended


def _require_standing(held: Dated) -> None:
    if held.struck_for:
        raise _refused(
            "struck-already", Message("这一条已经作废：{reason}", reason=held.struck_for), Message("请刷新页面。")
        )


def _end(held: Row, on: date, by: Actor) -> Row:
    held.until_on = on
    held.full_clean(validate_unique=False)
    held.save(update_fields=["until_on"])
    record(held, acts.ENDED, by=by)
    return held


def _strike(held: Row, reason: str, by: Actor) -> Row:
    held.struck_for = reason.strip()
    held.is_public = False
    held.save(update_fields=["struck_for", "is_public"])
    record(held, acts.STRUCK, by=by, reason=held.struck_for)
    return held


def _made(row: Row, act: Act, by: Actor) -> Row:
    row.full_clean(validate_unique=False)
    row.save(force_insert=True)
    record(row, act, by=by)
    return row


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第4条"))
