"""What is taken back is gone in the same moment: files that may hold it are not given out until they are made anew.

A token says so: it changes in the transaction in which something public is taken back. Whoever makes files reads the
token first and then what is public, so files bear a token that is no newer than they are. They are given out while
their token is the one that stands. Tokens are random: one from before a backup was restored never comes again.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from gongkai.disclosure import acts as disclosure
from gongkai.feedback import acts as feedback
from gongkai.journal.hearing import hear
from gongkai.journal.services import type_of
from gongkai.opendata.models import Issue, Standing
from gongkai.ui.background import later

_ONE = 1
"""The key of the one row."""


def token() -> str:
    """Give the token that stands; empty while nothing was ever taken back."""
    found = Standing.objects.filter(pk=_ONE).values_list("token", flat=True).first()
    return str(found or "")


def taken_back() -> None:
    """Say, in the transaction of an act, that something public is not any more; have the files made anew."""
    from gongkai.opendata.tasks import renew

    Standing.objects.update_or_create(pk=_ONE, defaults={"token": str(uuid4())})
    if Issue.objects.exists():  # files that are being made for the first time are looked at again by who makes them
        later(renew)


def listen() -> None:
    """Hear of what is taken down, and of what was replaced because it should not have been public."""
    hear(disclosure.WITHDRAWN, _withdrawn)
    hear(disclosure.PUBLISHED, _replaced)
    hear(feedback.HIDDEN, _withdrawn)
    hear(feedback.SHOWN, _reworded)


def _withdrawn(row: Any, entry: Any) -> None:
    if type_of(row) in ("disclosure.item", "feedback.letter"):
        taken_back()


def _replaced(row: Any, entry: Any) -> None:
    if type_of(row) == "disclosure.showing" and not row.comparable:
        taken_back()


def _reworded(row: Any, entry: Any) -> None:
    if any(entry.before.get(name) for name in ("shown_title", "shown_body", "shown_reply")):
        taken_back()
