"""The clock of a case, from its events, by the calendar of this site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gongkai.applications.models import Application, CaseEvent
from gongkai.law.calendar import Calendar, load
from gongkai.law.clock import Clock, Event, fold


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


def events_of(application: Application) -> list[Event]:
    """Give what happened to an application, in order."""
    return [row.event for row in CaseEvent.objects.filter(application=application).order_by("order")]


def clock_of(application: Application, today: date | None = None) -> Clock:
    """Give where a case stands today, and how that came about."""
    return clock_after(events_of(application), today)


def clock_after(events: Iterable[Event], today: date | None = None) -> Clock:
    """Give the clock after some events; raise NotAllowed at the first that the law forbids."""
    return fold(events, calendar=calendar(), today=today)
