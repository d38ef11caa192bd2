"""The catalogue, the standard catalogue, the guide and the rules of an agency, as everybody sees them.

条例第12条 asks of the catalogue for four fields: index, name, summary and the day of production.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.disclosure import selectors
from gongkai.disclosure.models import Rubric, Showing
from gongkai.disclosure.tables import outlets_in_words
from gongkai.law.publication import ANNUAL_REPORT, CATEGORIES, Category
from gongkai.portal.keeping import same_for_all
from gongkai.portal.published import COUNTED, PAGE, Pages, categories_of
from gongkai.portal.site import column, public_page


class Chosen(NamedTuple):
    """What of a catalogue was asked for: a category, a column of the agency; what there is none of is left out."""

    category: Category | None
    rubric: Rubric | None


@same_for_all
@login_not_required
@require_safe
def catalogue(request: HttpRequest, key: int) -> HttpResponse:
    """Show the catalogue of an agency (政府信息公开目录), all of it or what a category or column holds, by pages."""
    agency = _agency(key)
    asked = request.GET.get("category")
    category = next((each for each in (*CATEGORIES, ANNUAL_REPORT) if each.code == asked), None)
    rubrics = selectors.public_rubrics(agency, category.code if category else "")
    rubric = next((each for each in rubrics if str(each.pk) == request.GET.get("column")), None)
    rows = selectors.public_items(agency, category.code if category else "")
    if rubric is not None:
        rows = selectors.public_in(rubric)
    page = Pages(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "chosen": Chosen(category, rubric),
        "categories": categories_of(agency),
        "rubrics": rubrics,
        "page": page,
        "more": page.paginator.count == COUNTED,
        "standard": selectors.public_entries(agency).exists(),
    }
    return _page(request, "catalogue", agency, _("政府信息公开目录"), **context)


@same_for_all
@login_not_required
@require_safe
def standard(request: HttpRequest, key: int) -> HttpResponse:
    """Show the standard catalogue of an agency (基层政务公开标准目录), each entry with what is public under it."""
    agency = _agency(key)
    areas = list(selectors.public_entries(agency).order_by("area").values_list("area", flat=True).distinct())
    asked = request.GET.get("area")
    area = asked if asked in areas else None
    page = Pages(selectors.public_entries(agency, area), PAGE).get_page(request.GET.get("page"))
    under = selectors.public_under(page.object_list)
    entries = [(entry, under[entry.pk], outlets_in_words(entry)) for entry in page.object_list]
    context = {"areas": areas, "area": area, "page": page, "entries": entries, "on": localdate()}
    return _page(request, "standard", agency, _("基层政务公开标准目录"), **context)


class Version(NamedTuple):
    """A version of a guide that was shown: its number, and the showing."""

    number: int
    showing: Showing


@same_for_all
@login_not_required
@require_safe
def guide(request: HttpRequest, key: int) -> HttpResponse:
    """Show the guide of an agency (政府信息公开指南) that is in force, and when which version was shown."""
    agency = _agency(key)
    found = selectors.guide_of(agency)
    context = {}
    if found is not None and found.item.shown is not None:
        shown = list(selectors.history_of(found.item))
        versions = [Version(len(shown) - at, each) for at, each in enumerate(shown)]
        context = {"item": found.item, "text": found.item.shown, "versions": versions}
    return _page(request, "guide", agency, _("政府信息公开指南"), **context)


@same_for_all
@login_not_required
@require_safe
def systems(request: HttpRequest, key: int) -> HttpResponse:
    """Show the rules of an agency's disclosure work (政府信息公开制度)."""
    agency = _agency(key)
    return _page(request, "systems", agency, _("政府信息公开制度"), items=selectors.systems_of(agency))


def _page(request: HttpRequest, name: str, agency: Agency, title: str, **context: Any) -> HttpResponse:
    marks = column(title, f"{agency.name}{title}")
    page: HttpResponse = public_page(request, f"portal/{name}.html", marks, agency=agency, title=title, **context)
    return page


def _agency(key: int) -> Agency:
    return get_object_or_404(Agency.objects.select_related("region"), pk=key)
