"""Sets of indicators: made from the reference set, changed until they are frozen, and made anew in versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.duties.assessment import rules, services
from gongkai.duties.assessment.forms import CopySetForm, IndicatorForm, MakeSetForm, SetForm, SureForm
from gongkai.duties.assessment.measures import MEASURE_BY_CODE
from gongkai.duties.assessment.points import ZERO
from gongkai.duties.assessment.views.assessing import home
from gongkai.duties.models import Indicator, IndicatorSet
from gongkai.duties.pages import form_page
from gongkai.journal.actor import Actor
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.sight import require


@require_safe
@never_cache
def sets(request: HttpRequest) -> HttpResponse:
    """Show the sets one sees, the versions of each."""
    on = localdate()
    require(rules.is_concerned(request.user, on))
    rows = rules.sets_in_sight(request.user, on).order_by("agency", "name", "-number")
    context = {"rows": rows, "may_make": rules.assesses_some(request.user, on)}
    return render(request, "assessment/sets.html", context)


def set_in_sight(request: HttpRequest, pk: int) -> IndicatorSet:
    """Give a set that the officer sees; 404 for any other."""
    found: IndicatorSet = get_object_or_404(rules.sets_in_sight(request.user, localdate()), pk=pk)
    return found


def _to_keep(request: HttpRequest, pk: int) -> IndicatorSet:
    found = set_in_sight(request, pk)
    require(rules.may_keep_set(request.user, found, localdate()))
    return found


def _by(request: HttpRequest, indicator_set: IndicatorSet) -> Actor:
    return acting(request, indicator_set.agency, rules.ASSESSING)


def _home() -> list[tuple[Any, str]]:
    return [home(), (_("指标体系"), reverse("assessment:sets"))]


def _trail(indicator_set: IndicatorSet) -> list[tuple[Any, str]]:
    return [*_home(), (str(indicator_set), reverse("assessment:set", args=[indicator_set.pk]))]


@require_safe
@never_cache
def indicator_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a set with its indicators, and how each comes to its points."""
    found = set_in_sight(request, pk)
    rows = list(found.indicators.all())
    keeps = rules.may_keep_set(request.user, found, localdate())
    context = {
        "set": found,
        "rows": [(row, MEASURE_BY_CODE.get(row.measure)) for row in rows],
        "whole": sum((row.weight for row in rows), ZERO),
        "keeps": keeps,
        "may_edit": keeps and found.frozen_on is None,
        "entries": timeline(found)[:50],
    }
    return render(request, "assessment/set.html", context)


@keeps_typed
def make_set(request: HttpRequest) -> HttpResponse:
    """Make a set from the reference set."""
    on = localdate()
    among = rules.agencies_assessing(request.user, on)
    require(among.exists())
    form = open_form(request, MakeSetForm, among=among, on=on)

    def do(values: Any) -> IndicatorSet:
        by = acting(request, values["agency"], rules.ASSESSING)
        return services.make_set(values["agency"], name=values["name"], from_on=values["from_on"], by=by)

    made = carry_out(form, do)
    if made:
        messages.success(request, _("已照参考指标制定，请逐项核对、修改。"))
        return redirect("assessment:set", made.pk)
    note = _("先照参考指标制定，再按本地的办法增删指标、改分值。")
    return form_page(request, form, _("制定指标体系"), trail=_home(), note=note, submit=_("制定"))


@keeps_typed
def edit_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a set."""
    found = _to_keep(request, pk)
    form = open_form(request, SetForm, instance=found)
    if carry_out(form, lambda values: services.edit_set(found, values, by=_by(request, found))):
        messages.success(request, _("已修改。"))
        return redirect("assessment:set", pk)
    return form_page(request, form, _("修改启用和说明"), trail=_trail(found))


@keeps_typed
def copy_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the next version of a set."""
    found = _to_keep(request, pk)
    form = open_form(request, CopySetForm)
    made = carry_out(form, lambda values: services.copy_set(found, from_on=values["from_on"], by=_by(request, found)))
    if made:
        messages.success(request, _("已制定新版，指标照旧，请修改。"))
        return redirect("assessment:set", made.pk)
    return form_page(request, form, _("制定新版"), submit=_("制定"), trail=_trail(found))


@keeps_typed
def add_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an indicator to a set."""
    found = _to_keep(request, pk)
    form = open_form(request, IndicatorForm, instance=Indicator(indicator_set=found))
    if carry_out(form, lambda values: services.add_indicator(found, values, by=_by(request, found))):
        messages.success(request, _("已增加。"))
        return redirect("assessment:set", pk)
    return form_page(request, form, _("增加指标"), submit=_("增加"), trail=_trail(found))


def _indicator_to_keep(request: HttpRequest, pk: int) -> Indicator:
    row: Indicator = get_object_or_404(Indicator.objects.select_related("indicator_set"), pk=pk)
    row.indicator_set = _to_keep(request, row.indicator_set_id)
    return row


@keeps_typed
def edit_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an indicator."""
    row = _indicator_to_keep(request, pk)
    found, name = row.indicator_set, row.name
    form = open_form(request, IndicatorForm, instance=row)
    if carry_out(form, lambda values: services.edit_indicator(row, values, by=_by(request, found))):
        messages.success(request, _("已修改。"))
        return redirect("assessment:set", found.pk)
    return form_page(request, form, _("修改“%(name)s”") % {"name": name}, trail=_trail(found))


@keeps_typed
def remove_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an indicator out of a set."""
    row = _indicator_to_keep(request, pk)
    found = row.indicator_set
    form = open_form(request, SureForm)
    if carry_out(form, lambda values: services.remove_indicator(row, by=_by(request, found)) or True):
        messages.success(request, _("已删去。"))
        return redirect("assessment:set", found.pk)
    heading = _("删去“%(name)s”") % {"name": row.name}
    return form_page(request, form, heading, submit=_("删去"), grave=True, trail=_trail(found))
