"""Hearing of acts: who listens is told of each act of a kind, in the transaction of the act.

So that what follows from an act elsewhere (somebody is told) is done with it or not at all, without the context of the
act knowing of it. A step of the act itself does not belong here: its service does that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongkai.journal.acts import Act

Listener = Callable[[Any, Any], None]
"""Is given the row of an act and its entry."""

_LISTENERS: dict[str, dict[str, Listener]] = {}


def hear(act: Act, listener: Listener) -> None:
    """Have a listener told of every act of a kind; one that is registered again is told once."""
    _LISTENERS.setdefault(act.code, {})[f"{listener.__module__}.{listener.__qualname__}"] = listener


def tell(row: Any, entry: Any) -> None:
    """Tell who listens of an act, with its entry."""
    for listener in _LISTENERS.get(entry.act, {}).values():
        listener(row, entry)
