"""How each operation of the API that needs no token is asked once: for the examples, and to look at every answer."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.test import Client
from tests.api.world import World
from tests.casework import WANG, WANTED

KEY = UUID("5b1f0f0e-5f0a-4f5c-9a57-0d5b0c3f6c11")


def requests_of(made: World) -> dict[str, dict[str, Any]]:
    """Give for each operation, by its id, the path, query, header and body it is asked with."""
    science, case = made.county.science.pk, made.case
    report = {"agency": science, "year": 2020, "scope": "unit"}
    version = {**report, "number": 2}
    person = {name: value for name, value in WANG._asdict().items() if value}
    number, code = {"number": case.number}, {"Query-Code": case.code}
    return {
        "root": {},
        "openapi": {},
        "items": {"query": {"category": "A03", "limit": 1}},
        "item": {"path": {"key": made.item.pk}},
        "itemVersions": {"path": {"key": made.item.pk}},
        "categories": {"query": {"agency": science}},
        "columns": {"path": {"key": science}},
        "agencies": {"query": {"below": science}},
        "agency": {"path": {"key": science}},
        "reports": {"query": {"year": 2020}},
        "report": {"path": report},
        "reportVersion": {"path": version},
        "reportFigures": {"path": version},
        "reportFindings": {"path": version},
        "search": {"query": {"q": "水库"}},
        "apply": {
            "path": {"key": science},
            "header": {"Idempotency-Key": str(KEY)},
            "body": {**person, "description": WANTED},
        },
        "track": {"body": {"number": case.number, "code": case.code}},
        "tracked": {"path": number, "header": code},
        "letter": {"path": {**number, "key": "receipt"}, "header": code},
        "applicationFile": {"path": {**number, "file": 1}, "header": code},
        "supplement": {"path": number, "header": code, "body": {"description": WANTED}},
        "reasons": {"path": number, "header": code, "body": {"reasons": "用于核对本单位的项目。"}},
        "withdraw": {"path": number, "header": code},
    }


def ask(method: str, path: str, given: dict[str, Any]) -> Any:
    """Ask as an example says."""
    address = path.format(**given.get("path", {}))
    headers = given.get("header", {})
    if method == "get":
        return Client().get(address, given.get("query", {}), headers=headers)
    body = json.dumps(given["body"]) if "body" in given else ""
    return Client().post(address, body, content_type="application/json", headers=headers)


def shape(said: Any) -> Any:
    """Give what there is in an answer, without the values, of a list its first."""
    if isinstance(said, dict):
        return {name: shape(each) for name, each in said.items()}
    if isinstance(said, list):
        return [shape(said[0])] if said else []
    return type(said).__name__
