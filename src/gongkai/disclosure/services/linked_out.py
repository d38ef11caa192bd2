"""The links of published items to other sites, followed night by night, so many each night and the oldest first.

Items are gone through by their keys, on from where the night before ended, so that whichever was looked at longest ago
is next; what could not be opened is tried again before. One bad night breaks no link: it counts, and is told, when it
cannot be opened on another day either.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure import telling
from gongkai.disclosure.models import BrokenLink, Item
from gongkai.disclosure.scan.reading import links_of
from gongkai.disclosure.visiting import Visit, addresses_of, visit_all
from gongkai.notifications.wording import kept

_log = logging.getLogger("gongkai.nightly")

MOST_ITEMS = 5_000
"""Items that are looked through in a night, with links or without."""
_ALONE = 5
"""If none of more than so many addresses answers, it is this site that has no way out."""


def check_links(after: int, at: datetime) -> dict[str, int]:
    """Follow links of what is published, from after an item on; say how much was found, and where to go on (`last`)."""
    most = settings.LINK_CHECKS
    again = _open_again(most // 2)
    places, last = _next_addresses(after, most - len(again))
    for row in again:
        places[row.address].add(row.item_id)
    made = visit_all(places)
    if len(made) > _ALONE and not any(each.answered for each in made.values()):
        _log.warning("no link of %d could be followed: this machine has no way out", len(made))
        return {"asked": len(made), "no_way_out": 1, "last": after}
    return {"asked": len(made), **_keep(places, made, at), "last": last}


def _open_again(most: int) -> list[BrokenLink]:
    """Give what is to be tried again, the oldest first; what is not shown any more is broken no longer."""
    rows = BrokenLink.objects.filter(mended_on__isnull=True).select_related("item__shown").order_by("seen_on", "pk")
    again = []
    for row in rows[:most]:
        if row.item.shown is None or row.address not in _addresses_in(row.item):
            row.mended_on = localdate()
            row.save(update_fields=["mended_on"])
        else:
            again.append(row)
    return again


def _next_addresses(after: int, most: int) -> tuple[dict[str, set[int]], int]:
    """Give the addresses of the next items, each with its items; and the last of these, 0 when none is left."""
    places: dict[str, set[int]] = defaultdict(set)
    items = Item.objects.public().filter(pk__gt=after).select_related("shown").order_by("pk")[:MOST_ITEMS]
    looked = 0
    for item in items.iterator(chunk_size=200):
        found = _addresses_in(item)
        if looked and len(places.keys() | set(found)) > most:
            return places, after
        for address in found:
            places[address].add(item.pk)
        after, looked = item.pk, looked + 1
    return places, after if looked == MOST_ITEMS else 0


def _addresses_in(item: Item) -> list[str]:
    assert item.shown is not None
    return addresses_of(links_of(item.shown)) if "http" in item.shown.body else []


@transaction.atomic
def _keep(places: Mapping[str, set[int]], made: Mapping[str, Visit], at: datetime) -> dict[str, int]:
    """Keep what came of it, and tell whoever writes the items of what is broken now."""
    on = localdate(at)
    open_ones = {
        (row.item_id, row.address): row
        for row in BrokenLink.objects.select_for_update().filter(mended_on__isnull=True, address__in=list(made))
    }
    broken: dict[int, list[str]] = defaultdict(list)
    mended = 0
    for address, visit in made.items():
        for item in places[address]:
            row = open_ones.get((item, address))
            if visit.trouble is None:
                mended += row is not None
                if row is not None:
                    row.mended_on = row.seen_on = on
                    row.save(update_fields=["mended_on", "seen_on"])
            elif row is None:
                why = kept(visit.trouble)
                BrokenLink.objects.create(item_id=item, address=address, trouble=why, first_on=on, seen_on=on)
            else:
                _note_again(row, visit, on, broken)
    rows: Any = Item.objects.filter(pk__in=broken).select_related("agency", "shown").order_by("pk")
    told = sum(telling.tell_of_links(item, broken[item.pk], at=at) for item in rows)
    return {"broken": sum(map(len, broken.values())), "mended": mended, "told": told}


def _note_again(row: BrokenLink, visit: Visit, on: Any, broken: dict[int, list[str]]) -> None:
    row.trouble = kept(visit.trouble)
    if row.broken_on is None and row.seen_on < on:
        row.broken_on = on
        broken[row.item_id].append(row.address)
    row.seen_on = on
    row.save(update_fields=["trouble", "seen_on", "broken_on"])
