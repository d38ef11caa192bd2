"""What is done in the background. It may be done twice."""

from __future__ import annotations

from django_tasks import task


@task()
def draw(version: int) -> None:
    """Draw the charts of a version, so that nobody waits for them who looks at it."""
    from gongkai.filings.models import Version
    from gongkai.filings.publishing import charting

    charting.drawn(Version.objects.get(pk=version))
