"""Having something done in the background as part of an act: with its transaction, or not at all."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction


def later(task: Any, *arguments: Any) -> None:
    """Have a task done: a queue that lies in the database takes it within the transaction, another after it."""
    if task.get_backend().supports_defer:
        task.enqueue(*arguments)
    else:
        transaction.on_commit(partial(task.enqueue, *arguments))
