"""What the public is shown of agencies: where each stands, and what its disclosure guide says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef

from gongkai.agencies.models import Agency, Kind, Level, Office, Region, Succession
from gongkai.duties.leading.selectors import Leadership, group_on


def whose() -> Region | None:
    """Give the region whose portal this is: the lowest in which all the agencies lie; None when there is none."""
    regions = list(Region.objects.annotate(here=Exists(Agency.objects.filter(region=OuterRef("pk")))))
    here = [region for region in regions if region.here]
    around = [region for region in regions if here and all(each.lies_in(region) for each in here)]
    return max(around, key=lambda region: len(region.lineage), default=None)


@dataclass(frozen=True)
class Directory:
    """The agencies of a region, by kind; those of townships stand with their county."""

    region: Region
    kinds: tuple[tuple[Kind, tuple[Agency, ...]], ...]


def directory(on: date) -> list[Directory]:
    """Give the agencies that exist on a day, by region from the highest down, and in each by kind.

    Those of a kind stand as they were entered: a list that is taken over has the official order.
    """
    regions = {region.pk: region for region in Region.objects.all()}
    order = {kind: place for place, kind in enumerate(Kind)}

    def county_of(agency: Agency) -> Region:
        region = regions[agency.region_id]
        while region.level == Level.TOWNSHIP and region.parent_id is not None:
            region = regions[region.parent_id]
        return region

    placed = sorted(
        ((county_of(agency), agency) for agency in Agency.objects.in_being(on).order_by("region__code", "pk")),
        key=lambda each: (each[0].lineage, order[Kind(each[1].kind)]),
    )
    return [
        Directory(region, _by_kind(agency for _, agency in of_region))
        for region, of_region in groupby(placed, key=lambda each: each[0])
    ]


def _by_kind(agencies: Iterable[Agency]) -> tuple[tuple[Kind, tuple[Agency, ...]], ...]:
    return tuple((Kind(kind), tuple(some)) for kind, some in groupby(agencies, key=lambda agency: agency.kind))


@dataclass(frozen=True)
class Guide:
    """What the disclosure guide must say of an agency (条例第12条), who leads, where it stands among others."""

    agency: Agency
    office: Office | None
    below: tuple[Agency, ...]
    before: tuple[Succession, ...]
    after: tuple[Succession, ...]
    leadership: Leadership


def guide(key: int, on: date) -> Guide:
    """Give an agency as the public sees it: its disclosure office, those below it that exist on a day, its succession,
    and of who leads what was chosen to be shown.

    Raises Agency.DoesNotExist. An agency that was dissolved is still found, for people look for what took over.
    """
    agency = Agency.objects.select_related("region", "parent").get(pk=key)
    return Guide(
        agency,
        Office.objects.filter(agency=agency, discloses=True, closed_on__isnull=True).first(),
        tuple(Agency.objects.in_being(on).filter(parent=agency).order_by("region__code", "name")),
        tuple(Succession.objects.filter(successor=agency, on__lte=on).select_related("predecessor")),
        tuple(Succession.objects.filter(predecessor=agency, on__lte=on).select_related("successor")),
        group_on(agency, on, public=True),
    )
