"""What roles meet at what everybody may ask of the API: the same as anybody, for no session is known there."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County
from tests.roles.statuses import PUBLIC

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {}
TABLE: dict[str, dict[str, int]] = {
    "api:root": PUBLIC,
}
