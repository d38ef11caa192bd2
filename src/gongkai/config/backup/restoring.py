"""A backup put back: unpacked and verified beside what is there, then put in its place, and the old kept.

Until all of it was verified nothing of the site is touched. Then names are changed and nothing is copied; while that
is done, a file says so, and the site does not start. What the site had lies in a folder `before-restore-…`, and of
PostgreSQL in a schema of that name; nothing here ever removes it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import Error, connection

from gongkai.config import presence
from gongkai.config.backup import trying
from gongkai.config.backup.keys import Keys
from gongkai.config.backup.making import FILES
from gongkai.config.backup.manifest import BackupFailed, BackupUnusable
from gongkai.config.backup.packing import told
from gongkai.config.backup.reading import Backup
from gongkai.config.backup.snapshot import SQLITE
from gongkai.config.backup.trying import Tried
from gongkai.law.message import Message
from gongkai.vault.secret_file import settle

_PLACES = (SQLITE, f"{SQLITE}-wal", f"{SQLITE}-shm", FILES, "calendar", "search")
"""What of a data folder a backup takes the place of. The index of the search makes itself anew."""
_KEYS = ("keys.json", "secret-key")
KEPT = "before-restore-"
"""How the names of folders and schemas begin that keep what was there before."""


class Restored(NamedTuple):
    """What was put back: what was found when it was verified, and where the old is kept, if there was any.

    Of a new machine that is no more than the keys it began with, which nothing was sealed with.
    """

    tried: Tried
    kept: str
    replaced: bool


def restore(backup: Backup, keys: Keys, at: datetime, *, replace: bool, new_keys: bool) -> Restored:
    """Put a backup back. Raises InUse, BackupUnusable, BackupFailed; then all is as it was.

    `new_keys`: the keys come with the backup, and take the place of those of the site.
    """
    with presence.alone(), told(settings.DATA):
        require_room(backup)
        if (replaced := is_in_use()) and not replace:
            raise BackupUnusable(
                "site-there",
                Message("这里已经有一个网站的数据：{folder}。", folder=settings.DATA),
                hint=Message("要换掉它的，加上 --replace：原来的不删，留在旁边；要另装一份的，另设 GONGKAI_DATA。"),
            )
        trying.require_usable(backup, keys)
        name = f"{KEPT}{at:%Y%m%d-%H%M%S}"
        while (settings.DATA / name).exists():
            name += "-"
        for left in settings.DATA.glob("restoring-*"):
            shutil.rmtree(left)
        with (
            tempfile.TemporaryDirectory(prefix="restoring-", dir=settings.DATA) as staged,
            _schema(backup) as schema,
        ):
            folder = Path(staged)
            trying.unpack(backup, folder, keys)
            for part in backup.parts(FILES):
                backup.unpack(part, folder / part)
            for difference in backup.differences():
                raise _broken(difference)
            address = trying.address_of(schema) if schema else ""
            said = backup.manifest
            known_by = (backup.where.name, backup.digest, said.made_at.isoformat(), str(said.size))
            tried = trying.verified(backup, folder, address, *known_by)
            if not tried.whole:
                raise _broken(tried.differences[0])
            _settled(folder)
            connection.close()
            return Restored(tried, _swapped(folder, name, schema, new_keys=new_keys), replaced)


def is_in_use() -> bool:
    """Say whether the site has a database with something in it already."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return presence.half_file().exists() or (path.exists() and path.stat().st_size > 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def require_room(backup: Backup) -> None:
    """Refuse where there is no room for all that is unpacked."""
    said, free = backup.manifest, shutil.disk_usage(settings.DATA).free
    needed = said.size + said.database_size
    if free < needed:
        raise BackupFailed(
            "restore-no-room",
            Message(
                "{folder} 的磁盘只剩{free}兆，恢复要{needed}兆，没有开始。",
                folder=settings.DATA,
                free=free // 1_000_000,
                needed=needed // 1_000_000 + 1,
            ),
            hint=Message("请腾出空间再恢复。"),
        )


@contextmanager
def _schema(backup: Backup) -> Iterator[str]:
    """Give a schema for the tables, gone again unless they were put in their place; nothing for SQLite."""
    if backup.manifest.vendor == "sqlite":
        yield ""
        return
    _require_no_others()
    schema = f"gongkai_restoring_{secrets.token_hex(4)}"
    with trying.database_of(backup, schema):
        yield schema


def _require_no_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
        (others,) = cursor.fetchone()
    if others:
        raise presence.InUse(
            "database-in-use",
            Message("还有{others}个连接在用这个数据库。", others=others),
            hint=Message("请先停掉各台服务器上的网站和其他连着它的程序，再恢复。"),
        )


def _broken(difference: Message) -> BackupUnusable:
    return BackupUnusable(
        "backup-differs",
        Message("这份备份不完整，没有恢复：{difference}", difference=difference),
        hint=Message("原来的数据没有动。请换一份备份。"),
    )


def _settled(folder: Path) -> None:
    """Leave the database in one file, and have all of it on the disk."""
    if (folder / SQLITE).exists():
        with closing(sqlite3.connect(folder / SQLITE)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.sync()


def _swapped(staged: Path, name: str, schema: str, *, new_keys: bool) -> str:
    """Put what was unpacked in the place of what is there; give where that is kept, nothing where there was none."""
    data: Path = settings.DATA
    kept = data / name
    places = [place for place in _PLACES if schema == "" or not place.startswith(SQLITE)]
    places += _KEYS if new_keys else ()
    presence.half_file().touch(mode=0o600)
    settle(data)
    try:
        had = bool(schema) and _schemas_swapped(schema, name)
    except Error:  # nothing was changed yet
        presence.half_file().unlink()
        raise
    kept.mkdir(mode=0o700)
    for place in places:
        if (data / place).exists():
            (data / place).rename(kept / place)
    for place in places:
        if (staged / place).exists():
            (staged / place).rename(data / place)
    settle(data)
    presence.half_file().unlink()
    if not had and not any(kept.iterdir()):
        kept.rmdir()
        return ""
    return str(kept)


def _schemas_swapped(schema: str, name: str) -> bool:
    """Put the schema that was filled in the place of the one in use, in one step; say whether that had tables."""
    with connection.cursor() as cursor:
        had = is_in_use()
        cursor.execute("SELECT current_schema()")
        (current,) = cursor.fetchone()
        cursor.execute(
            f'ALTER SCHEMA "{current}" RENAME TO "{name}"; ALTER SCHEMA "{schema}" RENAME TO "{current}"'
            if had
            else f'DROP SCHEMA "{current}"; ALTER SCHEMA "{schema}" RENAME TO "{current}"'
        )
    return had
