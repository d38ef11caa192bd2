"""Reads that join several models: what an agency's guide lacks, its tree, its people on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Duty, Kind, Level, Membership, Office, Post, Succession
from gongkai.law import remedies

LACKS_CONTACT = Q(address="") | Q(hours="") | Q(phone="") | Q(fax="") | Q(email="", website="")
"""What `missing_of` asks of an agency itself, for queries."""


def missing_of(agency: Agency, office: Office | bool | None) -> list[str]:
    """Give the names of what the disclosure guide must say of an agency and is not known: 条例第12条第2款.

    That is the disclosure office, address, hours, phone, fax, and how it is reached over the network.
    """
    asked = {
        _("办公地址"): agency.address,
        _("办公时间"): agency.hours,
        _("联系电话"): agency.phone,
        _("传真号码"): agency.fax,
    }
    missing = [str(name) for name, known in asked.items() if not known]
    if not agency.email and not agency.website:
        missing.append(str(_("互联网联系方式")))
    return missing if office else [str(_("政府信息公开工作机构")), *missing]


@dataclass(frozen=True)
class Placed:
    """An agency in a tree: how deep it lies below the top shown."""

    agency: Agency
    depth: int


def tree(agencies: Iterable[Agency]) -> list[Placed]:
    """Give agencies as a tree, each below the nearest above it that is among them, the government first."""
    rows = list(agencies)
    keys = {row.pk for row in rows}

    def above(row: Agency) -> int | None:
        line = [int(key) for key in row.lineage.strip("/").split("/")][:-1]
        return next((key for key in reversed(line) if key in keys), None)

    below: dict[int | None, list[Agency]] = {}
    for row in sorted(rows, key=lambda row: (row.kind != "government", row.kind != "general_office", row.name)):
        below.setdefault(above(row), []).append(row)

    def walk(top: int | None, depth: int) -> Iterable[Placed]:
        for row in below.get(top, ()):
            yield Placed(row, depth)
            yield from walk(row.pk, depth + 1)

    return list(walk(None, 0))


def posts_in(agency: Agency, on: date) -> Any:
    """Give the posts held in an agency on a day, in the order of duties, with who holds them."""
    held = Post.objects.held(on).filter(agency=agency).select_related("officer", "office")
    order = {duty: place for place, duty in enumerate(Duty.values)}
    return sorted(held, key=lambda post: (order[post.duty], post.from_on, post.pk))


def history_of(agency: Agency) -> list[Succession]:
    """Give what an agency came out of and what took over from it, by day."""
    either = Succession.objects.filter(predecessor=agency) | Succession.objects.filter(successor=agency)
    return list(either.select_related("predecessor", "successor").order_by("on", "pk"))


def members_of(collector: Agency, year: int) -> Any:
    """Give the list of members of an agency for a year."""
    return (
        Membership.objects.filter(collector=collector, year=year)
        .select_related("member__region")
        .order_by("member__lineage")
    )


_GOVERNMENTS = (Kind.GOVERNMENT, Kind.TOWNSHIP)


def in_law(agency: Agency) -> remedies.Agency:
    """Give an agency as the law on remedies knows it, from its place in the tree: who hears challenges to its acts.

    Of a department of justice (复议法第28条) and a city's branch by district (第24条第4款) there are two to
    choose from: the second is named where this site knows it.
    """
    above = [each for each in Agency.objects.above(agency) if each.pk != agency.pk]
    parent = above[-1] if above else None
    governments = [each for each in above if each.kind in _GOVERNMENTS]
    own = governments[-1] if governments else None
    kind, superior, seat = _kind_in_law(agency, parent, own), parent.name if parent is not None else "", ""
    if kind is remedies.AgencyKind.VERTICAL_DEPARTMENT and parent is not None and parent.kind in _GOVERNMENTS:
        superior = ""  # it is listed with a government that is not above it in its own line
    elif kind is remedies.AgencyKind.JUSTICE_DEPARTMENT:
        superior = _name_of(_OF_JUSTICE, parent__in=governments[-2:-1])
    elif kind is remedies.AgencyKind.DISTRICT_BRANCH:
        seat = _name_of(Q(kind=Kind.GOVERNMENT), region=agency.region_id)
    government = own.name if own is not None else ""
    return remedies.Agency(agency.name, kind, government=government, superior=superior, seat=seat)


_JUSTICE = _BUREAU, _OFFICE = "司法局", "司法厅"
"""By which end of its name a department of justice is known, which the tree does not tell from others."""
_OF_JUSTICE = Q(kind=Kind.DEPARTMENT) & (Q(name__endswith=_BUREAU) | Q(name__endswith=_OFFICE))


def _kind_in_law(agency: Agency, parent: Agency | None, government: Agency | None) -> remedies.AgencyKind:
    if agency.kind == Kind.GOVERNMENT and agency.region.level == Level.PROVINCE:
        return remedies.AgencyKind.PROVINCIAL_GOVERNMENT
    if agency.kind == Kind.TOWNSHIP and "街道" in agency.name:
        return remedies.AgencyKind.GOVERNMENT_OUTPOST
    if agency.kind == Kind.DEPARTMENT and agency.name.endswith(_JUSTICE):
        return remedies.AgencyKind.JUSTICE_DEPARTMENT
    if agency.kind == Kind.DISPATCHED and parent is not None and parent.kind == Kind.VERTICAL:
        return remedies.AgencyKind.VERTICAL_DEPARTMENT
    if agency.kind == Kind.DISPATCHED and agency.region.level == Level.COUNTY and _has_districts(government):
        return remedies.AgencyKind.DISTRICT_BRANCH
    return _IN_LAW[Kind(agency.kind)]


# “对直辖市、设区的市人民政府工作部门按照行政区划设立的派出机构”
def _has_districts(government: Agency | None) -> bool:
    """Say whether a government is that of a city with districts, or of a municipality."""
    if government is None or government.kind != Kind.GOVERNMENT:
        return False
    region = government.region
    return region.level == Level.CITY or (region.level == Level.PROVINCE and region.name.endswith("市"))


def _name_of(which: Q, **where: Any) -> str:
    """Give the name of the one agency in being that is such, or none: of several nobody could say which."""
    names = list(Agency.objects.filter(which, dissolved_on__isnull=True, **where).values_list("name", flat=True)[:2])
    return names[0] if len(names) == 1 else ""


_IN_LAW = {
    Kind.GOVERNMENT: remedies.AgencyKind.LOCAL_GOVERNMENT,
    Kind.GENERAL_OFFICE: remedies.AgencyKind.LOCAL_DEPARTMENT,
    Kind.DEPARTMENT: remedies.AgencyKind.LOCAL_DEPARTMENT,
    Kind.DISPATCHED: remedies.AgencyKind.DEPARTMENT_BRANCH,
    Kind.TOWNSHIP: remedies.AgencyKind.LOCAL_GOVERNMENT,
    Kind.VERTICAL: remedies.AgencyKind.VERTICAL_DEPARTMENT,
    Kind.AUTHORISED: remedies.AgencyKind.LOCAL_ORGANISATION,
}
