"""A notice of holidays taken in by the site, and the last days that it moves computed again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.applications.services import recompute_all
from gongkai.disclosure.services import recompute_all as recompute_items
from gongkai.law.calendar import load


def take_in(file: Path) -> tuple[Any, Any]:
    """Take a file into the site's calendar; give what became of applications, and of items not yet published.

    Raises UnreadableDocument, naming file, line and reason, for what is wrong in it; nothing is taken in then.
    """
    folder: Path = settings.CALENDAR
    load(folder if folder.is_dir() else None, also=file)
    folder.mkdir(parents=True, exist_ok=True)
    _put(file, folder / file.name)
    return recompute_all(), recompute_items()


def _put(file: Path, place: Path) -> None:
    """Put a copy in a place at once: whoever reads there meanwhile finds the old file or the new one."""
    part = place.with_suffix(".part")
    part.write_bytes(file.read_bytes())
    part.replace(place)
