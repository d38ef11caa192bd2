"""The dashboard of an agency with all below it, its numbers as a workbook, its charts as pictures."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies import rules
from gongkai.agencies.models import Agency
from gongkai.dashboards import drawing
from gongkai.dashboards.exporting import workbook
from gongkai.dashboards.now import standing
from gongkai.dashboards.panel import Chart
from gongkai.dashboards.panels import PANELS, panels_of
from gongkai.dashboards.watched import Watched
from gongkai.ui.replicas import reads_much

_YEARS = 7
"""Years that may be chosen, this one first."""
_OPTIONS = 200
"""Agencies that may be chosen from a list; where there are more, the comparison leads to each."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@reads_much
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show how an agency stands today, and how its year goes beside others.

    Charts that were drawn before stand in the page; the others are asked for after it, or with `draw` drawn at once.
    """
    watched = _watched(request)
    panels = panels_of(watched)
    charts = {panel.name: panel.chart for panel in panels if panel.chart is not None}
    if "draw" in request.GET:
        svgs = {name: drawing.drawn(chart) for name, chart in charts.items()}
    else:
        kept = drawing.kept(charts.values())
        svgs = {name: kept.get(drawing.key_of(chart)) for name, chart in charts.items()}
    in_sight = rules.agencies_in_sight(request.user, watched.today).order_by("lineage")
    context: dict[str, Any] = {
        "watched": watched,
        "groups": standing(watched),
        "panels": [(panel, svgs.get(panel.name)) for panel in panels],
        "draws": "draw" in request.GET,
        "waits": any(svg is None for svg in svgs.values()),
        "agencies": in_sight[:_OPTIONS],
        "years": range(watched.today.year, watched.today.year - _YEARS, -1),
    }
    return render(request, "dashboards/home.html", context)


@reads_much
@require_safe
def chart(request: HttpRequest, name: str) -> HttpResponse:
    """Give the chart of a panel, for the page to take in."""
    found = _chart(_watched(request), name)
    return render(request, "dashboards/chart.html", {"svg": drawing.drawn(found), "chart": found})


@reads_much
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """Give the chart of a panel as a picture to save."""
    watched = _watched(request)
    png = drawing.png(_chart(watched, name))
    if png is None:
        raise Http404(_("图没有画出来。"))
    return _file(png, "image/png", f"{watched.agency.called}-{watched.year}-{name}.png")


@reads_much
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Give all numbers as a workbook, a sheet for each table."""
    watched = _watched(request)
    file = workbook(watched, standing(watched), panels_of(watched))
    name = _("%(agency)s%(year)s年监测.xlsx") % {"agency": watched.agency.called, "year": watched.year}
    return _file(file, _XLSX, name)


def _watched(request: HttpRequest) -> Watched:
    """Read what is looked at: the highest agency that the officer sees and this year, unless others are asked for.

    An agency out of sight is as if there were none.
    """
    today = localdate()
    in_sight = rules.agencies_in_sight(request.user, today)
    asked = request.GET.get("agency", "")
    if asked:
        agency = in_sight.filter(pk=int(asked)).first() if _is_whole(asked) else None
        if agency is None:
            raise Http404
    else:
        tops = rules.tops_of(request.user, today)
        agency = min(tops, key=lambda each: each.lineage) if tops else in_sight.order_by("lineage").first()
        if agency is None:
            raise PermissionDenied
    year = request.GET.get("year", "") or str(today.year)
    if not _is_whole(year) or not today.year - _YEARS < int(year) <= today.year:
        raise Http404
    assert isinstance(agency, Agency)
    return Watched(agency, int(year), today, request.user)


def _is_whole(text: str) -> bool:
    """Say whether a text is a number of no more digits than a key has: of some thousands Python makes none."""
    return text.isascii() and text.isdigit() and len(text) < 19


def _chart(watched: Watched, name: str) -> Chart:
    panel = PANELS[name](watched) if name in PANELS else None
    if panel is None or panel.chart is None:
        raise Http404
    return panel.chart


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": str(content_disposition_header(as_attachment=True, filename=name))}
    return HttpResponse(content, content_type=content_type, headers=headers)
