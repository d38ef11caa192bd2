"""The search over what is public: results, suggestions while one types, and a question followed as a feed.

What is asked stands in the query of the address alone, which no log has. Without words and filters the page only asks.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from gongkai.disclosure.selectors import public_items
from gongkai.filings.publishing.searching import REPORTS
from gongkai.filings.publishing.selectors import current_versions
from gongkai.portal import turns
from gongkai.portal.feeds import FORMS, MOST, Feed, entries_of, entries_of_reports, newest_of, news_among
from gongkai.portal.site import column, public_page
from gongkai.search.finding import FILTER_WORDS, Results, Value
from gongkai.search.query import LAST_PAGE, Query
from gongkai.search.selectors import correction, find, newest, suggestions
from gongkai.typesetting.characters import characters
from gongkai.ui.language import said
from gongkai.ui.limits import limited

_FIRST = 8
"""Values of a filter that are shown before the others are asked for."""
_SORTS = {"relevance": gettext_lazy("按相关程度"), "date": gettext_lazy("按日期")}


class Choice(NamedTuple):
    """A value to filter by: in words, how many, what it is asked by, whether it is chosen, how deep it stands."""

    words: str
    number: int
    asked: str
    is_chosen: bool
    depth: int


class Filter(NamedTuple):
    """What can be filtered by: its values, the first of them apart, and what is asked without it."""

    words: Any
    first: list[Choice]
    others: list[Choice]
    without: str


@limited("search", **turns.SEARCH, methods={"GET"})
@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer a question with what is public now."""
    query = Query.of(request.GET)
    results = find(query)
    nothing = bool(query.words) and (results.nearly or not results.total)
    context = {
        "query": query,
        "results": results,
        "filters": _filters(query, results),
        "sorts": [(_SORTS[name], query.written(sort=name), query.sort == name) for name in _SORTS],
        "pages": _pages(query, results),
        "meant": _meant(query) if nothing else None,
        "search": reverse("portal:search"),
        **(_follows(query) if results.total else {}),
        "unfiltered": Query(query.words, sort=query.sort).written(),
        "cut": len(" ".join(request.GET.get("q", "").split())) > len(query.words),
    }
    marks = column(_("搜索"), _("查找公开的政府信息"))
    return public_page(request, "portal/search_page.html", marks, **context)


@limited("suggest", times=600, seconds=60, methods={"GET"})
@login_not_required
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Give titles in which stands what is typed, for the list under the field."""
    found = suggestions(request.GET.get("q", ""))
    return JsonResponse({"titles": [each.title for each in found]}, headers={"Cache-Control": "no-store"})


@limited("search", **turns.SEARCH, methods={"GET"})
@login_not_required
@require_safe
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """Give what answers a question as a feed, what was shown last first."""
    write = FORMS.get(form)
    if write is None:
        raise Http404
    query = Query.of(request.GET)
    items = news_among(public_items().filter(pk__in=newest(query, MOST)), MOST)
    reports = current_versions().filter(filing__in=newest(query, MOST, REPORTS.code))
    here = f"{settings.SITE_URL}{reverse('portal:search')}?{query.written()}"
    address = f"{settings.SITE_URL}{request.path}?{query.written()}"
    title = f"搜索“{query.words}”" if query.words else "搜索"
    with override("zh-hans"):
        entries = newest_of([*entries_of_reports(reports), *entries_of(items)])
        return write(Feed(characters(title), address, here, entries))


def _follows(query: Query) -> dict[str, Any]:
    """Give where what a question finds from now on can be followed: as a feed, and by e-mail where letters are sent."""
    asked = query.written(sort="relevance")
    wanted = {"query": query.words, "agency": query.agency, "category": query.category}
    letters = urlencode({name: value for name, value in wanted.items() if value})
    return {
        "feeds": {form: f"{reverse('portal:search-feed', args=[form])}?{asked}" for form in ("atom", "json")},
        "by_email": f"{reverse('portal:subscribe')}?{letters}" if settings.EMAIL_HOST else "",
    }


def _filters(query: Query, results: Results) -> list[Filter]:
    """Give what a question can be narrowed by: where there is more than one value, or one is chosen."""
    made = []
    for name, values in results.counts.items():
        chosen = getattr(query, name)
        if len(values) > 1 or chosen:
            choices = [_choice(query, name, value) for value in values]
            made.append(Filter(FILTER_WORDS[name], choices[:_FIRST], choices[_FIRST:], _without(query, name, chosen)))
    return made


def _choice(query: Query, name: str, value: Value) -> Choice:
    chosen = getattr(query, name) == value.value
    words = said(value.words) if hasattr(value.words, "template") else str(value.words)
    return Choice(words, value.number, query.written(**{name: value.value}), chosen, min(value.depth, 3))


def _without(query: Query, name: str, chosen: Any) -> str:
    return query.written(**{name: type(chosen)()}) if chosen else ""


def _pages(query: Query, results: Results) -> dict[str, Any]:
    last = min(results.pages, LAST_PAGE)
    return {
        "number": query.page,
        "last": last,
        "before": query.written(page=query.page - 1) if 1 < query.page <= last + 1 else "",
        "after": query.written(page=query.page + 1) if query.page < last else "",
    }


def _meant(query: Query) -> tuple[str, str] | None:
    """Give what may have been meant, and what it is asked by."""
    words = correction(query)
    return (words, query.written(words=words)) if words else None
