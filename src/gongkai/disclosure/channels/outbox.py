"""What is to be sent, written down in the transaction of the act: nothing is sent of an act that was never done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from gongkai.attachments import acts as of_attachments
from gongkai.attachments.models import Attachment
from gongkai.disclosure import acts
from gongkai.disclosure.channels.tasks import send
from gongkai.disclosure.models import Change, Channel, ChannelKind, Item, Sending, Sent
from gongkai.journal.hearing import hear
from gongkai.journal.services import type_of
from gongkai.ui.background import later


def begin() -> None:
    """Listen to what changes what is public of an item."""
    hear(acts.PUBLISHED, _changed)
    hear(acts.WITHDRAWN, _changed)
    hear(acts.VALIDITY_CHANGED, _changed_again)
    hear(of_attachments.SCANNED, _scanned)


def _changed(row: Any, entry: Any) -> None:
    if isinstance(row, Item):
        put(row, at=entry.at)


def _changed_again(row: Any, entry: Any) -> None:
    if isinstance(row, Item):
        put(row, at=entry.at, again=True)


def _scanned(attachment: Attachment, entry: Any) -> None:
    """Send an item once more when one of its files may be given out from now on, or no longer."""
    if attachment.object_type != type_of(Item) or attachment.personal:
        return
    item = Item.objects.public().select_related("agency", "shown").filter(pk=attachment.object_id).first()
    if item is not None and item.shown is not None and attachment.pk in item.shown.files:
        put(item, at=entry.at, again=True)


def put(item: Item, *, at: datetime, again: bool = False) -> None:
    """Write down what channels are to be told of an item: those that carry it, and those that were given it before.

    What changes of one without an act of its own is told `again`, and to nobody who was not told of it: what was public
    before a channel, or before this site, is sent when somebody asks for it. What is withdrawn is told to all that were
    ever given it, whatever they carry by now and also when they are off.
    """
    last = dict(Sending.objects.filter(item=item).order_by("pk").values_list("channel", "change"))
    told = Q(pk__in=last)
    if not again:
        told |= Q(pk__in=Channel.objects.reaching(item.agency).filter(on=True).values("pk"))
    rows = []
    for channel in Channel.objects.filter(told).select_related("agency"):
        if item.shown_id is not None and channel.on and channel.takes(item):
            rows.append(made(channel, item, Change.PUBLISHED, at=at))
        elif last.get(channel.pk) == Change.PUBLISHED and (item.shown_id is None or not channel.takes(item)):
            rows.append(made(channel, item, Change.WITHDRAWN, at=at))
    write(rows)


def made(channel: Channel, item: Item, change: Change, *, at: datetime) -> Sending:
    """Give a sending that is not written down yet."""
    return Sending(channel=channel, item=item, change=change, made_at=at, due_at=at)


def write(rows: list[Sending]) -> None:
    """Write sendings down, in place of those of the same that wait, and have them sent once that is committed."""
    if not rows:
        return
    items: dict[int, list[Item]] = {}
    for each in rows:
        items.setdefault(each.channel_id, []).append(each.item)
    for channel, of_it in items.items():
        Sending.objects.filter(channel=channel, item__in=of_it, state=Sent.WAITING).update(state=Sent.REPLACED)
    Sending.objects.bulk_create(rows)
    if any(each.channel.kind != ChannelKind.FEED for each in rows):
        later(send)
