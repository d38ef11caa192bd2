"""What surrounds the API: it knows no cookies, speaks the language asked for, and says what is wrong in one way.

A browser that visits another site and is made to ask the API shows nothing of who uses it: cookies are taken off before
anything reads them, so that nobody is signed in here but by a token, no session is read or begun, and no request can be
forged in somebody's name. What goes wrong outside of the endpoints is put into their shape of an error.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from gongkai.api.errors import reshaped

Answer = Callable[[HttpRequest], HttpResponseBase]

ROOT = "/api/"


def apart(get_response: Answer) -> Answer:
    """Let the API stand apart; middleware before all that reads cookies."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOT):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        request.language_chosen = language_of(request.headers.get("Accept-Language", ""))  # type: ignore[attr-defined]
        response = reshaped(request, get_response(request))
        response.cookies.clear()
        _vary(response)
        return response

    return middleware


def _vary(response: HttpResponseBase) -> None:
    """Say by what answers differ: cookies are not among it, whoever looked for a session on the way."""
    named = [each.strip() for each in response.get("Vary", "").split(",")]
    others = [each for each in named if each and each.lower() != "cookie"]
    response["Vary"] = ", ".join(others)
    patch_vary_headers(response, ("Accept-Language", "Authorization"))


def language_of(accepted: str) -> str:
    """Give the language of ours that a header asks for first; Chinese where it names none.

    >>> language_of("en-US,en;q=0.9,zh;q=0.5"), language_of("zh-CN"), language_of("*"), language_of("")
    ('en', 'zh-hans', 'zh-hans', 'zh-hans')
    """
    for code, _weight in parse_accept_lang_header(accepted):
        for known, _name in settings.LANGUAGES:
            if code.partition("-")[0] == known.partition("-")[0]:
                return known
    return settings.LANGUAGE_CODE
