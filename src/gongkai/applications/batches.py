"""A whole table of applications tried or taken in, and kept together as what it was (`models.batch`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.agencies.exchange.importing import Outcome, Row, bring_in
from gongkai.agencies.models import Agency
from gongkai.applications import acts
from gongkai.applications.models import Batch, BatchLine
from gongkai.applications.services.acting import made
from gongkai.applications.tables import History, Letters
from gongkai.journal.actor import Actor
from gongkai.law.message import Translate


def import_history(content: bytes, *, by: Actor, on: date, write: bool, translate: Translate | None = None) -> Outcome:
    """Try, or take over, the cases of a file: all of them or none. Those that were taken over before stay as they are.

    Raises UnreadableDocument for a file that is no such table.
    """

    def kept(rows: Sequence[Row]) -> None:
        _keep(Batch.Kind.HISTORY, None, rows, by, on)

    return bring_in(content, History(), by=by, on=on, write=write, translate=translate, then=kept)


def register_letters(
    agency: Agency, content: bytes, *, by: Actor, on: date, write: bool, translate: Translate | None = None
) -> tuple[Outcome, Batch | None]:
    """Try, or register, the applications of a file, all of them or none; give the batch where they were registered.

    Raises UnreadableDocument for a file that is no such table.
    """
    batches: list[Batch | None] = []

    def kept(rows: Sequence[Row]) -> None:
        batches.append(_keep(Batch.Kind.LETTERS, agency, rows, by, on))

    outcome = bring_in(content, Letters(agency), by=by, on=on, write=write, translate=translate, then=kept)
    return outcome, batches[0] if batches else None


def _keep(kind: Batch.Kind, agency: Agency | None, rows: Sequence[Row], by: Actor, on: date) -> Batch | None:
    """Keep which applications a table became; of one that brought nothing new there is nothing to keep."""
    became = [(row.number, row.done.made) for row in rows if row.done is not None and row.done.added]
    if not became:
        return None
    act = acts.BATCH_IMPORTED if kind is Batch.Kind.HISTORY else acts.BATCH_REGISTERED
    batch: Batch = made(Batch(kind=kind, agency=agency, size=len(became), taken_on=on), act, by=by)
    BatchLine.objects.bulk_create(
        BatchLine(batch=batch, row=number, application=application, ended=application.closed_on is not None)
        for number, application in became
    )
    return batch
