"""What a page may show: what is not in sight is not there (404)."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from gongkai.agencies import rules
from gongkai.agencies.models import Agency, Officer, Post


def agency_in_sight(request: HttpRequest, pk: int) -> Agency:
    """Give an agency that the officer sees; 404 for any other."""
    seen = rules.agencies_in_sight(request.user, localdate())
    return get_object_or_404(seen.select_related("region", "parent"), pk=pk)


def officer_in_sight(request: HttpRequest, pk: int) -> Officer:
    """Give an officer who holds, or held, a post in an agency in sight, or who is oneself; 404 for any other."""
    officer = get_object_or_404(Officer, pk=pk)
    if officer.pk == request.user.pk or rules.may_run_site(request.user):
        return officer
    seen = rules.agencies_in_sight(request.user, localdate())
    if not Post.objects.filter(officer=officer, agency__in=seen).exists():
        raise Http404
    return officer
