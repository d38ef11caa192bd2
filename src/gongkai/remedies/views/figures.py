"""Table IV (表四) of any span, as it stands now: each figure opens the challenges it counts; and what was learned."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gongkai.agencies.forms import SpanForm
from gongkai.law.remedies import Column
from gongkai.remedies import rules, selectors
from gongkai.remedies.table_four import COLUMNS, Group, Span, Table, count
from gongkai.remedies.views.lists import GROUPS, TOTAL
from gongkai.ui.forms import status_of


class Row(NamedTuple):
    """A row of the table: what it is called, and its figures with their addresses, the total last."""

    words: Any
    cells: list[tuple[int, str]]


class _Asked(NamedTuple):
    """What was asked for: a form, and where it can be read the span, the agencies and the one agency among them."""

    form: SpanForm
    span: Span | None
    agencies: Any
    agency: int | None


def _asked(request: HttpRequest) -> _Asked:
    """Read of which days and agencies figures are wanted: of this year and all in sight unless others are asked for."""
    among = rules.agencies_in_sight(request.user, localdate()).order_by("lineage")
    year = Span.of_year(localdate().year)
    given = {"first": year.first, "last": year.last, **request.GET.dict()}
    form = SpanForm(given, among=among, called=_("机关"))
    if not form.is_valid():
        return _Asked(form, None, among, None)
    agency = form.cleaned_data["agency"]
    span = Span(form.cleaned_data["first"], form.cleaned_data["last"])
    return _Asked(form, span, [agency.pk] if agency else among, agency.pk if agency else None)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show table IV of a span."""
    asked = _asked(request)
    context: dict[str, Any] = {"form": asked.form}
    if asked.span is not None:
        table = count(asked.agencies, asked.span)
        context["rows"] = [_row(table, group, asked.span, asked.agency) for group in Group]
    return render(request, "remedies/figures.html", context, status=status_of(asked.form))


def _row(table: Table, group: Group, span: Span, agency: int | None) -> Row:
    cells = [(table.cells[group, column], _opens(group, column, span, agency)) for column in COLUMNS]
    return Row(GROUPS[group], [*cells, (table.totals[group], _opens(group, None, span, agency))])


def _opens(group: Group, column: Column | None, span: Span, agency: int | None) -> str:
    given: list[tuple[str, str | date | int]] = [
        ("cell-row", group.value), ("cell-column", column.value if column else TOTAL), ("cell-from", span.first),
        ("cell-to", span.last),
    ]  # fmt: skip
    given += [("agency", agency)] if agency is not None else []
    return f"{reverse('remedies:list')}?{urlencode(given)}"


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """Show what challenges taught: how often what was corrected, what recurs, what to read."""
    asked = _asked(request)
    context: dict[str, Any] = {"form": asked.form}
    if asked.span is not None:
        given = (asked.agencies, asked.span)
        corrected = selectors.corrected(*given)
        context |= {
            "tables": [
                (_("按原处理结果"), selectors.rates(*given, "ground")),
                (_("按原承办科室"), selectors.rates(*given, "office")),
            ],
            "faults": selectors.faults(*given),
            "reading": list(selectors.reading_list(*given)),
            "unlearned": corrected.filter(lesson__isnull=True).count(),
            "corrected": corrected.count(),
        }
    return render(request, "remedies/lessons.html", context, status=status_of(asked.form))
