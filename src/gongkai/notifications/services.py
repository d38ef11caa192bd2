"""Telling people, what they do with what they were told, and how they want to be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime, make_aware

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.services import edit_officer
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, note, record
from gongkai.law.calendar import CHINA
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.notifications import acts, channels
from gongkai.notifications.kinds import SITE, Kind
from gongkai.notifications.models import Delivery, Notice, Preferences, State
from gongkai.notifications.tasks import deliver
from gongkai.notifications.wording import kept

KEPT = timedelta(days=365)
"""How long a notice is kept."""
_COUNTED = 100


@transaction.atomic
def notify(
    kind: Kind, to: Iterable[Officer], text: Message, *, key: str, url: str, at: datetime, agency: Agency | None = None
) -> int:
    """Tell officers something, each once for a key; say how many were told.

    Called within the transaction of the act. `url` is a path on this site. Whoever may not sign in is not told. The
    text stays on the site and may name officers; applicants it names nowhere.
    """
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"no path on this site: {url}")
    # In one order: of two acts that tell the same people neither waits for the other while it keeps it waiting.
    officers = {each.pk: each for each in sorted(to, key=lambda officer: officer.pk) if each.is_active}
    told = set(Notice.objects.filter(officer__in=officers, key=key).values_list("officer", flat=True))
    officers = {pk: each for pk, each in officers.items() if pk not in told}
    if not officers:
        return 0
    chosen = {each.officer_id: each for each in Preferences.objects.filter(officer__in=officers)}
    ways = {pk: chosen.get(pk, Preferences(officer_id=pk)) for pk in officers}
    notices = [
        Notice(
            officer_id=pk,
            kind=kind.code,
            key=key,
            text=kept(text),
            url=url,
            level=kind.level,
            agency=agency,
            made_at=at,
            read_at=None if SITE in way.channels_of(kind) else at,
        )
        for pk, way in ways.items()
    ]
    # Who is told the same at this moment by another goes before, and is no reason for the act to fail.
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    made = Notice.objects.filter(officer__in=officers, key=key)
    _send([(notice, officers[notice.officer_id], ways[notice.officer_id]) for notice in made], kind, at)
    return len(officers)


def untold(to: Iterable[Officer], keys: Collection[str]) -> set[str]:
    """Give those of some keys that not all of the officers have been told of."""
    officers = {each.pk for each in to if each.is_active}
    told = Counter(Notice.objects.filter(officer__in=officers, key__in=keys).values_list("key", flat=True))
    return {key for key in keys if told[key] < len(officers)}


def _send(made: Iterable[tuple[Notice, Officer, Preferences]], kind: Kind, at: datetime) -> None:
    """Write down what is to leave the site, and have it sent once this is committed."""
    has = [channel for channel in channels.open_channels() if channel != SITE]
    if not has:
        return
    gathered_at = next_morning(at)
    deliveries = []
    for notice, officer, way in made:
        for channel in has:
            if channel in way.channels_of(kind) and channels.address_of(officer, channel):
                waits = way.gathers(kind, channel)
                deliveries.append(
                    Delivery(notice=notice, channel=channel, gathered=waits, due_at=gathered_at if waits else at)
                )
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    if any(not each.gathered for each in deliveries):
        deliver.enqueue()


def next_morning(at: datetime) -> datetime:
    """Give when notices made at a moment go out together: on the next morning of a working day (GONGKAI_NOTICES_AT)."""
    here = localtime(at)
    hour: time = settings.NOTICES_AT
    on = here.date() if here.time() < hour else here.date() + timedelta(1)
    while not CHINA.is_working_day(on):
        on += timedelta(1)
    return make_aware(datetime.combine(on, hour))


@transaction.atomic
def mark_read(notice: Notice, *, at: datetime) -> None:
    """Note that a notice was read; what was read stays so."""
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=at)


@transaction.atomic
def mark_all_read(officer: Officer, *, at: datetime) -> int:
    """Note that an officer read all there is; say how many were not."""
    return Notice.objects.unread().filter(officer=officer, made_at__lte=at).update(read_at=at)


def unread(officer: Officer) -> int:
    """Count what an officer has not read, to a hundred."""
    return Notice.objects.unread().filter(officer=officer).order_by().values("pk")[:_COUNTED].count()


def preferences_of(officer: Officer) -> Preferences:
    """Give how an officer wants to be told."""
    return Preferences.objects.filter(officer=officer).first() or Preferences(officer=officer)


@transaction.atomic
def choose(
    officer: Officer, wanted: Mapping[Kind, Iterable[str]], *, gathered: bool, language: str, by: Actor
) -> Preferences:
    """Keep how an officer wants to be told: of each kind by which channels. Where nothing changes there is no act."""
    row = Preferences.objects.filter(officer=officer).first()
    row = Preferences(officer=officer) if row is None else hold(row)
    channels_chosen = dict(row.channels)
    for kind, names in wanted.items():
        if frozenset(names) == frozenset(kind.channels):
            channels_chosen.pop(kind.code, None)
        else:
            channels_chosen[kind.code] = sorted(names)
    before = (row.channels, row.gathered, row.language)
    row.channels, row.gathered, row.language = channels_chosen, gathered, language
    if (row.channels, row.gathered, row.language) != before:
        row.full_clean()
        row.save()
        record(row, acts.CHOSEN, by=by)
    return row


@transaction.atomic
def choose_mobile(officer: Officer, mobile: str, *, by: Actor) -> None:
    """Keep the number that an officer wants SMS sent to; none ends that."""
    edit_officer(officer, {"mobile": mobile}, by=by)


@transaction.atomic
def send_again(delivery: Delivery, *, at: datetime, by: Actor) -> None:
    """Have what was given up sent once more."""
    held = _held_failed(delivery)
    held.state, held.tries, held.gathered, held.due_at = State.WAITING, 0, False, at
    held.save(update_fields=["state", "tries", "gathered", "due_at"])
    note(held, acts.SENT_AGAIN, by=by)
    deliver.enqueue()


@transaction.atomic
def leave_unsent(delivery: Delivery, *, by: Actor) -> None:
    """Let what was given up rest: it is dealt with, or told in another way. On the site it stays."""
    held = _held_failed(delivery)
    note(held, acts.LEFT_UNSENT, by=by)
    held.delete()


def _held_failed(delivery: Delivery) -> Delivery:
    held = hold(delivery)
    if held.state != State.FAILED:
        raise NotAllowed(
            "delivery-not-failed", Message("这条通知没有失败，或者正在重新发送。"), hint=Message("请刷新列表。")
        )
    return held


@transaction.atomic
def clear_old(at: datetime) -> int:
    """Drop notices that were made long ago; give how many."""
    gone: dict[str, Any] = Notice.objects.filter(made_at__lt=at - KEPT).delete()[1]
    return int(gone.get("notifications.Notice", 0))
