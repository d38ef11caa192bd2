"""Rows that many tests begin with: made once in a process by the services, and put back as they were after that.

To make a county takes some hundred statements, and most tests begin with one.
"""

from __future__ import annotations

import pickle
import re
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.utils import timezone

T = TypeVar("T")

INSERTED = re.compile(r'INSERT (?:OR \w+ )?INTO "(\w+)"')
FIRST = ("agencies.Region", "agencies.Agency", "agencies.Officer", "journal.Entry")
"""What must be without a row for rows to be put back: they have the keys they were made with."""
APART = 5
"""By how many seconds two clocks may differ that are not set by a test."""

_made: dict[Hashable, tuple[list[type[Model]], bytes]] = {}


def remade(name: Hashable, make: Callable[[], T]) -> T:
    """Give what `make` gives, with its rows in the database; it is made again where they cannot be put back.

    They cannot where there are others, where a test has set the clock, for the journal's times go forwards, and where
    something waits for them to be committed.
    """
    if not _empty() or abs(timezone.now().timestamp() - time.time()) > APART:
        return make()
    if name in _made:
        return _put_back(*_made[name])  # type: ignore[no-any-return]
    with _tables() as tables:
        waiting = len(connection.run_on_commit)
        result = make()
    if len(connection.run_on_commit) == waiting:
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
        models.sort(key=lambda model: tables.index(model._meta.db_table))
        rows = [list(model._base_manager.order_by("pk")) for model in models]
        _made[name] = models, pickle.dumps((result, rows))
    return result


def _put_back(models: list[type[Model]], kept: bytes) -> Any:
    result, rows = pickle.loads(kept)
    for model, of_model in zip(models, rows, strict=True):
        model._base_manager.bulk_create(of_model)
    return result


def _empty() -> bool:
    return not any(apps.get_model(label)._base_manager.exists() for label in FIRST)


@contextmanager
def _tables() -> Iterator[list[str]]:
    """Give the tables that statements insert into, in the order in which they first do."""
    tables: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        inserts = INSERTED.match(sql)
        if inserts and inserts[1] not in tables:
            tables.append(inserts[1])
        return execute(sql, *arguments)

    with connection.execute_wrapper(note):
        yield tables
