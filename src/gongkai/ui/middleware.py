"""What surrounds every view: the language somebody chose, and an answer for an error of the law that no view caught."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from gongkai.law.errors import GongkaiError
from gongkai.ui import errors

Answer = Callable[[HttpRequest], HttpResponseBase]


class LanguageMiddleware:
    """Speaks the language that the cookie names, otherwise Chinese; to machines the one that was found out before.

    What the browser says it prefers is passed over: many in use here say English because nobody ever set them.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language chosen."""
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        chosen = getattr(request, "language_chosen", cookie)
        known = {code for code, _ in settings.LANGUAGES}
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RefusalMiddleware:
    """Makes of an error of the law that leaves a view a page (409) that says it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Answer for an error of ours; leave others to Django."""
        return errors.page(request, 409, error=exception) if isinstance(exception, GongkaiError) else None
