"""The secret of a token: `gk_`, eight letters that name it, and what nobody guesses. Its hash alone is kept."""

from __future__ import annotations

import re
from hashlib import sha256
from secrets import token_hex, token_urlsafe
from typing import NamedTuple

_WRITTEN = re.compile(r"(gk_[0-9a-f]{8})_[A-Za-z0-9_-]{43}")


class Secret(NamedTuple):
    """A secret that was just drawn."""

    prefix: str
    text: str


def new_secret() -> Secret:
    """Draw a secret by chance."""
    prefix = f"gk_{token_hex(4)}"
    return Secret(prefix, f"{prefix}_{token_urlsafe(32)}")


def prefix_of(text: str) -> str:
    """Give the part of a secret that names its token; none of what cannot be one."""
    found = _WRITTEN.fullmatch(text)
    return found[1] if found else ""


def hash_of(text: str) -> str:
    """Give what is kept of a secret; it is drawn at random, and so no slower hash is needed."""
    return sha256(text.encode()).hexdigest()
