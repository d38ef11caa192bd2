"""What each role meets at the addresses of the open data: the same as everybody."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County
from tests.roles.statuses import PUBLIC

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "opendata:dcat": lambda made: {"form": "jsonld"},
    "opendata:schema": lambda made: {"name": "report", "version": 1},
    "opendata:dataset": lambda made: {"code": "items"},
    "opendata:file": lambda made: {"name": "items", "form": "csv"},
}

TABLE: dict[str, dict[str, int]] = {
    "opendata:home": PUBLIC,
    "opendata:dcat": PUBLIC,
    "opendata:schema": PUBLIC,
    "opendata:dataset": PUBLIC,
    "opendata:file": {"*": 404},  # there is none yet; see tests/opendata/test_views.py
}
