"""What each role meets at the addresses of leadership (组织领导)."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {}

TABLE: dict[str, dict[str, int]] = {
    "duties:home": {"visitor": 302, "*": 403},
}
