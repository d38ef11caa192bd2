"""Replicas of a PostgreSQL (只读副本): what they may be asked, and when they know as much as the primary.

A replica follows the primary at a distance, mostly of milliseconds, sometimes of hours. It is asked only when it has
all that was committed before the request began, whoever committed it; so everybody reads their own writes, and what
was withdrawn is gone in the same moment. Two kinds of reading may go there:

- of who is not signed in, the tables that public pages show. The token of these tables (`portal.watching`), which
  changes with each of them, has to be the same on both.
- of officers, what views read that say they read much (`ui.replicas`). The replica has to have replayed the primary's
  log up to where it was when the request asked.

Sign-in, sessions, rights, attempts and everything in a request that writes are read from the primary, and all the rest
of a request is from its first write on. A replica that does not answer is left alone for a while, and a request that
it failed in the middle is answered anew from the primary.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections, models
from django.http import HttpRequest, HttpResponseBase
from prometheus_client import Counter

from gongkai.config.database import Trouble, trouble_of
from gongkai.portal.watching import COLUMNS, WATCHED

_log = logging.getLogger("gongkai.replicas")

ASKED = Counter("gongkai_replica_asked", "Requests that might read from a replica, by what came of it.", ["outcome"])

PRIMARY = "default"
PUBLIC_TABLES = frozenset(WATCHED) - frozenset(COLUMNS)
"""Tables of which any change changes the token."""
OFFICERS_APPS = frozenset({"applications", "disclosure", "duties", "feedback", "filings", "remedies"})
"""Whose tables views for officers may read from a replica. Not here, for good: who may do what, and who it is."""

LEFT_ALONE = 10.0
"""Seconds for which a replica that did not answer is not asked again."""
_LOOKS, _PAUSE = 5, 0.01
"""How often an officer's page looks whether the replica has come up to the primary, and the seconds between."""

_PRIMARY_AT = "SELECT token, pg_current_wal_flush_lsn()::text FROM portal_version"
_REPLICA_AT = (
    "SELECT token, coalesce(pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn, false), "
    "pg_is_in_recovery() FROM portal_version"
)

_away_until: dict[str, float] = {}
"""By alias, when a replica that did not answer may be asked again, as this process knows."""


@dataclass
class Reading:
    """Where a request reads from: decided when it first reads what a replica may be asked for."""

    officers: bool = False
    decided: bool = False
    alias: str | None = None
    failed: bool = False

    def stay(self) -> None:
        """Read everything that is still to be read from the primary."""
        self.decided, self.alias = True, None


_now: ContextVar[Reading | None] = ContextVar("reading", default=None)


class Router:
    """Where Django reads and writes: all of it at the primary, but what a request may read from a replica."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        """Give the database to read a table from."""
        reading = _now.get()
        if reading is None or not _may_be_asked_for(model, reading) or connections[PRIMARY].in_atomic_block:
            return PRIMARY
        if not reading.decided:
            reading.alias, reading.decided = _choose(reading.officers), True
        return reading.alias or PRIMARY

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        """Give the primary; who writes, or locks, reads from it from then on."""
        reading = _now.get()
        if reading is not None:
            reading.stay()
        return PRIMARY

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        """Let rows be related wherever they were read: they are of one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Leave the replicas to the server, which has them follow."""
        return db == PRIMARY


class Replicas:
    """Middleware: lets a safe request read from a replica where that may be, and answers anew where it failed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; what goes on after that, such as a stream, is read from the primary."""
        if not settings.REPLICAS or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        reading = Reading()
        if settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META:
            reading.stay()
        token = _now.set(reading)
        try:
            response = self.get_response(request)
            if reading.failed and response.status_code >= 500:
                reading.stay()
                response = self.get_response(request)
            return response
        finally:
            _now.reset(token)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Let the views of officers that read much do so at a replica."""
        reading = _now.get()
        if reading is not None and getattr(view, "reads_much", False) and not reading.failed:
            reading.officers, reading.decided = True, False


def _may_be_asked_for(model: type[models.Model], reading: Reading) -> bool:
    if reading.officers:
        return model._meta.app_label in OFFICERS_APPS
    return model._meta.db_table in PUBLIC_TABLES


def _choose(officers: bool) -> str | None:
    """Give a replica that knows all that the primary knew when this was asked, or None."""
    now = time.monotonic()
    there = [alias for alias in settings.REPLICAS if _away_until.get(alias, 0.0) <= now]
    if not there:
        ASKED.labels("away").inc()
        return None
    alias = random.choice(there)
    with connections[PRIMARY].cursor() as cursor:
        cursor.execute(_PRIMARY_AT)
        primary = cursor.fetchone()
    try:
        fresh = primary is not None and _is_fresh(alias, *primary, officers=officers)
    except (DatabaseError, InterfaceError) as error:
        _leave_alone(alias, error)
        ASKED.labels("away").inc()
        return None
    ASKED.labels("replica" if fresh else "behind").inc()
    return alias if fresh else None


def _is_fresh(alias: str, token: str, position: str, *, officers: bool) -> bool:
    connection = connections[alias]
    for look in range(_LOOKS if officers else 1):
        if look:
            time.sleep(_PAUSE)
        with connection.cursor() as cursor:
            cursor.execute(_REPLICA_AT, [position])
            row = cursor.fetchone()
        if row is None or not row[2]:  # it has been promoted, and goes its own way
            return False
        if row[1] if officers else row[0] == token:
            if _noting not in connection.execute_wrappers:
                connection.execute_wrappers.append(_noting)
            return True
    return False


def _noting(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
    """Note for the request that a replica failed it."""
    try:
        return execute(sql, params, many, context)
    except (DatabaseError, InterfaceError) as error:
        reading, trouble = _now.get(), trouble_of(error)
        if reading is not None and trouble is not None:
            reading.failed = True
        if trouble is Trouble.AWAY:
            _leave_alone(context["connection"].alias, error)
        raise


def _leave_alone(alias: str, error: Exception) -> None:
    _away_until[alias] = time.monotonic() + LEFT_ALONE
    connections[alias].close()
    _log.warning("%s does not answer: %s", alias, type(error).__name__)


@dataclass(frozen=True)
class Standing:
    """How a replica fares: its place, whether it answers and follows, by how many bytes of the log it is behind."""

    place: str
    follows: bool
    behind: int | None


def standings() -> list[Standing]:
    """Give how each replica fares now."""
    return [_standing(alias) for alias in settings.REPLICAS]


def _standing(alias: str) -> Standing:
    place = f"{settings.DATABASES[alias].get('HOST', '')}:{settings.DATABASES[alias].get('PORT') or 5432}"
    try:
        with connections[PRIMARY].cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_flush_lsn()::text")
            (position,) = cursor.fetchone()
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT pg_is_in_recovery(), greatest(0, pg_wal_lsn_diff(%s::pg_lsn, pg_last_wal_replay_lsn()))",
                [position],
            )
            follows, behind = cursor.fetchone()
    except (DatabaseError, InterfaceError):
        return Standing(place, False, None)
    return Standing(place, bool(follows), None if behind is None else int(behind))
