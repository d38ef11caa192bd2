"""The site's own background tasks. Each may be run twice: a worker that was killed leaves its task to the next."""

from __future__ import annotations

import logging
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gongkai.agencies.signin import lockout, sessions
from gongkai.config import notices
from gongkai.config.models import NightlyRun
from gongkai.journal.verifying import verify
from gongkai.notifications import of_agencies
from gongkai.notifications.services import clear_old as clear_old_notices
from gongkai.ui import drafts, once

_log = logging.getLogger("gongkai.nightly")

SHOWN = 20
"""Differences of the journal that are kept to be shown; how many more there are is counted."""
_KEPT = timedelta(days=30)
"""How long a task that is done can be looked up."""


@task()
def verify_journal(run: int) -> None:
    """Verify the journal and every row against it; keep what was found for the status page."""
    found = verify(SHOWN)
    differences = [
        {"template": each.template, "values": {name: str(value) for name, value in each.values.items()}}
        for each in found.differences
    ]
    _ended(run, {"entries": found.entries, "differences": differences, "more": found.more})
    if not found.whole:
        notices.tell_journal_differs(len(differences) + found.more, timezone.now())
        _log.error("the journal differs in %d places: gongkai journal verify", len(differences) + found.more)


@task()
def tell_of_endings(run: int) -> None:
    """Tell people of posts and passwords that are about to end."""
    _ended(run, {"told": of_agencies.tell_of_endings(timezone.now())})


@task()
def tidy(run: int) -> None:
    """Remove what is of no use any more: sessions and failures to sign in, drafts, sendings, tasks, old notices."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    sessions.clear_ended()
    lockout.clear_old(timezone.now())
    drafts.sweep()
    once.sweep()
    with transaction.atomic():
        removed, _ = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - _KEPT).delete()
    _ended(run, {"tasks": removed, "notices": clear_old_notices(timezone.now())})


def _ended(run: int, result: dict[str, Any]) -> None:
    NightlyRun.objects.filter(pk=run).update(ended_at=timezone.now(), result=result)
