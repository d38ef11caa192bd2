"""What each role meets at the addresses of roll-up (汇总): what who sees the whole government meets."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County
from tests.roles.statuses import COUNTY

from gongkai.agencies.models import Membership


def _rolled(made: County) -> dict[str, object]:
    Membership.objects.get_or_create(year=2025, collector=made.office, member=made.science)
    return {"pk": made.government.pk, "year": 2025, "scope": "region"}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "filings:rolled": _rolled,
    "filings:rolled-figure": lambda made: {**_rolled(made), "cell": "applications.new.natural"},
}

TABLE: dict[str, dict[str, int]] = {
    "filings:rolling": {"visitor": 302, "site": 302, "county_administrator": 302, "supervisor": 302, "*": 403},
    "filings:rolled": COUNTY,
    "filings:rolled-figure": COUNTY,
}
