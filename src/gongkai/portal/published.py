"""What agencies have published: lists by category, one item, its files.

Nothing is shown but the text that was reviewed.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.attachments.serving import answer
from gongkai.attachments.storing import open_raw
from gongkai.disclosure import selectors
from gongkai.disclosure.content import images_in
from gongkai.disclosure.models import Item
from gongkai.disclosure.relating import said_of
from gongkai.law.publication import ANNUAL_REPORT, CATEGORIES, Category
from gongkai.law.subjects import subjects_on
from gongkai.portal.keeping import same_for_all
from gongkai.portal.qr import item_code
from gongkai.portal.site import address_of, article, column, public_page, structured
from gongkai.portal.watching import version
from gongkai.ui.language import said
from gongkai.ui.lists.listing import read
from gongkai.vault.streams import StreamBroken

PAGE = 30
"""Items on a page of a list."""
COUNTED = 9990
"""Items that are counted and paged through; who looks for more takes a category, an agency, or the search."""


class Pages(Paginator):
    """Pages of a list that is counted no further than people go through it.

    It is counted in its order, so that the index that gives the order counts, and no row is read for it.
    """

    @cached_property
    def count(self) -> int:
        """Give how many there are, of those that are counted."""
        rows: Any = self.object_list
        return int(rows.values("pk")[:COUNTED].count())

    def page(self, number: Any) -> Any:
        """Give one page: which rows it has by the index, and then what they hold."""
        number = self.validate_number(number)
        end = min(number * self.per_page, self.count)
        return Page(read(self.object_list, (number - 1) * self.per_page, end), number, self)


@same_for_all
@login_not_required
@require_safe
def published(request: HttpRequest, key: int | None = None, category: str = "") -> HttpResponse:
    """Show what an agency, or all together, have published, all of it or one category, a page at a time."""
    agency, found = agency_of(key), category_of(category)
    subjects = [each.name for each in subjects_on(localdate())]
    subject = next((each for each in subjects if each == request.GET.get("subject")), "")
    rows = selectors.public_items(agency, category)
    rows = selectors.on_subject(rows, subject, of_newest=COUNTED) if subject else rows
    page = Pages(rows, PAGE).get_page(request.GET.get("page"))
    about = said(found.label) if found else _("法定主动公开内容")
    return public_page(
        request,
        "portal/published.html",
        column(about, f"{agency or ''}{about}"),
        follows=(agency, category),
        agency=agency,
        category=found,
        categories=categories_of(agency) if agency and not found else [],
        choices=[] if agency else CATEGORIES,
        subjects=subjects,
        subject=subject,
        page=page,
        more=page.paginator.count == COUNTED,
    )


def agency_of(key: int | None) -> Agency | None:
    """Give the agency whose page it is; none for a page of all."""
    return None if key is None else get_object_or_404(Agency.objects.select_related("region"), pk=key)


def categories_of(agency: Agency) -> list[tuple[Category, int]]:
    """Give what an agency must publish by category, with how much of each everybody sees now.

    All of it is counted for that: once for each version of what is public (`watching`), not for each of its pages.
    """
    at = version()
    return selectors.categories_of(agency) if at is None else _categories_at(agency, at)


@lru_cache(maxsize=1000)
def _categories_at(agency: Agency, _at: str) -> list[tuple[Category, int]]:
    return selectors.categories_of(agency)


def category_of(code: str) -> Category | None:
    """Give the category whose page it is; none for a page of all. Raises Http404."""
    found = next((each for each in (*CATEGORIES, ANNUAL_REPORT) if each.code == code), None)
    if code and found is None:
        raise Http404
    return found


@same_for_all
@login_not_required
@require_safe
def item(request: HttpRequest, key: int) -> HttpResponse:
    """Show an item that is published; one that was withdrawn says when and why, and nothing else of it."""
    found = get_object_or_404(Item.objects.select_related("agency", "shown"), pk=key, shown_on__isnull=False)
    if found.shown is None:
        return public_page(request, "portal/withdrawn.html", item=found, agency=found.agency)
    in_body = {each.key for each in images_in(found.shown.body)}
    history: list[Any] = list(selectors.history_of(found))
    return public_page(
        request,
        "portal/item.html",
        article(found, history[-1]),
        item=found,
        text=found.shown,
        agency=found.agency,
        files=[each for each in selectors.public_files_of(found, found.shown) if each.pk not in in_body],
        history=history,
        address=address_of(found),
        qr=item_code(found),
        structured=structured(found, history[-1], history[0]),
        opens="portal:item",
        follows=(found.agency, found.category),
        **said_of(found, found.shown, localdate()),
    )


@same_for_all
@login_not_required
@require_safe
def change(request: HttpRequest, key: int, showing: int) -> HttpResponse:
    """Show what was changed when a text came in place of another, where that may be told."""
    found = get_object_or_404(Item.objects.public().select_related("agency", "shown"), pk=key)
    told = selectors.change_of(found, showing)
    if told is None:
        raise Http404
    changed, compared = told
    return public_page(
        request,
        "portal/change.html",
        item=found,
        text=found.shown,
        agency=found.agency,
        changed=changed,
        compared=compared,
    )


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
