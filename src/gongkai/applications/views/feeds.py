"""The calendar of last days: the page where its link is had, and what the link gives."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Officer
from gongkai.applications import services
from gongkai.applications.feed import calendar_of
from gongkai.applications.models import Feed
from gongkai.applications.selectors import officer_of_key
from gongkai.ui.limits import limited


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Show whether there is a link."""
    return _page(request, "")


@require_POST
@never_cache
def renew(request: HttpRequest) -> HttpResponse:
    """Make a link, and show it this once."""
    key = services.renew_feed(_officer(request), at=now(), by=acting(request))
    return _page(request, f"{request.build_absolute_uri(reverse('applications:deadlines'))}?key={key}")


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Let the link open nothing any more."""
    services.revoke_feed(_officer(request), by=acting(request))
    messages.success(request, _("订阅链接已停用。"))
    return redirect("applications:feed")


@login_not_required
@require_safe
@never_cache
@limited("applications.deadlines", times=60, seconds=3600, methods={"GET", "HEAD"})
def deadlines(request: HttpRequest) -> HttpResponse:
    """Give a calendar program the last days of the officer whose key it has; the key stands where no log keeps it."""
    officer = officer_of_key(request.GET.get("key", ""))
    if officer is None:
        raise Http404
    with override(settings.LANGUAGE_CODE):
        content = calendar_of(officer, now())
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="deadlines.ics"',
    }
    return HttpResponse(content, headers=headers)


def _page(request: HttpRequest, link: str) -> HttpResponse:
    there = Feed.objects.filter(officer=_officer(request)).first()
    return render(request, "applications/feed.html", {"feed": there, "link": link})


def _officer(request: HttpRequest) -> Officer:
    assert isinstance(request.user, Officer)  # who is signed in is one
    return request.user
