"""What is not published as an item because another context publishes it in its own way: that context says so here."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.disclosure.models import Item, Text
from gongkai.law.errors import NotAllowed

Keeper = Callable[[Text], NotAllowed | None]
"""Says of a text why it is not to be published as an item, or None."""

_KEEPERS: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    """Have texts looked at by another context before they are put up for review, and before they are published."""
    _KEEPERS[f"{keeper.__module__}.{keeper.__qualname__}"] = keeper


def require_kept_here(item: Item, text: Text) -> None:
    """Refuse a text that is published elsewhere; what people have been shown already may be put right where it is."""
    if item.shown_on is not None:
        return
    for keeper in _KEEPERS.values():
        if refused := keeper(text):
            raise refused
