"""Reading reports from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.agencies.models import Agency, Membership
from gongkai.filings.models import Upload


def confirmed_for(collector: Agency, year: int) -> Mapping[int, Upload]:
    """Give by the key of the member the confirmed reports of a collector's members for a year.

    Of a member that handed in several of other scopes, the widest: what its region reports holds what it does itself.
    """
    members = Membership.objects.filter(collector=collector, year=year).values("member")
    found: dict[int, Upload] = {}
    for each in _widest_last(Upload.objects.confirmed().filter(agency__in=members, year=year)):
        found[each.agency_id] = each
    return found


def waiting_for(collector: Agency, year: int) -> Mapping[int, Upload]:
    """Give by the key of the member the newest report that was uploaded and that nobody has confirmed yet."""
    members = Membership.objects.filter(collector=collector, year=year).values("member")
    rows = Upload.objects.standing().filter(agency__in=members, year=year, confirmed_at__isnull=True)
    return {each.agency_id: each for each in rows.select_related("agency", "officer").order_by("pk")}


def confirmed_of(agency: Agency, year: int) -> Any:
    """Give the confirmed reports of an agency for a year, as a query set: one of each scope at the most."""
    return Upload.objects.confirmed().filter(agency=agency, year=year)


_WIDTH = {"unit": 0, "level": 1, "region": 2}


def _widest_last(rows: Any) -> list[Upload]:
    found = rows.select_related("agency", "officer", "confirmed_by")
    return sorted(found, key=lambda each: (_WIDTH[each.scope], each.pk))
