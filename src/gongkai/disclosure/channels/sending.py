"""Sending to channels, as every outbox does (`notifications.outbox`): what goes out is what is public at that moment.

Of an item and a channel one sending goes out at a time, the newest alone, so that what is told of an item keeps its
order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from gongkai.disclosure.channels import folder, webhook
from gongkai.disclosure.channels.document import Document
from gongkai.disclosure.models import ChannelKind, Sending, Sent
from gongkai.notifications.outbox import Outbox

Sender = Callable[[Sending], tuple[Document, int | None]]
"""Sends what is public of an item now, and gives that with the code of the answer. Raises Unsent and Dropped."""

SENDERS: Mapping[str, Sender] = {ChannelKind.WEBHOOK: webhook.send, ChannelKind.FOLDER: folder.send}


def is_due(at: datetime) -> bool:
    """Say whether something waits to be sent."""
    return _OUTBOX.is_due(at)


def send_due() -> int:
    """Send what is due, and say how much went out. A channel that cannot be reached is left for this time."""
    return _OUTBOX.send_due()


def _send(row: Sending) -> Mapping[str, Any]:
    row = Sending.objects.select_related("channel__agency").get(pk=row.pk)
    document, answer = SENDERS[row.channel.kind](row)
    return {"answer": answer, "gave": document.change, "text": document.text}


def _is_overtaken(row: Sending) -> bool:
    """Say whether a newer sending tells the same channel of the same item: then this one is not sent."""
    of_it = Sending.objects.filter(channel=row.channel_id, item=row.item_id)
    if not of_it.filter(pk__gt=row.pk).exists():
        return False
    of_it.filter(pk=row.pk, state=Sent.WAITING).update(state=Sent.REPLACED)
    return True


_OUTBOX = Outbox(
    rows=lambda: Sending.objects.filter(channel__kind__in=SENDERS),
    receiver="channel",
    send=_send,
    log="gongkai.channels",
    is_overtaken=_is_overtaken,
)
