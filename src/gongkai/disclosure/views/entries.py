"""The standard catalogue (基层政务公开标准目录) at the desk: its entries, one of them, and whole tables in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.below import Below
from gongkai.agencies.exchange.flow import Import, take_out
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.disclosure import rules
from gongkai.disclosure.forms.catalogue import (
    CloseForm,
    EntryForm,
    ExplainForm,
    IndexForm,
    StandardsForm,
)
from gongkai.disclosure.intervals import Interval
from gongkai.disclosure.models import CatalogueEntry
from gongkai.disclosure.services import cataloguing
from gongkai.disclosure.tables import Standards, outlets_in_words
from gongkai.disclosure.views.catalogue import DUTIES, entry_in_sight, form_page, kept
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.lists import Choice, Column, List, Related, Search, respond
from gongkai.ui.sight import require

ENTRIES = 100
"""How many entries of the journal an entry of the catalogue shows, the newest first."""
_TAGS = {CatalogueEntry.Finding.EMPTY: "tag-bad", CatalogueEntry.Finding.OVERDUE: "tag-warn"}


@dataclass(frozen=True)
class Found(Choice):
    """How entries stand today: it is asked of their days, and not of what a night found."""

    @property
    def template(self) -> str:
        """Name the template that draws it."""
        return "ui/lists/choice.html"

    def apply(self, rows: Any, value: tuple[str, ...]) -> Any:
        """Give the entries that stand so."""
        on, entries = localdate(), CatalogueEntry.objects
        ways = {"empty": entries.empty(on), "overdue": entries.overdue(on)}
        return rows.filter(pk__in=ways[value[0]])


def _finding(entry: CatalogueEntry) -> Any:
    finding = entry.finding(localdate())
    if not finding:
        return finding.label
    return format_html('<span class="tag {}">{}</span>', _TAGS[finding], finding.label)


LIST = List(
    "catalogue-entries",
    gettext_lazy("基层政务公开标准目录"),
    columns=(
        Column(
            "matter",
            gettext_lazy("事项"),
            value=lambda row: " · ".join(filter(None, (row.matter, row.submatter))),
            link=lambda row: reverse("disclosure:entry", args=[row.pk]),
        ),
        Column("found", gettext_lazy("状态"), value=_finding),
        Column("area", gettext_lazy("领域"), value="area"),
        Column("agency", gettext_lazy("公开机关"), value="agency.called", sort=("agency", "area", "number")),
        Column("office", gettext_lazy("责任科室"), value=lambda row: row.office.name if row.office else ""),
        Column("period", gettext_lazy("公开时限")),
        Column("interval", gettext_lazy("更新周期"), value="get_interval_display"),
        Column("updated_on", gettext_lazy("最近更新")),
        Column("due_on", gettext_lazy("应更新日期"), sort=("due_on",)),
        Column("number", gettext_lazy("序号"), number=True, shown=False),
        Column("subject", gettext_lazy("主题分类"), shown=False),
    ),
    filters=(
        Search("q", gettext_lazy("事项、内容"), fields=("matter", "submatter", "content", "area")),
        Found(
            "found",
            gettext_lazy("状态"),
            [each for each in CatalogueEntry.Finding.choices if each[0]],
        ),
        Choice("interval", gettext_lazy("更新周期"), Interval.choices),
        Related(
            "agency",
            gettext_lazy("公开机关"),
            rows=lambda request: rules.agencies_in_sight(request.user, localdate()).order_by("lineage"),
        ),
        Below("under", gettext_lazy("机关")),
    ),
    order=("agency",),
    none=gettext_lazy("还没有条目。可以导入标准目录。"),
)


def entries(request: HttpRequest) -> HttpResponseBase:
    """Show the entries in sight."""
    seen = rules.agencies_in_sight(request.user, localdate())
    rows = CatalogueEntry.objects.filter(agency__in=seen, closed_on__isnull=True).select_related("agency", "office")
    return respond(request, LIST, rows, template="disclosure/entries.html")


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an entry: what it asks for, how it stands, what is public under it."""
    found, on = entry_in_sight(request, pk), localdate()
    finding = found.finding(on)
    placed = found.placements.select_related("item__text", "item__shown").order_by("-item__shown_on", "-pk")
    context = {
        "entry": found,
        "agency": found.agency,
        "finding": finding.label if finding else "",
        "finding_tag": _TAGS.get(finding, ""),
        "outlets": outlets_in_words(found),
        "placements": list(placed[:ENTRIES]),
        "may_keep": found.closed_on is None and rules.may_keep_catalogue(request.user, found.agency, on),
        "may_write": rules.may_write(request.user, found.agency, on),
        "entries": timeline(found)[:ENTRIES],
    }
    return render(request, "disclosure/entry.html", context)


@keeps_typed
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter something into the catalogue of an agency."""
    agency, on = kept(request, pk), localdate()
    form = open_form(request, EntryForm, agency=agency, on=on)
    by = acting(request, agency, DUTIES)
    done = carry_out(form, lambda values: cataloguing.add_entry(agency, values, on=on, by=by))
    if done:
        messages.success(request, _("已列入目录。"))
        return redirect("disclosure:entry", done.pk)
    return form_page(request, form, agency, _("列入标准目录"))


@keeps_typed
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry."""
    found, on = entry_in_sight(request, pk), localdate()
    agency = kept(request, found.agency_id)
    form = open_form(request, EntryForm, instance=found, agency=agency, on=on)
    by = acting(request, agency, DUTIES)
    if carry_out(form, lambda values: cataloguing.edit_entry(found, values, on=on, by=by)):
        messages.success(request, _("已保存。"))
        return redirect("disclosure:entry", pk)
    return form_page(request, form, agency, _("修改目录条目"), entry=found)


@keeps_typed
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry out of the catalogue."""
    found, on = entry_in_sight(request, pk), localdate()
    agency = kept(request, found.agency_id)
    form = open_form(request, CloseForm)
    by = acting(request, agency, DUTIES)
    if carry_out(form, lambda values: cataloguing.close_entry(found, on=on, by=by, **values)):
        messages.success(request, _("已停用；其中的信息仍然公开。"))
        return redirect("disclosure:entry", pk)
    return form_page(request, form, agency, _("停用目录条目"), entry=found, submit=_("停用"))


@keeps_typed
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why there is nothing under an entry."""
    found = entry_in_sight(request, pk)
    require(rules.may_write(request.user, found.agency, localdate()))
    form = open_form(request, ExplainForm)
    by = acting(request, found.agency, rules.WRITING)
    if carry_out(form, lambda values: cataloguing.explain(found, by=by, **values)):
        messages.success(request, _("已保存，登在公开的标准目录里。"))
        return redirect("disclosure:entry", pk)
    return form_page(request, form, found.agency, _("说明暂无内容"), entry=found)


@keeps_typed
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Place an item under an entry."""
    found = entry_in_sight(request, pk)
    require(rules.may_write(request.user, found.agency, localdate()))
    form = open_form(request, IndexForm, agency=found.agency)
    by = acting(request, found.agency, rules.WRITING)
    if carry_out(form, lambda values: cataloguing.place(values["item"], found, by=by)):
        messages.success(request, _("已归入。"))
        return redirect("disclosure:entry", pk)
    return form_page(request, form, found.agency, _("归入信息"), entry=found, submit=_("归入"))


IMPORT = Import(
    Standards,
    at="disclosure:bring-in-entries",
    agency=kept,
    form=StandardsForm,
    duties=DUTIES,
    trail=lambda agency: [
        (_("公开目录"), reverse("disclosure:catalogues")),
        (agency.called, reverse("disclosure:catalogue", args=[agency.pk])),
    ],
    heading=gettext_lazy("导入标准目录"),
    about=gettext_lazy(
        "可以直接导入印发的标准目录（两行表头、打勾的XLSX），也可以用下面的空表。"
        "领域和事项都相同的算同一条目，会修改；表里没有的条目不变。"
    ),
)


@require_safe
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give the entries of an agency as a table that can be brought in again."""
    return take_out(request, Standards(agency_in_sight(request, pk)), form)
