"""The calendar of this site: that of the nation, and what the site adds to it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gongkai.law.calendar import Calendar, load


def calendar() -> Calendar:
    """Give the national calendar, with what the site's own folder `calendar` adds to it, as it is now.

    Raises UnreadableDocument, naming file, line and reason, when something in that folder is wrong.
    """
    directory: Path = settings.CALENDAR
    files = sorted(directory.glob("*.toml")) if directory.is_dir() else []
    return _loaded(directory if files else None, tuple((path.name, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=2)
def _loaded(directory: Path | None, files: tuple[tuple[str, int], ...]) -> Calendar:
    return load(directory)
