"""The reference set of indicators that comes with the package, which an agency copies and changes."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_DECIMALS = ("weight", "full_at", "none_at", "each", "floor")


class Standard(NamedTuple):
    """A set of indicators as data: what is said of the set, and the indicators in their order."""

    values: dict[str, Any]
    indicators: tuple[dict[str, Any], ...]


@cache
def standard() -> Standard:
    """Give the reference set: numbers are written as texts, so that they are exact."""
    read = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    rows = tuple(_indicator(row) for row in read.pop("indicators"))
    return Standard(read, rows)


def _indicator(row: dict[str, Any]) -> dict[str, Any]:
    given = {name: Decimal(value) if name in _DECIMALS else value for name, value in row.items()}
    if "measure" not in given:
        return {**given, "kind": "scored"}
    return {**given, "kind": "measured", "by": "linear" if "full_at" in given else "occurrence"}
