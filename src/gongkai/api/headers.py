"""Headers that a request must bring: read with what is wrong said in its place, and described for `openapi_extra`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from gongkai.api.errors import place, wrong
from gongkai.api.wording import wrong_value
from gongkai.ui.language import said

IDEMPOTENCY_KEY, QUERY_CODE = "Idempotency-Key", "Query-Code"
LONGEST = 40

KEY_PARAMETER: dict[str, Any] = {
    "in": "header",
    "name": IDEMPOTENCY_KEY,
    "required": True,
    "description": _("每次办理一个新的 UUID；没有收到回答就用同一个再发，不会办第二次。"),
    "schema": {"type": "string", "format": "uuid"},
    "example": "5b1f0f0e-5f0a-4f5c-9a57-0d5b0c3f6c11",
}
CODE_PARAMETER: dict[str, Any] = {
    "in": "header",
    "name": QUERY_CODE,
    "required": True,
    "description": _("回执上的查询码。不要写在网址里。"),
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST},
    "example": "AB2C-DEF3-GHJ4",
}


def idempotency_key(request: HttpRequest) -> UUID:
    """Give the key of an act that is done once; Refused (422) without one, or with one that is no UUID."""
    try:
        return UUID(_given(request, IDEMPOTENCY_KEY))
    except ValueError:
        raise _wrong(IDEMPOTENCY_KEY, "uuid_parsing") from None


def query_code(request: HttpRequest) -> str:
    """Give the query code that a request shows; Refused (422) without one."""
    code = _given(request, QUERY_CODE)
    if len(code) > LONGEST:
        raise _wrong(QUERY_CODE, "string_too_long", max_length=LONGEST)
    return code


def _given(request: HttpRequest, name: str) -> str:
    given = request.headers.get(name, "").strip()
    if not given:
        raise _wrong(name, "missing")
    return given


def _wrong(name: str, kind: str, **context: Any) -> Exception:
    message = wrong_value(kind, context)
    assert message is not None
    return wrong([place("header", name, kind, said(message))])
