"""What of annual reports is public: the versions that were published, of each report the newest first.

Nothing else of a filing is for the public. A version is shown as it was signed, and never computed again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from gongkai.agencies.models import Agency
from gongkai.filings.models import Filing, Scope, Version


def public_versions() -> Any:
    """Give every version that was published, of each report the newest first."""
    rows = Version.objects.filter(published_at__isnull=False)
    return rows.select_related("filing__agency").defer("figures", "checks").order_by("filing", "-number")


def current_versions(agency: Agency | None = None) -> Any:
    """Give of each report the version that is shown now, what was published last first."""
    newest = Version.objects.filter(filing=OuterRef("filing"), published_at__isnull=False).order_by("-number")
    rows = public_versions().filter(pk=Subquery(newest.values("pk")[:1])).order_by("-published_at", "-pk")
    return rows if agency is None else rows.filter(filing__agency=agency)


def versions_of(agency: int, year: int, scope: str) -> list[Version]:
    """Give the published versions of a report, the newest first; none where there is no such report."""
    return list(public_versions().filter(filing__agency=agency, filing__year=year, filing__scope=scope))


def reports_of(pairs: Iterable[tuple[int, int]]) -> list[Version]:
    """Give the versions that are shown of the reports of some agencies for some years, the widest scope first."""
    asked = Q(pk__in=())
    for agency, year in pairs:
        asked |= Q(filing__agency=agency, filing__year=year)
    width = list(Scope)
    return sorted(current_versions().filter(asked), key=lambda each: -width.index(Scope(each.filing.scope)))


def title_of(version: Version) -> str:
    """Give the title of a version as it was signed."""
    return str(json.loads(version.report)["title"]) or str(version.filing)


def paragraphs_of(version: Version) -> list[str]:
    """Give what a version says in words: the headings of its parts and all paragraphs, as signed."""
    report = json.loads(version.report)
    found = [each["text"] for each in report["preamble"]]
    for part in report["parts"]:
        found += [part["heading"], *(each["text"] for each in part["paragraphs"])]
    return found + [each["text"] for each in report["closing"]]


def address_of(filing: Filing) -> str:
    """Give where the public finds a report: for good, whichever version is shown."""
    return reverse("portal:report", kwargs=_place(filing))


def address_of_version(version: Version) -> str:
    """Give where the public finds a version: for good, also when a newer one is shown."""
    return reverse("portal:report", kwargs={**_place(version.filing), "number": version.number})


def file_of(version: Version, form: str) -> str:
    """Give where a version is had as a file."""
    return reverse("portal:report-file", kwargs={**_place(version.filing), "number": version.number, "form": form})


def _place(filing: Filing) -> dict[str, Any]:
    return {"key": filing.agency_id, "year": filing.year, "scope": filing.scope}
