"""What is done about signing in: inviting, setting passwords, lifting locks; each with its entry.

What Django and allauth do of themselves comes in by `note_…`. The code of a link leaves here once, when it is made.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.agencies import services as agencies
from gongkai.agencies.models import Agency, Office, Officer
from gongkai.agencies.signin import acts, devices, lockout, rules, sessions
from gongkai.agencies.signin.models import Invitation
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, note, record
from gongkai.journal.turns import take_chain, take_chains
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def invite(
    agency: Agency,
    *,
    name: str,
    duties: Sequence[str],
    office: Office | None = None,
    email: str = "",
    at: datetime,
    by: Actor,
) -> tuple[Invitation, str]:
    """Invite somebody into an agency with the duties they will have; give the invitation and its code."""
    invitation = Invitation(name=name, agency=agency, duties=list(duties), office=office, email=email)
    return _made(invitation, acts.INVITED, at, by)


@transaction.atomic
def reset(officer: Officer, *, forget_second_step: bool, at: datetime, by: Actor) -> tuple[Invitation, str]:
    """Take an officer's password away and give a link to set another; who is signed in by it is so no more.

    With `forget_second_step` what they prove themselves with in a second step goes as well, and their identity at the
    single sign-on: the telephone is lost, the officer has another number there.
    """
    held = hold(officer)
    if not held.is_active:
        raise NotAllowed(
            "officer-shut-out",
            Message("“{officer}”的账号已停用。", officer=held.name),
            hint=Message("请先恢复账号。"),
        )
    held.set_password(None)
    held.save(update_fields=["password"])
    note(held, acts.PASSWORD_TAKEN, by=by)
    sessions.end(held, by=by)
    if forget_second_step:
        if Authenticator.objects.filter(user=held).delete()[0]:
            note(held, acts.STEP_REMOVED, by=by)
        SocialAccount.objects.filter(user=held).delete()
    lockout.forget(held)
    for open_one in Invitation.objects.open(at).filter(officer=held, resets=True):
        withdraw(open_one, at=at, by=by)
    return _made(Invitation(name=held.name, officer=held, resets=True), acts.RESET_MADE, at, by)


@transaction.atomic
def withdraw(invitation: Invitation, *, at: datetime, by: Actor) -> Invitation:
    """Withdraw an invitation (收回); its link opens nothing from then on."""
    held = hold(invitation)
    _require(held.is_open(at))
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    record(held, acts.INVITATION_WITHDRAWN, by=by)
    return held


def invitation_of(code: str, at: datetime) -> Invitation | None:
    """Give the invitation whose code this is, while it can be used."""
    return usable(Invitation.objects.filter(code_hash=_hash(code)).first(), at)


def usable(invitation: Invitation | None, at: datetime) -> Invitation | None:
    """Give an invitation while it can be used: it is open, and who made it may still make such a one."""
    good = invitation is not None and invitation.is_open(at) and rules.is_backed(invitation, localdate(at))
    return invitation if good else None


@transaction.atomic
def accept(
    invitation: Invitation, *, username: str, password: str | None, on: date, at: datetime, by: Actor
) -> Officer:
    """Make of who was invited an officer with the posts they were invited to, from this day.

    Without a password they sign in by the single sign-on alone.
    """
    take_chains(None, invitation.agency)
    held = hold(invitation)
    _require(usable(held, at) is not None)
    assert held.agency is not None
    officer = agencies.add_officer(username=username, name=held.name, email=held.email, password=password, by=by)
    by = replace(by, officer=officer, role="officer")
    for duty in held.duties:
        agencies.appoint(officer, held.agency, duty, office=held.office, from_on=on, by=by)
    _use(held, officer, at, by)
    return officer


@transaction.atomic
def accept_reset(invitation: Invitation, *, password: str, at: datetime, by: Actor) -> Officer:
    """Set the password of an officer by the link that an administrator gave them."""
    held = hold(invitation)
    _require(usable(held, at) is not None)
    assert held.officer is not None
    by = replace(by, officer=held.officer, role="officer")
    officer = change_password(held.officer, password, by=by)
    _use(held, officer, at, by)
    return officer


@transaction.atomic
def change_password(officer: Officer, password: str, *, by: Actor) -> Officer:
    """Set another password; it need not be changed again, and other sessions end by it."""
    held = hold(officer)
    held.set_password(password)
    held.must_change_password = False
    held.save(update_fields=["password", "must_change_password"])
    record(held, acts.PASSWORD_CHANGED, by=by)
    return held


@transaction.atomic
def lift_lock(officer: Officer, *, by: Actor) -> None:
    """Let an officer try again at once (解除锁定)."""
    take_chain(officer)
    if lockout.forget(officer):
        note(officer, acts.UNLOCKED, by=by)


@transaction.atomic
def note_signed_in(officer: Officer, ways: Sequence[str], *, browser: str, by: Actor) -> None:
    """Note that an officer signed in, in which ways they proved themselves, with what, and whether that is new.

    Failures before are forgotten.
    """
    new = devices.is_new(officer, browser, by.address)
    note(officer, acts.SIGNED_IN, by=by, ways=list(ways), browser=browser, new=new)
    lockout.forget(officer)


@transaction.atomic
def note_signed_out(officer: Officer, *, by: Actor) -> None:
    """Note that an officer signed out, or was signed out."""
    note(officer, acts.SIGNED_OUT, by=by)


@transaction.atomic
def note_failed(attempt: lockout.Attempt, officer: Officer | None, way: str, *, by: Actor) -> None:
    """Note a failure to sign in, and what it locked; of an account that there is not, without what was typed."""
    note(attempt.account if officer is None else officer, acts.FAILED, by=by, way=way)
    for locked in attempt.locked:
        what = locked if officer is None or locked == attempt.address else officer
        note(what, acts.LOCKED, by=by, minutes=settings.LOCKOUT_MINUTES)


@transaction.atomic
def link_identity(officer: Officer, *, by: Actor) -> None:
    """Note that an officer was linked with who they are at the single sign-on."""
    note(officer, acts.IDENTITY_LINKED, by=by)


def _made(invitation: Invitation, act: Any, at: datetime, by: Actor) -> tuple[Invitation, str]:
    code = secrets.token_urlsafe(24)
    invitation.code_hash = _hash(code)
    invitation.made_by = by.officer
    invitation.made_at = at
    invitation.expires_at = at + timedelta(days=settings.INVITATION_DAYS)
    invitation.full_clean(exclude=["duties"])
    invitation.save(force_insert=True)
    record(invitation, act, by=by)
    return invitation, code


def _use(invitation: Invitation, officer: Officer, at: datetime, by: Actor) -> None:
    invitation.officer = officer
    invitation.used_at = at
    invitation.save(update_fields=["officer", "used_at"])
    record(invitation, acts.INVITATION_USED, by=by)


def _require(open_still: bool) -> None:
    if not open_still:
        raise NotAllowed(
            "invitation-closed",
            Message("这个链接已经用过、收回或者过期，或者发出它的人已经无权发出。"),
            hint=Message("请向发出它的管理员另要一个。"),
        )


def _hash(code: str) -> str:
    """Give the hash of a code; it is drawn by chance from 192 bits, so that a plain hash will do."""
    return hashlib.sha256(code.encode()).hexdigest()
