"""Table III (表三) of any span, as it stands now: each figure opens the cases it counts."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.forms import SpanForm
from gongkai.applications import rules
from gongkai.applications.models import labels
from gongkai.applications.table_three import Counts, Figure, Span, count
from gongkai.applications.worklists import FIGURES
from gongkai.law.outcomes import OUTCOMES
from gongkai.ui.forms import status_of


class Row(NamedTuple):
    """A row: what it is called, the group it begins, its figures with their addresses, the whole of it last."""

    words: Any
    group: Any
    cells: list[tuple[int, str]]
    sums: bool = False


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of a span, this year's unless another is asked for."""
    among = rules.agencies_in_sight(request.user, localdate()).order_by("lineage")
    year = Span.of_year(localdate().year)
    asked = {"first": year.first, "last": year.last, **request.GET.dict()}
    form = SpanForm(asked, among=among, called=_("受理机关"))
    context: dict[str, Any] = {"form": form, "kinds": labels.KINDS}
    if form.is_valid():
        span, agency = Span(form.cleaned_data["first"], form.cleaned_data["last"]), form.cleaned_data["agency"]
        counts = count([agency.pk] if agency else among, span)
        context["rows"] = _rows(counts, _Opens(span, agency.pk if agency else None))
    return render(request, "applications/figures.html", context, status=status_of(form))


class _Opens(NamedTuple):
    """The addresses of the cases behind figures."""

    span: Span
    agency: int | None

    def __call__(self, figure: Figure, kind: str, outcome: str = "") -> str:
        given: list[tuple[str, str | date | int]] = [
            ("figure", figure.value), ("figure-from", self.span.first), ("figure-to", self.span.last),
        ]  # fmt: skip
        given += [("outcome", outcome)] if outcome else []
        given += [("kind", kind)] if kind else []
        given += [("agency", self.agency)] if self.agency is not None else []
        return f"{reverse('applications:list')}?{urlencode(given)}"


def _rows(counts: Counts, opens: _Opens) -> list[Row]:
    codes = [code for code, _words in labels.KINDS]

    def row(figure: Figure, numbers: Any, words: Any = None, *, outcome: str = "", group: Any = "") -> Row:
        cells = [(numbers(code), opens(figure, code, outcome)) for code in codes]
        cells.append((sum(number for number, _address in cells), opens(figure, "", outcome)))
        return Row(words or FIGURES[figure], group, cells, sums=not outcome)

    def of(by_kind: Any) -> Any:
        return lambda code: by_kind.get(code, 0)

    rows = [row(Figure.NEW, of(counts.new)), row(Figure.CARRIED_IN, of(counts.carried_in))]
    group = None
    for each in OUTCOMES:
        begins = labels.words(each.group.value) if each.group is not group else ""
        group = each.group
        numbers = {code: counts.done.get((each.code, code), 0) for code in codes}
        rows.append(row(Figure.DONE, of(numbers), labels.words(each.label), outcome=each.code, group=begins))
    rows.append(row(Figure.DONE, counts.done_by, _("办结总计")))
    return [*rows, row(Figure.CARRIED_FORWARD, of(counts.carried_forward))]
