"""What is done in the background. It may be done twice."""

from __future__ import annotations

from django_tasks import task

from gongkai.ui.background import later


@task()
def renew() -> None:
    """Make the files of a day anew without what was taken back, those of the newest first.

    The day before it is another task: what waits in the queue comes in between.
    """
    from gongkai.opendata import issuing

    if issuing.renew_next():
        later(renew)
