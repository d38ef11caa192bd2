"""Annual reports in the search: the version that is shown of each, found by its title and what its parts say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.filings.models import Version
from gongkai.filings.publishing.selectors import address_of, current_versions, paragraphs_of, title_of
from gongkai.filings.signing import acts
from gongkai.journal.hearing import hear
from gongkai.law.publication import ANNUAL_REPORT
from gongkai.search import outbox
from gongkai.search.sources import Entry, Shown, Source

CODE = "filing"
KIND = "report"
"""As items of the category are: who looks for annual reports looks for both."""


def _entries(keys: Collection[int] | None) -> Iterator[Entry]:
    rows = current_versions().order_by("filing")
    for version in (rows if keys is None else rows.filter(filing__in=keys)).iterator(chunk_size=100):
        yield Entry(
            key=version.filing_id,
            stamp=str(version.pk),
            kind=KIND,
            title=title_of(version),
            text="\n".join([version.filing.agency.name, *paragraphs_of(version)]),
            agency=version.filing.agency_id,
            at=version.published_at,
            year=localdate(version.signed_at).year,
            category=ANNUAL_REPORT.code,
        )


def _shown(keys: Collection[int]) -> Mapping[int, Shown]:
    return {
        version.filing_id: Shown(
            stamp=str(version.pk),
            title=title_of(version),
            url=address_of(version.filing),
            kind=KIND,
            agency=version.filing.agency,
            on=localdate(version.published_at),
            category=ANNUAL_REPORT.label,
            texts=(("", "\n".join(paragraphs_of(version))),),
        )
        for version in current_versions().filter(filing__in=keys)
    }


REPORTS = Source(CODE, {KIND: _("信息公开年度报告")}, _entries, _shown)


def listen() -> None:
    """Hear of what is published."""
    hear(acts.PUBLISHED, _published)


def _published(row: Any, entry: Any) -> None:
    if isinstance(row, Version):  # and not its filing
        outbox.note(CODE, [row.filing_id])
