"""Roll-up at the desk, live during the season: the sums as they stand, who gave what, and what makes up a figure."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.filings import rules
from gongkai.filings.models import Filing, Scope
from gongkai.filings.reporting import name_of
from gongkai.filings.rolling.adding import Rolled, rolled_up
from gongkai.filings.rolling.listing import collectors_of, has_members
from gongkai.filings.rolling.showing import Opening, blocks_of, digits_of, filed, last_years
from gongkai.filings.submitting.rules import collectors_in_sight
from gongkai.report.edition import edition_for
from gongkai.report.finding import Severity
from gongkai.ui.sight import require


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Go to the roll-up of the year of the season, of the first government that one sees."""
    on = localdate()
    first = rules.governments_rolled_up(request.user, on).first()
    require(first is not None)
    return redirect("filings:rolled", first.pk, on.year - 1, Scope.REGION)


@require_safe
@never_cache
def roll_up(request: HttpRequest, pk: int, year: int, scope: Scope) -> HttpResponse:
    """Show what the members' reports add up to now, beside the report that was begun of it and that of last year."""
    government, on = _in_sight(request, pk, year), localdate()
    context = {
        "government": government,
        "governments": rules.governments_rolled_up(request.user, on),
        "year": year,
        "before": year - 1 if edition_for(year - 1) else None,
        "after": year + 1 if year < on.year else None,
        "scope": scope,
        "scopes": (Scope.REGION, Scope.LEVEL),
    }
    if not has_members(government, year):
        return render(request, "filings/rolling/empty.html", context)
    rolled = rolled_up(government, year, scope)
    filing, reported = filed(rolled)
    last = last_years(rolled)
    titles = {part.table: part.label for part in rolled.edition.parts}
    gave = Opening(request.user, rolled, on).gave()
    return render(
        request,
        "filings/rolling/page.html",
        context
        | {
            "filing": filing,
            "may_begin": filing is None and rules.may_begin(request.user, government, on),
            "board": collectors_in_sight(request.user, on)
            .filter(pk__in=[each.pk for each in collectors_of(government, year)], members__year=year)
            .first(),
            "rolled": rolled,
            "final": len(rolled.members) - len(rolled.missing) - len(rolled.not_final),
            "waiting": [each for each in gave if each.mark in ("bad", "warn")],
            "others": [each for each in gave if each.mark not in ("bad", "warn")],
            "findings": sorted(rolled.findings, key=lambda each: -each.severity),
            "errors": sum(each.severity is Severity.ERROR for each in rolled.findings),
            "last": bool(last),
            "tables": [
                (spec, titles.get(spec.id, ""), blocks_of(spec, rolled, last, reported))
                for spec in rolled.edition.tables
            ],
        },
    )


@require_safe
@never_cache
def figure(request: HttpRequest, pk: int, year: int, scope: Scope, cell: str) -> HttpResponse:
    """Show what makes up a figure: what each member adds to it, and where its cases are."""
    government = _in_sight(request, pk, year)
    place = tuple(cell.split("."))
    rolled: Rolled = rolled_up(government, year, scope)
    if len(place) != 3 or place not in rolled.numbers:
        raise Http404
    opening = Opening(request.user, rolled, localdate())
    filing, reported = filed(rolled)
    gave = {each.listed.agency.pk: each for each in opening.gave()}
    parts = [
        (gave[each.listed.agency.pk], digits_of(each.number), opening.cases_of(each.listed, each.given, place))
        for each in sorted(rolled.parts_of(place), key=lambda each: (each.given is not None, -(each.number or 0)))
    ]
    context = {
        "government": government,
        "year": year,
        "scope": scope,
        "name": name_of(Filing(agency=government, year=year, scope=scope), place),
        "total": digits_of(rolled.numbers[place]),
        "filing": filing,
        "reported": digits_of(reported.get(place)) if reported else "",
        "last": digits_of(last_years(rolled).get(place)),
        "parts": parts,
        "missing": rolled.missing,
        "unfilled": rolled.unfilled(place),
    }
    return render(request, "filings/rolling/figure.html", context)


def _in_sight(request: HttpRequest, pk: int, year: int) -> Agency:
    """Give a government whose roll-up the officer sees, for a year that has begun and has an edition; 404 otherwise."""
    on = localdate()
    government: Agency = get_object_or_404(rules.governments_rolled_up(request.user, on), pk=pk)
    if edition_for(year) is None or year > on.year:
        raise Http404
    return government
