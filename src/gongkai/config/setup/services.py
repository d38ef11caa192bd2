"""What is done while a site is set up; each act with its entry. What belongs to other contexts, their services do."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies import services as agencies
from gongkai.agencies.models import Agency, Officer, Region
from gongkai.agencies.rules import may_run_site
from gongkai.agencies.signin.models import Invitation
from gongkai.agencies.signin.services import invite
from gongkai.config.administrators import make_administrator
from gongkai.config.setup import acts
from gongkai.config.setup.models import Setup
from gongkai.config.setup.roles import ROLES
from gongkai.disclosure.services import cataloguing
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold, note, record
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

CODE_HOURS = 24
"""How long a one-time code opens: who has just installed the site uses it, and another is drawn at each start."""
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what is easily read as something else; sixteen of these are 79 bits."""


def standing() -> Setup | None:
    """Give the setting-up that is under way; None where the site is set up, or never was empty."""
    return Setup.objects.filter(finished_at__isnull=True).select_related("agency").first()


def may_set_up(officer: Any) -> bool:
    """Say whether an officer may set the site up: who runs it, while that is under way."""
    return may_run_site(officer) and standing() is not None


def wants_first() -> bool:
    """Say whether there is nobody yet who could sign in, so that the one-time code opens."""
    return not Officer.objects.exists() and standing() is not None


@transaction.atomic
def begin() -> Setup | None:
    """Begin to set up a site that has no agency; give what is under way, None where nothing is."""
    if not Setup.objects.exists() and not Agency.objects.exists():
        row = Setup.objects.create()
        record(row, acts.BEGUN, by=SYSTEM)
    return standing()


@transaction.atomic
def draw_code(*, at: datetime) -> str | None:
    """Draw the one-time code for the first administrator; the one before opens no more. None where none is wanted."""
    begun = begin()
    if begun is None or not wants_first():
        return None
    code = "".join(secrets.choice(_ALPHABET) for _each in range(16))
    held = hold(begun)
    held.code_hash, held.code_until = _hash(code), at + timedelta(hours=CODE_HOURS)
    held.save(update_fields=["code_hash", "code_until"])
    note(held, acts.CODE_DRAWN, by=SYSTEM)
    return "-".join(code[start : start + 4] for start in range(0, 16, 4))


@transaction.atomic
def make_first(code: str, *, username: str, name: str, password: str, at: datetime, by: Actor) -> Officer:
    """Make the first administrator, for who has the one-time code; it opens nothing afterwards.

    Raises NotAllowed for another code, one that is too old, and where there is somebody already; ValidationError for a
    name or a password that is not accepted.
    """
    row = standing()
    held = None if row is None else hold(row)
    opens = held is not None and held.code_until is not None and held.code_until > at and not Officer.objects.exists()
    if held is None or not hmac.compare_digest(held.code_hash, _hash(code)) or not opens:
        raise NotAllowed(
            "setup-code",
            Message("一次性代码不对，已经用过，或者过期了。"),
            hint=Message("请看服务器上 gongkai serve 最近一次启动时显示的代码，或者运行 gongkai createadmin --code。"),
        )
    officer = make_administrator(username, name, password, by=by)
    held.code_hash, held.code_until = "", None
    held.save(update_fields=["code_hash", "code_until"])
    return officer


class Above(NamedTuple):
    """The agency that another answers to, as far as it is known when a site is set up."""

    name: str
    kind: str
    region: Mapping[str, str]


@transaction.atomic
def establish(
    values: Mapping[str, Any], *, region: Mapping[str, str], office: str, above: Above | None, by: Actor
) -> Agency:
    """Register the agency of this site: its region, what it answers to, itself, its disclosure office (条例第4条)."""
    there = _region(region, by)
    parent = None
    if above is not None:
        parent = agencies.add_agency(
            name=above.name, kind=above.kind, region=_region(above.region, by) if above.region else there, by=by
        )
    agency = agencies.add_agency(region=there, parent=parent, by=by, **values)
    agencies.name_disclosure_office(agencies.add_office(agency, name=office, by=by), by=by)
    return choose(agency, by=by)


@transaction.atomic
def choose(agency: Agency, *, by: Actor) -> Agency:
    """Say which of the agencies that are there is the one this site is set up for."""
    _change({"agency": agency}, acts.CHOSEN, by)
    return agency


@transaction.atomic
def bring_people(
    agency: Agency,
    people: Mapping[str, tuple[str, str]],
    *,
    mine: Iterable[str],
    on: date,
    at: datetime,
    by: Actor,
) -> list[tuple[Invitation, str]]:
    """Invite people in the roles of a small bureau, by name and address, and give oneself the duties of some.

    Gives the invitations with their codes, which are known here this once.
    """
    open_ones = set(Invitation.objects.open(at).filter(agency=agency).values_list("name", flat=True))
    if again := [name for name, _email in people.values() if name in open_ones]:
        raise NotAllowed(
            "setup-invited",
            Message("{names}已经邀请过，还没有接受。", names=again),
            hint=Message("链接丢了的，请在“邀请”里收回，再请一次。"),
        )
    office = agency.offices.filter(discloses=True, closed_on__isnull=True).first()
    for role in mine:
        for duty in ROLES[role].duties:
            if not by.officer.posts.filter(agency=agency, duty=duty, until_on__isnull=True).exists():
                agencies.appoint(by.officer, agency, duty, office=office, from_on=on, by=by)
    return [
        invite(agency, name=name, duties=list(ROLES[role].duties), office=office, email=email, at=at, by=by)
        for role, (name, email) in people.items()
    ]


@transaction.atomic
def add_columns(agency: Agency, columns: Sequence[tuple[str, str]], *, by: Actor) -> int:
    """Set up columns under the categories of the law, in their order; give how many."""
    for place, (category, name) in enumerate(columns, start=1):
        cataloguing.add_rubric(agency, category=category, name=name, place=place, by=by)
    return len(columns)


@transaction.atomic
def note_calendar(title: str, *, by: Actor) -> None:
    """Note that a notice of holidays was taken in."""
    note(_held(), acts.CALENDAR_ADDED, by=by, title=title)


@transaction.atomic
def see_calendar(*, at: datetime, by: Actor) -> None:
    """Say that the working calendar was looked at, and holds for this site."""
    _change({"calendar_seen_at": at}, acts.CALENDAR_SEEN, by)


@transaction.atomic
def draw_letter(*, by: Actor) -> str:
    """Draw the number that the letter of trial carries: who reads it there has the letter."""
    number = f"{secrets.randbelow(1_000_000):06d}"
    held = _held()
    held.letter_hash, held.without_mail = _hash(number), False
    held.save(update_fields=["letter_hash", "without_mail"])
    note(held, acts.LETTER_SENT, by=by)
    return number


@transaction.atomic
def confirm_letter(number: str, *, at: datetime, by: Actor) -> None:
    """Take the number of the letter as the sign that it arrived; raises NotAllowed for another."""
    row = _held()
    if not row.letter_hash or not hmac.compare_digest(row.letter_hash, _hash(number)):
        raise NotAllowed(
            "setup-letter",
            Message("这不是最近一封测试邮件里的数字。"),
            hint=Message("没有收到的，请看看垃圾邮件，或者检查设置以后再发一封。"),
        )
    _change({"letter_arrived_at": at}, acts.LETTER_ARRIVED, by)


@transaction.atomic
def go_without_mail(*, by: Actor) -> None:
    """Say that this site sends no e-mail: notices stay on the site."""
    _change({"without_mail": True}, acts.WITHOUT_MAIL, by)


@transaction.atomic
def keep_keys(*, at: datetime, by: Actor) -> None:
    """Say that the keys have been kept apart from the data."""
    _change({"keys_kept_at": at}, acts.KEYS_KEPT, by)


@transaction.atomic
def finish(*, at: datetime, by: Actor) -> None:
    """End the setting-up: its pages are there no more. Refused while there is no agency."""
    if _held().agency_id is None:
        raise NotAllowed(
            "setup-no-agency", Message("还没有登记本机关。"), hint=Message("请先完成“机关”一步，其余各步可以以后再做。")
        )
    _change({"finished_at": at}, acts.FINISHED, by)


def _region(values: Mapping[str, str], by: Actor) -> Region:
    there: Region | None = Region.objects.filter(code=values["code"]).first()
    return there or agencies.add_region(by=by, parent=_region_around(values["code"]), **values)


def _region_around(code: str) -> Region | None:
    """Give the region that lies around another, where it is there: codes say it by their digits (GB/T 2260)."""
    around = [code[:6]] if len(code) == 9 else [f"{code[:4]}00", f"{code[:2]}0000"]
    found = {each.code: each for each in Region.objects.filter(code__in=[each for each in around if each != code])}
    return next((found[each] for each in around if each in found), None)


def _held() -> Setup:
    row = standing()
    if row is None:
        raise NotAllowed(
            "setup-finished", Message("网站已经设置好了。"), hint=Message("要改的，请到工作台相应的栏目里改。")
        )
    return hold(row)


def _change(values: Mapping[str, Any], act: Any, by: Actor) -> None:
    held = _held()
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=list(values))
    record(held, act, by=by)


def _hash(code: str) -> str:
    """Give the hash of a code as it is typed: without what only sets it apart, in capitals."""
    return hashlib.sha256("".join(filter(str.isalnum, code.upper())).encode()).hexdigest()
