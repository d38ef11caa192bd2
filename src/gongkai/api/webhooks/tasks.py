"""The background tasks of webhooks."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from gongkai.ui.background import unless_queued


@task()
def send() -> int:
    """Tell what is due."""
    from gongkai.api.webhooks import sending  # what it stands on is not loaded yet when the acts are heard

    return sending.send_due()


def look() -> None:
    """Have what is due told, unless that is in the queue already."""
    from gongkai.api.webhooks import sending

    if sending.is_due(timezone.now()):
        unless_queued(send)
