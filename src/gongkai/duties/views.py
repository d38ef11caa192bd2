"""All ledgers of duties at one sight, each with its figures of this year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.duties import ledgers
from gongkai.ui.sight import require


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Show how each ledger stands that the officer sees."""
    on = localdate()
    found = ledgers.in_sight(request.user, on)
    require(bool(found))
    standing = [(ledger, list(ledger.figures(request.user, on))) for ledger in found]
    return render(request, "duties/home.html", {"standing": standing, "year": on.year})
