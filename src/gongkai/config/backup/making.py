"""A backup made: the database first, then the files that its rows name, while nothing is taken from under it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from gongkai.attachments import storing
from gongkai.config.backup import snapshot
from gongkai.config.backup.manifest import BackupFailed, Manifest
from gongkai.config.backup.packing import TAR, Packing, packing
from gongkai.config.backup.reading import backups_in
from gongkai.law.message import Message
from gongkai.vault.sealing import ring

DATABASE, FILES, CALENDAR = "database", "files", "calendar"
"""The folders of a backup."""
Progress = Callable[[int, int], object]


class Made(NamedTuple):
    """A backup that was made: where, what it says of itself, how many bytes of files were copied for it."""

    path: Path
    manifest: Manifest
    copied: int


def place_for(target: Path, at: datetime) -> Path:
    """Give where a backup goes: what ends in `.tar` is a file, everything else a folder that it lies in.

    It is named after its second; another one of the same second has a number, by which it comes after that.
    """
    if target.suffix == TAR:
        return target
    first = target / f"gongkai-{at:%Y%m%d-%H%M%S}"
    names = chain([first], (first.with_name(f"{first.name}-{number}") for number in count(2)))
    return next(each for each in names if not each.exists())


def back_up(target: Path, at: datetime, tell: Progress = lambda done, total: None) -> Made:
    """Back the site up, whole or not at all. Raises BackupFailed, FilesHeld."""
    place = place_for(target.absolute(), at)
    before = None if place.suffix == TAR else next(iter(backups_in(place.parent)), None)
    with storing.held(), packing(place, before) as pack:
        require_room(pack.work, snapshot.size())
        found = snapshot.taken(pack.work / DATABASE)
        for part in found.parts:
            pack.take(f"{DATABASE}/{part.name}", part)
            part.unlink()
        copied, missing = _files(pack, found.places, tell)
        for notice in sorted(settings.CALENDAR.glob("*.toml")):
            pack.take(f"{CALENDAR}/{notice.name}", notice)
        made = Manifest(
            made_at=at,
            version=version("gongkai"),
            site=settings.SITE_URL,
            vendor=connection.vendor,
            database=found.database,
            database_size=found.size,
            migrations=found.migrations,
            counts=found.counts,
            chains=found.chains,
            keys=tuple(key.id for key in ring().keys),
            files=len(found.places),
            size=pack.size,
            missing=missing,
            sums=pack.sum(),
        )
        pack.finish(made)
    return Made(place, made, copied)


def require_room(folder: Path, needed: int) -> None:
    """Refuse where a disk has less room than is needed for certain."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BackupFailed(
            "backup-no-room",
            Message(
                "{folder} 的磁盘只剩{free}兆，至少要{needed}兆，没有开始备份。",
                folder=folder.parent,
                free=free // 1_000_000,
                needed=needed // 1_000_000 + 1,
            ),
            hint=Message("请腾出空间，或者换一个磁盘。"),
        )


def _files(pack: Packing, places: tuple[str, ...], tell: Progress) -> tuple[int, tuple[str, ...]]:
    """Put in the files that rows name; give how many bytes were copied, and which were lost or changed before."""
    copied, wrong = 0, list[str]()
    for number, place in enumerate(places, start=1):
        name = f"{FILES}/{place[:2]}/{place}"
        if not pack.have(name, place):
            before = pack.size
            try:
                if pack.take(name, storing.path_of(place)) != place:
                    wrong.append(place)
            except FileNotFoundError:
                wrong.append(place)
            copied += pack.size - before
        tell(number, len(places))
    return copied, tuple(wrong)
