"""Who may invite, set passwords anew and lift locks: whoever may appoint in the agency, or edit the officer."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.rules import (
    administers_some,
    agencies_administered,
    may_appoint,
    may_edit_officer,
    may_run_site,
)
from gongkai.agencies.signin.models import Invitation


def may_invite_anywhere(officer: Any, on: date) -> bool:
    """Say whether an officer may invite into some agency."""
    return administers_some(officer, on)


def may_invite(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may invite people into an agency."""
    return may_appoint(officer, agency, on)


def may_withdraw(officer: Any, invitation: Invitation, on: date) -> bool:
    """Say whether an officer may withdraw an invitation: whoever may make such a one."""
    if invitation.agency is not None:
        return may_invite(officer, invitation.agency, on)
    return invitation.officer is not None and may_reset(officer, invitation.officer, on)


def is_backed(invitation: Invitation, on: date) -> bool:
    """Say whether who made an invitation may still do so: it closes with their account, and with the post they had.

    What nobody made is of who has the machine (`gongkai createadmin`, the demonstration).
    """
    return invitation.made_by is None or may_withdraw(invitation.made_by, invitation, on)


def may_reset(officer: Any, other: Officer, on: date) -> bool:
    """Say whether an officer may have another set their password anew, or lift their lock; nobody does for oneself."""
    return isinstance(officer, Officer) and officer.pk != other.pk and may_edit_officer(officer, other, on)


def invitations_in_sight(officer: Any, on: date) -> Any:
    """Give the invitations an officer may see, as a query set: into the agencies they administer."""
    if may_run_site(officer):
        return Invitation.objects.all()
    return Invitation.objects.filter(agency__in=agencies_administered(officer, on))
