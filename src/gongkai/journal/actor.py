"""Who does an act: an officer in a post, a program by their token, an applicant, or the system; and from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Actor:
    """Who acts. Without an officer it is the system, or whoever `role` says.

    A program acts by a `token`, which names it, for the officer who made that: the role is `token`.
    """

    officer: Any = None
    post: Any = None
    role: str = "officer"
    address: str = ""
    request_id: str = ""
    token: str = ""


SYSTEM = Actor(role="system")
