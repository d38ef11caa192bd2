"""The validity of documents as it is remembered: settled with what acts on them, and each night."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure import acts
from gongkai.disclosure.models import ACTING, Item, Text
from gongkai.disclosure.validity import Standing, standing_of
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold, record

_log = logging.getLogger("gongkai.disclosure")


def remember_validity(held: Item) -> Standing:
    """Let an item that is held know how it stands today; whoever holds it saves it."""
    now = standing_of(held, localdate())
    held.validity, held.validity_next_on = now.validity, now.next_on
    return now


@transaction.atomic
def settle_validity(item: Item, *, by: Actor) -> bool:
    """Settle how an item stands today, with the index of what changed it; say whether anything has changed."""
    held = hold(item)
    before = (held.validity, held.validity_next_on)
    now = remember_validity(held)
    if (held.validity, held.validity_next_on) == before:
        return False
    held.save(update_fields=["validity", "validity_next_on"])
    basis = now.by.link_index if now.by else ""
    record(held, acts.VALIDITY_CHANGED, by=by, basis=basis)
    return True


def acted_on(*texts: Text | None) -> list[Item]:
    """Give the items that some texts amend or repeal, in one order whoever asks."""
    found = Item.objects.filter(linked__text__in=[each for each in texts if each], linked__relation__in=ACTING)
    return list(found.distinct().order_by("pk"))


def settle_each(items: Iterable[Item], *, by: Actor) -> None:
    """Settle the items that what was done to another acts on."""
    for each in items:
        settle_validity(each, by=by)


def settle_all(*, by: Actor = SYSTEM) -> int:
    """Settle every item whose day has come, and say in how many something changed.

    One that cannot be settled keeps none of the others: it is in the log, and is tried again the next night.
    """
    changed = 0
    for each in Item.objects.filter(validity_next_on__lte=localdate()).order_by("pk"):
        try:
            changed += settle_validity(each, by=by)
        except Exception:
            _log.exception("whether item %d is in force could not be settled", each.pk)
    return changed
