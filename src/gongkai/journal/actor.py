"""Who does an act: an officer in a post, an applicant, or the system; and from which address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Actor:
    """Who acts. Without an officer it is the system, or whoever `role` says."""

    officer: Any = None
    post: Any = None
    role: str = "officer"
    address: str = ""
    request_id: str = ""


SYSTEM = Actor(role="system")
