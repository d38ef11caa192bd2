"""The pages that say how to use the API, drawn from its description by our own templates: no script, no other site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from shlex import quote
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.api.description import document, examples, operations
from gongkai.portal.keeping import same_for_all
from gongkai.portal.site import Marks, column, public_page


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of a body or an answer: its name, where it stands, its kind, whether it must be there."""

    name: str
    within: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True)
class Operation:
    """What the API can be asked: how, with what, and what it answers."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    heading: str
    token: bool
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    answer: tuple[Field, ...]
    statuses: tuple[tuple[str, str], ...]
    command: str
    example: str


@same_for_all
@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show what the API can be asked, each with a page of its own."""
    made = document()
    headings = [each["name"] for each in made["tags"]]
    found = sorted((said for *_where, said in operations(made)), key=lambda said: headings.index(said["tags"][0]))
    groups = [
        (heading, [(said["operationId"], said["summary"]) for said in some])
        for heading, some in groupby(found, key=lambda said: said["tags"][0])
    ]
    return public_page(request, "api/docs.html", _marks(), about=made["info"]["description"], groups=groups)


@same_for_all
@login_not_required
@require_safe
def operation(request: HttpRequest, id: str) -> HttpResponse:
    """Show one thing that the API can be asked, with what it takes and what it answers."""
    made = document()
    found = next((each for each in operations(made) if each[-1]["operationId"] == id), None)
    if found is None:
        raise Http404
    return public_page(request, "api/operation.html", _marks(), each=_operation(made, *found))


def _marks() -> Marks:
    return column(_("开发接口"), _("供软件读取公开信息、提出申请和查询进度"))


def _operation(made: Mapping[str, Any], path: str, method: str, said: Mapping[str, Any]) -> Operation:
    content = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    answers = said["responses"]
    given: Mapping[str, Any] = next((answers[status] for status in ("201", "200", "202") if status in answers), {})
    answer = given.get("content", {}).get("application/json", {})
    example = examples().get(said["operationId"], {})
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said["summary"],
        about=said.get("description", ""),
        heading=said["tags"][0],
        token=bool(said.get("security")),
        parameters=tuple(_parameter(each) for each in said["parameters"]),
        body=tuple(_fields(made, content.get("schema", {}))),
        answer=tuple(_fields(made, answer.get("schema", {}))),
        statuses=tuple((status, each["description"]) for status, each in sorted(answers.items())),
        command=_command(method, path, example) if example else "",
        example=json.dumps(example["answer"], ensure_ascii=False, indent=2) if "answer" in example else "",
    )


def _parameter(said: Mapping[str, Any]) -> Field:
    about = said.get("description", "")
    return Field(said["name"], said["in"], _kind(said["schema"]), said["required"], about)


def _fields(made: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Field]:
    found = _resolved(made, schema)
    required = set(found.get("required", ()))
    for name, each in found.get("properties", {}).items():
        yield Field(name, "", _kind(each), name in required, each.get("description", ""))


def _resolved(made: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Mapping[str, Any] = made["components"]["schemas"][name] if name else schema
    return found


def _kind(schema: Mapping[str, Any]) -> str:
    """Name the kind of a value in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(_kind(each) for each in schema["anyOf"])
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}[]"
    return str(schema.get("format") or schema.get("type", ""))


def _command(method: str, path: str, example: Mapping[str, Any]) -> str:
    """Give how an example is asked by curl."""
    address = settings.SITE_URL + path.format(**example.get("path", {}))
    if example.get("query"):
        address += f"?{urlencode(example['query'])}"
    lines = [f"curl {quote(address)}"]
    lines += [f"-H {quote(f'{name}: {value}')}" for name, value in example.get("header", {}).items()]
    if method != "get":
        lines[0] = f"curl -X {method.upper()} {quote(address)}"
    if "body" in example:
        lines += ["-H 'Content-Type: application/json'", f"-d {quote(json.dumps(example['body'], ensure_ascii=False))}"]
    return " \\\n  ".join(lines)
