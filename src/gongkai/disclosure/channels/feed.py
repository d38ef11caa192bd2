"""A channel that is asked: what changed since the place up to which whoever has its key has read.

A place is the number of a sending. Numbers are given before their transactions end, and may become visible in another
order: the last seconds are therefore not given yet, so that no reader goes past what they could not see.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from gongkai.disclosure.channels.document import compose
from gongkai.disclosure.models import Change, Channel, ChannelKind, Sending, Sent

FORMAT = "gongkai-feed/1"
MOST = 50
"""Documents in one answer."""
SETTLED_AFTER = timedelta(seconds=10)
"""How long no act takes between writing a sending down and its end."""


def hash_of_key(key: str) -> str:
    """Give what is kept of the key of a feed; it is drawn at random, and so no slower hash is needed."""
    return sha256(key.encode()).hexdigest()


def channel_of_key(key: str) -> Channel | None:
    """Give the channel that a key opens, or None; how much of a key is right cannot be told."""
    wanted = hash_of_key(key)
    channel = Channel.objects.select_related("agency").filter(kind=ChannelKind.FEED, key_hash=wanted).first()
    same = compare_digest(channel.key_hash if channel else "", wanted)
    return channel if channel and same else None


def read(channel: Channel, after: int, *, at: datetime) -> dict[str, Any]:
    """Give what changed after a place, each item once and as it is now, and note that it was fetched.

    A channel that is off is told of withdrawals alone.
    """
    rows = Sending.objects.newest().filter(channel=channel, pk__gt=after, made_at__lte=at - SETTLED_AFTER)
    found = list(rows.order_by("pk")[: MOST + 1])
    documents = []
    for row in found[:MOST]:
        document = compose(row.item_id, channel)
        if channel.on or document.change is Change.WITHDRAWN:
            documents.append({"key": str(row.key), **document.values})
            if row.sent_at is None:
                Sending.objects.filter(pk=row.pk, state=Sent.WAITING).update(
                    state=Sent.SENT, gave=document.change, text=document.text, sent_at=at, tries=1
                )
    return {
        "format": FORMAT,
        "channel": channel.name,
        "next": found[:MOST][-1].pk if found else after,
        "more": len(found) > MOST,
        "documents": documents,
    }
