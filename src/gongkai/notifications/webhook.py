"""The gateway that comes with the site: signed JSON, posted to one https address.

The body is signed with its time: X-Gongkai-Signature is `sha256=` and the HMAC-SHA256, with the secret, of the time
(X-Gongkai-Timestamp, in seconds), a full stop and the body. Who takes it checks both, and drops what comes again under
the same Idempotency-Key. It may not lead elsewhere, and into the own network only where that is allowed
(`GONGKAI_WEBHOOK_NETWORKS`); what the name of the host stands for is looked up once and connected to as it was checked.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.law.message import Message
from gongkai.notifications.channels import Letter, Undelivered

SECONDS = 10
_ANOTHER_TIME = frozenset({408, 425, 429})
"""Statuses below 500 by which a server says to come again."""


def signature(secret: str, at: int, body: bytes) -> str:
    """Give the signature of a body that is sent at a time."""
    return "sha256=" + hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


class Webhook:
    """Posts what is to be sent as an SMS to the address that is set up."""

    def send(self, mobile: str, letter: Letter) -> None:
        """Post a letter; done is what is answered with 2xx."""
        told = {"id": letter.name, "to": mobile, "text": letter.short, "url": letter.url, "kind": letter.kind}
        body = json.dumps({**told, "on": letter.on.isoformat()}, ensure_ascii=False).encode()
        status = _post(body, letter.name)
        if not 200 <= status < 300:
            again = status >= 500 or status in _ANOTHER_TIME
            raise Undelivered(Message("短信网关答复 {status}。", status=status), again=again)


def _post(body: bytes, name: str) -> int:
    parts = urlsplit(settings.WEBHOOK_URL)
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    at = int(time.time())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "gongkai",
        "Idempotency-Key": name,
        "X-Gongkai-Timestamp": str(at),
        "X-Gongkai-Signature": signature(settings.WEBHOOK_SECRET, at, body),
    }
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        address = _checked(host, port)
        connection = (
            HTTPSConnection(host, port, timeout=SECONDS)
            if parts.scheme == "https"
            else HTTPConnection(host, port, timeout=SECONDS)
        )
        try:
            connection.sock = _connected(connection, host, (address, port))
            connection.request("POST", path, body, headers)
            return connection.getresponse().status
        finally:
            connection.close()
    except (OSError, HTTPException) as error:
        why = Message("连不上短信网关（{error}）。", error=type(error).__name__)
        raise Undelivered(why, again=True, unreachable=True) from None


def _connected(connection: HTTPConnection, host: str, to: tuple[str, int]) -> socket.socket:
    made = socket.create_connection(to, SECONDS)
    if not isinstance(connection, HTTPSConnection):
        return made
    try:
        return ssl.create_default_context().wrap_socket(made, server_hostname=host)
    except BaseException:
        made.close()
        raise


def _checked(host: str, port: int) -> str:
    """Give the address of a host, if one may go there."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    refused = [each for each in found if not _is_allowed(each)]
    if refused:
        why = Message("短信网关的地址 {address} 在内部网络里，没有许可。", address=refused[0])
        raise Undelivered(why, again=False)
    return found[0]


def _is_allowed(text: str) -> bool:
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if any(address in network for network in settings.WEBHOOK_NETWORKS):
        return True
    return address.is_global and not address.is_multicast
