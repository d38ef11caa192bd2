"""What the database itself refuses: to change or remove an entry, whoever asks.

Who owns the database can lift this, as the tests do when they empty it; the chain of hashes then tells. SQLite drops it
with the table whenever a migration changes a column, for it makes the table anew: each migration ends with putting in
place what is not there, and the verification of the journal and the status page tell where it is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "journal_entry"
_REFUSAL = "journal entries are neither changed nor removed"

_PROTECT = {
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{act} BEFORE {act} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for act in ("update", "delete")
    ]
    + [
        # REPLACE removes the row in its way without a word to the trigger on DELETE. A key not given is -1 here.
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_replace BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} "
        f"WHERE id = NEW.id OR (chain_id = NEW.chain_id AND number = NEW.number)) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    ],
    "postgresql": [
        f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
    ],
}
_UNPROTECT = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_no_{act}" for act in ("update", "delete", "replace")],
    "postgresql": [f"DROP FUNCTION IF EXISTS {TABLE}_refuse() CASCADE"],
}
_IN_PLACE = {
    "sqlite": (f"SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{TABLE}'", 3),
    "postgresql": (
        f"SELECT count(*) FROM pg_trigger WHERE tgrelid = '{TABLE}'::regclass AND NOT tgisinternal AND tgenabled = 'O'",
        2,
    ),
}
"""How many triggers there are, and how many there should be."""


def _run(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


def protect(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the protection in place; a step of a migration."""
    _run(editor.connection, _PROTECT)


def unprotect(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the protection away; the way back of a migration."""
    _run(editor.connection, _UNPROTECT)


def is_in_place(connection: BaseDatabaseWrapper) -> bool:
    """Say whether the database has the protection."""
    question, wanted = _IN_PLACE[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone()[0] == wanted)


def put_in_place(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Put the protection in place where there is a table to protect and it is not; heard after every migration."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names() and not is_in_place(connection):
        _run(connection, _PROTECT)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Do without the protection for a while: for tests, which empty and forge."""
    _run(connection, _UNPROTECT)
    try:
        yield
    finally:
        _run(connection, _PROTECT)
