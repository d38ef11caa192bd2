"""What must be before the site can serve: the tables as this version wants them, the static files in one place."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from gongkai.config.creating import create_tables
from gongkai.config.health import pending_migrations
from gongkai.journal.protection import is_in_place

_LOCK = 0x676F6E67
"""Ours among the advisory locks of a PostgreSQL database."""


def migrate(begins: Callable[[], None] = lambda: None) -> list[str]:
    """Bring the tables to this version, and name the steps taken; of several that start at once one does it.

    `begins` is called before the first step, which all of them together may take a while.
    """
    connection.ensure_connection()
    with _alone():
        steps = pending_migrations()
        if not steps and not is_in_place(connection):
            steps = ["journal: protection"]
        if steps:
            begins()
            create_tables()
            call_command("migrate", interactive=False, verbosity=0)
    return steps


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            connection.close()  # and with it the lock and the setting
    else:
        with (settings.DATA / "migrate.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def collect_static() -> bool:
    """Put the static files where they are served from, unless what is there was made of these very files."""
    stamp = settings.STATIC_ROOT / ".made-of"
    made_of = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == made_of:
        return False
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(made_of, encoding="ascii")
    return True


def _fingerprint() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found.update(f"{name}\0{storage.size(name)}\0{storage.get_modified_time(name).timestamp()}\n".encode())
    return found.hexdigest()
