"""The door of every endpoint: who asks and whether they may ask again, what answers are kept by, who may read them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse
from django.utils.cache import patch_vary_headers

from gongkai.api import callers, limiting
from gongkai.api.answering_once import once
from gongkai.api.errors import Refused, answer, of_status
from gongkai.law.errors import GongkaiError
from gongkai.ui.limits import NotCounted

View = Callable[..., HttpResponseBase]

READING = frozenset({"GET", "HEAD"})
_BODIES = ("application/json", "multipart/form-data")
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def door(view: View) -> View:
    """Let in whoever may ask, by the address or by a token; answer with a validator where something is read.

    Anybody may come (`login_required`), nothing can be forged in somebody's name (`csrf_exempt`), for cookies were
    taken off (`apart`), and all is `limited`.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            _let_in(request)
        except GongkaiError as error:
            return _readable_elsewhere(request, answer(request, error))
        if request.method == "OPTIONS" and _origin_of(request):
            return _readable_elsewhere(request, HttpResponse(status=204, headers=PREFLIGHT))
        return _readable_elsewhere(request, _read(request, view, *args, **kwargs))

    for name, value in {"login_required": False, "csrf_exempt": True, "limited": "api"}.items():
        setattr(opened, name, value)
    return opened


def _let_in(request: HttpRequest) -> None:
    """Find out who asks, and take one of their turns; one whose token is not in force takes one of their address."""
    token = callers.shown(request)
    if token is None:
        caller = callers.anybody(request)
    else:
        try:
            caller = callers.of_token(request, token)
        except Refused:
            limiting.take_turn(callers.anybody(request))
            raise
    request.caller = caller  # type: ignore[attr-defined]
    try:
        limiting.take_turn(caller)
    except NotCounted:  # the database takes nothing: what is public is read all the same
        if request.method not in READING:
            raise
    sends = request.method not in READING and request.META.get("CONTENT_LENGTH") not in (None, "", "0")
    if sends and request.content_type not in _BODIES:
        raise of_status(415)


def _read(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Answer; what is read has a tag of its content, and is not sent again to who has it."""
    if request.method not in READING:
        return once(request, view, *args, **kwargs)
    asked, request.method = request.method, "GET"
    try:
        response = view(request, *args, **kwargs)
    finally:
        request.method = asked
    if response.status_code == 200 and isinstance(response, HttpResponse):
        response = _tagged(request, response)
    return _without_content(response) if asked == "HEAD" else response


def _without_content(response: HttpResponseBase) -> HttpResponseBase:
    """Give an answer as HEAD has it: what is said of the content, and none of it."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give what is read its tag; nothing but the tag (304) to who has it."""
    if response.get("Cache-Control") == "no-store":
        return response
    tag = tag_of(response.content)
    whose = "public" if callers.caller_of(request).is_anybody else "private"
    response["ETag"] = tag
    response.setdefault("Cache-Control", f"{whose}, no-cache")
    given = request.headers.get("If-None-Match", "")
    if given.strip() != "*" and tag not in _tags(given):
        return response
    return HttpResponseNotModified(headers={name: response[name] for name in ("ETag", "Cache-Control")})


def _tags(given: str) -> set[str]:
    """Give the tags of a header as they left here: whoever compresses an answer on the way makes its tag weak."""
    return {each.strip().removeprefix("W/") for each in given.split(",")}


def tag_of(content: bytes) -> str:
    """Give the tag of what is answered: it changes with it, and with nothing else."""
    return f'"{sha256(content).hexdigest()[:32]}"'


def require_unchanged(request: HttpRequest, tag: str) -> None:
    """Require that a change says which state it is of (If-Match), and that this is the state now: 428, 412."""
    given = request.headers.get("If-Match")
    if given is None:
        raise of_status(428)
    if tag not in _tags(given):
        raise of_status(412)


def _origin_of(request: HttpRequest) -> str:
    """Give for which pages of other sites an answer may be read, where the site allows that of public reading."""
    origin, allowed = request.headers.get("Origin", ""), settings.API_ORIGINS
    if not origin or callers.shown(request) is not None:
        return ""
    return "*" if "*" in allowed else origin if origin in allowed else ""


def _readable_elsewhere(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let pages of the sites that are named read what everybody may read, and nothing that is of somebody."""
    if not settings.API_ORIGINS or request.method not in {*READING, "OPTIONS"}:
        return response
    patch_vary_headers(response, ("Origin",))
    origin = _origin_of(request)
    if origin and response.get("Cache-Control") != "no-store":
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
