"""Where a request comes from: its address, its number, whether it was encrypted; from proxies that are trusted only.

What a proxy passes on is believed when the proxy is one of ours (TRUSTED_PROXIES); headers of the same names from
anybody else are taken off, so that nothing behind this needs to ask again.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from gongkai.config import logs

_PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REQUEST_ID")
_NEVER = ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
"""What no proxy needs to say: the site knows its own address."""

_NUMBER = re.compile(r"[0-9A-Za-z._-]{8,64}")


def provenance(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Set `request.actor_address` (also REMOTE_ADDR) and `request.request_id`; answer with the latter."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        peer = meta.get("REMOTE_ADDR", "")
        request.forwarded = any(name in meta for name in (*_PASSED_ON[:2], *_NEVER))  # type: ignore[attr-defined]
        trusted = _trusted(peer)
        for name in _NEVER if trusted else (*_NEVER, *_PASSED_ON):
            meta.pop(name, None)
        address = sender(peer, meta.get("HTTP_X_FORWARDED_FOR", ""))
        meta["REMOTE_ADDR"] = request.actor_address = address  # type: ignore[attr-defined]
        given = meta.get("HTTP_X_REQUEST_ID", "")
        number = given if _NUMBER.fullmatch(given) else secrets.token_hex(8)
        request.request_id = number  # type: ignore[attr-defined]
        token = logs.request_id.set(number)
        try:
            response = get_response(request)
        finally:
            logs.request_id.reset(token)
        response["X-Request-ID"] = number
        return response

    return middleware


def sender(peer: str, forwarded_for: str) -> str:
    """Give the address that a request came from: the last that no trusted proxy of ours has.

    Each proxy adds the one it heard from at the end; what stands before may have been made up by the sender.
    """
    address = peer
    for each in reversed([part.strip() for part in forwarded_for.split(",") if part.strip()]):
        if not _trusted(address):
            break
        if _parsed(each) is None:
            break
        address = each
    parsed = _parsed(address)
    return "" if parsed is None else str(parsed)


@lru_cache(maxsize=1024)
def _parsed(written: str) -> Any:
    try:
        parsed = ip_address(written.partition("%")[0])
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _trusted(address: str) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in settings.TRUSTED_PROXIES)
