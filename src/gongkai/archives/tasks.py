"""What is done in the background. Each may be run twice: a worker that was killed leaves its task to the next."""

from __future__ import annotations

from django_tasks import task

from gongkai.archives.models import Erasure, Export


@task()
def erase(key: int) -> None:
    """Carry out an approved list."""
    from gongkai.archives import erasing  # which puts this into the queue

    erasing.carry_out(Erasure.objects.get(pk=key))


@task()
def pack(key: int) -> None:
    """Make the packages of an export."""
    from gongkai.archives import exporting  # which puts this into the queue

    exporting.make(Export.objects.get(pk=key))
