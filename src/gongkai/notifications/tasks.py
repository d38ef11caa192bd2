"""The background task of this context."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gongkai.notifications.delivering import deliver_due, is_due


@task()
def deliver() -> int:
    """Send what is due."""
    return deliver_due()


def look() -> bool:
    """Have what is due sent, unless that is in the queue already: what failed before, and what was to wait."""
    if not is_due(timezone.now()) or DBTaskResult.objects.ready().filter(task_path=deliver.module_path).exists():
        return False
    deliver.enqueue()
    return True
