"""What is lacking in catalogues: found each night, told to whoever sees to it (有目录无内容、超期未更新)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Office, Officer, Post
from gongkai.agencies.rules import posts_of
from gongkai.disclosure import rules
from gongkai.disclosure.models import CatalogueEntry
from gongkai.disclosure.services.cataloguing import refresh
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import holders
from gongkai.notifications.services import notify
from gongkai.ui.desk import Due, Pile, piles_of, standing_by

_NAMED = 3
"""Entries that a notice names; of more it says how many."""

Finding = CatalogueEntry.Finding
EMPTY = Kind("catalogue.empty", _("目录有条目没有内容"), Level.WARNING)
OVERDUE = Kind("catalogue.overdue", _("目录有条目超期未更新"), Level.WARNING)
_KINDS: Mapping[str, Kind] = {Finding.EMPTY: EMPTY, Finding.OVERDUE: OVERDUE}
_SAID = {
    Finding.EMPTY: Message("{agency}的标准目录有{count}个条目没有内容：{names}。请公开信息并归入，或者说明暂无内容。"),
    Finding.OVERDUE: Message("{agency}的标准目录有{count}个条目超期未更新：{names}。请公开新的信息并归入。"),
}


@transaction.atomic
def check(at: datetime) -> dict[str, int]:
    """Look through all catalogues: what is newly found lacking is told once, until it is mended and lacks again."""
    on = localdate(at)
    changed = refresh(CatalogueEntry.objects.filter(closed_on__isnull=True))
    lacking = {Finding.EMPTY: CatalogueEntry.objects.empty(on), Finding.OVERDUE: CatalogueEntry.objects.overdue(on)}
    told = 0
    for finding, rows in lacking.items():
        entries = rows.select_for_update(of=("self",)).exclude(found=finding)
        new = list(entries.select_related("agency", "office").order_by("agency", "office", "area", "number"))
        for _key, some in groupby(new, key=lambda entry: (entry.agency_id, entry.office_id)):
            told += _tell(finding, list(some), at)
        CatalogueEntry.objects.filter(pk__in=[each.pk for each in new]).update(found=finding, found_on=on)
    mended = CatalogueEntry.objects.exclude(found=Finding.NONE)
    for rows in lacking.values():
        mended = mended.exclude(pk__in=rows.values("pk"))
    mended.update(found=Finding.NONE, found_on=None)
    counts = {str(finding): rows.count() for finding, rows in lacking.items()}
    return {**counts, "told": told, "refreshed": changed}


def _tell(finding: str, entries: list[CatalogueEntry], at: datetime) -> int:
    agency, office, on = entries[0].agency, entries[0].office, localdate(at)
    text = Message(
        _SAID[Finding(finding)].template,
        agency=agency.called,
        count=len(entries),
        names="、".join(str(each) for each in entries[:_NAMED]) + ("……" if len(entries) > _NAMED else ""),
    )
    kind = _KINDS[finding]
    return notify(
        kind,
        who_sees_to_it(agency, office, on),
        text,
        key=f"{kind.code}:{agency.pk}:{office.pk if office else 0}:{on}",
        url=f"{reverse('disclosure:entries')}?agency={agency.pk}&found={finding}",
        at=at,
        agency=agency,
    )


def who_sees_to_it(agency: Agency, office: Office | None, on: date) -> set[Any]:
    """Give who is told of an agency's entry: who writes in the office that answers for it, and who publishes.

    Where that office has nobody who writes, all who do in the agency are told.
    """
    publishing = set(holders(agency, rules.PUBLISHING, on))
    if office is not None:
        posts = Post.objects.held(on).filter(agency=agency, office=office, duty__in=list(rules.WRITING))
        if theirs := set(Officer.objects.filter(is_active=True, pk__in=posts.values("officer"))):
            return theirs | publishing
    return publishing | set(holders(agency, rules.WRITING, on))


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: entries of their agencies that lack something, or will within the month.

    Whoever directs from above sees them on the page of catalogues; on their home page they would bury what is theirs.
    """
    agencies = {post.agency_id for post in posts_of(officer, on) if post.duty in rules.WRITING}
    if not agencies:
        return []
    asked = CatalogueEntry.objects.filter(agency__in=agencies)
    lacking = Q(pk__in=asked.empty(on)) | Q(pk__in=asked.overdue(on)) | Q(pk__in=asked.asked().filter(due_on=on))
    standing = standing_by("due_on", on)
    rows = asked.filter(lacking).select_related("agency", "office")
    return piles_of(rows, standing, (F("due_on").asc(nulls_last=True), F("pk").asc()), _due)


def _due(entry: CatalogueEntry) -> Due:
    lacks = _("没有内容") if entry.updated_on is None else _("待更新")
    return Due(
        what=f"{entry} {lacks}",
        url=reverse("disclosure:entry", args=[entry.pk]),
        due_on=entry.due_on,
        agency_name=entry.agency.called,
        kind=_("公开目录"),
        waits_for=entry.office.name if entry.office else "",
    )
