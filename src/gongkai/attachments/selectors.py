"""Reading attachments."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.models import Officer
from gongkai.attachments import scanning
from gongkai.attachments.models import Attachment, State, StoredFile
from gongkai.attachments.owners import owner_of
from gongkai.journal.services import type_of
from gongkai.ui.desk import Due, Pile, Standing

VIRUS = gettext_lazy("附件")


class Waiting(NamedTuple):
    """What waits for its scan: how many files, and since when the first of them."""

    files: int
    since: datetime | None


def attachments_of(thing: Any) -> Any:
    """Give the attachments of an object, in the order in which they came."""
    rows = Attachment.objects.filter(object_type=type_of(thing), object_id=thing.pk)
    return rows.select_related("uploaded_by", "agency")


def attachments_of_all(model: Any, keys: Collection[int]) -> Any:
    """Give the attachments of some objects of a model, by their keys, in the order in which they came."""
    return Attachment.objects.filter(object_type=type_of(model), object_id__in=keys)


def waiting() -> Waiting:
    """Give what waits for its scan; nothing where files are not scanned."""
    if not scanning.is_on():
        return Waiting(0, None)
    found = Attachment.objects.filter(state=State.WAITING).aggregate(
        files=Count("file", distinct=True), since=Min("uploaded_at")
    )
    return Waiting(found["files"], found["since"])


def files_to_scan() -> Any:
    """Give the files of which an attachment waits for its scan."""
    return StoredFile.objects.filter(attachments__state=State.WAITING).distinct().order_by("pk")


def infected_of(officer: Any, on: date) -> Iterable[Pile]:
    """Give what waits for an officer: what they handed in and a virus was found in."""
    if not isinstance(officer, Officer):
        return
    rows = Attachment.objects.filter(state=State.INFECTED, uploaded_by=officer).order_by("pk")
    yield Pile.of_rows(Standing.MINE, rows.select_related("agency"), _as_due)


def _as_due(attachment: Attachment) -> Due:
    owner = owner_of(attachment.object_type)
    return Due(
        what=_("“%(name)s”查出病毒，请删除") % {"name": attachment},
        url=owner.address(attachment.object_id) if owner else reverse("ui:home"),
        agency_name=attachment.agency.called,
        kind=VIRUS,
    )
