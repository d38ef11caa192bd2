"""To whom a letter goes."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.models import Kind as AgencyKind
from gongkai.feedback.models import Kind


def decides_on(kind: str, about: Agency, on: date) -> Agency | None:
    """Give the agency that a letter about an agency goes to; None where that agency is not on this site.

    “可以向政府信息公开工作主管部门提出”: that is the general office of the government above (条例第3条、第47条), or the
    government itself where its office is not in the tree. What an agency is said to do is decided above it. Townships
    are in charge of nobody's disclosure: it is the county and those above it. Of what is led from above (垂直领导),
    it is who leads it.
    """
    if kind != Kind.OVERSIGHT:
        return about
    above = [each for each in reversed(Agency.objects.above(about)) if each.pk != about.pk]
    if about.kind == AgencyKind.GENERAL_OFFICE:
        above = above[1:]  # the government it serves speaks through it
    if about.kind == AgencyKind.VERTICAL:
        return next((each for each in above if each.kind == AgencyKind.VERTICAL and each.is_in_being(on)), None)
    for each in above:
        if each.kind == AgencyKind.GOVERNMENT and each.is_in_being(on):
            offices = Agency.objects.in_being(on).filter(parent=each, kind=AgencyKind.GENERAL_OFFICE)
            office: Agency | None = offices.order_by("pk").first()
            return office or each
    return None
