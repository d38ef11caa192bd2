"""What is done in the background. It may be done twice."""

from __future__ import annotations

from django_tasks import task


@task()
def renew() -> None:
    """Make the files anew without what was taken back, those of today first."""
    from gongkai.opendata import issuing

    issuing.renew()
