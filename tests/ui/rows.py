"""Rows by the hundred, for lists."""

from __future__ import annotations

from tests.county import County

from gongkai.agencies.models import Agency, Kind


def many(made: County, count: int) -> None:
    """Add departments; without the journal, which lists do not read."""
    Agency.objects.bulk_create(
        Agency(name=f"第{number:05}局", kind=Kind.DEPARTMENT, region=made.region, lineage=f"{made.science.lineage}x/")
        for number in range(count)
    )
