"""What is done each night, and that it is done once: also where several servers share a database.

Every background worker looks at the clock; the first to make the row of a task and a day puts the task in the queue, in
the same transaction. A site that was off at that hour does it when it is next on. Nothing here needs cron.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event, Thread

from django.conf import settings
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from gongkai.api.webhooks.tasks import look as look_at_webhooks
from gongkai.config.models import NightlyRun
from gongkai.disclosure.channels.tasks import look as look_at_channels
from gongkai.disclosure.tasks import look as look_for_plans
from gongkai.notifications.tasks import look as look_for_notices

_log = logging.getLogger("gongkai.nightly")

TASKS: Mapping[str, str] = {
    "recompute": "gongkai.config.tasks.recompute",
    "check-catalogues": "gongkai.config.tasks.check_catalogues",
    "check-links": "gongkai.config.tasks.check_links",
    "tell-of-last-days": "gongkai.config.tasks.tell_of_last_days",
    "tell-subscribers": "gongkai.config.tasks.tell_subscribers",
    "verify-journal": "gongkai.config.tasks.verify_journal",
    "tell-of-endings": "gongkai.config.tasks.tell_of_endings",
    "verify-search": "gongkai.config.tasks.verify_search",
    "verify-files": "gongkai.config.tasks.verify_files",
    "make-open-data": "gongkai.config.tasks.make_open_data",
    "tidy": "gongkai.config.tasks.tidy",
    "wipe-erased": "gongkai.config.tasks.wipe_erased",
    "back-up": "gongkai.config.tasks.back_up",
}
"""The tasks of each night: name and place. Each takes the key of its row and writes there what came of it."""

_LOOK_EVERY = 30.0


def enqueue_due(now: datetime) -> list[str]:
    """Put into the queue what is due today and nobody has put there; name it. `now` is local time."""
    if now.time() < settings.NIGHTLY_AT:
        return []
    done = set(NightlyRun.objects.filter(on=now.date()).values_list("task", flat=True))
    return [name for name in TASKS if name not in done and _enqueue(name, now)]


def _enqueue(name: str, now: datetime) -> bool:
    try:
        with transaction.atomic():
            run = NightlyRun.objects.create(task=name, on=now.date())
            import_string(TASKS[name]).enqueue(run.pk)
    except IntegrityError:  # another server was first
        return False
    return True


def _look_for_tonight() -> None:
    for name in enqueue_due(timezone.localtime()):
        _log.info("enqueued: %s", name)


LOOKS: tuple[Callable[[], object], ...] = (
    _look_for_tonight,
    look_for_notices,  # that wait for their hour, or to be tried again
    look_at_channels,
    look_at_webhooks,
    look_for_plans,  # what is to be published or taken down at this hour
)
"""What is looked for at every turn of the clock."""


def look_once() -> None:
    """Look for all of it, each for itself: what one of them fails by keeps none of the others."""
    for look in LOOKS:
        try:
            close_old_connections()
            look()
        except Exception:  # the thread goes on: without it no night would come any more
            _log.warning("could not look what is due (%s)", look.__module__, exc_info=True)


class Clock:
    """Looks at the clock from a thread of its own for as long as a worker runs, and beats each time."""

    def __init__(self, beat: Callable[[], object] = lambda: None) -> None:
        self._beat = beat
        self._stop = Event()
        self._thread = Thread(target=self._run, name="nightly", daemon=True)

    def __enter__(self) -> Clock:
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._beat()
                look_once()
            finally:
                connection.close()
            self._stop.wait(_LOOK_EVERY)
