"""What a page may show: a case out of sight is not there."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from gongkai.applications import rules
from gongkai.applications.models import Application


def case_in_sight(request: HttpRequest, pk: int) -> Application:
    """Give a case that the officer sees; 404 for any other."""
    seen = rules.agencies_in_sight(request.user, localdate())
    rows = Application.objects.select_related("agency__region", "office", "handler", "reply", "charge")
    return get_object_or_404(rows, pk=pk, agency__in=seen)
