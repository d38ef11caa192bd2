"""Tokens at the desk: the list, a new one with its secret shown this once, one with what was done by it, revoking."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.signin.proof import unproven, where_to_prove
from gongkai.api.models import Token
from gongkai.api.tokens import rules, services
from gongkai.api.tokens.forms import NewTokenForm
from gongkai.api.tokens.scopes import SCOPE_BY_NAME
from gongkai.journal.selectors import timeline
from gongkai.law.errors import NotAllowed
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.language import said
from gongkai.ui.lists import Column, List, Search, respond
from gongkai.ui.sight import require


def _standing(token: Token) -> Any:
    on = localdate()
    return format_html('<span class="tag{}">{}</span>', " tag-good" if token.is_open(on) else "", token.standing(on))


LIST = List(
    "tokens",
    gettext_lazy("接口令牌"),
    columns=(
        Column("name", gettext_lazy("用途"), link=lambda row: reverse("tokens:detail", args=[row.pk])),
        Column("standing", gettext_lazy("状态"), value=_standing),
        Column("agency", gettext_lazy("机关"), value="agency.called"),
        Column("officer", gettext_lazy("生成的人")),
        Column("prefix", gettext_lazy("令牌开头")),
        Column("until_on", gettext_lazy("有效期至"), sort=("until_on",)),
        Column("used_at", gettext_lazy("最近使用"), sort=("used_at",)),
    ),
    filters=(Search("q", gettext_lazy("用途、令牌开头"), fields=("name", "prefix")),),
    order=("-until_on",),
    none=gettext_lazy("还没有令牌。"),
)


def tokens(request: HttpRequest) -> HttpResponseBase:
    """Show the tokens in sight."""
    rows = rules.tokens_in_sight(request.user, localdate()).select_related("agency", "officer")
    context = {"may_make": rules.makes_some(request.user, localdate())}
    return respond(request, LIST, rows, template="api/tokens.html", context=context)


@keeps_typed
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Make a token, and show its secret this once; who makes it proves anew that it is they."""
    on = localdate()
    require(rules.makes_some(request.user, on))
    proof = where_to_prove(request)
    if proof and request.method != "POST":
        return redirect(proof)
    among = rules.agencies_to_make_for(request.user, on)
    form = open_form(request, NewTokenForm, among=among, officer=request.user, initial={"agency": among.first()})
    if proof:  # it took long to fill in: what was typed stays
        form.add_error(None, unproven(proof))

    def do(values: Any) -> tuple[Token, str]:
        given = {name: values[name] for name in ("name", "scopes", "networks", "until_on")}
        return services.make(values["agency"], at=timezone.now(), by=acting(request, values["agency"]), **given)

    done = carry_out(form, do)
    if done:
        token, secret = done
        back = reverse("tokens:detail", args=[token.pk])
        about = _("这是令牌，只显示这一次。请存进要用它的系统的密码库，不要写进程序、网址或者邮件；丢了就吊销再生成。")
        shown = {"what": token.name, "secret": secret, "back": back, "about": about}
        return render(request, "api/secret.html", shown)
    context = {"form": form, "heading": _("生成接口令牌"), "submit": _("生成"), "back": reverse("tokens:list")}
    return render(request, "api/form.html", context, status=status_of(form))


def token_in_sight(request: HttpRequest, pk: int) -> Token:
    """Give a token that the officer sees; 404 for any other."""
    seen = rules.tokens_in_sight(request.user, localdate()).select_related("agency", "officer")
    found: Token = get_object_or_404(seen, pk=pk)
    return found


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a token: for what, until when, and what became of it."""
    token, on = token_in_sight(request, pk), localdate()
    context = {
        "token": token,
        "standing": token.standing(on),
        "is_open": token.is_open(on),
        "scopes": [SCOPE_BY_NAME[name] for name in token.scopes if name in SCOPE_BY_NAME],
        "may_revoke": token.revoked_at is None and rules.may_revoke(request.user, token, on),
        "entries": timeline(token),
    }
    return render(request, "api/token.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token."""
    token = token_in_sight(request, pk)
    require(rules.may_revoke(request.user, token, localdate()))
    try:
        services.revoke(token, at=timezone.now(), by=acting(request, token.agency))
        messages.success(request, _("已吊销，从现在起不能再用。"))
    except NotAllowed as error:
        messages.warning(request, said(error))
    return redirect("tokens:detail", pk)
