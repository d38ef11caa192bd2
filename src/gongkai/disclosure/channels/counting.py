"""How much went out by which channel, of which agency, in a span of days: for the report and for whoever asks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.utils.timezone import make_aware

from gongkai.disclosure.models import Change, Sending


class Counted(NamedTuple):
    """Items of an agency that went out by a channel: published and withdrawn."""

    channel: str
    agency: str
    published: int
    withdrawn: int


def counted(agencies: Any, first: date, last: date) -> list[Counted]:
    """Count the items of some agencies that went out by channels in a span, each item once for each of the two.

    What was tried and did not arrive is not counted.
    """
    beginning, end = (make_aware(datetime.combine(day, time.min)) for day in (first, last + timedelta(days=1)))
    given = {each: Count("item", distinct=True, filter=Q(gave=each)) for each in (Change.PUBLISHED, Change.WITHDRAWN)}
    rows = (
        Sending.objects.filter(sent_at__gte=beginning, sent_at__lt=end, item__agency__in=agencies)
        .values("channel", "channel__name", "item__agency", "item__agency__name")
        .annotate(published=given[Change.PUBLISHED], withdrawn=given[Change.WITHDRAWN])
        .order_by("channel__name", "channel", "item__agency__name", "item__agency")
    )
    return [
        Counted(row["channel__name"], row["item__agency__name"], row["published"], row["withdrawn"]) for row in rows
    ]
