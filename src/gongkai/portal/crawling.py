"""What search engines are told: where the public pages are (sitemaps.org) and what is not for them (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Item
from gongkai.filings.publishing.selectors import address_of, current_versions
from gongkai.portal.keeping import same_for_all

PART = 5000
"""Items, or versions of reports, that a part of the sitemap is for, by their keys; what is not public leaves a gap.

Allowed are 50,000.
"""
_OF_AGENCY = ("agency", "guide", "systems", "catalogue", "published", "enacted", "reports", "apply", "letters")


@same_for_all
@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Give what crawlers leave alone: the desk, and what is of one visitor."""
    names = ("ui:home", "display:language", "portal:track", "portal:mine", "portal:receipt")
    lines = ["User-agent: *", *(f"Disallow: {reverse(name)}" for name in names), "Disallow: /account/"]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('portal:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@same_for_all
@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Give the index of the parts: the pages of the site, and items and annual reports by their keys."""
    addresses = [reverse("portal:sitemap-pages")]
    for name, rows in (("items", Item.objects.public()), ("reports", current_versions())):
        addresses += [reverse(f"portal:sitemap-{name}", args=[part]) for part in _parts(rows)]
    return _written(request, "portal/sitemap_index.xml", [(each, None) for each in addresses])


def _parts(rows: Any) -> Iterator[int]:
    """Give the parts that something public lies in: one question for each, by the keys."""
    keys = rows.order_by("pk").values_list("pk", flat=True)
    found = keys.first()
    while found is not None:
        yield found // PART
        found = keys.filter(pk__gte=(found // PART + 1) * PART).first()


@same_for_all
@login_not_required
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Give the pages of the site and of each agency."""
    names = ("home", "agencies", "published-all", "enacted-all", "reports-all", "applying", "help")
    found = [*(reverse(f"portal:{name}") for name in names), reverse("developers:docs")]
    for key in Agency.objects.in_being(localdate()).order_by("pk").values_list("pk", flat=True):
        found += [reverse(f"portal:{name}", args=[key]) for name in _OF_AGENCY]
    return _written(request, "portal/sitemap.xml", [(each, None) for each in found])


@login_not_required
@require_safe
def items(request: HttpRequest, part: int) -> HttpResponse:
    """Give the public items of a part, each with the day its text was shown; drawn anew each time, being large."""
    found = Item.objects.public().filter(pk__gte=part * PART, pk__lt=(part + 1) * PART, showings__until__isnull=True)
    rows = [
        (reverse("portal:item", args=[key]), since)
        for key, since in found.order_by("pk").values_list("pk", "showings__since")
    ]
    if not rows:
        raise Http404
    return _written(request, "portal/sitemap.xml", rows)


@login_not_required
@require_safe
def reports(request: HttpRequest, part: int) -> HttpResponse:
    """Give the annual reports of a part, each with since when it is shown as it is."""
    rows = [
        (address_of(each.filing), each.published_at)
        for each in current_versions().defer("report").filter(pk__gte=part * PART, pk__lt=(part + 1) * PART)
    ]
    if not rows:
        raise Http404
    return _written(request, "portal/sitemap.xml", rows)


def _written(request: HttpRequest, template: str, found: Sequence[tuple[str, object]]) -> HttpResponse:
    context = {"site": settings.SITE_URL, "found": found}
    return render(request, template, context, content_type="application/xml; charset=utf-8")
