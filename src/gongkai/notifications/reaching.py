"""Reaching an address over http: nowhere but where one may go.

What the name of a host stands for is looked up once, looked at, and connected to as it was looked at: a name that means
another address a moment later leads nowhere else. Into the own network one goes only where that is allowed. Whoever
is asked leads nobody elsewhere: where an answer points to is for the caller to ask again, and is looked at again.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from typing import Any, NamedTuple
from urllib.parse import urlsplit

SECONDS = 10
"""How long is waited for the next that comes over the wire."""
LONGEST = 60
"""Seconds after which it is given up in any case: whoever answers drop by drop keeps nobody waiting."""
_IPV4_WITHIN = tuple(map(IPv6Network, ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")))
"""Addresses of IPv6 whose end is one of IPv4: translated ones, and those of old."""
_LOCAL = tuple(map(IPv6Network, ("fec0::/10", "64:ff9b:1::/48")))
"""Networks of a site that count as global: those of old, and where it translates as it likes (RFC 3879, RFC 8215)."""


class Unreachable(Exception):
    """Nobody was reached; says how that failed."""


class WithinOwnNetwork(Exception):
    """An address lies in the own network, where one may not go; says which."""


class Answer(NamedTuple):
    """What was answered: the status, and where else it points to."""

    status: int
    location: str


def ask(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None = None,
    *,
    networks: Iterable[Any] = (),
    seconds: float | None = None,
    longest: float | None = None,
) -> Answer:
    """Ask an address of http or https, and give the head of the answer; `networks` are those of its own it may be in.

    Raises Unreachable, and WithinOwnNetwork.
    """
    seconds = SECONDS if seconds is None else seconds
    try:
        parts = urlsplit(url)
        host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        address = _checked(host, port, networks)
        connection = (HTTPSConnection if parts.scheme == "https" else HTTPConnection)(host, port, timeout=seconds)
        made = socket.create_connection((address, port), seconds)
        try:
            with _given_up_after(LONGEST if longest is None else longest, made):
                connection.sock = _encrypted(made, host) if isinstance(connection, HTTPSConnection) else made
                connection.request(method, path, body, dict(headers))
                answer = connection.getresponse()
                return Answer(answer.status, answer.headers.get("Location", ""))
        finally:
            connection.close()
            made.close()
    except (OSError, HTTPException, ValueError) as error:  # ValueError: what is no name of a host
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


def _checked(host: str, port: int, networks: Iterable[Any]) -> str:
    """Give the address of a host, if one may go there."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    refused = [each for each in found if not is_allowed(each, networks)]
    if refused:
        raise WithinOwnNetwork(refused[0])
    return found[0]


def is_allowed(text: str, networks: Iterable[Any]) -> bool:
    """Say whether one may go to an address: a public one, or one in some networks of its own."""
    address = ip_address(text.partition("%")[0])
    there = _ipv4_of(address) if isinstance(address, IPv6Address) else None
    if any(each in network for each in (address, there) if each for network in networks):
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
