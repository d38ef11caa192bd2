"""The background task of channels."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from gongkai.disclosure.channels import alarms, sending
from gongkai.ui.background import unless_queued


@task()
def send() -> int:
    """Send what is due."""
    return sending.send_due()


def look() -> bool:
    """Have what is due sent, unless that is in the queue already; tell of withdrawals that do not arrive."""
    now = timezone.now()
    alarms.tell(now)
    return sending.is_due(now) and unless_queued(send)
