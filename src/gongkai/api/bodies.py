"""What is sent in: JSON that a database can keep, or a form that brings files; read into a schema, or refused."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from ninja import Schema
from ninja.parser import Parser
from pydantic import ValidationError

from gongkai.api.errors import of_status, places, wrong

Body = TypeVar("Body", bound=Schema)


class Reading(Parser):
    """Reads a body as JSON that a database can keep: no half of a pair of surrogates, no NUL, no number without end."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read it; ValueError for what is no JSON, or none that can be kept."""
        body = json.loads(request.body.decode("utf-8"), parse_constant=_refuse)
        kept = json.dumps(body, ensure_ascii=False)
        kept.encode("utf-8")
        if "\\u0000" in kept:
            raise ValueError("NUL")
        return body


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def sent(request: HttpRequest, kind: type[Body]) -> Body:
    """Give what was sent, of a kind; raise Refused, 400 for what cannot be read and 422 for what cannot be so.

    Of a form with files the files are the endpoint's to take, within `attachments.receiving.received`.
    """
    try:
        fields = _form(request) if request.content_type == "multipart/form-data" else Reading().parse_body(request)
    except (ValueError, RecursionError, MultiPartParserError):
        raise of_status(400) from None
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise wrong(places("body", error.errors(include_url=False, include_input=False))) from None


def _form(request: HttpRequest) -> dict[str, Any]:
    return {name: value for name, value in request.POST.dict().items() if value != ""}


def described(kind: type[Schema], *, files: str = "") -> dict[str, Any]:
    """Give the description of a body for `openapi_extra`: as JSON, and where it may bring files also as a form."""
    schema = kind.model_json_schema(ref_template="#/components/schemas/{model}")
    content = {"application/json": {"schema": schema}}
    if files:
        attached = {"type": "array", "description": files, "items": {"type": "string", "format": "binary"}}
        form = {**schema, "properties": {**schema["properties"], "attached": attached}}
        content["multipart/form-data"] = {"schema": form}
    return {"requestBody": {"required": True, "content": content}}
