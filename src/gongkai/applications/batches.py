"""What a whole table of applications became, kept together (`models.batch`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.agencies.exchange.columns import Done
from gongkai.agencies.models import Agency
from gongkai.applications import acts
from gongkai.applications.models import Batch, BatchLine
from gongkai.applications.services.acting import made
from gongkai.journal.actor import Actor


def keep_together(
    kind: Batch.Kind, agency: Agency | None, done: Mapping[int, Done], *, by: Actor, on: date
) -> Batch | None:
    """Keep which applications the rows of a table became; of one that brought nothing new there is nothing to keep."""
    became = [(number, row.made) for number, row in done.items() if row.added]
    if not became:
        return None
    act = acts.BATCH_IMPORTED if kind is Batch.Kind.HISTORY else acts.BATCH_REGISTERED
    batch: Batch = made(Batch(kind=kind, agency=agency, size=len(became), taken_on=on), act, by=by)
    BatchLine.objects.bulk_create(
        BatchLine(batch=batch, row=number, application=application, ended=application.closed_on is not None)
        for number, application in became
    )
    return batch
