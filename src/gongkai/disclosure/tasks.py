"""The background task of this context."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gongkai.disclosure.models import Plan, PlanState


@task()
def carry_out_plans() -> int:
    """Publish and take down what is due."""
    from gongkai.disclosure.services import carry_out_due

    return carry_out_due(timezone.now())


def look() -> bool:
    """Have what is due done, unless that is in the queue already."""
    if not Plan.objects.filter(state=PlanState.WAITING, at__lte=timezone.now()).exists():
        return False
    if DBTaskResult.objects.ready().filter(task_path=carry_out_plans.module_path).exists():
        return False
    carry_out_plans.enqueue()
    return True
