"""What each role meets at the pages of help."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County
from tests.roles.statuses import PUBLIC, SIGNED_IN

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {}

TABLE: dict[str, dict[str, int]] = {"ui:help": SIGNED_IN, "portal:help": PUBLIC}
