"""The background tasks of channels."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from gongkai.disclosure.channels import alarms, sending
from gongkai.ui.background import unless_queued


@task()
def send() -> int:
    """Send what is due."""
    return sending.send_due()


@task()
def tell() -> int:
    """Tell of what does not arrive."""
    return alarms.tell(timezone.now())


def look() -> None:
    """Have what is due sent, and told of what does not arrive, unless that is in the queue already."""
    now = timezone.now()
    if sending.is_due(now):
        unless_queued(send)
    if alarms.is_due(now):
        unless_queued(tell)
