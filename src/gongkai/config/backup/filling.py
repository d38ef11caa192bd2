"""What looks into a backup that was unpacked, in a process and a place of its own.

The settings of the process point to that place. Its tables are filled, where it is PostgreSQL, and counted; then
brought to this version; then the journal is verified there. What was found is printed as one line of JSON. Given
the name, digest, moment and size of the backup it stays: sessions end, and the journal keeps that it was put back.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from gongkai.config.commands import site

_SHOWN = 20
"""Differences that are named one by one."""


def main(arguments: list[str]) -> None:
    """Fill, count, bring up to date, verify, and print what was found."""
    from gongkai.cli.language import asked_for, speaking

    with speaking(asked_for(())), site():
        print(json.dumps(_found(Path(arguments[0]), arguments[1:]), ensure_ascii=False))


def _found(unpacked: Path, restored: list[str]) -> dict[str, Any]:
    from django.db import connection, transaction

    from gongkai.cli.language import say
    from gongkai.config.backup import snapshot
    from gongkai.config.preparing import migrate
    from gongkai.journal.verifying import verify

    if connection.vendor == "postgresql":
        _tables_as_then(json.loads((unpacked / "migrations.json").read_text(encoding="utf-8")))
        with transaction.atomic():
            snapshot.filled(unpacked)
    with connection.cursor() as cursor:
        is_sqlite = connection.vendor == "sqlite"
        tables = snapshot.tables_of_sqlite(cursor) if is_sqlite else snapshot.tables_of_postgresql()
        counts, chains, _migrations, places = snapshot.looked_at(cursor, tables)
    steps = migrate()
    found = verify(_SHOWN)
    if restored:
        _put_back(*restored)
    connection.close()
    return {
        "counts": counts,
        "chains": chains,
        "places": places,
        "steps": steps,
        "entries": found.entries,
        "differences": [say(each) for each in found.differences],
        "more": found.more,
    }


def _tables_as_then(migrations: list[str]) -> None:
    """Make the tables as they were at the time of some migrations."""
    from gongkai.config.creating import create_tables

    create_tables([(app, name) for app, _, name in (each.partition(".") for each in migrations)])


def _put_back(name: str, digest: str, made_at: str, size: str) -> None:
    """Note in the restored site that it was restored; whoever was signed in then signs in again."""
    from datetime import datetime
    from importlib import import_module

    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    from gongkai.config.backup import records

    session = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
    with transaction.atomic():
        session.objects.all().delete()
        records.restored(name, digest, datetime.fromisoformat(made_at), int(size))
    call_command("migrate", interactive=False, verbosity=0)  # pages kept since then are not shown again


if __name__ == "__main__":
    main(sys.argv[1:])
