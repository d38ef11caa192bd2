"""Telling others, as every outbox does (`notifications.outbox`): what happened, to what, by which act, and no more.

Who is told too often in vain is told no more, and who administers the agency hears of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import F

from gongkai.api.models import Event, Notification, Webhook
from gongkai.api.webhooks import services
from gongkai.api.webhooks.kinds import KIND_BY_CODE
from gongkai.law.message import Message
from gongkai.notifications.outbox import Dropped, Outbox, Unsent, told

FORMAT = "gongkai-event/1"


def is_due(at: datetime) -> bool:
    """Say whether somebody waits to be told."""
    return OUTBOX.is_due(at)


def send_due() -> int:
    """Tell what is due, and say how much went out. Who cannot be reached is left for this time."""
    return OUTBOX.send_due()


def payload(event: Event) -> dict[str, Any]:
    """Give what is told of an event."""
    kind = KIND_BY_CODE[event.kind]
    return {
        "format": FORMAT,
        "id": event.pk,
        "kind": event.kind,
        "act": event.act,
        "at": event.at.astimezone(UTC).isoformat(timespec="seconds"),
        "agency": {"id": event.agency_id, "name": event.agency.name},
        "object": {"type": kind.subject, "id": event.object_id, "number": event.number},
    }


def _send(row: Notification) -> Mapping[str, Any]:
    webhook, event = row.webhook, row.event
    if not webhook.on:
        raise Dropped(Message("事件推送已停用。"))
    body = json.dumps(payload(event), ensure_ascii=False).encode()
    return {"answer": told(webhook.address, body, secret=webhook.secret, key=str(row.key))}


def _came_of(row: Notification, error: Unsent | None) -> None:
    """Count the tries that failed one after another; so many of them turn the webhook off."""
    rows = Webhook.objects.filter(pk=row.webhook_id)
    if error is None:
        rows.exclude(failures=0).update(failures=0)
        return
    rows.update(failures=F("failures") + 1)
    webhook = rows.get()
    if webhook.on and webhook.failures >= settings.WEBHOOK_FAILURES:
        services.stop(webhook)


OUTBOX = Outbox(
    rows=lambda: Notification.objects.all(),
    receiver="webhook",
    send=_send,
    log="gongkai.webhooks",
    came_of=_came_of,
)
