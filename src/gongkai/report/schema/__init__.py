"""The JSON form of a report: the name of its schema and the JSON Schema itself."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

SCHEMA = "gongkai-report/1"
"""What the key `schema` says in every file; the number rises when old readers could not follow."""


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a report as JSON."""
    text = (files("gongkai.report") / "schema" / "report-v1.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
