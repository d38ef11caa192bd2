"""What is done in the background. Each may be run twice: a worker that was killed leaves its task to the next."""

from __future__ import annotations

from django_tasks import task

from gongkai.archives import erasing
from gongkai.archives.models import Erasure


@task()
def erase(key: int) -> None:
    """Carry out an approved list."""
    erasing.carry_out(Erasure.objects.get(pk=key))
