"""My applications (我的申请): all that somebody made who signed in to make them. Off where no provider is set up."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.signin import applicants
from gongkai.applications.selectors import of_subject
from gongkai.portal.applying import forget_receipt
from gongkai.portal.directory import whose
from gongkai.portal.tracking import follow, unfollow
from gongkai.ui.limits import limited

ON_A_PAGE = 20


@login_not_required
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the applications of who signed in, or where to do that."""
    provider, subject = applicants.offered(), applicants.subject_of(request)
    if not provider:
        raise Http404
    page = Paginator(of_subject(subject), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"provider": provider, "provider_id": applicants.PROVIDER, "signed_in": bool(subject), "page": page}
    return render(request, "portal/mine.html", context | {"region": whose()})


@login_not_required
@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow one of one's own applications."""
    subject = applicants.subject_of(request)
    if not subject:
        return redirect("portal:mine" if applicants.offered() else "portal:track")
    follow(request, get_object_or_404(of_subject(subject), pk=pk))
    return redirect("portal:tracked")


@limited("leave", times=60, seconds=3600)
@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, and forget which application was followed, and which was made: its receipt shows its query code."""
    applicants.end(request)
    unfollow(request)
    forget_receipt(request)
    return redirect("portal:home")
