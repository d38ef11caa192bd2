"""What must be done first is done first: whoever signed in is led to it from wherever they go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from gongkai.agencies.models import Officer
from gongkai.agencies.signin.steps import PASSWORD, step_due

_PAGES = {PASSWORD: "account_change_password"}
_FREE_PACKAGES = frozenset({"api", "developers", "portal", "display"})
_FREE = frozenset({"account_logout", "account_login", "health-live", "health-ready", "metrics"})
_OF_PASSWORD = frozenset({"account_change_password"})
_OF_SECOND_STEP = frozenset({
    "account_change_password", "account_reauthenticate", "account_set_password", "mfa_index", "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_reauthenticate",
})  # fmt: skip


class SignInFirst(LoginRequiredMiddleware):
    """Ask to sign in wherever a view does not say that anybody may come, and lead back from there.

    An act whose form keeps nothing, a button in a row of a list, is not done after signing in, and its address shows
    nothing: back goes to the page that it stood on.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """Send to the page of signing in."""
        page = request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
        if request.method != "POST" or getattr(view_func, "keeps_typed", False) or not page or not ours:
            return super().handle_no_permission(request, view_func)
        messages.info(request, _("刚才这一步没有办成。登录后回到原来那一页，可以再办一次。"))
        return redirect_to_login(urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl())


class FirstThings:
    """Lead whoever must change their password, or set up a second step, to the page for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Say that a session has ended where one has; go on."""
        if getattr(request, "session_ended", False):
            messages.info(request, _("登录已过期，请重新登录。"))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Send to the page of what is due first, unless this is it, or one that anybody may see."""
        match = request.resolver_match
        if match is None or match.view_name in _FREE or not _FREE_PACKAGES.isdisjoint(match.namespaces):
            return None
        user = request.user
        if not isinstance(user, Officer):
            return None
        due = step_due(user, timezone.now())
        if due is None or match.view_name in (_OF_PASSWORD if due == PASSWORD else _OF_SECOND_STEP):
            return None
        return _sent(request, _PAGES.get(due, "mfa_index"))


def _sent(request: HttpRequest, page: str) -> HttpResponse:
    answer = redirect(page)
    if getattr(request, "htmx", False):
        whole = HttpResponse()
        whole["HX-Redirect"] = answer.url
        return whole
    answer.status_code = 303 if request.method not in ("GET", "HEAD") else 302
    return answer
