"""The site's own background tasks. Each may be run twice: a worker that was killed leaves its task to the next."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gongkai.agencies.signin import lockout, sessions
from gongkai.api import answering_once
from gongkai.api.webhooks import services as webhooks
from gongkai.applications import services as applications
from gongkai.applications import telling
from gongkai.archives import exporting as packages
from gongkai.archives import wiping
from gongkai.attachments import services as attachments
from gongkai.attachments.tasks import enqueue_waiting
from gongkai.attachments.verifying import differences as differences_of_files
from gongkai.config import notices
from gongkai.config.backup import doing as backup
from gongkai.config.logs import remove_old
from gongkai.config.models import Backup, NightlyRun
from gongkai.disclosure import overlooked
from gongkai.disclosure import services as disclosure
from gongkai.disclosure import telling as items
from gongkai.duties.motions import telling as motions
from gongkai.duties.rectification import telling as problems
from gongkai.duties.training import telling as training
from gongkai.feedback import telling as letters
from gongkai.filings.submitting import chasing as reports
from gongkai.journal.actor import SYSTEM
from gongkai.journal.verifying import verify
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message
from gongkai.notifications import of_agencies
from gongkai.notifications.services import clear_old as clear_old_notices
from gongkai.opendata import issuing
from gongkai.portal import subscribing
from gongkai.remedies import services as remedies
from gongkai.remedies import telling as challenges
from gongkai.search import verifying as search
from gongkai.ui import drafts, once
from gongkai.ui.background import later

_log = logging.getLogger("gongkai.nightly")

SHOWN = 20
"""Differences of the journal that are kept to be shown; how many more there are is counted."""
_TRIED_EVERY = timedelta(days=7)
"""How often a nightly backup is put into a scratch place and verified there."""
_KEPT = timedelta(days=30)
"""How long a task that is done can be looked up."""

TELLING: tuple[Callable[[datetime], int], ...] = (
    telling.tell_of_last_days,
    letters.tell_of_last_days,
    items.tell_of_last_days,
    items.tell_of_feedback,
    motions.tell_of_last_days,
    challenges.tell_of_last_days,
    training.tell_of_sessions,
    problems.tell_of_last_days,
    reports.tell_of_last_day,
)
"""What tells people each night of what is due; each gives how many it told."""


@task()
def recompute(run: int) -> None:
    """Compute last days again by the calendar as it is, for a holiday notice may have come; settle what is in force."""
    done = (applications.recompute_all(), disclosure.recompute_all(), remedies.recompute_all())
    disclosure.settle_all()
    _ended(run, {"looked": sum(each.looked for each in done), "moved": sum(each.moved for each in done)})


@task()
def tell_of_last_days(run: int) -> None:
    """Tell whoever answers for what is due soon or overdue, and of what is asked of them."""
    _ended(run, {"told": sum(tell(timezone.now()) for tell in TELLING)})


@task()
def check_catalogues(run: int) -> None:
    """Find what of the catalogues is empty or overdue, and tell who sees to it."""
    _ended(run, overlooked.check(timezone.now()))


@task()
def check_links(run: int) -> None:
    """Follow links of what is published to other sites, where the site says so; go on where the last night ended."""
    if not settings.LINK_CHECKS:
        _ended(run, {"asked": 0})
        return
    before = NightlyRun.objects.filter(task="check-links", pk__lt=run, ended_at__isnull=False).order_by("-pk").first()
    after = before.result["last"] if before and before.result and "last" in before.result else 0
    _ended(run, disclosure.check_links(after, timezone.now()))


@task()
def tell_subscribers(run: int, after: int = 0, told: int = 0) -> None:
    """Tell whoever subscribed on the portal of what is newly public: some of them, and then others in another task."""
    sent, last = subscribing.tell_subscribers(timezone.now(), after=after)
    if last is None:
        _ended(run, {"told": told + sent})
    else:
        later(tell_subscribers, run, last, told + sent)


@task()
def verify_journal(run: int) -> None:
    """Verify the journal and every row against it; keep what was found for the status page."""
    found = verify(SHOWN)
    differences = _kept(found.differences)
    _ended(run, {"entries": found.entries, "differences": differences, "more": found.more})
    if not found.whole:
        notices.tell_journal_differs(len(differences) + found.more, timezone.now())
        _log.error("the journal differs in %d places: gongkai journal verify", len(differences) + found.more)


@task()
def tell_of_endings(run: int) -> None:
    """Tell people of posts and passwords that are about to end."""
    _ended(run, {"told": of_agencies.tell_of_endings(timezone.now())})


@task()
def verify_files(run: int) -> None:
    """Read every attachment's file and compare it with what was taken in; keep what was found for the status page."""
    found = list(differences_of_files(read=True))
    _ended(run, {"differences": _kept(found[:SHOWN]), "more": max(0, len(found) - SHOWN)})
    if found:
        _log.error("the files of attachments differ in %d places", len(found))


def _kept(found: Iterable[Message]) -> list[dict[str, Any]]:
    """Give differences as a row keeps them, to be said again by `notifications.wording.said_of`."""
    return list(map(_as_kept, found))


def _as_kept(said: Message) -> dict[str, Any]:
    values = {name: _as_kept(each) if isinstance(each, Message) else str(each) for name, each in said.values.items()}
    return {"template": said.template, "values": values}


@task()
def verify_search(run: int) -> None:
    """Compare the index of the search with what is public; have written anew what differs."""
    found = list(search.differences())
    search.mend(found)
    _ended(run, {"differences": _kept(each.what for each in found[:SHOWN]), "more": max(0, len(found) - SHOWN)})
    if found:
        _log.error("the index of the search differed in %d places", len(found))


@task()
def make_open_data(run: int) -> None:
    """Write all that is public as open data, in place of the files of the day."""
    made = issuing.make(localdate())
    rows = {name: told["rows"] for name, told in made.files.items() if "rows" in told}
    _ended(run, {"datasets": len(rows), "rows": sum(rows.values())})


@task()
def tidy(run: int) -> None:
    """Remove what is of no use any more: sessions and failures to sign in, drafts, sendings, uploads, tasks, notices,
    subscriptions that nobody confirmed, packages for archives that nobody took, what was answered to machines and what
    they were told, old logs.

    What waits for a scan is put into the queue again: so does what came while files were not scanned.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    sessions.clear_ended()
    lockout.clear_old(timezone.now())
    drafts.sweep()
    once.sweep()
    answering_once.sweep()
    webhooks.sweep()
    subscribing.sweep(timezone.now())
    packages.sweep()
    if settings.LOG_FOLDER is not None:
        remove_old(settings.LOG_FOLDER, settings.LOG_DAYS, timezone.localdate())
    files = attachments.tidy()
    enqueue_waiting()
    with transaction.atomic():
        removed, _ = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - _KEPT).delete()
    _ended(run, {"tasks": removed, "files": files, "notices": clear_old_notices(timezone.now())})


@task()
def wipe_erased(run: int) -> None:
    """Take what was erased out of the file of the database, too, where something was."""
    _ended(run, {"lists": wiping.wipe()})


@task()
def back_up(run: int) -> None:
    """Back the site up, where it says so; once a week the backup is tried. What hinders it is told with its reason."""
    folder, now = settings.BACKUP_FOLDER, timezone.localtime().replace(microsecond=0)
    if folder is None:
        _ended(run, {"made": None})
        return
    tried = Backup.objects.filter(tried_at__gt=now - _TRIED_EVERY).exists()
    try:
        done = backup.back_up(folder, now, try_it=not tried, keep=settings.BACKUP_KEEP, by=SYSTEM)
    except GongkaiError as error:
        why = error.message
    else:
        _ended(run, {"made": done.made.path.name, "size": done.made.manifest.size})
        if done.tried is None or done.tried.whole:
            return
        why = done.tried.differences[0]
    notices.tell_backup_failed(str(why), timezone.now())
    _ended(run, {"made": None, "failed": _kept([why])})
    _log.error("the backup of the night was not made: %s", why.template)


def _ended(run: int, result: dict[str, Any]) -> None:
    NightlyRun.objects.filter(pk=run).update(ended_at=timezone.now(), result=result)
