"""Signed JSON, posted to an https address: to the gateway of SMS, and to whoever else the site tells something.

The body is signed with its time: X-Gongkai-Signature is `sha256=` and the HMAC-SHA256, with the secret, of the time
(X-Gongkai-Timestamp, in seconds), a full stop and the body. Who takes it checks both, and drops what comes again under
the same Idempotency-Key. It may not lead elsewhere, and into the own network only where that is allowed
(`GONGKAI_WEBHOOK_NETWORKS`); what the name of the host stands for is looked up once and connected to as it was checked.
"""

from __future__ import annotations

import hashlib
import hmac
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 10
"""How long is waited for the next that comes over the wire."""
LONGEST = 60
"""Seconds after which it is given up in any case: whoever answers drop by drop keeps nobody waiting."""
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_IPV4_WITHIN = tuple(map(IPv6Network, ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")))
"""Addresses of IPv6 whose end is one of IPv4: translated ones, and those of old."""
_LOCAL = tuple(map(IPv6Network, ("fec0::/10", "64:ff9b:1::/48")))
"""Networks of a site that count as global: those of old, and where it translates as it likes (RFC 3879, RFC 8215)."""
_ANOTHER_TIME = frozenset({408, 425, 429})
"""Statuses below 500 by which a server says to come again."""


class Unreachable(Exception):
    """Nobody was reached; says how that failed."""


class WithinOwnNetwork(Exception):
    """An address lies in the own network, where one may not go; says which."""


def is_address(written: str) -> bool:
    """Say whether something may be posted to: https, or on this machine http too, without name and password."""
    try:
        parts = urlsplit(written)
        _ = parts.port
    except ValueError:
        return False
    encrypted = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    return encrypted and bool(parts.hostname) and parts.username is None and not parts.fragment


def signature(secret: str, at: int, body: bytes) -> str:
    """Give the signature of a body that is sent at a time."""
    return "sha256=" + hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def is_taken(status: int) -> bool:
    """Say whether a status says that what was posted is taken in."""
    return 200 <= status < 300


def is_worth_trying_again(status: int) -> bool:
    """Say whether what was not taken may be another time."""
    return status >= 500 or status in _ANOTHER_TIME


def post(url: str, body: bytes, *, secret: str, key: str) -> int:
    """Post a body under a key that stays the same however often it is tried; give the status of the answer.

    Raises Unreachable, and WithinOwnNetwork.
    """
    parts = urlsplit(url)
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    at = int(time.time())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "gongkai",
        "Idempotency-Key": key,
        "X-Gongkai-Timestamp": str(at),
        "X-Gongkai-Signature": signature(secret, at, body),
    }
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        address = _checked(host, port)
        connection = (
            HTTPSConnection(host, port, timeout=SECONDS)
            if parts.scheme == "https"
            else HTTPConnection(host, port, timeout=SECONDS)
        )
        made = socket.create_connection((address, port), SECONDS)
        try:
            with _given_up_after(LONGEST, made):
                connection.sock = _encrypted(made, host) if isinstance(connection, HTTPSConnection) else made
                connection.request("POST", path, body, headers)
                return connection.getresponse().status
        finally:
            connection.close()
            made.close()
    except (OSError, HTTPException) as error:
        raise Unreachable(type(error).__name__) from None


@contextmanager
def _given_up_after(seconds: float, made: socket.socket) -> Iterator[None]:
    """End a connection after so many seconds, by a handle of its own: encrypting takes the socket out of ours."""
    with made.dup() as handle:
        late = Timer(seconds, _shut, [handle])
        late.daemon = True
        late.start()
        try:
            yield
        finally:
            late.cancel()
            late.join()


def _shut(handle: socket.socket) -> None:
    with suppress(OSError):  # the other side was quicker
        handle.shutdown(socket.SHUT_RDWR)


def _encrypted(made: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(made, server_hostname=host)


def _checked(host: str, port: int) -> str:
    """Give the address of a host, if one may go there."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    refused = [each for each in found if not _is_allowed(each)]
    if refused:
        raise WithinOwnNetwork(refused[0])
    return found[0]


def _is_allowed(text: str) -> bool:
    address = ip_address(text.partition("%")[0])
    there = _ipv4_of(address) if isinstance(address, IPv6Address) else None
    if any(each in network for each in (address, there) if each for network in settings.WEBHOOK_NETWORKS):
        return True
    if there is None and isinstance(address, IPv6Address) and any(address in network for network in _LOCAL):
        return False
    leads_to = there or address
    return leads_to.is_global and not leads_to.is_multicast


def _ipv4_of(address: IPv6Address) -> IPv4Address | None:
    """Give the address of IPv4 that one of IPv6 leads to, if it does."""
    if address.sixtofour is not None:
        return address.sixtofour
    return IPv4Address(int(address) & 0xFFFFFFFF) if any(address in network for network in _IPV4_WITHIN) else None
