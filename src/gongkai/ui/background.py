"""Having something done in the background: with the transaction of an act, or once whenever it is due."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django_tasks_db.models import DBTaskResult


def later(task: Any, *arguments: Any) -> None:
    """Have a task done: a queue that lies in the database takes it within the transaction, another after it."""
    if task.get_backend().supports_defer:
        task.enqueue(*arguments)
    else:
        transaction.on_commit(partial(task.enqueue, *arguments))


def unless_queued(task: Any) -> bool:
    """Have a task without arguments done, unless it is in the queue already; say whether it was put there."""
    if DBTaskResult.objects.ready().filter(task_path=task.module_path).exists():
        return False
    task.enqueue()
    return True
