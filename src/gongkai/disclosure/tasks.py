"""What is done with items in the background. Each may be done twice: what is done already is left as it is."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from gongkai.disclosure.models import Plan, PlanState
from gongkai.ui.background import unless_queued

_VIRUSES_FIRST = timedelta(seconds=20)


@task()
def scan_files(key: int) -> None:
    """Scan the files of a text; those that wait for the scan for viruses are tried again."""
    from gongkai.disclosure.services import scanning

    if not scanning.scan_files(key) and scan_files.get_backend().supports_defer:
        scan_files.using(run_after=timezone.now() + _VIRUSES_FIRST).enqueue(key)


@task()
def follow_links(key: int) -> None:
    """Follow the links of a text to other sites."""
    from gongkai.disclosure.services import scanning

    scanning.follow_links(key)


@task()
def carry_out_plans() -> int:
    """Publish and take down what is due."""
    from gongkai.disclosure.services import carry_out_due

    return carry_out_due(timezone.now())


def look() -> bool:
    """Have what is due done, unless that is in the queue already."""
    due = Plan.objects.filter(state=PlanState.WAITING, at__lte=timezone.now())
    return due.exists() and unless_queued(carry_out_plans)
