"""Tables of agencies in and out (`gongkai.agencies.exchange`), each by its name."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies import rules
from gongkai.agencies.exchange import flow
from gongkai.agencies.exchange.tables import TABLES
from gongkai.ui.drafts import keeps_typed
from gongkai.ui.sight import require


@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """Show which tables there are, to take out and to bring in."""
    may_bring_in = rules.administers_some(request.user, localdate())
    return render(request, "agencies/exchange.html", {"tables": TABLES.values(), "may_bring_in": may_bring_in})


@require_safe
def take_out(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """Give a table of what the officer sees, as a file."""
    if name not in TABLES:
        raise Http404
    return flow.take_out(request, TABLES[name], form)


def _administering(request: HttpRequest, name: str) -> None:
    """Refuse who administers nothing; the rows say of which agencies they are, and are judged one by one."""
    require(rules.administers_some(request.user, localdate()))


IMPORTS: Mapping[str, flow.Import] = {
    name: flow.Import(
        type(table),
        at="agencies:bring-in",
        agency=_administering,
        trail=lambda _agency: [(_("导入导出"), reverse("agencies:exchange"))],
    )
    for name, table in TABLES.items()
}


@require_safe
def template(request: HttpRequest, name: str) -> HttpResponse:
    """Give a table to fill in."""
    return _import(name).template(request, name=name)


@keeps_typed
def bring(request: HttpRequest, name: str) -> HttpResponse:
    """Take a file, try it, and show what it would do."""
    return _import(name).bring(request, name=name)


@require_POST
@keeps_typed
def confirm(request: HttpRequest, name: str) -> HttpResponse:
    """Write a file that was tried."""
    return _import(name).confirm(request, name=name)


def _import(name: str) -> flow.Import:
    if name not in IMPORTS:
        raise Http404
    return IMPORTS[name]
