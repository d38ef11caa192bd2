"""The one shape of whatever goes wrong: code, message, hint, citation, where, and the number of the request.

An endpoint raises `Refused`, or lets an error of the law or of a service pass; Django's own exceptions are put into the
same shape (`handling`), and what was answered before or after the API (a wrong address, the database) by `reshaped`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from gongkai.api.wording import STATUSES, wrong_value
from gongkai.law.citation import Citation
from gongkai.law.errors import GongkaiError, UnreadableDocument
from gongkai.law.message import Message
from gongkai.ui.language import said, translate

JSON = "application/json; charset=utf-8"
NOWHERE: tuple[Mapping[str, Any], ...] = ()


class Refused(GongkaiError):
    """A request that is not answered: the status, and beside code, message, hint and citation where it is wrong.

    `where` names places of the request, as `place` makes them; `details` is what a program may want to go on with.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: Message,
        *,
        hint: Message | None = None,
        citation: Citation | None = None,
        where: Iterable[Mapping[str, Any]] = NOWHERE,
        details: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code, message, hint=hint, citation=citation)
        self.status = status
        self.where = tuple(where)
        self.details = details
        self.headers = dict(headers or {})


def place(within: str, name: str, code: str, message: str) -> dict[str, Any]:
    """Give a place of a request that is wrong: within `path`, `query`, `header` or `body`, by its name."""
    return {"in": within, "name": name, "code": code, "message": message}


def too_many(wait: int) -> Refused:
    """Give what who asks too often meets, with the seconds to wait."""
    return of_status(429, headers={"Retry-After": str(wait)})


def of_status(status: int, **also: Any) -> Refused:
    """Give the refusal that says no more than a status does."""
    code, message, hint = STATUSES.get(status, STATUSES[400 if status < 500 else 500])
    return Refused(status, code, message, hint=hint, **also)


def answer(request: HttpRequest, error: GongkaiError) -> HttpResponse:
    """Give the answer for an error: of a `Refused` its own status, of a file that cannot be read 422, of others 409."""
    status = getattr(error, "status", 422 if isinstance(error, UnreadableDocument) else 409)
    text = {
        "code": error.code,
        "message": said(error.message),
        "hint": said(error.hint) if error.hint is not None else None,
        "citation": str(error.citation) if error.citation is not None else None,
        "where": list(getattr(error, "where", NOWHERE)),
        "details": getattr(error, "details", None),
        "request_id": getattr(request, "request_id", ""),
    }
    content = json.dumps({"error": text}, ensure_ascii=False)
    headers = {"Cache-Control": "no-store", **getattr(error, "headers", {})}
    return HttpResponse(content, status=status, content_type=JSON, headers=headers)


def reshaped(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Put what went wrong outside of the endpoints into the one shape; give any other answer back."""
    if response.status_code < 400 or response.get("Content-Type", "").startswith("application/json"):
        return response
    kept = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
    return answer(request, of_status(response.status_code, headers=kept))


def of_fields(error: ValidationError) -> Refused:
    """Give the refusal of what models and forms find wrong with what was sent, field by field."""
    by_field = error.update_error_dict({})
    where = [
        place("body", "" if name == "__all__" else name, each.code or "invalid", " ".join(each.messages))
        for name, errors in by_field.items()
        for each in errors
    ]
    return wrong(where)


def wrong(where: Iterable[Mapping[str, Any]]) -> Refused:
    """Give the refusal of a request some places of which cannot be as they are."""
    return of_status(422, where=where)


def places(within: str, found: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give the places of a request that a schema found wrong, as pydantic tells them."""
    return [place_of(within, ".".join(map(str, each["loc"])), each) for each in found]


def place_of(within: str, name: str, found: Mapping[str, Any]) -> dict[str, Any]:
    """Give a place of a request that a schema found wrong, as pydantic tells it, by its name."""
    message = wrong_value(found["type"], found.get("ctx", {}))
    return place(within, name, found["type"], said(message) if message else translated(found["msg"]))


def translated(message: str) -> str:
    """Give words that a check of a schema of ours raised, in the language spoken now."""
    speak = translate()
    plain = message.removeprefix("Value error, ")
    return speak(plain) if speak else plain


def unauthenticated() -> Refused:
    """Give what who shows no token, or none that is in force, meets."""
    return of_status(401, headers={"WWW-Authenticate": 'Bearer realm="gongkai"'})
