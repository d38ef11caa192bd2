"""A backup put into a scratch place and verified there: every part, every table, every chain, the whole journal."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from gongkai.attachments import storing
from gongkai.config.backup import keys as key_files
from gongkai.config.backup.keys import Keys
from gongkai.config.backup.making import CALENDAR, DATABASE, FILES
from gongkai.config.backup.manifest import BackupUnusable, Head
from gongkai.config.backup.reading import Backup
from gongkai.config.backup.snapshot import SQLITE
from gongkai.config.commands import SETTINGS
from gongkai.law.message import Message

_SCRATCH = "gongkai-try-"


@dataclass(frozen=True)
class Tried:
    """What was found in a scratch place: entries of the journal, steps that brought it to this version, differences."""

    entries: int
    steps: tuple[str, ...]
    differences: tuple[Message, ...]
    more: int

    @property
    def whole(self) -> bool:
        """Say whether the backup is what it says, and the journal in it is whole."""
        return not self.differences


def try_out(backup: Backup, keys: Keys) -> Tried:
    """Put a backup into a scratch place, verify it there, and remove that place again."""
    require_usable(backup, keys)
    for left in settings.DATA.glob(f"{_SCRATCH}*"):  # by one that was killed
        if storing.is_left(left):
            shutil.rmtree(left)
    differences = list(backup.differences())
    if differences:
        return Tried(0, (), tuple(differences), 0)
    with (
        tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=settings.DATA) as scratch,
        database_of(backup, f"gongkai_try_{secrets.token_hex(4)}") as address,
    ):
        unpack(backup, Path(scratch), keys)
        return verified(backup, Path(scratch), address)


def require_usable(backup: Backup, keys: Keys) -> None:
    """Refuse a backup that this version, this kind of database or these keys cannot open."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    apps = {app for app, _name in loader.disk_migrations}
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    newer = [each for each in backup.manifest.migrations if each.partition(".")[0] in apps and each not in known]
    if newer:
        raise BackupUnusable(
            "backup-newer",
            Message("这份备份是 gongkai {version} 做的，比这里的新。", version=backup.manifest.version),
            hint=Message("请先升级到那一版，再恢复。"),
        )
    if backup.manifest.vendor != connection.vendor:
        raise BackupUnusable(
            "backup-other-database",
            Message("这份备份是 {database} 的，这里用的不是。", database=backup.manifest.database),
            hint=Message("请恢复到同一种数据库；要换数据库的，恢复之后再迁移。"),
        )
    key_files.require(keys, backup.manifest.keys)


def unpack(backup: Backup, folder: Path, keys: Keys) -> None:
    """Unpack all but the files into a folder, as a site has them there."""
    for name in backup.parts(DATABASE):
        part = Path(name).name
        is_site = part == f"{SQLITE}.gz"
        backup.unpack(name, folder / SQLITE if is_site else folder / DATABASE / part)
    for name in backup.parts(CALENDAR):
        backup.unpack(name, folder / CALENDAR / Path(name).name)
    (folder / DATABASE).mkdir(exist_ok=True)
    (folder / DATABASE / "migrations.json").write_text(json.dumps(backup.manifest.migrations), encoding="utf-8")
    key_files.put(keys, folder)


@contextmanager
def database_of(backup: Backup, schema: str) -> Iterator[str]:
    """Give the address of where its tables go: nothing for SQLite, else a schema that is dropped again."""
    if backup.manifest.vendor == "sqlite":
        yield ""
        return
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema}"')
    try:
        yield address_of(schema)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')


def address_of(schema: str) -> str:
    """Give the address of this database, for processes that look into another schema first."""
    of = connection.settings_dict
    given = {**of["OPTIONS"], "options": f"-c search_path={schema}"}
    kept = {name: value for name, value in given.items() if isinstance(value, str | int)}
    user = f"{quote(of['USER'], safe='')}:{quote(of['PASSWORD'], safe='')}@" if of["USER"] else ""
    port = f":{of['PORT']}" if of["PORT"] else ""
    where = f"{quote(of['HOST'], safe='')}{port}/{quote(of['NAME'], safe='')}"
    return f"postgresql://{user}{where}?{urlencode(kept, quote_via=quote)}"


def verified(backup: Backup, folder: Path, address: str, *restored: str) -> Tried:
    """Have a process look into what was unpacked, and hold what it finds against what the backup says of itself."""
    found = _looked(folder, address, restored)
    said = backup.manifest
    differences = list(_counted(said.counts, found["counts"]))
    heads = {Head(*each) for each in found["chains"]}
    for head in said.chains:
        if head not in heads:
            differences.append(Message("留痕链 {chain} 与备份时的不同。", chain=head.chain))
    there = {Path(name).name for name in backup.parts(FILES)}
    for place in found["places"]:
        if place not in there and place not in said.missing:
            differences.append(Message("附件的文件 {file} 不在备份里。", file=place))
    differences += [Message("{difference}", difference=each) for each in found["differences"]]
    return Tried(found["entries"], tuple(found["steps"]), tuple(differences), found["more"])


def _counted(then: Mapping[str, int], now: Mapping[str, int]) -> Iterator[Message]:
    for table in sorted({*then, *now}):
        if then.get(table) != now.get(table):
            yield Message(
                "表 {table} 备份时有{then}行，取出来有{now}行。",
                table=table,
                then=then.get(table, 0),
                now=now.get(table, 0),
            )


def _looked(folder: Path, address: str, restored: tuple[str, ...]) -> dict[str, Any]:
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS, "GONGKAI_DATA": str(folder)}
    environ.pop("GONGKAI_DATABASE_URL", None)
    if address:
        environ["GONGKAI_DATABASE_URL"] = address
    done = subprocess.run(
        [sys.executable, "-P", "-m", "gongkai.config.backup.filling", str(folder / DATABASE), *restored],
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [str(done.returncode)]
        raise BackupUnusable(
            "backup-broken",
            Message("备份取出来以后打不开（{why}）。", why=lines[-1]),
            hint=Message("请换一份备份。"),
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
