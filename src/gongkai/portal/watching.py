"""The version of all that public pages show: a token that the database itself changes in the transaction of the change.

Triggers see to that, whoever writes and by whatever way. Tokens are random: one that was seen in a transaction that
came to nothing, or before a backup was restored, never comes again. Whoever reads the token first and then what pages
show has what is at least as new as the token; so what is kept under it is never out of date.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

WATCHED = (
    "agencies_agency", "agencies_office", "agencies_region", "agencies_succession", "attachments_attachment",
    "disclosure_catalogueentry", "disclosure_guide", "disclosure_issuer", "disclosure_item", "disclosure_link",
    "disclosure_origin",
    "disclosure_placement", "disclosure_rubric", "disclosure_showing", "disclosure_text",
    "duties_charge", "duties_dutystatement", "duties_leadinggroup", "filings_filing", "filings_version",
)  # fmt: skip
"""The tables that public pages read."""

COLUMNS = {"filings_filing": ("agency_id", "year", "scope")}
"""Of a table that is written to all day, what pages read of it: a change of anything else changes no page."""

_VERSION = "portal_version"
_CHANGED = "portal_changed"
_TOKEN = {"sqlite": "hex(randomblob(16))", "postgresql": "gen_random_uuid()::text"}
_ACTS = ("INSERT", "UPDATE", "DELETE")


def version() -> str | None:
    """Give the token that stands for all that public pages show now; None where there is none to go by."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT token FROM {_VERSION}")
        row = cursor.fetchone()
    return row[0] if row else None


def watch(using: str, **kwargs: Any) -> None:
    """Put the triggers in place, and begin with a new token; called after every migration.

    For SQLite changes a table by making it anew, and a table that is made anew has no triggers.
    """
    database = connections[using]
    there = set(database.introspection.table_names())
    watched = [table for table in WATCHED if table in there]
    with transaction.atomic(using=using), database.cursor() as cursor:
        for table in watched:
            for statement in _unwatch(database, table):
                cursor.execute(statement)
        if _VERSION not in there:
            return
        cursor.execute(f"DELETE FROM {_VERSION}")
        cursor.execute(f"INSERT INTO {_VERSION} (token) VALUES ({_TOKEN[database.vendor]})")
        if database.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {_CHANGED}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {_change(database)}; RETURN NULL; END $$"
            )
        for table in watched:
            for statement in _watch(database, table):
                cursor.execute(statement)


def _change(database: BaseDatabaseWrapper) -> str:
    return f"UPDATE {_VERSION} SET token = {_TOKEN[database.vendor]}"


def _watch(database: BaseDatabaseWrapper, table: str) -> list[str]:
    columns = COLUMNS.get(table)
    update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
    acts = {**{act: act for act in _ACTS}, "UPDATE": update}
    if database.vendor == "postgresql":
        when = f"AFTER {' OR '.join((*acts.values(), 'TRUNCATE'))} ON {table} FOR EACH STATEMENT"
        return [f"CREATE TRIGGER {_CHANGED} {when} EXECUTE FUNCTION {_CHANGED}()"]
    return [
        f"CREATE TRIGGER {table}_shown_{act} AFTER {when} ON {table} BEGIN {_change(database)}; END"
        for act, when in acts.items()
    ]


def _unwatch(database: BaseDatabaseWrapper, table: str) -> list[str]:
    if database.vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {_CHANGED} ON {table}"]
    return [f"DROP TRIGGER IF EXISTS {table}_shown_{act}" for act in _ACTS]
