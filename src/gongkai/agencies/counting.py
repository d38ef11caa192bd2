"""Counters that give numbers without a gap, as registers of an agency have them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models


def counter(model: type[models.Model], **which: Any) -> Any:
    """Give the counter that something is counted by, held to the end of the transaction; made where there is none.

    What is taken from it in a transaction that comes to nothing is given out again.
    """
    counters = model._default_manager.select_for_update()
    try:
        return counters.get(**which)
    except ObjectDoesNotExist:  # of two that find none, one makes it and the other finds that
        model._default_manager.bulk_create([model(**which)], ignore_conflicts=True)
        return counters.get(**which)


def next_of(model: type[models.Model], **which: Any) -> int:
    """Count on: give the next number of a counter, whose field `last` holds the last."""
    found = counter(model, **which)
    found.last += 1
    found.save(update_fields=["last"])
    return int(found.last)
