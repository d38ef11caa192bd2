"""What each role meets at the addresses of assessment (考核)."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {}

TABLE: dict[str, dict[str, int]] = {}
