"""The pages of exchange between installations: packages given out, the site's own key, keys that are trusted."""

from __future__ import annotations

import base64
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.rules import may_run_site
from gongkai.filings import rules
from gongkai.filings.exporting import download
from gongkai.filings.models import TrustedKey, Version
from gongkai.filings.outside import exchanging
from gongkai.filings.outside.forms import TrustForm
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require
from gongkai.vault import signing


@require_safe
@never_cache
def package(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give a signed version as a package for another installation."""
    on = localdate()
    seen = rules.filings_in_sight(request.user, on).values("pk")
    rows = Version.objects.select_related("filing__agency", "officer")
    version = get_object_or_404(rows, filing=pk, number=number, filing__in=seen)
    require(rules.may_compile(request.user, version.filing, on))
    content = exchanging.pack(version, by=acting(request, version.filing.agency, rules.COMPILING))
    return download(content, "application/json", _("%(report)s（交换包）.json") % {"report": version.filing})


@require_safe
@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """Show the public key of the site, and the keys of others that are trusted."""
    require(may_run_site(request.user))
    own = signing.public_key()
    rows = TrustedKey.objects.select_related("officer").order_by("ended_at", "name", "pk")
    context = {
        "key": base64.b64encode(own).decode(),
        "fingerprint": signing.in_groups(signing.fingerprint(own)),
        "rows": [(each, signing.in_groups(each.fingerprint)) for each in rows],
    }
    return render(request, "filings/outside/keys.html", context)


@keeps_typed
def trust(request: HttpRequest) -> HttpResponse:
    """Enter the public key of another installation."""
    require(may_run_site(request.user))
    form = open_form(request, TrustForm)

    def do(values: Any) -> TrustedKey:
        return exchanging.trust(values["name"], values["key"], fingerprint=values["fingerprint"], by=acting(request))

    if carry_out(form, do):
        messages.success(request, _("已登记。"))
        return redirect("filings:keys")
    context = {"form": form, "heading": _("登记公钥"), "submit": _("登记"), "back": reverse("filings:keys")}
    return render(request, "filings/outside/key.html", context, status=status_of(form))


@never_cache
@require_http_methods(["GET", "POST"])
def trust_no_more(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more packages that a key signed."""
    require(may_run_site(request.user))
    row = get_object_or_404(TrustedKey, pk=pk, ended_at__isnull=True)
    if request.method == "POST":
        exchanging.trust_no_more(row, by=acting(request))
        messages.success(request, _("已停用。"))
        return redirect("filings:keys")
    context = {
        "title": _("停用“%(name)s”的公钥") % {"name": row.name},
        "about": _("停用以后，用它签名的交换包不再收；已经收下的不变。"),
        "submit": _("停用"),
        "cancel": reverse("filings:keys"),
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)
