"""The secret link of a calendar: made, made anew, revoked."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.applications import acts
from gongkai.applications.models import Feed
from gongkai.applications.selectors import hash_of_key
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record, record_removal


@transaction.atomic
def renew_feed(officer: Officer, *, at: datetime, by: Actor) -> str:
    """Give an officer a new key for their calendar, which is shown this once; the one before opens nothing any more."""
    key = secrets.token_urlsafe(32)
    there = Feed.objects.filter(officer=officer).first()
    feed = Feed(officer=officer) if there is None else hold(there)
    feed.key_hash, feed.made_at = hash_of_key(key), at
    feed.save()
    record(feed, acts.FEED_RENEWED, by=by)
    return key


@transaction.atomic
def revoke_feed(officer: Officer, *, by: Actor) -> None:
    """Let the key of an officer's calendar open nothing any more."""
    there = Feed.objects.filter(officer=officer).first()
    if there is not None:
        held = hold(there)
        record_removal(held, acts.FEED_REVOKED, by=by)
        held.delete()
