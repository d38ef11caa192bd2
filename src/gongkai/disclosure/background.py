"""What is done with items in the background. Each may be done twice: what is done already is left as it is."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

_VIRUSES_FIRST = timedelta(seconds=20)


@task()
def scan_files(key: int) -> None:
    """Scan the files of a text; those that wait for the scan for viruses are tried again."""
    from gongkai.disclosure.services import scanning

    if not scanning.scan_files(key) and scan_files.get_backend().supports_defer:
        scan_files.using(run_after=timezone.now() + _VIRUSES_FIRST).enqueue(key)


def later(what: Any, *arguments: Any) -> None:
    """Have something done: a queue in the database takes it within the transaction, another after it."""
    if what.get_backend().supports_defer:
        what.enqueue(*arguments)
    else:
        transaction.on_commit(partial(what.enqueue, *arguments))
