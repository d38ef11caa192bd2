"""What officers do with channels, each act in one transaction with its entry in the journal."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.disclosure import acts
from gongkai.disclosure.channels.feed import hash_of_key
from gongkai.disclosure.channels.outbox import made, write
from gongkai.disclosure.models import Change, Channel, ChannelKind, Sending, Sent, labels
from gongkai.disclosure.selectors import public_items
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, note, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.notifications import posting

_TOGETHER = 500


@transaction.atomic
def set_up(agency: Agency, kind: str, values: Mapping[str, Any], *, at: datetime, by: Actor) -> tuple[Channel, str]:
    """Set up a channel of an agency; give it with its secret, which is shown this once (a folder has none).

    It is told of what is published from now on; what is published already, `fill` gives it.
    """
    channel = Channel(agency=agency, kind=kind)
    _say(channel, values)
    secret = _give_secret(channel, at)
    _require_whole(channel)
    channel.save()
    record(channel, acts.CHANNEL_SET_UP, by=by)
    return channel, secret


@transaction.atomic
def edit(channel: Channel, values: Mapping[str, Any], *, by: Actor) -> Channel:
    """Change what a channel takes, where it leads, whether it is on. What was given to it stays until withdrawn."""
    held = hold(channel)
    _say(held, values)
    _require_whole(held)
    held.save(update_fields=list(values))
    record(held, acts.CHANNEL_EDITED, by=by)
    return held


@transaction.atomic
def renew_secret(channel: Channel, *, at: datetime, by: Actor) -> str:
    """Give a channel a new secret, shown this once; the one before signs and opens nothing any more."""
    held = hold(channel)
    secret = _give_secret(held, at)
    if not secret:
        raise NotAllowed("channel-has-no-secret", Message("导出文件夹没有密钥。"), citation=cite("条例第23条"))
    held.save(update_fields=["secret", "key_hash", "secret_at"])
    record(held, acts.CHANNEL_SECRET_RENEWED, by=by)
    return secret


@transaction.atomic
def fill(channel: Channel, *, at: datetime, by: Actor) -> int:
    """Send a channel all that is public now and that it carries (补发); say how much that is."""
    held = hold(channel)
    if not held.on:
        raise NotAllowed(
            "channel-off",
            Message("渠道“{channel}”没有启用。", channel=held.name),
            hint=Message("请先启用，再补发。"),
            citation=cite("条例第23条"),
        )
    rows = public_items().select_related("agency")
    rows = rows.filter(agency__in=Agency.objects.below(held.agency)) if held.below else rows.filter(agency=held.agency)
    if held.categories:
        rows = rows.filter(category__in=held.categories)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _TOGETHER):
        some = rows.filter(pk__in=keys[start : start + _TOGETHER]).order_by("pk")
        write([made(held, item, Change.PUBLISHED, at=at) for item in some])
    note(held, acts.CHANNEL_FILLED, by=by, items=len(keys))
    return len(keys)


@transaction.atomic
def send_again(sending: Sending, *, at: datetime, by: Actor) -> Sending:
    """Tell a channel of an item once more (重新发送), under a new key: what is public of it now goes out."""
    channel = hold(sending.channel)
    newest = Sending.objects.select_related("item__agency").filter(channel=channel, item=sending.item_id).latest("pk")
    if newest.state in (Sent.WAITING, Sent.SENDING):
        raise NotAllowed(
            "sending-under-way",
            Message("这条信息正在等候发送。"),
            hint=Message("请过一会儿刷新。"),
            citation=cite("条例第23条"),
        )
    item = newest.item
    shown = item.shown_id is not None and channel.takes(item)
    row = made(channel, item, Change.PUBLISHED if shown else Change.WITHDRAWN, at=at)
    write([row])
    note(channel, acts.SENT_AGAIN, by=by, index=item.index)
    return row


@transaction.atomic
def settle(sending: Sending, *, reason: str, by: Actor) -> Sending:
    """Note that what did not arrive was seen to in another way (另行处理), and how; it is not sent any more."""
    channel = hold(sending.channel)
    row = Sending.objects.select_for_update(of=("self",)).select_related("item").get(pk=sending.pk)
    if row.state not in (Sent.FAILED, Sent.WAITING):
        raise NotAllowed(
            "sending-not-open",
            Message("这次发送已经有结果，或者正在发。"),
            hint=Message("请刷新列表。"),
            citation=cite("条例第23条"),
        )
    row.state = Sent.SETTLED
    row.save(update_fields=["state"])
    note(channel, acts.SENDING_SETTLED, by=by, index=row.item.index, reason=reason.strip())
    return row


def _say(channel: Channel, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(channel, name, value)


def _give_secret(channel: Channel, at: datetime) -> str:
    """Give a channel a secret drawn by chance: of a webhook what signs, of a feed the key that opens it."""
    if channel.kind == ChannelKind.FOLDER:
        return ""
    secret = secrets.token_urlsafe(32)
    if channel.kind == ChannelKind.FEED:
        channel.key_hash = hash_of_key(secret)
    else:
        channel.secret = secret
    channel.secret_at = at
    return secret


def _require_whole(channel: Channel) -> None:
    """Raise ValidationError, field by field, for what a channel lacks."""
    wrong = {}
    if channel.kind == ChannelKind.WEBHOOK and not posting.is_address(channel.address):
        wrong["address"] = _("应为 https 开头的网址，不带用户名和口令。")
    if channel.kind == ChannelKind.FOLDER and not channel.folder:
        wrong["folder"] = _("请填写文件夹的名称。")
    if not set(channel.categories) <= {code for code, _words in labels.CATEGORY_CHOICES}:
        wrong["categories"] = _("没有这样的公开类别。")
    if wrong:
        raise ValidationError(wrong)
    channel.full_clean(exclude=["agency", "secret"])
