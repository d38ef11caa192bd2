"""Who may do what with attachments: as the context of their object says, and never before their scan."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.attachments import scanning
from gongkai.attachments.models import Attachment, State
from gongkai.attachments.owners import Owner


def may_see(officer: Any, owner: Owner, thing: Any, on: date) -> bool:
    """Say whether somebody sees the attachments of an object."""
    return owner.may_see(officer, thing, on)


def may_add(officer: Any, owner: Owner, thing: Any, on: date) -> bool:
    """Say whether somebody may add to them."""
    return owner.may_see(officer, thing, on) and owner.may_add(officer, thing, on)


def may_remove(officer: Any, owner: Owner, thing: Any, on: date) -> bool:
    """Say whether somebody may remove one."""
    return owner.may_see(officer, thing, on) and owner.may_remove(officer, thing, on)


def may_be_removed(attachment: Attachment, owner: Owner) -> bool:
    """Say whether an attachment may be removed at all: its owner may have to keep it."""
    return not owner.keeps(attachment)


def may_be_given_out(attachment: Attachment) -> bool:
    """Say whether an attachment may be given to anybody at all.

    Where files are scanned, only what was found clean; where they are not, what no scan spoke against.
    """
    if scanning.is_on():
        return attachment.state == State.CLEAN
    return attachment.state in (State.CLEAN, State.WAITING)
