"""The background task of this context."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from gongkai.notifications.delivering import deliver_due, is_due
from gongkai.ui.background import unless_queued


@task()
def deliver() -> int:
    """Send what is due."""
    return deliver_due()


def look() -> bool:
    """Have what is due sent, unless that is in the queue already: what failed before, and what was to wait."""
    return is_due(timezone.now()) and unless_queued(deliver)
