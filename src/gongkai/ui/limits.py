"""How often the same sender may send in a public form: counted where every process and every server sees it.

A sender is an address; of IPv6 the network that one subscriber has. Kept are fingerprints of it, for as long as the
time that is counted. Not here: signing in, which counts failures and by account too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from time import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from gongkai.ui.errors import too_many

View = Callable[..., HttpResponseBase]

_SUBSCRIBER = 64
"""Bits of an IPv6 address that tell one subscriber from another; the others they choose as they like."""


def limited(form: str, *, times: int, seconds: int) -> Callable[[View], View]:
    """Let each sender send in the forms of a view some times in so many seconds; who does it oftener meets 429."""

    def limit(view: View) -> View:
        @wraps(view)
        def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                wait = take(f"{form}:{_sender(request)}", times, seconds)
                if wait:
                    return too_many(request, wait)
            return view(request, *args, **kwargs)

        return within

    return limit


def take(whose: str, times: int, seconds: int) -> int:
    """Take one of so many turns; give 0, or the seconds to wait where all of this time are taken.

    Each turn is a key of its own that only one can add, so that of those who come at once none is counted twice.
    """
    now = time()
    fingerprint = salted_hmac("gongkai.ui.limits", whose, algorithm="sha256").hexdigest()
    turns = [f"limit:{fingerprint}:{int(now // seconds)}:{turn}" for turn in range(times)]
    taken = cache.get_many(turns)
    if any(cache.add(turn, True, seconds) for turn in turns if turn not in taken):
        return 0
    return ceil(seconds - now % seconds)


def _sender(request: HttpRequest) -> str:
    written = getattr(request, "actor_address", "") or request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(written)
    except ValueError:
        return str(written)
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _SUBSCRIBER), strict=False))
    return str(address)
