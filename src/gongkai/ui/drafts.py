"""Forms keep what was typed: when the session has ended, when a page was open too long, when the site failed.

    @keeps_typed
    def edit(request, key):
        form = open_form(request, AgencyForm, instance=agency)

What was sent and not taken in is kept on the server for `KEPT_DAYS` and stands in the form again when the same officer
opens it in the same browser. So is, where scripts run, what was typed and not yet sent. A signed cookie holds the key
it is sealed with, and the server does not: nobody reads it from the database, and no other browser. Files and passwords
are never kept. Not here: what the browser itself keeps.
"""

from __future__ import annotations

import json
import logging
import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature
from django.db import DatabaseError, transaction
from django.forms import BaseForm, FileInput, PasswordInput
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import resolve_url
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from gongkai.ui import errors, once
from gongkai.ui.locking import VERSION
from gongkai.ui.models import Draft
from gongkai.vault.ciphers import ALGORITHMS, NONCE, derived, keyed_hash

Answer = Callable[[HttpRequest], HttpResponseBase]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Form = TypeVar("Form", bound=BaseForm)

COOKIE = "gongkai_browser"
DISCARD = "discard-draft"
"""What is sent to throw a draft away."""
NOT_YET = "X-Not-Yet-Sent"
"""The header of what a script sends while somebody is still typing: to be kept, and nothing else."""
KEPT_DAYS = 7
LARGEST = 256 * 1024
"""Bytes that are kept of a form."""
MOST = 20
"""Drafts that are kept for an officer; of more the oldest go."""
OF_THE_FORM = frozenset({VERSION, once.NUMBER})
"""What is sent with a form and nobody typed."""
_TOKEN = 32
_SECRET = re.compile("passw|passphrase|secret|token|csrf|otp", re.IGNORECASE)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Browser:
    """A browser, and the officer who opened a form in it last."""

    token: bytes
    officer: int

    @classmethod
    def of(cls, request: HttpRequest) -> Browser | None:
        """Give what the request's cookie says, or None."""
        try:
            said = request.get_signed_cookie(COOKIE, salt=COOKIE, max_age=KEPT_DAYS * 86400)
            token, _, officer = str(said).partition(".")
            return cls(urlsafe_b64decode(token), int(officer))
        except (KeyError, BadSignature, ValueError):
            return None

    def written(self) -> str:
        """Give what the cookie holds."""
        return f"{urlsafe_b64encode(self.token).decode()}.{self.officer}"

    def key(self, path: str) -> str:
        """Give the key of the draft of a form."""
        return keyed_hash(self.token, f"{self.officer} {path}", "sha256").hex()

    def seal(self, path: str, plain: bytes) -> bytes:
        """Seal what was typed into a form."""
        name = settings.VAULT_CIPHER
        nonce = os.urandom(NONCE)
        return (
            name.encode() + b"$" + nonce + ALGORITHMS[name].encrypt(self._secret(name), nonce, plain, self._bound(path))
        )

    def unseal(self, path: str, sealed: bytes) -> bytes | None:
        """Give what was sealed, None when it cannot be opened."""
        name, _, rest = sealed.partition(b"$")
        algorithm = ALGORITHMS.get(name.decode("ascii", "replace"))
        if algorithm is None:
            return None
        try:
            return algorithm.decrypt(self._secret(name.decode()), rest[:NONCE], rest[NONCE:], self._bound(path))
        except (InvalidTag, ValueError):
            return None

    def _secret(self, name: str) -> bytes:
        return derived(self.token, "gongkai drafts", settings.VAULT_HASH)[: ALGORITHMS[name].key_length]

    def _bound(self, path: str) -> bytes:
        return f"{self.officer} {path}".encode()


def keeps_typed(view: View) -> View:
    """Keep what is sent to a view and not taken in; the view opens its forms with `open_form`."""
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def open_form(request: HttpRequest, form_class: type[Form], /, **kwargs: Any) -> Form:
    """Give a form: with what was sent, or with what was typed before and not taken in, or as it begins.

    One with a draft knows since when (`kept_at`), and is not bound: nothing of it is taken in unless it is sent again.
    Raises RuntimeError in a view that is not said to keep what is typed.
    """
    if not _is_kept_of(request):
        raise RuntimeError("a view opens its form with open_form, and is not marked @keeps_typed")
    sent = request.method == "POST"
    form = form_class(request.POST, request.FILES, **kwargs) if sent else form_class(**kwargs)
    request.__dict__["_opened_form"] = form
    found = None if sent else _find(request)
    once.number(request, form, found[0].get(once.NUMBER) if found else None)
    if found is not None:
        typed, form.kept_at = found  # type: ignore[attr-defined]
        form.typed = typed  # type: ignore[attr-defined]  # what stands beside the form takes its own of it
        for name, field in form.fields.items():
            if not field.disabled and not isinstance(field.widget, FileInput | PasswordInput):
                form.initial[name] = field.widget.value_from_datadict(typed, {}, form.add_prefix(name))
    return form


def opened(request: HttpRequest) -> BaseForm | None:
    """Give the form that a view opened; None when it came to none."""
    return request.__dict__.get("_opened_form")


def let_go(request: HttpRequest) -> None:
    """Let go of the draft of a form that was taken in; done for a view that answers with a redirect."""
    mine = _mine(request)
    if mine is not None:
        mine[1].delete()


def sweep() -> int:
    """Delete what was kept for long enough, and give how many that were."""
    return Draft.objects.filter(kept_at__lt=now() - timedelta(days=KEPT_DAYS)).delete()[0]


class DraftMiddleware:
    """Keeps what was sent and not taken in, lets go of it once it was, and gives the browser its cookie."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and see what became of what was sent."""
        response = self.answer(request)
        if request.method == "POST" and _is_kept_of(request):
            response = self._after(request, response)
        if opened(request) is not None and request.user.is_authenticated:
            self._know(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Throw a draft away, or keep one, when that is what was sent."""
        if request.method != "POST" or not _is_kept_of(request) or _is_read_by_its_view(request):
            return None
        if DISCARD in request.POST:
            return _thrown_away(request)
        return _kept_in_time(request) if NOT_YET in request.headers else None

    def _after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        status = response.status_code
        try:
            if not request.user.is_authenticated:
                if not _leads_to_sign_in(response):
                    return response
                if NOT_YET in request.headers:
                    return _kept_meanwhile(request)
                if _keep(request):
                    messages.info(request, _("登录已过期。刚才填写的内容已经留下，由您本人重新登录后接着办。"))
            elif status >= 500 and status != 503:  # then the database takes nothing in, and the page has what was typed
                _keep(request)
            elif status in (302, 303) and not request.__dict__.get("_kept_typed"):
                let_go(request)
        except DatabaseError:
            _log.warning("what was typed could not be kept", exc_info=True)
        return response

    def _know(self, request: HttpRequest, response: HttpResponseBase) -> None:
        known = Browser.of(request)
        browser = Browser(known.token if known else os.urandom(_TOKEN), request.user.pk or 0)
        response.set_signed_cookie(
            COOKIE,
            browser.written(),
            salt=COOKIE,
            max_age=KEPT_DAYS * 86400,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )


@csrf_protect  # of a view that checks the token itself, nobody has yet
def _thrown_away(request: HttpRequest) -> HttpResponse:
    let_go(request)
    return _back(request)


@csrf_protect
def _kept_in_time(request: HttpRequest) -> HttpResponse:
    return _kept_meanwhile(request)


def _is_read_by_its_view(request: HttpRequest) -> bool:
    """Say whether a form has files that its view receives in its own way: it must not be read before."""
    match = request.resolver_match
    exempt = match is not None and getattr(match.func, "csrf_exempt", False)
    return bool(exempt) and request.content_type == "multipart/form-data"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer for a form whose token is stale: what was typed stands in it again, to be looked at and sent once more.

    What a page of another site sent is not kept.
    """
    origin = request.headers.get("Origin")
    ours = origin is None or origin == f"{request.scheme}://{request.get_host()}"
    try:
        if ours and _is_kept_of(request) and NOT_YET in request.headers:
            return _kept_meanwhile(request)
        if ours and _is_kept_of(request) and _keep(request):
            messages.warning(request, _("这一页打开得太久，没有提交。填写的内容还在，请核对后再提交一次。"))
            return _back(request)
    except DatabaseError:
        _log.warning("what was typed could not be kept", exc_info=True)
    return errors.csrf_failure(request, reason)


def _is_kept_of(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and bool(getattr(match.func, "keeps_typed", False))


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    address = response.headers.get("Location", "")
    return (
        response.status_code in (302, 303) and urlsplit(address).path == urlsplit(resolve_url(settings.LOGIN_URL)).path
    )


def _kept_meanwhile(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed; answer 204 when it is, 202 when its officer must sign in again, 409 when it is not."""
    kept = 204 if request.user.is_authenticated else 202
    try:
        return HttpResponse(status=kept if _keep(request) else 409)
    except DatabaseError:
        return HttpResponse(status=503)


def _back(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(status=303)
    response["Location"] = request.get_full_path()
    return response


def _keep(request: HttpRequest) -> bool:
    """Keep what was sent for the officer of the browser; say whether it was."""
    browser = Browser.of(request)
    signed_in = request.user.pk if request.user.is_authenticated else None
    if browser is None or signed_in not in (None, browser.officer) or DISCARD in request.POST:
        return False
    typed = [[name, values] for name, values in request.POST.lists() if not _SECRET.search(name)]
    plain = json.dumps(typed, ensure_ascii=False).encode("utf-8", "replace")
    if {name for name, _values in typed} <= OF_THE_FORM or len(plain) > LARGEST:
        return False
    path = request.get_full_path()
    with transaction.atomic():
        Draft.objects.update_or_create(
            key=browser.key(path),
            defaults={"officer_id": browser.officer, "sealed": browser.seal(path, plain), "kept_at": now()},
        )
        newest = Draft.objects.filter(officer_id=browser.officer).order_by("-kept_at", "-pk")
        Draft.objects.filter(pk__in=list(newest.values_list("pk", flat=True)[MOST:])).delete()
    request.__dict__["_kept_typed"] = True
    return True


def _mine(request: HttpRequest) -> tuple[Browser, Any] | None:
    """Give the browser and its draft of the form at this address, when its officer is who is signed in."""
    browser = Browser.of(request)
    if browser is None or not request.user.is_authenticated or request.user.pk != browser.officer:
        return None
    since = now() - timedelta(days=KEPT_DAYS)
    key = browser.key(request.get_full_path())
    return browser, Draft.objects.filter(key=key, officer_id=browser.officer, kept_at__gte=since)


def _find(request: HttpRequest) -> tuple[QueryDict, datetime] | None:
    mine = _mine(request)
    draft = mine[1].first() if mine else None
    if mine is None or draft is None:
        return None
    plain = mine[0].unseal(request.get_full_path(), bytes(draft.sealed))
    if plain is None:
        return None
    typed = QueryDict(mutable=True)
    for name, values in json.loads(plain):
        typed.setlist(name, values)
    return typed, draft.kept_at
