"""A backup from beginning to end, as the command and the night do it: made, noted, tried, and old ones removed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from gongkai.config.backup import keys as key_files
from gongkai.config.backup import making, reading, records, trying
from gongkai.config.backup.making import Made, Progress
from gongkai.config.backup.packing import TAR, alone, removed, told
from gongkai.config.backup.trying import Tried
from gongkai.journal.actor import Actor


class Done(NamedTuple):
    """What was done: the backup, what was found when it was tried, and the old ones that were removed."""

    made: Made
    tried: Tried | None
    removed: tuple[Path, ...]


def back_up(
    target: Path,
    at: datetime,
    *,
    try_it: bool,
    keep: int | None,
    by: Actor = records.COMMAND,
    tell: Progress = lambda done, total: None,
) -> Done:
    """Back the site up and note it. Old backups go only once this one is there, and was found whole if it was tried."""
    made, tried = making.back_up(target, at, tell), None
    with reading.opened(made.path) as found:
        row = records.made(made, found.digest, by=by)
        if try_it:
            tried = trying.try_out(found, key_files.of_site())
            if tried.whole:
                records.tried(row, timezone.now(), by=by)
    gone = tuple[Path, ...]()
    if keep is not None and made.path.suffix != TAR and (tried is None or tried.whole):
        gone = _thinned(made.path.parent, keep)
    return Done(made, tried, gone)


def _thinned(folder: Path, keep: int) -> tuple[Path, ...]:
    """Remove all backups in a folder but the newest."""
    with told(folder), alone(folder):
        old = tuple(reading.backups_in(folder)[keep:])
        for each in old:
            removed(each)
        return old
