"""Who asks: anybody, from an address; or a system, by a token. Whoever keeps tokens says here how they are recognised.

callers.recognise_by(recognise)                       # when the app is loaded
@router.post("/items", auth=Scoped("items:write"), …)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from gongkai.api.errors import unauthenticated
from gongkai.ui.limits import sender_of


@dataclass
class Footing:
    """What a call stands on, as it comes out: the scopes asked of its token, the agency acted for, the application."""

    scopes: set[str] = field(default_factory=set)
    agency: Any = None
    application: Any = None


@dataclass(frozen=True)
class Caller:
    """Who asks: by what their turns are counted and how many they have in a minute, what they may do, their token."""

    key: str
    rate: int
    scopes: frozenset[str] = field(default_factory=frozenset)
    token: Any = None
    footing: Footing = field(default_factory=Footing)

    @property
    def is_anybody(self) -> bool:
        """Say whether it is somebody without a token."""
        return self.token is None


Recognise = Callable[[HttpRequest, str], Caller | None]

_recognise: list[Recognise] = []


def recognise_by(recognise: Recognise) -> None:
    """Have tokens recognised by a function of the request and the token shown; it gives None for one not in force."""
    _recognise[:] = [recognise]


def anybody(request: HttpRequest) -> Caller:
    """Give whoever asks without a token: one sender."""
    return Caller(f"address:{sender_of(request)}", settings.API_RATE)


def shown(request: HttpRequest) -> str | None:
    """Give the token that a request shows; None where it shows nothing, and nothing where that is no token."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _space, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def of_token(request: HttpRequest, token: str) -> Caller:
    """Give the system whose token is shown; raise Refused (401) for one that is not in force."""
    for recognise in _recognise:
        found = recognise(request, token) if token else None
        if found is not None:
            return found
    raise unauthenticated()


def caller_of(request: HttpRequest) -> Caller:
    """Give who asks, as the door of the API found out."""
    found: Caller = request.caller  # type: ignore[attr-defined]
    return found
