"""What is told of sendings that do not arrive: of withdrawals first, for what was withdrawn is still shown there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.disclosure.channels.rules import SEEING_TO, sees_to
from gongkai.disclosure.models import Change, ChannelKind, Sending, Sent
from gongkai.law.message import Message
from gongkai.notifications.kinds import EMAIL, SITE, SMS, Kind, Level
from gongkai.notifications.recipients import administrators, holders
from gongkai.notifications.services import notify
from gongkai.ui.desk import Due, Pile, Standing

FAILED = Kind("channel.failed", gettext_lazy("公开的信息没有发到渠道"), Level.WARNING)
STILL_THERE = Kind(
    "channel.still_there", gettext_lazy("撤下的信息没有从渠道撤下"), Level.GRAVE, (SITE, EMAIL, SMS), always=True
)

SOON = timedelta(hours=1)
"""After this a withdrawal that has not arrived is an alarm, though it is still tried."""
FETCHED_SOON = timedelta(days=1)
"""The same of a feed, which is fetched when whoever fetches it likes."""


def still_there(at: datetime) -> Any:
    """Give the withdrawals that should have arrived, and did not."""
    fed = Q(channel__kind=ChannelKind.FEED)
    late = Q(fed, made_at__lte=at - FETCHED_SOON) | Q(~fed, made_at__lte=at - SOON) | Q(state=Sent.FAILED)
    return Sending.objects.open().newest().filter(late, change=Change.WITHDRAWN)


def failed() -> Any:
    """Give the publications that were given up."""
    return Sending.objects.newest().filter(state=Sent.FAILED, change=Change.PUBLISHED)


def is_due(at: datetime) -> bool:
    """Say whether there is something that nobody was told of."""
    return any(rows.exists() for _kind, rows in _untold(at))


def tell(at: datetime) -> int:
    """Tell who publishes for an agency of what did not arrive, once of each; say of how many."""
    told = 0
    for kind, rows in _untold(at):
        for row in rows.select_related("channel__agency", "item"):
            _tell(kind, row, at)
            told += 1
    return told


def _untold(at: datetime) -> list[tuple[Kind, Any]]:
    return [(kind, rows.filter(told=False)) for kind, rows in ((STILL_THERE, still_there(at)), (FAILED, failed()))]


@transaction.atomic
def _tell(kind: Kind, row: Sending, at: datetime) -> None:
    agency, on = row.channel.agency, timezone.localdate(at)
    words = {"index": row.item.index, "channel": row.channel.name}
    text = (
        Message("“{index}”已经撤下，渠道“{channel}”还没有收到，那里可能还在公开。请与对方联系。", **words)
        if kind is STILL_THERE
        else Message("“{index}”没有发到渠道“{channel}”，已经不再重试。", **words)
    )
    to = holders(agency, SEEING_TO, on) or administrators(agency, on)
    notify(kind, to, text, key=f"{kind.code}:{row.pk}", url=address(row), at=at, agency=agency)
    Sending.objects.filter(pk=row.pk).update(told=True)


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give what did not arrive by the channels that an officer sees to."""
    agencies = sees_to(officer, on)
    if not agencies:
        return
    for standing, rows in ((Standing.OVERDUE, still_there(timezone.now())), (Standing.MINE, failed())):
        own = rows.filter(channel__agency__in=agencies).select_related("channel__agency", "item__text").order_by("pk")
        yield Pile.of_rows(standing, own, _due)


def _due(row: Sending) -> Due:
    words = (
        _("“%(item)s”没有从“%(channel)s”撤下")
        if row.change == Change.WITHDRAWN
        else _("“%(item)s”没有发到“%(channel)s”")
    )
    return Due(
        what=words % {"item": row.item, "channel": row.channel},
        url=address(row),
        agency_name=row.channel.agency.called,
        kind=gettext_lazy("公开渠道"),
    )


def address(row: Sending) -> str:
    """Give where an officer sees to a sending: in the log of its channel, those of its item."""
    return f"{reverse('channels:detail', args=[row.channel_id])}?q={row.item.index}"
