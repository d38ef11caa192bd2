"""What each role meets at the lists of rules and normative documents."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County
from tests.roles.statuses import PUBLIC

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "portal:enacted": lambda made: {"key": made.science.pk},
}

TABLE: dict[str, dict[str, int]] = {"portal:enacted-all": PUBLIC, "portal:enacted": PUBLIC}
