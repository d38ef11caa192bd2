"""Table II (表二) of a year: each computed figure opens its items, each entered one what was entered, and by whom."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.disclosure import rules, services
from gongkai.disclosure.forms import EnterForm, YearOfForm
from gongkai.disclosure.models import Entered
from gongkai.disclosure.table_two import Figure, Place, accountable, figures, spec_of
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require


class Cell(NamedTuple):
    """A figure as it is shown: in which column, what it is, and the address of what stands behind it."""

    column: Any
    figure: Figure
    words: str
    address: str


class _Asked(NamedTuple):
    """Which year of which agency is asked for, and whether with all below it."""

    agency: Agency
    year: int
    below: bool

    @property
    def agencies(self) -> Any:
        """Give the agencies whose figures are wanted."""
        return Agency.objects.below(self.agency) if self.below else Agency.objects.filter(pk=self.agency.pk)

    def opens(self, place: Place, *, computed: bool) -> str:
        """Give the address of what stands behind a figure."""
        if not computed:
            given = {"agency": self.agency.pk, "year": self.year, "row": place[0], "column": place[1]}
            given |= {"below": "on"} if self.below else {}
            return f"{reverse('disclosure:entered')}?{urlencode(given)}"
        written = {"two": "-".join(place), "two-year": self.year, "two-of": self.agency.pk}
        written |= {"two-below": "1"} if self.below else {}
        return f"{reverse('disclosure:list')}?{urlencode(written)}"


@require_safe
def table_two(request: HttpRequest) -> HttpResponse:
    """Show the table of a year, the last one's unless another is asked for."""
    on = localdate()
    form = _form(request, on)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        asked = _Asked(**form.cleaned_data)
        spec = spec_of(asked.year)
        agencies = asked.agencies
        answering = accountable(agencies, asked.year) if asked.below else [asked.agency]
        found = figures(agencies, answering, asked.year, on=on)
        context |= {"asked": asked, "blocks": [_block(block, asked, found) for block in spec.blocks] if spec else []}
        context["missing"] = _missing(found)
        context["may_enter"] = rules.may_write(request.user, asked.agency, on)
    return render(request, "disclosure/table_two.html", context, status=status_of(form))


@require_safe
def entered(request: HttpRequest) -> HttpResponse:
    """Show what was entered for a year, of one figure or of all, with what it corrected."""
    form = _form(request, localdate())
    if not form.is_valid():
        raise Http404
    asked = _Asked(**form.cleaned_data)
    rows = Entered.objects.filter(agency__in=asked.agencies, year=asked.year).select_related("agency", "officer")
    place = (request.GET.get("row", ""), request.GET.get("column", ""))
    if any(place):
        rows = rows.filter(row=place[0], column=place[1])
    spec = spec_of(asked.year)
    labels = {} if spec is None else {
        (row.id, column.id): (row.label, column.label) for block in spec.blocks for row in block.rows
        for column in block.columns
    }  # fmt: skip
    said = [(row, *labels.get((row.row, row.column), (row.row, row.column)), written(row.value)) for row in rows]
    context = {"asked": asked, "rows": said, "may_enter": rules.may_write(request.user, asked.agency, localdate())}
    return render(request, "disclosure/entered.html", context)


@keeps_typed
def enter(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Enter the figures of a year that no item tells, or correct them."""
    agency = agency_in_sight(request, pk)
    require(rules.may_write(request.user, agency, localdate()))
    if spec_of(year) is None or year > localdate().year:
        raise Http404
    form = open_form(request, EnterForm, agency=agency, year=year)
    by = acting(request, agency, rules.WRITING)

    def do(values: Any) -> tuple[list[Entered]]:
        told = {name: values[name] for name in ("source", "reason", "seen")}
        return (services.enter_figures(agency, year, form.values(), by=by, **told),)

    done = carry_out(form, do)
    address = f"{reverse('disclosure:table-two')}?{urlencode({'agency': pk, 'year': year})}"
    if done is not None:
        number = len(done[0])
        said = ngettext("填报了%(number)d个数字。", "填报了%(number)d个数字。", number) % {"number": number}
        messages.success(request, said if number else _("没有改动。"))
        return redirect(address)
    heading = _("填报%(agency)s%(year)s年表二") % {"agency": agency.called, "year": year}
    context = {"form": form, "heading": heading, "back": address}
    return render(request, "disclosure/enter.html", context, status=status_of(form))


def _form(request: HttpRequest, on: date) -> YearOfForm:
    among = rules.agencies_in_sight(request.user, on).order_by("lineage")
    own = among.filter(posts__officer=request.user.pk).first() or among.first()
    if own is None:
        raise Http404
    given = {"agency": own.pk, "year": on.year - 1, **request.GET.dict()}
    return YearOfForm(given, among=among, latest=on.year)


def written(number: Any) -> str:
    """Write a number as the table has it: no decimals that say nothing."""
    return "" if number is None else f"{number:,.4f}".rstrip("0").rstrip(".")


def _block(block: Any, asked: _Asked, found: Any) -> tuple[str, list[Any], list[tuple[Any, list[Cell]]]]:
    rows = []
    for row in block.rows:
        cells = []
        for column in block.columns:
            figure = found[row.id, column.id]
            opens = asked.opens((row.id, column.id), computed=figure.computed)
            cells.append(Cell(column.label, figure, written(figure.number), opens))
        rows.append((row.label, cells))
    return block.heading, [column.label for column in block.columns], rows


def _missing(found: Any) -> list[tuple[Agency, int, bool]]:
    """Give whose figures are missing, how many of those that are entered, and whether nothing is published here."""
    lacking: dict[Agency, list[bool]] = {}
    for figure in found.values():
        for agency in figure.missing:
            lacking.setdefault(agency, []).append(figure.computed)
    return [(agency, each.count(False), True in each) for agency, each in lacking.items()]
