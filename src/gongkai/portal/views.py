"""The public pages of agencies. Nothing of people or of the journal is shown here."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.portal.directory import directory, guide, whose
from gongkai.portal.keeping import same_for_all


@same_for_all
@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the agencies whose disclosure work is done here, by region and kind."""
    return render(request, "portal/home.html", {"directory": directory(localdate()), "region": whose()})


@same_for_all
@login_not_required
@require_safe
def agency(request: HttpRequest, key: int) -> HttpResponse:
    """Show what the guide says of an agency."""
    try:
        found = guide(key, localdate())
    except Agency.DoesNotExist:
        raise Http404 from None
    return render(request, "portal/agency.html", {"guide": found, "agency": found.agency, "region": whose()})
