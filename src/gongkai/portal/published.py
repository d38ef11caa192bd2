"""What an agency has published: by category, one item, its files. Nothing is shown but the text that was reviewed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.attachments.serving import answer
from gongkai.attachments.storing import open_raw
from gongkai.disclosure import selectors
from gongkai.disclosure.models import Item
from gongkai.disclosure.relating import said_of
from gongkai.law.publication import CATEGORIES
from gongkai.portal.keeping import same_for_all
from gongkai.vault.streams import StreamBroken

PAGE = 30
"""Items on a page of a list."""


@login_not_required
@require_safe
def published(request: HttpRequest, key: int, category: str = "") -> HttpResponse:
    """Show what an agency has published, all of it or one category, a page at a time."""
    agency = get_object_or_404(Agency.objects.select_related("region"), pk=key)
    found = next((each for each in CATEGORIES if each.code == category), None)
    if category and found is None:
        raise Http404
    page = Paginator(selectors.public_items(agency, category), PAGE).get_page(request.GET.get("page"))
    context = {
        "agency": agency, "category": found, "categories": selectors.categories_of(agency), "page": page,
    }  # fmt: skip
    return render(request, "portal/published.html", context)


@same_for_all
@login_not_required
@require_safe
def item(request: HttpRequest, key: int) -> HttpResponse:
    """Show an item that is published; one that was withdrawn says when and why, and nothing else of it."""
    found = get_object_or_404(Item.objects.select_related("agency", "shown"), pk=key, shown_on__isnull=False)
    if found.shown is None:
        return render(request, "portal/withdrawn.html", {"item": found, "agency": found.agency})
    context = {
        "item": found,
        "text": found.shown,
        "agency": found.agency,
        "files": selectors.public_files_of(found, found.shown),
        "history": list(selectors.history_of(found)),
        "opens": "portal:item",
        **said_of(found, found.shown, localdate()),
    }
    return render(request, "portal/item.html", context)


@login_not_required
@require_safe
def file(request: HttpRequest, key: int, attachment: int) -> HttpResponseBase:
    """Give a file of the text that is shown now."""
    found = get_object_or_404(Item.objects.public().select_related("shown"), pk=key)
    assert found.shown is not None  # it is public
    files = selectors.public_files_of(found, found.shown)
    wanted = next((each for each in files if each.pk == attachment), None)
    if wanted is None:
        raise Http404
    try:
        opened = open_raw(wanted.file.place, wanted.file.secret)
    except StreamBroken:
        raise Http404 from None
    return answer(request, wanted, opened)
