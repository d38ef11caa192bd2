"""How often each caller may ask: so many turns in a minute, counted where every process and server sees them.

Turns are taken from there several at a time and spent from memory, so that of what only reads few requests write.
Nobody has more turns than they may; what one process took and did not spend is lost to the others until the minute is
over.
"""

from __future__ import annotations

from math import ceil
from threading import Lock
from time import time

from django.http import HttpRequest

from gongkai.api.callers import Caller
from gongkai.api.errors import too_many
from gongkai.portal.turns import Turns
from gongkai.ui.limits import sender_of, take

SECONDS = 60
_TAKEN_AT_MOST = 20
"""How often in a minute a caller's turns are taken from where all see them."""

_lock = Lock()
_left: dict[str, int] = {}
_minute = 0


def take_turn(caller: Caller) -> None:
    """Take one of a caller's turns; raise Refused (429) where there is none left in this minute."""
    if _spend(caller.key):
        return
    at_once = ceil(caller.rate / _TAKEN_AT_MOST)
    wait = take(f"api:{caller.key}", caller.rate // at_once, SECONDS)
    if wait:
        raise too_many(wait)
    _keep(caller.key, at_once - 1)


def take_turn_of_form(request: HttpRequest, form: str, turns: Turns) -> None:
    """Take one of the turns that a sender has for a form of the portal, whichever way it is sent; or 429."""
    wait = take(f"{form}:{sender_of(request)}", turns["times"], turns["seconds"])
    if wait:
        raise too_many(wait)


def _spend(key: str) -> bool:
    """Spend a turn that was taken before in this minute, if there is one."""
    global _minute
    now = int(time() // SECONDS)
    with _lock:
        if now != _minute:
            _minute = now
            _left.clear()
        left = _left.get(key, 0)
        if left:
            _left[key] = left - 1
        return left > 0


def _keep(key: str, turns: int) -> None:
    with _lock:
        _left[key] = _left.get(key, 0) + turns
