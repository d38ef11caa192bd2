"""Sending to channels, by the background worker: each sending at least once, under the same key however often.

A row is taken before it is sent, in a transaction of its own, so that of two workers one sends it; of an item and a
channel one goes out at a time, the newest alone, so that what is told of an item keeps its order. What goes out is made
of what is public at that moment. What a killed worker had taken is sent again. What fails is tried again for a day,
then given up in sight of everybody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from gongkai.disclosure.channels import folder, webhook
from gongkai.disclosure.channels.document import Document
from gongkai.disclosure.channels.unsent import Dropped, Unsent
from gongkai.disclosure.models import ChannelKind, Sending, Sent
from gongkai.law.message import Message
from gongkai.notifications.delivering import AFTER
from gongkai.notifications.wording import kept

_log = logging.getLogger("gongkai.channels")

LOST_AFTER = timedelta(minutes=5)
"""After this what is marked as being sent is no more: its worker ended. Longer than any sending takes."""

Sender = Callable[[Sending], tuple[Document, int | None]]
"""Sends what is public of an item now, and gives that with the code of the answer. Raises Unsent and Dropped."""

SENDERS: Mapping[str, Sender] = {ChannelKind.WEBHOOK: webhook.send, ChannelKind.FOLDER: folder.send}


def is_due(at: datetime) -> bool:
    """Say whether something waits to be sent."""
    waiting = Sending.objects.filter(state=Sent.WAITING, due_at__lte=at, channel__kind__in=SENDERS)
    return waiting.exists() or Sending.objects.filter(state=Sent.SENDING, due_at__lt=at - LOST_AFTER).exists()


def send_due() -> int:
    """Send what is due, and say how much went out. A channel that cannot be reached is left for this time."""
    _take_up_lost(timezone.now())
    sent, silent, held = 0, set[int](), set[int]()
    while True:
        waiting = Sending.objects.filter(state=Sent.WAITING, due_at__lte=timezone.now(), channel__kind__in=SENDERS)
        row = waiting.exclude(channel__in=silent).exclude(pk__in=held).order_by("due_at", "pk").first()
        if row is None:
            return sent
        if not _take(row, timezone.now()):
            held.add(row.pk)
            continue
        try:
            sent += _send(row)
        except Unsent:
            silent.add(row.channel_id)


def _take(row: Sending, at: datetime) -> bool:
    """Take a sending, unless another has: of several of the same item the newest, once none is under way."""
    of_it = Sending.objects.filter(channel=row.channel_id, item=row.item_id)
    if of_it.filter(pk__gt=row.pk).exists():
        of_it.filter(pk=row.pk, state=Sent.WAITING).update(state=Sent.REPLACED)
        return False
    try:
        with transaction.atomic():
            taken = of_it.filter(pk=row.pk, state=Sent.WAITING)
            return bool(taken.update(state=Sent.SENDING, due_at=at, tries=F("tries") + 1))
    except IntegrityError:  # the one before it is under way
        return False


def _send(row: Sending) -> bool:
    """Send what was taken; say whether it went. Raises Unsent for a channel that cannot be reached."""
    row = Sending.objects.select_related("channel__agency").get(pk=row.pk)
    try:
        document, answer = SENDERS[row.channel.kind](row)
    except Dropped as error:
        _settle(row, state=Sent.SETTLED, trouble=kept(error.why))
        return False
    except Unsent as error:
        _failed(row, error, timezone.now())
        if error.unreachable:
            raise
        return False
    except Exception as error:  # a defect: it must not keep others from being sent
        _log.exception("could not send to channel %d", row.channel_id)
        why = Message("发送时出错（{error}），详见日志。", error=type(error).__name__)
        _failed(row, Unsent(why, again=True), timezone.now())
        return False
    _settle(
        row, state=Sent.SENT, trouble=None, answer=answer, gave=document.change, text=document.text,
        sent_at=timezone.now(),
    )  # fmt: skip
    return True


def _failed(row: Sending, error: Unsent, at: datetime) -> None:
    """Note why a sending failed, and when it is tried again if it is."""
    tried = row.tries - 1  # before this time
    again = error.again and tried < len(AFTER)
    state, due_at = (Sent.WAITING, at + AFTER[tried]) if again else (Sent.FAILED, at)
    _settle(row, state=state, due_at=due_at, trouble=kept(error.why), answer=error.answer)
    _log.log(logging.INFO if again else logging.WARNING, "sending %d to channel %d: %s", row.pk, row.channel_id, error)


def _settle(row: Sending, **values: object) -> None:
    Sending.objects.filter(pk=row.pk, state=Sent.SENDING).update(**values)


def _take_up_lost(at: datetime) -> None:
    Sending.objects.filter(state=Sent.SENDING, due_at__lt=at - LOST_AFTER).update(state=Sent.WAITING)
