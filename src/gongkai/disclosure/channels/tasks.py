"""The background task of channels."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gongkai.disclosure.channels import alarms, sending


@task()
def send() -> int:
    """Send what is due."""
    return sending.send_due()


def look() -> bool:
    """Have what is due sent, unless that is in the queue already; tell of withdrawals that do not arrive."""
    now = timezone.now()
    alarms.tell(now)
    if not sending.is_due(now) or DBTaskResult.objects.ready().filter(task_path=send.module_path).exists():
        return False
    send.enqueue()
    return True
