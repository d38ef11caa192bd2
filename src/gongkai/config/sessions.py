"""Sessions that end: after a time in which nothing was done (SESSION_IDLE), and after SESSION_HOURS in any case."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponseBase

BEGAN, SEEN = "_began", "_seen"
_NOTED = 10
"""How often in the time allowed it is written down that something was done: at each page it would cost a commit."""


def begin(sender: Any, request: HttpRequest, **rest: Any) -> None:
    """Note in the session when somebody signed in; heard from Django, which saves the session then in any case."""
    request.session[BEGAN] = request.session[SEEN] = int(time())


def ending(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Sign out whoever has done nothing for too long, or signed in too long ago; the request goes on as a visitor's."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            now, session = int(time()), request.session
            seen, began = session.get(SEEN, now), session.get(BEGAN, now)
            # Also where that is so long ahead: a clock that was set back would let a session last until it comes there.
            if abs(now - seen) >= settings.SESSION_IDLE_SECONDS or abs(now - began) >= settings.SESSION_COOKIE_AGE:
                logout(request)
                request.session_ended = True  # type: ignore[attr-defined]
            elif BEGAN not in session or abs(now - seen) * _NOTED >= settings.SESSION_IDLE_SECONDS:
                session[BEGAN], session[SEEN] = began, now
        return get_response(request)

    return middleware
