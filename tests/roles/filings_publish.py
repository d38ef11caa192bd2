"""What each role meets at the public addresses of annual reports: the same for all, and nothing unpublished."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County
from tests.report.strategies import balanced_report
from tests.reports import signed
from tests.roles.statuses import PUBLIC

from gongkai.filings.models import Scope
from gongkai.portal.crawling import PART


def _report(made: County) -> dict[str, object]:
    version = signed(made.science, report=balanced_report("2021"))  # with applications, which charts show
    return {"key": made.science.pk, "year": version.filing.year, "scope": Scope.UNIT}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "portal:report": _report,
    "portal:report-file": lambda made: {**_report(made), "number": 1, "form": "json"},
    "portal:sitemap-reports": lambda made: {"part": signed(made.science).pk // PART},
}

TABLE: dict[str, dict[str, int]] = {
    "portal:report": PUBLIC,
    "portal:report-file": PUBLIC,
    "portal:sitemap-reports": PUBLIC,
}
