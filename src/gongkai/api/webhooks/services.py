"""What is done with webhooks, each act in one transaction with its entry in the journal."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.models import Agency
from gongkai.api import acts
from gongkai.api.models import Event, Notification, Webhook
from gongkai.api.models.webhook import Sent
from gongkai.api.webhooks.kinds import KIND_BY_CODE
from gongkai.api.webhooks.tasks import send
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold, note, record
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.notifications import posting
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import administrators
from gongkai.notifications.services import notify
from gongkai.ui.background import later

STOPPED = Kind("webhook.stopped", gettext_lazy("事件推送连续失败，已经自动停用"), Level.WARNING)
KEPT_DAYS = 180
"""How long it can be looked up what others were told."""


@transaction.atomic
def set_up(agency: Agency, values: Mapping[str, Any], *, at: datetime, by: Actor) -> tuple[Webhook, str]:
    """Set up a webhook of an agency; give it with its secret, which is shown this once."""
    secret = secrets.token_urlsafe(32)
    webhook = Webhook(agency=agency, secret=secret, secret_at=at)
    _say(webhook, values)
    webhook.save()
    record(webhook, acts.WEBHOOK_SET_UP, by=by)
    return webhook, secret


@transaction.atomic
def edit(webhook: Webhook, values: Mapping[str, Any], *, by: Actor) -> Webhook:
    """Change where a webhook leads, what it tells, whether it is on; one that is turned on begins to count anew."""
    held = hold(webhook)
    _say(held, values)
    if held.on:
        held.failures, held.stopped_at = 0, None
    held.save(update_fields=[*values, "failures", "stopped_at"])
    record(held, acts.WEBHOOK_EDITED, by=by)
    return held


@transaction.atomic
def renew_secret(webhook: Webhook, *, at: datetime, by: Actor) -> str:
    """Give a webhook a new secret, shown this once; the one before signs nothing any more."""
    held = hold(webhook)
    held.secret = secret = secrets.token_urlsafe(32)
    held.secret_at = at
    held.save(update_fields=["secret", "secret_at"])
    record(held, acts.WEBHOOK_SECRET_RENEWED, by=by)
    return secret


@transaction.atomic
def send_again(notification: Notification, *, at: datetime, by: Actor) -> Notification:
    """Tell once more (重新发送), under the same key: who took it in already knows it by that."""
    webhook = hold(notification.webhook)
    row: Notification = Notification.objects.select_for_update().get(pk=notification.pk)
    if row.state in (Sent.WAITING, Sent.SENDING):
        raise NotAllowed(
            "sending-under-way", Message("这个事件正在等候发送。"), hint=Message("请过一会儿刷新。")
        )  # fmt: skip
    if not webhook.on:
        raise NotAllowed("webhook-off", Message("“{webhook}”已停用。", webhook=webhook.name), hint=_TURN_ON)
    row.state, row.due_at, row.tries = Sent.WAITING, at, 0
    row.save(update_fields=["state", "due_at", "tries"])
    note(webhook, acts.SENT_AGAIN, by=by, event=row.event_id)
    later(send)
    return row


_TURN_ON = Message("请先启用，再重新发送。")


@transaction.atomic
def stop(webhook: Webhook) -> None:
    """Turn off a webhook whose receiver was not reached so often; who administers the agency is told."""
    held = hold(webhook)
    if not held.on:
        return
    at = timezone.now()
    held.on, held.stopped_at = False, at
    held.save(update_fields=["on", "stopped_at"])
    record(held, acts.WEBHOOK_STOPPED, by=SYSTEM)
    text = Message(
        "“{webhook}”连续{count}次没有送到，已经停用。请与接收方联系，修好后在“事件推送”里启用、重新发送。",
        webhook=held.name,
        count=held.failures,
    )
    key = f"{STOPPED.code}:{held.pk}:{at.isoformat()}"
    url = reverse("webhooks:detail", args=[held.pk])
    to = administrators(held.agency, timezone.localdate(at))
    notify(STOPPED, to, text, key=key, url=url, at=at, agency=held.agency)


def sweep() -> int:
    """Forget what others were told long ago, and give how much that was."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    done = [Sent.SENT, Sent.FAILED, Sent.SETTLED]
    gone = Notification.objects.filter(made_at__lt=before, state__in=done).delete()[0]
    Event.objects.filter(at__lt=before, notifications__isnull=True).delete()
    return int(gone)


def _say(webhook: Webhook, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(webhook, name, value)
    wrong = {}
    if not posting.is_address(webhook.address):
        wrong["address"] = _("应为 https 开头的网址，不带用户名和口令。")
    if not webhook.kinds or not set(webhook.kinds) <= set(KIND_BY_CODE):
        wrong["kinds"] = _("至少选一种事件。")
    if wrong:
        raise ValidationError(wrong)
    webhook.full_clean(exclude=["agency", "secret"])
