"""The demonstration reports: of the bureau of science for 2020, published, and of now; of others on their way up.

Those of the bureau of science are compiled from its cases and items. Figures of table II that no item tells are entered
as the real report of 2020 has them. Everything is done by the services; a report that is there already is left as it
is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from gongkai.agencies.models import Post
from gongkai.filings import services
from gongkai.filings.models import Filing, Scope
from gongkai.filings.outside import demo as outside
from gongkai.filings.publishing import demo as publishing
from gongkai.filings.reporting import report_of
from gongkai.filings.rolling import demo as rolling
from gongkai.filings.submitting import demo as submitting
from gongkai.journal.actor import Actor
from gongkai.report.model import Report


@transaction.atomic
def load(part_five: str, year: int, *, on: date) -> int:
    """Begin the reports that are not there, and give how many there are. The county must have been loaded.

    `part_five` is what the real report of the bureau of science for `year` says of its problems: no ledger tells it.
    """
    post = _of_science()
    if post is not None:
        by = Actor(officer=post.officer, post=post)
        filing = services.begin(post.agency, year, by=by)
        if not filing.passages.exists():
            services.write(filing, "problems", part_five, by=by)
        publishing.load(filing)
        for each in (on.year - 1, on.year):
            services.begin(post.agency, each, by=by)
        submitting.load(on=on)
        outside.load(on=on)
    number: int = Filing.objects.count()
    return number


def compiled(year: int) -> Mapping[str, Report]:
    """Give the reports of a year that the demonstration writes out, by a name for files, that of keji first."""
    post = _of_science()
    assert post is not None
    science = Filing.objects.get(agency=post.agency, year=year, scope=Scope.UNIT)
    return {"keji": report_of(science), "county": report_of(rolling.county(year))}


def _of_science() -> Post | None:
    found: Post | None = (
        Post.objects.filter(officer__username="keji.handler").select_related("officer", "agency").first()
    )
    return found
