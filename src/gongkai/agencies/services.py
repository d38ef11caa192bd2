"""What is done with agencies and their people: one verb each, each with its entry in the journal.

Who may do it is asked by the page (`rules`). What no page may do stands here: a circle in the tree, a second
disclosure office, a post in an agency that is no more. Errors of fields are Django's ValidationError, by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.agencies import acts
from gongkai.agencies.models import REVIEWING, Agency, Duty, Membership, Office, Officer, Post, Region, Succession
from gongkai.agencies.signin import sessions
from gongkai.agencies.unfinished import require_finished
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record, record_removal
from gongkai.journal.turns import one_at_a_time, take_chain
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

Row = TypeVar("Row", Region, Agency, Office, Succession, Membership, Officer, Post)


@transaction.atomic
def add_region(*, by: Actor, **values: Any) -> Region:
    """Add a region (行政区划)."""
    one_at_a_time()
    return _made(Region(**values), acts.REGION_ADDED, by)


@transaction.atomic
def edit_region(region: Region, values: Mapping[str, Any], *, by: Actor) -> Region:
    """Change what is known of a region."""
    one_at_a_time()
    return _changed(region, values, acts.REGION_EDITED, by)


@transaction.atomic
def add_agency(*, by: Actor, **values: Any) -> Agency:
    """Register an agency (行政机关)."""
    one_at_a_time()
    return _made(Agency(**values), acts.AGENCY_ADDED, by)


@transaction.atomic
def edit_agency(agency: Agency, values: Mapping[str, Any], *, by: Actor) -> Agency:
    """Change what is known of an agency: its names, its contact data, its dates (条例第12条第2款)."""
    return _changed(agency, values, acts.AGENCY_EDITED, by)


@transaction.atomic
def move_agency(agency: Agency, parent: Agency | None, *, by: Actor) -> Agency:
    """Put an agency, and all below it, below another; who may see it changes with that."""
    one_at_a_time()
    return _changed(agency, {"parent": parent}, acts.AGENCY_MOVED, by)


@transaction.atomic
def dissolve_agency(agency: Agency, *, on: date, by: Actor) -> Agency:
    """End an agency on a day (撤销): its posts end with it.

    Raises NotAllowed while agencies below it go on, which must first be moved or dissolved, and while something of
    its own is under way, which nobody could go on with.
    """
    require_finished(agency)
    below = list(Agency.objects.below(agency).exclude(pk=agency.pk).in_being(on))
    if below:
        raise NotAllowed(
            "agency-has-below",
            Message(
                "“{agency}”还有{count}个下级机关，如“{first}”。",
                agency=agency.name,
                count=len(below),
                first=below[0].name,
            ),
            hint=Message("请先把它们改隶或撤销。"),
        )
    held = _changed(agency, {"dissolved_on": on}, acts.AGENCY_DISSOLVED, by)
    for post in Post.objects.filter(agency=agency, until_on__isnull=True, from_on__lte=on):
        _changed(post, {"until_on": on}, acts.POST_ENDED, by)
    return held


@transaction.atomic
def add_office(agency: Agency, *, name: str, by: Actor) -> Office:
    """Set up an internal office (科室)."""
    return _made(Office(agency=agency, name=name), acts.OFFICE_ADDED, by)


@transaction.atomic
def rename_office(office: Office, name: str, *, by: Actor) -> Office:
    """Give an internal office another name."""
    return _changed(office, {"name": name}, acts.OFFICE_EDITED, by)


@transaction.atomic
def name_disclosure_office(office: Office, *, by: Actor) -> Office:
    """Name the office that does the daily work of disclosure (政府信息公开工作机构): 条例第4条.

    There is one; the one named before is so no more.
    """
    for before in Office.objects.filter(agency=office.agency, discloses=True).exclude(pk=office.pk):
        _changed(before, {"discloses": False}, acts.OFFICE_EDITED, by)
    return _changed(office, {"discloses": True}, acts.OFFICE_NAMED, by)


@transaction.atomic
def close_office(office: Office, *, on: date, by: Actor) -> Office:
    """Close an internal office on a day; who works in it must first have gone elsewhere."""
    staff = Post.objects.held(on).filter(office=office)
    if staff.exists():
        raise NotAllowed(
            "office-has-staff",
            Message("“{office}”还有{count}人任职。", office=office.name, count=staff.count()),
            hint=Message("请先结束他们的任职。"),
        )
    return _changed(office, {"closed_on": on, "discloses": False}, acts.OFFICE_CLOSED, by)


@transaction.atomic
def record_succession(*, by: Actor, **values: Any) -> Succession:
    """Record that one agency took over from another (机构改革), with the day and the document."""
    return _made(Succession(**values), acts.SUCCEEDED, by)


@transaction.atomic
def add_member(collector: Agency, member: Agency, *, year: int, by: Actor) -> Membership:
    """Put an agency on the list of those whose reports are added up for a year."""
    if member.dissolved_on is not None and member.dissolved_on.year < year:
        raise NotAllowed(
            "member-dissolved",
            Message(
                "“{member}”已于{on}撤销，没有{year}年度的报告。", member=member.name, on=member.dissolved_on, year=year
            ),
            hint=Message("请改列承接其职权的机关。"),
        )
    return _made(Membership(collector=collector, member=member, year=year), acts.MEMBER_ADDED, by)


@transaction.atomic
def let_member_leave(membership: Membership, *, on: date, by: Actor) -> Membership:
    """Note that a member left the list in the course of the year; it stays on the list, with the day."""
    if on.year != membership.year:
        raise ValidationError({"until_on": _("退出日期应在%(year)s年之内。") % {"year": membership.year}})
    return _changed(membership, {"until_on": on}, acts.MEMBER_LEFT, by)


@transaction.atomic
def remove_member(membership: Membership, *, by: Actor) -> None:
    """Take an agency off a list it was put on by mistake."""
    held = hold(membership)
    record_removal(held, acts.MEMBER_REMOVED, by=by)
    held.delete()


@transaction.atomic
def carry_members_over(collector: Agency, *, year: int, by: Actor) -> list[Membership]:
    """Make the list of a year from that of the year before.

    Who was dissolved by the end of the year before is left out, and whoever took over from it comes in. Gives the
    members that were added; those already on the list stay.
    """
    begins = date(year, 1, 1)
    last = Membership.objects.filter(collector=collector, year=year - 1).select_related("member")
    wanted: dict[int, Agency] = {}
    for membership in last:
        for member in _standing_for(membership.member, begins):
            wanted.setdefault(member.pk, member)
    there = set(Membership.objects.filter(collector=collector, year=year).values_list("member_id", flat=True))
    return [
        add_member(collector, member, year=year, by=by)
        for key, member in wanted.items()
        if key not in there and key != collector.pk
    ]


def _standing_for(member: Agency, on: date, seen: frozenset[int] = frozenset()) -> list[Agency]:
    """Give the agency, or those that took over from it when it is no more on a day."""
    if member.dissolved_on is None or member.dissolved_on >= on:
        return [member]
    after = Succession.objects.filter(predecessor=member, on__lt=on).select_related("successor")
    return [
        standing
        for succession in after
        if succession.successor_id not in seen
        for standing in _standing_for(succession.successor, on, seen | {member.pk})
    ]


@transaction.atomic
def add_officer(*, username: str, name: str, password: str | None = None, by: Actor, **values: Any) -> Officer:
    """Register an officer (工作人员); without a password they cannot sign in with one until they set it."""
    officer = Officer(username=username, name=name, **values)
    officer.set_password(password)
    return _made(officer, acts.OFFICER_ADDED, by)


@transaction.atomic
def edit_officer(officer: Officer, values: Mapping[str, Any], *, by: Actor) -> Officer:
    """Change what is known of an officer."""
    return _changed(officer, values, acts.OFFICER_EDITED, by)


@transaction.atomic
def shut_out(officer: Officer, *, by: Actor) -> Officer:
    """Let an officer sign in no more (停用), and end where they are signed in; what they did stays theirs."""
    if by.officer is not None and by.officer.pk == officer.pk:
        raise NotAllowed("shut-out-oneself", Message("不能停用自己的账号。"), hint=Message("请由其他管理员停用。"))
    _require_another_administrator(officer, None)
    sessions.end(officer, by=by)
    return _changed(officer, {"is_active": False}, acts.OFFICER_SHUT_OUT, by)


@transaction.atomic
def let_in(officer: Officer, *, by: Actor) -> Officer:
    """Let an officer who was shut out sign in again (恢复)."""
    return _changed(officer, {"is_active": True}, acts.OFFICER_LET_IN, by)


@transaction.atomic
def appoint(
    officer: Officer,
    agency: Agency,
    duty: str,
    *,
    from_on: date,
    until_on: date | None = None,
    office: Office | None = None,
    by: Actor,
) -> Post:
    """Give an officer a post: what they answer for in an agency, from when, and until when if that is known."""
    if agency.dissolved_on is not None and from_on >= agency.dissolved_on:
        raise NotAllowed(
            "agency-dissolved",
            Message("“{agency}”已于{on}撤销。", agency=agency.name, on=agency.dissolved_on),
            hint=Message("请在承接其职权的机关任职。"),
        )
    post = Post(officer=officer, agency=agency, duty=duty, from_on=from_on, until_on=until_on, office=office)
    return _made(post, acts.APPOINTED, by)


@transaction.atomic
def delegate(post: Post, to: Officer, *, from_on: date, until_on: date, by: Actor) -> Post:
    """Have another officer of the agency do the duty of a reviewer who is away, from day to day (代行审查职责).

    Who wrote a text does not review it all the same, whomever they stand for.
    """
    held = hold(post)
    if held.duty not in REVIEWING or held.stands_for_id is not None:
        raise NotAllowed("not-delegable", Message("这项职责不能委托他人代行。"), citation=cite("条例第17条"))
    if not held.is_held(from_on) or not held.is_held(until_on) or until_on < from_on:
        raise NotAllowed(
            "delegation-days",
            Message("代行的日期要在任职期间，止日不能早于起日。"),
            citation=cite("条例第17条"),
        )
    posts = Post.objects.held(from_on).filter(officer=to, agency=held.agency)
    if to.pk == held.officer_id or not to.is_active or not posts.exists():
        raise NotAllowed("delegate-elsewhere", Message("请委托本机关的另一位在任人员。"), citation=cite("条例第17条"))
    if posts.filter(duty=held.duty).exists():
        raise NotAllowed(
            "has-the-duty", Message("“{officer}”已经有这项职责。", officer=to.name), citation=cite("条例第17条")
        )
    row = Post(officer=to, agency=held.agency, duty=held.duty, from_on=from_on, until_on=until_on)
    row.stands_for = held.officer
    return _made(row, acts.DELEGATED, by)


@transaction.atomic
def end_post(post: Post, *, on: date, by: Actor) -> Post:
    """End a post; the day given is its last. Who stood for its holder does so no longer."""
    standing = Post.objects.filter(agency=post.agency, duty=post.duty, stands_for=post.officer, until_on__gt=on)
    for each in standing:
        _changed(each, {"from_on": min(each.from_on, on), "until_on": on}, acts.POST_ENDED, by)
    if post.duty == Duty.ADMINISTRATOR:
        _require_another_administrator(post.officer, post)
    return _changed(post, {"until_on": on}, acts.POST_ENDED, by)


def _require_another_administrator(officer: Officer, post: Post | None) -> None:
    """Refuse what would leave the site, or an agency, with nobody who can let people in."""
    if post is None:
        others = Officer.objects.filter(is_superuser=True, is_active=True).exclude(pk=officer.pk)
        if officer.is_superuser and not others.exists():
            raise NotAllowed(
                "last-administrator",
                Message("“{officer}”是唯一的全站管理员。", officer=officer.name),
                hint=Message("请先另建一名全站管理员。"),
            )
        return
    others = Post.objects.filter(
        agency__in=Agency.objects.above(post.agency),
        duty=Duty.ADMINISTRATOR,
        until_on__isnull=True,
        officer__is_active=True,
    ).exclude(pk=post.pk)
    if not others.exists() and not Officer.objects.filter(is_superuser=True, is_active=True).exists():
        raise NotAllowed(
            "last-administrator",
            Message("“{agency}”没有别的管理员了。", agency=post.agency.name),
            hint=Message("请先指定另一名管理员。"),
        )


def _made(row: Row, act: Act, by: Actor) -> Row:
    take_chain(row)
    row.full_clean(exclude=_not_asked(row))
    row.save(force_insert=True)
    record(row, act, by=by)
    return row


def _changed(row: Row, values: Mapping[str, Any], act: Act, by: Actor) -> Row:
    """Change fields of a row and record it; when nothing changes there is no act."""
    held = hold(row)
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    if not changed:
        return held
    for name in changed:
        setattr(held, name, values[name])
    held.full_clean(exclude=_not_asked(held))
    held.save(update_fields=changed)
    record(held, act, by=by)
    return held


def _not_asked(row: Row) -> set[str]:
    return {"password"} if isinstance(row, Officer) else set()
