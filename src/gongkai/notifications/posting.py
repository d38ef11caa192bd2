"""Signed JSON, posted to an https address: to the gateway of SMS, and to whoever else the site tells something.

The body is signed with its time: X-Gongkai-Signature is `sha256=` and the HMAC-SHA256, with the secret, of the time
(X-Gongkai-Timestamp, in seconds), a full stop and the body. Who takes it checks both, and drops what comes again under
the same Idempotency-Key. It may not lead elsewhere, and into the own network only where that is allowed
(`GONGKAI_WEBHOOK_NETWORKS`, `reaching`).
"""

from __future__ import annotations

import hashlib
import hmac
import time
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.notifications import reaching

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_ANOTHER_TIME = frozenset({408, 425, 429})
"""Statuses below 500 by which a server says to come again."""


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

    Raises reaching.Unreachable, and reaching.WithinOwnNetwork.
    """
    at = int(time.time())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "gongkai",
        "Idempotency-Key": key,
        "X-Gongkai-Timestamp": str(at),
        "X-Gongkai-Signature": signature(secret, at, body),
    }
    return reaching.ask("POST", url, headers, body, networks=settings.WEBHOOK_NETWORKS).status
