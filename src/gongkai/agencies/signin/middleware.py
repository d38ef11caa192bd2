"""What must be done first is done first: whoever signed in is led to it from wherever they go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.agencies.models import Officer
from gongkai.agencies.signin.steps import PASSWORD, step_due

_PAGES = {PASSWORD: "account_change_password"}
_FREE_PACKAGES = frozenset({"portal", "display"})
_FREE = frozenset({"account_logout", "account_login", "health-live", "health-ready", "metrics"})
_OF_PASSWORD = frozenset({"account_change_password"})
_OF_SECOND_STEP = frozenset({
    "account_change_password", "account_reauthenticate", "account_set_password", "mfa_index", "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_reauthenticate",
})  # fmt: skip


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
        user, match = request.user, request.resolver_match
        if not isinstance(user, Officer) or match is None:
            return None
        if match.view_name in _FREE or set(match.namespaces) & _FREE_PACKAGES:
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
