"""The background worker: django-tasks' own, with the clock of the night, the writer of the search, and what a
killed worker left taken up again.

A worker has a number on its machine, held by a lock that the system lets go when the process ends, however it ends. A
task that is marked as running under that number when the worker starts can therefore not be running: it goes back
into the queue, or is given up after some times, since it may be what kills the worker.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.config import presence
from gongkai.config.nightly import Clock
from gongkai.search.writing import Indexing

_log = logging.getLogger("gongkai.worker")

_MOST_WORKERS = 64
_MOST_TIMES = 3


def work() -> None:
    """Do what is in the queue until asked to stop."""
    presence.enter()
    with numbered(settings.DATA) as number:
        name = f"{socket.gethostname()[:50]}/{number}"
        take_up(name)
        with Clock((settings.DATA / f"worker-{number}.lock").touch), Indexing():
            call_command("db_worker", worker_id=name, reload=False, verbosity=0)


@contextmanager
def numbered(folder: Path) -> Iterator[int]:
    """Hold the first number that no other worker on this machine holds."""
    for number in range(_MOST_WORKERS):
        file = os.open(folder / f"worker-{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            continue
        try:
            yield number
        finally:
            os.close(file)
        return
    raise RuntimeError(f"there are {_MOST_WORKERS} workers on this machine already")


@transaction.atomic
def take_up(worker: str) -> int:
    """Put back into the queue what a worker of this name left unfinished; say how many."""
    taken = 0
    for left in DBTaskResult.objects.running().select_for_update():
        if left.worker_ids[-1:] != [worker]:
            continue
        if len(left.worker_ids) >= _MOST_TIMES:
            left.status, left.finished_at = TaskResultStatus.FAILED, timezone.now()
            left.exception_class_path = "builtins.RuntimeError"
            left.traceback = f"the worker ended {len(left.worker_ids)} times while doing this"
            left.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])
            _log.error("given up: %s", left.task_path)
        else:
            left.status = TaskResultStatus.READY
            left.save(update_fields=["status"])
            _log.warning("taken up again: %s", left.task_path)
            taken += 1
    return taken
