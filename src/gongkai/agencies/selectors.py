"""Reads that join several models: what an agency's guide lacks, its tree, its people on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Duty, Membership, Office, Post, Succession

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
