"""Regions (行政区划): kept by who runs the site."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies import rules, services
from gongkai.agencies.acting import acting
from gongkai.agencies.forms import RegionForm
from gongkai.agencies.models import Region
from gongkai.agencies.views.forms import form_page
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.sight import require


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """Show the regions as a tree."""
    require(rules.may_run_site(request.user))
    rows = [(region, region.lineage.count("/") - 2) for region in Region.objects.order_by("lineage")]
    return render(request, "agencies/regions.html", {"regions": rows})


@keeps_typed
def add(request: HttpRequest) -> HttpResponse:
    """Add a region."""
    require(rules.may_run_site(request.user))
    form = open_form(request, RegionForm)
    done = carry_out(form, lambda values: services.add_region(by=acting(request), **values))
    if done:
        messages.success(request, _("已增设行政区划。"))
        return redirect("agencies:regions")
    return form_page(request, form, _("增设行政区划"))


@keeps_typed
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of a region."""
    require(rules.may_run_site(request.user))
    region = get_object_or_404(Region, pk=pk)
    form = open_form(request, RegionForm, instance=region)
    done = carry_out(form, lambda values: services.edit_region(region, values, by=acting(request)))
    if done:
        messages.success(request, _("已保存。"))
        return redirect("agencies:regions")
    return form_page(request, form, _("修改行政区划"))
