"""The pages that are looked at: every address of the table of roles, by one who may see it, and what is added here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from tests import test_roles
from tests.county import ROLES, County


def _nothing(made: County) -> dict[str, object]:
    return {}


@dataclass(frozen=True)
class Page:
    """One page: where it is (the name of an address, or a path), who looks at it, in which state it is."""

    where: str
    role: str = "visitor"
    arguments: Callable[[County], dict[str, object]] = _nothing
    query: str = ""
    status: int = 200

    @property
    def name(self) -> str:
        """Give the name, as tests and pictures have it."""
        parts = [self.where.strip("/").replace(":", "-").replace("/", "-"), self.query]
        return "-".join(filter(None, [*parts, "" if self.status == 200 else str(self.status)]))

    def path(self, made: County) -> str:
        """Give the path, with the arguments it takes in a county."""
        path = self.where if self.where.startswith("/") else reverse(self.where, kwargs=self.arguments(made))
        return f"{path}?{self.query}" if self.query else path


ADDED = (
    Page("/there/is/none", status=404),
    Page("agencies:edit", role="handler", arguments=lambda made: {"pk": made.science.pk}, status=403),
    Page("agencies:detail", role="beside", arguments=lambda made: {"pk": made.science.pk}, status=404),
)
"""States of a page that its address alone does not lead to."""

FILES = frozenset(
    {
        "health-live",
        "health-ready",
        "metrics",
        "agencies:take-out",
        "attachments:download",
        "disclosure:export-entries",
        "applications:letter",
        "applications:rectification-letter",
        "applications:record-picture",
        "assessment:export",
        "filings:blank-form",
        "filings:package",
        "filings:upload-picture",
        "dashboards:chart",
        "dashboards:numbers",
        "dashboards:picture",
        "filings:export",
        "filings:export-version",
        "training:calendar",
        "portal:suggest",
        "portal:search-feed",
        "portal:item-document",
        "portal:report-file",
        "portal:feed",
        "portal:robots",
        "portal:sitemap",
        "portal:sitemap-pages",
        "portal:sitemap-items",
        "portal:sitemap-reports",
        "opendata:dcat",
        "opendata:schema",
    }
)
"""Addresses that answer with something else than a page; so do those of the API, and of tables to fill in."""


def pages() -> Iterator[Page]:
    """Go through all pages."""
    yield from ADDED
    for name, statuses in test_roles.TABLE.items():
        seen_by = [role for role in ("visitor", *ROLES) if statuses.get(role, statuses.get("*")) == 200]
        told = name in FILES or name.startswith("api:") or name.endswith("-template")
        if seen_by and " " not in name and not told:
            yield Page(name, role=seen_by[0], arguments=test_roles.ARGUMENTS.get(name, _nothing))
