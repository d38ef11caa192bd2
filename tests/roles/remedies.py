"""What each role meets at the addresses of challenges (复议、诉讼、投诉举报)."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {}

TABLE: dict[str, dict[str, int]] = {}
