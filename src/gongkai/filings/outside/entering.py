"""The pages of a report whose cases were not kept here: begun from one that was read, or a table of it filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.acting import acting
from gongkai.agencies.doing import ActForm
from gongkai.filings import acts, rules
from gongkai.filings.models import Origin
from gongkai.filings.outside import beginning
from gongkai.filings.outside.views import upload_in_sight
from gongkai.filings.reporting import computed, edition_of, is_sum
from gongkai.filings.views import compiled
from gongkai.report.edition import Column, TableSpec
from gongkai.report.model import Number
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require


class EnterForm(ActForm):
    """The figures of a table: a field for each that is no total."""

    def __init__(self, *args: Any, spec: TableSpec, numbers: Mapping[Any, Number | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec = spec
        for row in spec.rows:
            for column in spec.columns_of[row.id]:
                if not is_sum(spec, row.id, column.id):
                    name = f"{row.id}.{column.id}"
                    self.fields[name] = _field(column, "，".join((*row.groups[-1:], row.label, column.label)))
                    self.initial[name] = numbers.get((spec.id, row.id, column.id))

    def blocks(self) -> Iterator[tuple[str, list[str], list[tuple[str, str, bool, list[Any]]]]]:
        """Go through the table as it is drawn: heading, columns, and of each row its fields, None for totals."""
        for block in self.spec.blocks:
            rows = []
            for row in block.rows:
                names = [f"{row.id}.{column.id}" for column in block.columns]
                cells = [self[name] if name in self.fields else None for name in names]
                rows.append(("" if row.total else "".join(row.groups[-1:]), row.label, row.total, cells))
            yield block.heading, [column.label for column in block.columns], rows

    @property
    def entered(self) -> dict[Any, Any]:
        """Give what was filled in, by cell."""
        return {(self.spec.id, *name.split(".")): each for name, each in self.cleaned_data.items() if name != "seen"}


def _field(column: Column, label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=17,
        decimal_places=4 if column.kind == "money" else 0,
        min_value=None if column.kind == "change" else 0,
    )


@keeps_typed
def enter(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    """Fill in a table of a report that is filled in by hand."""
    filing = compiled(request, pk, acts.ENTERED)
    spec = edition_of(filing).table_by_id.get(table)
    if spec is None or filing.origin != Origin.ENTERED:
        raise Http404
    numbers = {cell: each.number for cell, each in computed(filing).items()}
    form = open_form(request, EnterForm, row=filing, spec=spec, numbers=numbers)
    by = acting(request, filing.agency, rules.COMPILING)
    if carry_out(form, lambda values: beginning.enter(filing, form.entered, seen=values["seen"], by=by)):
        messages.success(request, _("已填报。"))
        return redirect("filings:detail", pk)
    back = reverse("filings:detail", args=[pk])
    context = {"form": form, "filing": filing, "heading": _("填报%(table)s") % {"table": spec.label}, "back": back}
    return render(request, "filings/outside/enter.html", context, status=status_of(form))


@keeps_typed
def begin_from(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the report of an agency from one that was read."""
    upload = upload_in_sight(request, pk)
    require(rules.may_begin(request.user, upload.agency, localdate()))
    form = open_form(request, ActForm, row=upload)
    by = acting(request, upload.agency, rules.COMPILING)
    filing = carry_out(form, lambda values: beginning.begin_from(upload, by=by))
    if filing is not None:
        messages.success(request, _("已开始编制。"))
        return redirect("filings:detail", filing.pk)
    back = reverse("filings:uploaded", args=[pk])
    about = _("数字和文字照搬这份报告，每张表注明“读入”；以后照常检查、审签、公布。")
    context = {
        "form": form, "upload": upload, "heading": _("以这份报告编制"), "submit": _("开始编制"), "about": about,
        "back": back,
    }  # fmt: skip
    return render(request, "filings/outside/act.html", context, status=status_of(form))
