"""What each role meets at the addresses of dashboards: no agency but their own and what lies below it."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County
from tests.roles.statuses import SIGNED_IN

_SIGHT = {**SIGNED_IN, "no_post": 403}

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "dashboards:chart": lambda made: {"name": "years"},
    "dashboards:picture": lambda made: {"name": "years"},
}

TABLE: dict[str, dict[str, int]] = {
    "dashboards:home": _SIGHT,
    "dashboards:numbers": _SIGHT,
    "dashboards:chart": _SIGHT,
    "dashboards:picture": _SIGHT,
}
