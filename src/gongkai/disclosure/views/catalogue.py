"""The catalogue at the desk: how the catalogues in sight stand, that of one agency, its subjects and its columns."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.disclosure import rules, selectors
from gongkai.disclosure.forms.catalogue import EndSubjectForm, PlaceForm, RubricForm, SubjectForm
from gongkai.disclosure.models import CatalogueEntry, LocalSubject, Placement, Rubric
from gongkai.disclosure.services import cataloguing
from gongkai.disclosure.subjects import local_subjects
from gongkai.disclosure.views.sight import item_in_sight
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require

DUTIES = rules.PUBLISHING | rules.KEEPING


@require_safe
def catalogues(request: HttpRequest) -> HttpResponse:
    """Show how the catalogues of the agencies in sight stand."""
    on = localdate()
    agencies = list(rules.agencies_in_sight(request.user, on).in_being(on).order_by("lineage"))
    counts = selectors.catalogue_counts(agencies, on)
    rows = [(agency, counts.get(agency.pk)) for agency in agencies]
    totals = {name: sum(each[name] for each in counts.values()) for name in ("entries", "empty", "overdue")}
    return render(request, "disclosure/catalogues.html", {"rows": rows, "totals": totals})


@require_safe
def catalogue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole catalogue of an agency: its categories with its columns, its entries, its guide and rules."""
    agency, on = agency_in_sight(request, pk), localdate()
    public = Q(placements__item__shown__isnull=False, placements__item__category=F("category"))
    rubrics: dict[str, list[Any]] = {}
    for rubric in Rubric.objects.filter(agency=agency, closed_on__isnull=True).annotate(
        items=Count("placements", filter=public)
    ):
        rubrics.setdefault(rubric.category, []).append(rubric)
    context = {
        "agency": agency,
        "categories": [(each, count, rubrics.get(each.code, [])) for each, count in selectors.categories_of(agency)],
        "counts": selectors.catalogue_counts([agency], on).get(agency.pk, {"entries": 0, "empty": 0, "overdue": 0}),
        "subjects": local_subjects([agency], on),
        "guide": selectors.guide_of(agency),
        "systems": list(selectors.systems_of(agency)),
        "may_keep": rules.may_keep_catalogue(request.user, agency, on),
        "may_write": rules.may_write(request.user, agency, on),
    }
    return render(request, "disclosure/catalogue.html", context)


def kept(request: HttpRequest, pk: int) -> Agency:
    """Give an agency whose catalogue the officer keeps; 404 out of sight, 403 where they do not."""
    agency = agency_in_sight(request, pk)
    require(rules.may_keep_catalogue(request.user, agency, localdate()))
    return agency


def form_page(request: HttpRequest, form: Any, agency: Agency, heading: Any, **more: Any) -> HttpResponse:
    """Show a form of a catalogue."""
    context = {"form": form, "agency": agency, "heading": heading, "submit": _("保存"), **more}
    return render(request, "disclosure/catalogue_form.html", context, status=status_of(form))


@keeps_typed
def add_subject(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a subject to the dictionary of an agency."""
    agency = kept(request, pk)
    form = open_form(request, SubjectForm, on=localdate())
    by = acting(request, agency, DUTIES)
    if carry_out(form, lambda values: cataloguing.add_subject(agency, by=by, **values)):
        messages.success(request, _("已增补。"))
        return redirect("disclosure:catalogue", pk)
    note = _("字典用国务院政策文件库的两级分类，这里增补的本机关和下级机关都能选用。")
    return form_page(request, form, agency, _("增补主题分类"), note=note)


@keeps_typed
def end_subject(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a subject that was added be chosen no more."""
    subject = get_object_or_404(LocalSubject.objects.select_related("agency"), pk=pk)
    agency = kept(request, subject.agency_id)
    form = open_form(request, EndSubjectForm, initial={"until_on": localdate()})
    by = acting(request, agency, DUTIES)
    if carry_out(form, lambda values: cataloguing.end_subject(subject, by=by, **values)):
        messages.success(request, _("已停用。"))
        return redirect("disclosure:catalogue", agency.pk)
    return form_page(request, form, agency, _("停用“%(name)s”") % {"name": subject})


@keeps_typed
def add_rubric(request: HttpRequest, pk: int) -> HttpResponse:
    """Set up a column."""
    agency = kept(request, pk)
    form = open_form(request, RubricForm, agency=agency, initial={"category": request.GET.get("category", "")})
    by = acting(request, agency, DUTIES)
    if carry_out(form, lambda values: cataloguing.add_rubric(agency, by=by, **values)):
        messages.success(request, _("已设栏目。"))
        return redirect("disclosure:catalogue", pk)
    return form_page(request, form, agency, _("设公开栏目"))


@keeps_typed
def edit_rubric(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a column or move it."""
    rubric, agency = _rubric(request, pk)
    form = open_form(request, RubricForm, instance=rubric, agency=agency)
    by = acting(request, agency, DUTIES)
    if carry_out(form, lambda values: cataloguing.edit_rubric(rubric, values, by=by)):
        messages.success(request, _("已保存。"))
        return redirect("disclosure:catalogue", agency.pk)
    return form_page(request, form, agency, _("修改公开栏目"), rubric=rubric)


@require_POST
def close_rubric(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a column no more."""
    rubric, agency = _rubric(request, pk)
    cataloguing.close_rubric(rubric, on=localdate(), by=acting(request, agency, DUTIES))
    messages.success(request, _("已停用“%(name)s”；其中的信息仍在所属类别下公开。") % {"name": rubric.name})
    return redirect("disclosure:catalogue", agency.pk)


def _rubric(request: HttpRequest, pk: int) -> tuple[Rubric, Agency]:
    rubric = get_object_or_404(Rubric.objects.filter(closed_on__isnull=True), pk=pk)
    return rubric, kept(request, rubric.agency_id)


@keeps_typed
def placements(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where in the catalogue an item stands."""
    item = item_in_sight(request, pk)
    require(rules.may_place(request.user, item, localdate()))
    form = open_form(request, PlaceForm, item=item)
    by = acting(request, item.agency, rules.WRITING)
    if carry_out(form, lambda values: cataloguing.place(item, form.where(), by=by)):
        messages.success(request, _("已归入。"))
        return redirect("disclosure:placements", pk)
    there = Placement.objects.filter(item=item).select_related("entry", "rubric")
    context = {"item": item, "form": form, "placements": list(there)}
    return render(request, "disclosure/placements.html", context, status=status_of(form))


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item out of an entry, a column or the rules."""
    placement = get_object_or_404(Placement.objects.select_related("item"), pk=pk)
    item = item_in_sight(request, placement.item_id)
    require(rules.may_place(request.user, item, localdate()))
    cataloguing.take_out(placement, by=acting(request, item.agency, rules.WRITING))
    messages.success(request, _("已移出。"))
    return redirect("disclosure:placements", item.pk)


def entry_in_sight(request: HttpRequest, pk: int) -> CatalogueEntry:
    """Give an entry that the officer sees; 404 for any other."""
    seen = rules.agencies_in_sight(request.user, localdate())
    return get_object_or_404(CatalogueEntry.objects.select_related("agency__region", "office"), pk=pk, agency__in=seen)
