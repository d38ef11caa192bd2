"""What may be the matter with the database: busy, full or away, told from an error, whichever database it is."""

from __future__ import annotations

import errno
import shutil
import traceback
from enum import Enum
from pathlib import Path

from django.db import Error, InterfaceError, connection

from gongkai.ui.limits import NotCounted


class Trouble(Enum):
    """What may be the matter with the database, through nobody's fault who uses the site."""

    BUSY = "busy"
    FULL = "full"
    AWAY = "away"


_SQLITE = (
    ("SQLITE_BUSY", Trouble.BUSY),
    ("SQLITE_LOCKED", Trouble.BUSY),
    ("SQLITE_FULL", Trouble.FULL),
    ("SQLITE_IOERR", Trouble.AWAY),
    ("SQLITE_READONLY", Trouble.AWAY),
    ("SQLITE_CANTOPEN", Trouble.AWAY),
    ("SQLITE_PROTOCOL", Trouble.BUSY),
    ("SQLITE_NOMEM", Trouble.AWAY),
)
_POSTGRESQL = (
    ("55P03", Trouble.BUSY),  # a lock waited for too long
    ("40", Trouble.BUSY),  # two transactions in each other's way
    ("57014", Trouble.BUSY),  # a statement took too long
    ("53100", Trouble.FULL),
    ("53", Trouble.AWAY),
    ("57P", Trouble.AWAY),
    ("58", Trouble.AWAY),
    ("08", Trouble.AWAY),
    ("25006", Trouble.AWAY),  # read only: a replica that was not told it leads now
)

_NO_ROOM = 1 << 20
"""Bytes: what SQLite may ask for at once."""


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Give what is the matter with the database, or None when an error is none of that."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble.FULL
    if not isinstance(error, Error):
        return None
    if isinstance(error, NotCounted):
        return Trouble.FULL if connection.vendor == "sqlite" and _disk_is_full() else Trouble.BUSY
    cause = error.__cause__
    if (name := getattr(cause, "sqlite_errorname", None)) is not None:
        trouble = next((trouble for start, trouble in _SQLITE if name.startswith(start)), None)
        # Memory that SQLite shares between processes is a file too, and when that finds no room it says otherwise.
        return Trouble.FULL if trouble is Trouble.AWAY and _disk_is_full() else trouble
    if (state := getattr(cause, "sqlstate", None)) is not None:
        return next((trouble for start, trouble in _POSTGRESQL if state.startswith(start)), None)
    # psycopg knows no state when it is the connection that fails.
    lost = type(cause).__module__.startswith("psycopg") and type(cause).__name__ in ("OperationalError",)
    return Trouble.AWAY if lost or isinstance(error, InterfaceError) else None


def _disk_is_full() -> bool:
    try:
        return shutil.disk_usage(Path(connection.settings_dict["NAME"]).parent).free < _NO_ROOM
    except OSError:
        return False


def may_have_been_saved(error: BaseException) -> bool:
    """Say whether a connection was lost while committing: the server may have committed and not been heard."""
    if connection.vendor == "sqlite" or trouble_of(error) is not Trouble.AWAY:
        return False  # what SQLite fails to commit is not committed
    frames = traceback.extract_tb(error.__traceback__)
    return any(frame.name == "_commit" and frame.filename.endswith("base.py") for frame in frames)
