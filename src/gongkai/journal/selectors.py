"""Reading the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from gongkai.journal.models import Entry
from gongkai.journal.services import type_of


def timeline(*rows: models.Model) -> Any:
    """Give the entries of some rows, the newest first, with who wrote them."""
    of_any = models.Q(pk__in=())
    for row in rows:
        of_any |= models.Q(object_type=type_of(row), object_id=row.pk)
    return Entry.objects.filter(of_any).select_related("officer", "post__agency").order_by("-id")


def last_changes(row: models.Model, fields: Iterable[str]) -> dict[str, Entry]:
    """Give of fields of a row the entry that changed each last, with who wrote it; leave out those that never were."""
    found = {}
    for field in fields:
        entry = timeline(row).filter(after__has_key=field).first()
        if entry is not None:
            found[field] = entry
    return found
