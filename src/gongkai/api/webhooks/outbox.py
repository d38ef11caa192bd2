"""What others are to be told, written down in the transaction of the act: nothing is told of what was never done."""

from __future__ import annotations

from typing import Any

from django.db import connection

from gongkai.api.models import Event, Notification, Webhook
from gongkai.api.webhooks.kinds import KINDS, EventKind
from gongkai.api.webhooks.tasks import send
from gongkai.journal.hearing import hear
from gongkai.journal.services import type_of
from gongkai.ui.background import later

_KINDS_OF: dict[str, list[EventKind]] = {}


def begin() -> None:
    """Listen to the acts that are events."""
    for kind in KINDS:
        for act in kind.acts:
            heard = _KINDS_OF.setdefault(act.code, [])
            if kind not in heard:
                heard.append(kind)
            hear(act, happened)


def happened(row: Any, entry: Any) -> None:
    """Write down what an act is to others, for each webhook that is told of it."""
    kinds = [kind for kind in _KINDS_OF[entry.act] if isinstance(row, kind.model) and kind.when(row, entry)]
    if not kinds:
        return
    wanted = _reaching(row.journal_agency) if _are_any() else []
    made = [
        Notification(webhook=webhook, event=event, made_at=entry.at, due_at=entry.at)
        for kind in kinds
        if (told := [webhook for webhook in wanted if kind.code in webhook.kinds])
        for event in [_event(kind, row, entry)]
        for webhook in told
    ]
    if made:
        Notification.objects.bulk_create(made)
        later(send)


def _are_any() -> bool:
    """Say whether there is a webhook at all: in plain SQL, for every act asks that is an event, and most have none."""
    table, on = map(connection.ops.quote_name, (Webhook._meta.db_table, "on"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE {on} LIMIT 1")
        return cursor.fetchone() is not None


def _reaching(agency: Any) -> list[Webhook]:
    """Give the webhooks that are told of an agency: its own, and of agencies above it those that say so."""
    line = [int(key) for key in agency.lineage.strip("/").split("/")]
    of_line = Webhook.objects.filter(agency__in=line, on=True).order_by("pk")
    return [webhook for webhook in of_line if webhook.below or webhook.agency_id == agency.pk]


def _event(kind: EventKind, row: Any, entry: Any) -> Event:
    made: Event = Event.objects.create(
        agency=row.journal_agency, kind=kind.code, act=entry.act, object_type=type_of(row), object_id=row.pk,
        number=str(getattr(row, kind.number)), at=entry.at,
    )  # fmt: skip
    return made
