"""The JSON form of an item: its JSON Schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of an item as JSON."""
    text = (files("gongkai.disclosure.channels") / "schema" / "item-v1.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
