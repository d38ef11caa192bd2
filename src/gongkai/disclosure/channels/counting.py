"""How much went out by which channel, of which agency, in which month: for the report and for whoever asks."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count
from django.db.models.functions import ExtractMonth

from gongkai.disclosure.models import Change, Sending


class Counted(NamedTuple):
    """Items of an agency that went out by a channel: by month, published and withdrawn."""

    channel: str
    agency: str
    published: tuple[int, ...]
    withdrawn: tuple[int, ...]


def counted(agencies: Any, year: int) -> list[Counted]:
    """Count the items of some agencies that went out by channels in a year, an item once for each month.

    `agencies` are those whose items are counted, as a query set. What was tried and did not arrive is not counted.
    """
    rows = (
        Sending.objects.filter(sent_at__year=year, item__agency__in=agencies)
        .annotate(month=ExtractMonth("sent_at"))
        .values_list("channel__name", "item__agency__name", "channel", "item__agency", "month", "gave")
        .annotate(items=Count("item", distinct=True))
        .order_by("channel__name", "channel", "item__agency__name", "item__agency")
    )
    found: dict[tuple[Any, ...], dict[str, list[int]]] = {}
    for channel, agency, key, of, month, gave, items in rows:
        months = found.setdefault((key, of, channel, agency), {each: [0] * 12 for each in Change})
        months[gave][month - 1] = items
    return [
        Counted(channel, agency, tuple(months[Change.PUBLISHED]), tuple(months[Change.WITHDRAWN]))
        for (_key, _of, channel, agency), months in found.items()
    ]
