"""Public pages kept once drawn: the same page goes to everybody who asks for it in the same way, until it changes.

What is kept was drawn for a request that says nothing of who asks: it has an address, a language and a way of display,
and no session, officer, token or address of a sender. So no page can tell one visitor of another. It is kept under the
version of all that public pages show (`watching`), hence never out of date, and in the memory of each worker.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.cache import get_conditional_response
from django.utils.timezone import localdate
from django.utils.translation import get_language

from gongkai.portal.watching import version
from gongkai.ui import display
from gongkai.ui.display import Display

View = Callable[..., HttpResponse]
Answer = Callable[[HttpRequest], HttpResponseBase]

MOST = 1000
"""Pages kept in a worker: some ten megabytes."""

_NONCE = secrets.token_hex(16)
"""Stands in a kept page where each answer has its nonce; nobody can write it into what pages show."""

_PAGE = re.compile(r"page=[1-9][0-9]{0,3}")
"""The one query that is kept: the page of a list. There is no end of others."""

_OF_ONE = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
"""Cookies of somebody whom the page may have to tell something, such as that they were signed out."""


def same_for_all(view: View) -> View:
    """Say of a view that its page is the same for all who ask in the same way, and shows tables that are watched."""
    view.same_for_all = True  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True)
class Page:
    """A page that was drawn: its bytes between nonces, what kind of content they are, what tells it from any other."""

    parts: tuple[bytes, ...]
    kind: str
    etag: str


def keeping(get_response: Answer) -> Answer:
    """Answer with a kept page where there is one to give; middleware that stands before all that asks who somebody is.

    Whoever may be told something in particular gets a page of their own, and what is asked with a query is not kept,
    but for the page of a list.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        match = _kept_view(request)
        at = match and version()
        if match is None or at is None:
            return get_response(request)
        way = (get_language(), Display.of(request).written)
        try:
            page = _drawn(match.func, _address(request), tuple(match.kwargs.items()), *way, localdate(), at)
        except Http404:
            return get_response(request)
        request.resolver_match = match
        return _answer(request, page)

    return middleware


def _kept_view(request: HttpRequest) -> ResolverMatch | None:
    """Give where a request leads, if it leads to a page that is the same for all and may be given to who asks."""
    query = request.META.get("QUERY_STRING")
    if request.method not in ("GET", "HEAD") or (query and not _PAGE.fullmatch(query)):
        return None
    if not _OF_ONE.isdisjoint(request.COOKIES):
        return None
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    return match if getattr(match.func, "same_for_all", False) else None


def _address(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING")
    return f"{request.path}?{query}" if query else request.path


def _answer(request: HttpRequest, page: Page) -> HttpResponseBase:
    nonce = str(request.csp_nonce).encode()  # type: ignore[attr-defined]
    headers = {"ETag": page.etag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    response = HttpResponse(nonce.join(page.parts), content_type=page.kind, headers=headers)
    answer: Any = get_conditional_response(request, etag=page.etag, response=response)
    if answer.status_code == 304:
        # What the browser has goes on under the policy it came with, whose nonce stands in it.
        answer._csp_exempt = True
    return answer


@lru_cache(maxsize=MOST)
def _drawn(
    view: View, address: str, arguments: tuple[tuple[str, Any], ...], language: str, shown: str, on: date, at: str
) -> Page:
    """Draw a page. Language, day and version are those of now, asked for that it is kept under them."""
    request = HttpRequest()
    request.method = "GET"
    request.path, _, query = address.partition("?")
    request.path_info = request.path
    if query:
        request.META["QUERY_STRING"], request.GET = query, QueryDict(query)
    request.COOKIES = {display.COOKIE: shown}
    request.csp_nonce = _NONCE  # type: ignore[attr-defined]
    response = view(request, **dict(arguments))
    if response.status_code != 200 or response.cookies or "CSRF_COOKIE" in request.META:
        raise RuntimeError(f"{address} is not the same for all")
    content = response.content
    return Page(
        tuple(content.split(_NONCE.encode())), response["Content-Type"], f'W/"{sha256(content).hexdigest()[:32]}"'
    )
