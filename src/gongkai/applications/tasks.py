"""What is done with records in the background. Each may be done twice: what is done already is left as it is."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

_SCANNED_IN = timedelta(seconds=20)


@task()
def prepare(key: int) -> None:
    """Turn a record into pages and search it; one that waits for its scan is tried again."""
    from gongkai.applications.services import redacting

    if not redacting.prepare(key) and prepare.get_backend().supports_defer:
        prepare.using(run_after=timezone.now() + _SCANNED_IN).enqueue(key)


@task()
def search(key: int) -> None:
    """Search a record for words; they stay in its row, sealed."""
    from gongkai.applications.services import redacting

    redacting.find_words(key)


@task()
def make(key: int, officer: int | None, post: int | None) -> None:
    """Make the file without what is marked, for who asked for it."""
    from gongkai.agencies.models import Officer, Post
    from gongkai.applications.services import redacting
    from gongkai.journal.actor import Actor

    officers, posts = Officer.objects.filter(pk__in=[officer]), Post.objects.filter(pk__in=[post])
    by = Actor(officer=officers.first(), post=posts.first())
    redacting.write(key, by=by)
