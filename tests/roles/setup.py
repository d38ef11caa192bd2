"""What each role meets at the addresses of setting a site up: of a county, which is set up, there are none."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County

_GONE = {"visitor": 302, "*": 404}

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {}

TABLE: dict[str, dict[str, int]] = {
    "setup:index": {"*": 404},
    "setup:administrator": {"*": 404},
    "POST setup:administrator": {"*": 404},
    "setup:agency": _GONE,
    "POST setup:agency": _GONE,
    "POST setup:choose": _GONE,
    "setup:people": _GONE,
    "POST setup:people": _GONE,
    "setup:guide": _GONE,
    "POST setup:guide": _GONE,
    "setup:calendar": _GONE,
    "POST setup:calendar": _GONE,
    "POST setup:calendar-seen": _GONE,
    "setup:catalogue": _GONE,
    "POST setup:catalogue": _GONE,
    "setup:mail": _GONE,
    "POST setup:mail": _GONE,
    "POST setup:mail-arrived": _GONE,
    "POST setup:without-mail": _GONE,
    "setup:keys": _GONE,
    "POST setup:keys": _GONE,
    "POST setup:finish": _GONE,
}
