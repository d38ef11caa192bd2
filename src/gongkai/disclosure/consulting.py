"""Comments on drafts (征求意见): while everybody may comment, and how many did, as whoever takes comments in tells.

What is written is kept elsewhere; here is what of it an item needs to know.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from gongkai.disclosure.models import Item, Kind, Text
from gongkai.disclosure.periods import publication_settings
from gongkai.law.publication import feedback_due
from gongkai.ui.working_days import calendar


class Received(NamedTuple):
    """How many comments on a draft came in, and where at the desk they are."""

    number: int
    url: str


Counter = Callable[[Item], Received]

_COUNTERS: list[Counter] = []


def register_counter(counter: Counter) -> None:
    """Let an item say how many comments came in; the last that is registered."""
    _COUNTERS[:] = [counter]


def is_open(text: Text, on: date) -> bool:
    """Say whether a text asks for comments on a day."""
    if text.kind != Kind.CONSULTATION or text.comments_from is None or text.comments_until is None:
        return False
    return text.comments_from <= on <= text.comments_until


def drafts_of(keys: Any) -> Any:
    """Give the items of some keys, drafts that were commented on, the newest first."""
    return Item.objects.filter(pk__in=keys).select_related("text").order_by("-pk")


def open_consultation(key: int, on: date) -> Item | None:
    """Give the item of a key if everybody sees it and may comment on it that day."""
    item: Item | None = Item.objects.public().select_related("shown", "agency").filter(pk=key).first()
    return item if item is not None and item.shown is not None and is_open(item.shown, on) else None


def answered_by(item: Item) -> date:
    """Give the day by which what became of the comments must be published."""
    assert item.shown is not None  # it asks for comments
    assert item.shown.comments_until is not None
    until = item.shown.comments_until
    return feedback_due(until, calendar=calendar(), settings=publication_settings()).due


def received_of(item: Item, text: Text) -> Received | None:
    """Give how many comments on a text came in; None for what asks for none."""
    if text.kind != Kind.CONSULTATION or not _COUNTERS:
        return None
    return _COUNTERS[0](item)
