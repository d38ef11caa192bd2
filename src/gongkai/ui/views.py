"""The home page of the desk, the lists behind its counts, and how pages are shown."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from gongkai.law.articles import article_index
from gongkai.law.calendar import CHINA
from gongkai.law.citation import cite
from gongkai.law.instruments import instrument
from gongkai.law.provisions import requires
from gongkai.ui import desk
from gongkai.ui.choices import words
from gongkai.ui.display import Display
from gongkai.ui.help import chapters
from gongkai.ui.limits import limited

ON_A_PAGE = 50


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what is overdue, due today, waiting for the officer and waiting for others."""
    on = localdate()
    groups = [(piles, piles.first(desk.AT_HOME)) for piles in desk.due(request.user, on)]
    context = {
        "on": on,
        "groups": groups,
        "works": CHINA.is_working_day(on),
        "shortcuts": desk.shortcuts(request.user, on),
    }
    return render(request, "ui/home.html", context)


class _Slices:
    """The things of a standing as a paginator takes them: counted once, and read page by page."""

    ordered = True

    def __init__(self, piles: desk.Piles) -> None:
        self._piles = piles

    def __len__(self) -> int:
        return self._piles.count

    def __getitem__(self, part: slice) -> list[desk.Due]:
        return self._piles.take(part.start, part.stop)


@require_GET
def due(request: HttpRequest, standing: str) -> HttpResponse:
    """Show everything of one standing, page by page."""
    on = localdate()
    found = [piles for piles in desk.due(request.user, on) if piles.standing.value == standing]
    if not found:
        raise Http404
    things: Any = _Slices(found[0])
    page = Paginator(things, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "ui/due.html", {"on": on, "piles": found[0], "page": page})


@require_GET
def help_index(request: HttpRequest) -> HttpResponse:
    """Show the help on all pages, and the articles that it cites: what each requires, what is computed by it."""
    articles = [
        {
            "number": each.article,
            "cited": str(cite(f"条例第{each.article}条")),
            "subject": words(each.subject),
            "requires": requires(each.article),
            "computed": [words(one) for one in each.computed],
        }
        for each in article_index()
    ]
    context = {"chapters": chapters(), "regulation": instrument("条例"), "articles": articles}
    return render(request, "ui/help.html", context)


_often = limited("display", times=120, seconds=60)


@_often
@csrf_exempt  # a stranger's page could change no more than how ours look, and public pages stay free of cookies
@login_not_required
@require_http_methods(["GET", "POST"])
def choose_display(request: HttpRequest) -> HttpResponse:
    """Show what can be chosen of how pages look, and keep what was chosen."""
    back = _back(request)
    if request.method == "GET":
        return render(request, "ui/display.html", {"next": back})
    response = HttpResponseRedirect(back)
    Display.of(request).chosen(request.POST).keep(response, secure=request.is_secure())
    return response


choose_language = _often(csrf_exempt(login_not_required(require_POST(set_language))))


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("display:choose")
