"""How each operation of the API is asked once: for the examples, and to look at every answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.api.tokens import Machine
from tests.api.world import World
from tests.casework import WANG, WANTED, apply
from tests.filings.signed import sign
from tests.publishing import WORDS

from gongkai.agencies.services import add_member
from gongkai.journal.actor import SYSTEM

KEY = UUID("5b1f0f0e-5f0a-4f5c-9a57-0d5b0c3f6c11")


_CASE, _DRAFT, _FIGURES = "/desk/applications/{key}", "/desk/items/{key}", "/desk/agencies/{key}/figures/{year}"
ON_WHAT_WAS_READ = {
    "actOnCase": _CASE,
    "draftReply": _CASE,
    "reviseItem": _DRAFT,
    "actOnItem": _DRAFT,
    "enterFigures": _FIGURES,
}
"""The operations that say by If-Match what they change, each with the address where that is read."""


def requests_of(made: World) -> dict[str, dict[str, Any]]:
    """Give for each operation that needs no token, by its id, the path, query, header and body it is asked with."""
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


def desk_requests_of(made: World) -> dict[str, dict[str, Any]]:
    """Give the same for each operation that needs a token; what one changes, those after it find changed."""
    science = made.county.science.pk
    filing = {"key": sign(made.county.science, 2025, made.county.officers["head"]).filing_id}
    case, draft, figures = {"key": apply(made.county).pk}, {"key": made.draft.pk}, {"key": science, "year": 2025}
    add_member(made.county.office, made.county.science, year=2025, by=SYSTEM)
    person = {name: value for name, value in WANG._asdict().items() if value}
    received = {"channel": "counter", "arrived_on": "2026-03-02", "applicants": [person], "description": WANTED}
    part = {"content": "立项名单", "outcome": "GRANT", "told": "随附名单一份"}
    entered = {"source": "审批平台台账", "reason": "年度填报", "figures": {"licences.decisions": 12}}
    once = {"header": {"Idempotency-Key": "window-3-20260302-0017"}}
    return {
        "registerApplication": {**once, "body": received},
        "listCases": {"query": {"stage": "open", "limit": 1}},
        "getCase": {"path": case},
        "readApplicants": {"path": case, "body": {"reason": "寄送答复书"}},
        "attachToCase": {"path": case, "files": {"申请书.txt": "申请书".encode()}},
        "actOnCase": {"path": {**case, "name": "comment"}, "body": {"text": "请核对"}},
        "draftReply": {"path": case, "body": {"parts": [part]}},
        "listDrafts": {"query": {"stage": "draft", "limit": 1}},
        "describeDraft": {},
        "getDraft": {"path": draft},
        "draftItem": {"body": {name: str(value) for name, value in WORDS.items()}},
        "reviseItem": {"path": draft, "body": {"title": "关于组织申报2026年科技计划项目的通知"}},
        "attachToItem": {"path": draft, "files": {"名单.txt": "名单".encode()}},
        "actOnItem": {"path": {**draft, "name": "submit"}, "body": {}},
        "getFigures": {"path": figures},
        "enterFigures": {"path": figures, "body": entered},
        "listFilings": {"query": {"year": 2025}},
        "getFiling": {"path": filing},
        "downloadFiling": {"path": {**filing, "number": 1, "form": "json"}},
        "submitFiling": {"path": filing, "body": {"version": 1, "collector": made.county.office.pk}},
    }


def shown(id: str, given: dict[str, Any], desk: Machine) -> dict[str, str]:
    """Give the headers by which a system asks: its token, and which state of a row it has seen."""
    found = {"Authorization": f"Bearer {desk.secret}"}
    if id in ON_WHAT_WAS_READ:
        found["If-Match"] = desk.get(ON_WHAT_WAS_READ[id].format(**given["path"]))["ETag"]
    return found


def ask(method: str, path: str, given: dict[str, Any], headers: Mapping[str, str] = MappingProxyType({})) -> Any:
    """Ask as an example says."""
    address = path.format(**given.get("path", {}))
    headers = {**given.get("header", {}), **headers}
    if method == "get":
        return Client().get(address, given.get("query", {}), headers=headers)
    if "files" in given:
        files = [SimpleUploadedFile(name, content) for name, content in given["files"].items()]
        return Client().post(address, {"attached": files}, headers=headers)
    body = json.dumps(given["body"]) if "body" in given else ""
    return Client().generic(method.upper(), address, body, content_type="application/json", headers=headers)


def shape(said: Any) -> Any:
    """Give what there is in an answer, without the values, of a list its first."""
    if isinstance(said, dict):
        return {name: shape(each) for name, each in said.items()}
    if isinstance(said, list):
        return [shape(said[0])] if said else []
    return type(said).__name__
