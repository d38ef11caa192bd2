"""How often the same sender may send in a public form: counted where every process and every server sees it.

    @limited("apply", times=20, seconds=600)
    @login_not_required
    def apply(request): ...

A sender is an address; of IPv6 the network that one subscriber has. Kept are fingerprints of it, for as long as the
time that is counted. A whole agency may send from one address: what costs little is let through often. Not here:
passwords and codes, whose failures are counted, by account too (`agencies.signin.lockout`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from time import time
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from gongkai.ui.errors import too_many

View = Callable[..., HttpResponseBase]

_SUBSCRIBER = 64
"""Bits of an IPv6 address that tell one subscriber from another; the others they choose as they like."""


class NotCounted(DatabaseError):
    """The database did not take a turn: it is full, busy or away."""


def limited(
    form: str, *, times: int, seconds: int, methods: Collection[str] = frozenset({"POST"})
) -> Callable[[View], View]:
    """Let each sender send in the forms of a view some times in so many seconds; who does it oftener meets 429.

    With GET goes HEAD, which costs as much. While the database takes nothing, who only asks is not counted.
    """
    counted = {*methods, *(["HEAD"] if "GET" in methods else [])}

    def limit(view: View) -> View:
        @wraps(view)
        def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in counted:
                try:
                    wait = take(f"{form}:{sender_of(request)}", times, seconds)
                except NotCounted:
                    if request.method == "POST":  # nothing could be done, and nobody is to try without being counted
                        raise
                    wait = 0
                if wait:
                    return too_many(request, wait)
            return view(request, *args, **kwargs)

        within.limited = form  # type: ignore[attr-defined]
        return within

    return limit


def take(whose: str, times: int, seconds: int) -> int:
    """Take one of so many turns; give 0, or the seconds to wait where all of this time are taken.

    Each turn is a key of its own that only one can add, so that of those who come at once none is counted twice. Raises
    NotCounted where nobody has it and it is not added either.
    """
    now = time()
    fingerprint = salted_hmac("gongkai.ui.limits", whose, algorithm="sha256").hexdigest()
    turns = [f"limit:{fingerprint}:{int(now // seconds)}:{turn}" for turn in range(times)]
    taken = cache.get_many(turns)
    for turn in turns:
        if turn not in taken:
            if cache.add(turn, True, seconds):
                return 0
            if cache.get(turn) is None:  # the cache passes over what the database says
                raise NotCounted
    return ceil(seconds - now % seconds)


def sender_at(address: str) -> str:
    """Give the sender at an address: itself, or of IPv6 the network that a subscriber chooses addresses from."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, _SUBSCRIBER), strict=False))
    return str(parsed)


def sender_of(request: HttpRequest) -> str:
    """Give the sender of a request."""
    return sender_at(str(getattr(request, "actor_address", "") or request.META.get("REMOTE_ADDR", "")))
