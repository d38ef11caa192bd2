"""What each role meets at the addresses of the open data: the same as everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.county import County
from tests.roles.statuses import PUBLIC

from gongkai.opendata import issuing


def _made(_made: County) -> dict[str, object]:
    issuing.make(date(2026, 3, 9))
    return {"name": "items", "form": "csv"}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "opendata:dcat": lambda made: {"form": "jsonld"},
    "opendata:schema": lambda made: {"name": "report", "version": 1},
    "opendata:dataset": lambda made: {"code": "items"},
    "opendata:file": _made,
}

TABLE: dict[str, dict[str, int]] = {
    "opendata:home": PUBLIC,
    "opendata:dcat": PUBLIC,
    "opendata:schema": PUBLIC,
    "opendata:dataset": PUBLIC,
    "opendata:file": PUBLIC,
}
