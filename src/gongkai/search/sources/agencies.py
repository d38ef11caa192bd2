"""Agencies: found by their names, also by the initials of how these are read, and by where and how to reach them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies import acts
from gongkai.agencies.models import Agency
from gongkai.journal.hearing import hear
from gongkai.search import outbox
from gongkai.search.sounds import initials
from gongkai.search.sources import Entry, Shown, Source

CODE = "agency"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SAID = ("address", "phone", "hours", "email", "website", "credit_code")


def _entries(keys: Collection[int] | None) -> Iterator[Entry]:
    rows = Agency.objects.select_related("region").order_by("pk")
    for agency in (rows if keys is None else rows.filter(pk__in=keys)).iterator(chunk_size=500):
        names = [name for name in dict.fromkeys((agency.name, agency.short_name)) if name]
        yield Entry(
            key=agency.pk,
            stamp=_stamp(agency),
            kind=CODE,
            title="\n".join(names),
            text="\n".join([str(agency.region), *_said(agency)]),
            agency=agency.pk,
            at=_EPOCH,
            numbers=tuple(names),
            initials=tuple(initials(name) for name in names),
        )


def _shown(keys: Collection[int]) -> Mapping[int, Shown]:
    return {
        agency.pk: Shown(
            stamp=_stamp(agency),
            title=agency.name,
            url=reverse("portal:agency", args=[agency.pk]),
            kind=CODE,
            agency=agency,
            texts=(("", "，".join(_said(agency))),),
        )
        for agency in Agency.objects.select_related("region").filter(pk__in=keys)
    }


def _said(agency: Any) -> list[str]:
    return [str(getattr(agency, name)) for name in _SAID if getattr(agency, name)]


def _stamp(agency: Any) -> str:
    """Give what changes with what is shown of an agency: all of it is short."""
    return "\n".join([agency.name, agency.short_name, *_said(agency)])


AGENCIES = Source(CODE, {CODE: _("机关")}, _entries, _shown)


def listen() -> None:
    """Hear of agencies that come and change."""
    for act in (acts.AGENCY_ADDED, acts.AGENCY_EDITED, acts.AGENCY_MOVED, acts.AGENCY_DISSOLVED):
        hear(act, _changed)


def _changed(row: Any, entry: Any) -> None:
    if isinstance(row, Agency):
        outbox.note(CODE, [row.pk])
