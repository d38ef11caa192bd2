"""What the database may suffer while a page is asked for or sent in, and what is said then: 503, and what was typed.

An act is one transaction: when the database fails within it nothing was done, and the page says so and gives back
what was typed. Only where the connection was lost at the very moment of committing can nobody know; then it says that.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import DatabaseError
from django.forms import BaseForm, ChoiceField, ModelChoiceField, PasswordInput
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template import loader
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from gongkai.config.database import Trouble, may_have_been_saved, trouble_of
from gongkai.config.metrics import REFUSED_BY_DATABASE
from gongkai.ui import drafts, errors
from gongkai.ui.display import Display

_log = logging.getLogger("gongkai.database")


class Typed(NamedTuple):
    """A field as it was sent in, and as it is shown; of a secret one the name alone, to be typed again."""

    name: str
    label: str
    value: str
    shown: str
    """In words; nothing where there is nothing to read."""
    secret: bool

    @property
    def rows(self) -> int:
        """Give how many lines of it are seen at once."""
        return 1 if len(self.value) <= 80 and "\n" not in self.value else 8


_SECRET = frozenset({"code", "otp", "token", "pin"})


def typed(request: HttpRequest) -> list[Typed]:
    """Give what was typed into a form, in its order and by its labels, where the view came to open it."""
    try:
        fields = request.POST.lists()
    except Exception:  # what was sent in cannot be read any more, or never could be
        return []
    form = drafts.opened(request)
    return [_typed(name, value, form) for name, values in fields if name != "csrfmiddlewaretoken" for value in values]


def _typed(name: str, value: str, form: BaseForm | None) -> Typed:
    field = form.fields.get(name) if form is not None else None
    if field is None:
        secret = name in _SECRET or "password" in name.lower()
        hidden = form is not None or name in drafts.OF_THE_FORM
        return Typed(name, name, "" if secret else value, "" if hidden else value, secret)
    if isinstance(field.widget, PasswordInput):
        return Typed(name, str(field.label), "", "", True)
    shown = value
    if isinstance(field, ModelChoiceField) or field.widget.is_hidden:  # what a key stands for is in the database
        shown = ""
    elif isinstance(field, ChoiceField):
        choices: Any = field.choices
        shown = str(dict(flatten_choices(choices)).get(value, value))
    return Typed(name, str(field.label), value, shown, False)


def _token(request: HttpRequest) -> str:
    """Give the token to send a form in with, also where a failure came before the middleware that reads the cookie."""
    if "CSRF_COOKIE" not in request.META:
        CsrfViewMiddleware(lambda request: HttpResponse()).process_request(request)
    return get_token(request)


_WHY = {
    Trouble.BUSY: _("数据库正忙，等了一会儿还没有轮到。"),
    Trouble.FULL: _("服务器的磁盘已满，请告诉管理员。"),
    Trouble.AWAY: _("暂时连不上数据库。"),
    None: _("数据库没有接受这次操作，这是程序的缺陷，已经记入日志。"),
}
_RETRY_AFTER = 10


def answer(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Give the page for a request that the database failed, made without the database."""
    trouble = trouble_of(error)
    if trouble is not None:
        REFUSED_BY_DATABASE.labels(trouble.value).inc()
    if request.method != "POST":
        said = errors.Trouble(_("暂时不能使用"), _WHY[trouble], _("请过一会儿刷新本页。"))
        return errors.page(request, 503, trouble=said, retry_after=_RETRY_AFTER)
    page = loader.render_to_string(
        "config/unsaved.html",
        {
            "why": _WHY[trouble],
            "unsure": getattr(request, "view_answered", False) or may_have_been_saved(error),
            "typed": typed(request),
            "files": bool(request.FILES),
            "number": getattr(request, "request_id", ""),
            "address": request.get_full_path(),
            "csrf_token": _token(request),
            "display": Display.of(request),
            "at_desk": request.path.startswith("/desk/"),
        },
    )
    response = HttpResponse(page, status=500 if trouble is None else 503, headers={"Cache-Control": "no-store"})
    if trouble is not None:
        response["Retry-After"] = str(_RETRY_AFTER)
    return response


class Troubles:
    """Answer for a view that the database failed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the view answer, and note that it did: what fails after that does not undo what it did."""
        response = self.get_response(request)
        request.view_answered = True  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Answer when the view raised what the database gave it."""
        trouble = trouble_of(error)
        if trouble is None and not (isinstance(error, DatabaseError) and request.method == "POST"):
            return None
        level = logging.ERROR if trouble is None else logging.WARNING
        _log.log(level, "%s: %s", getattr(trouble, "value", "defect"), request.path, exc_info=error)
        return answer(request, error)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Answer for what failed outside a view: the database before the view was reached, or a defect."""
    error = sys.exc_info()[1]
    if error is not None and trouble_of(error) is not None:
        return answer(request, error)
    return errors.server_error(request)
