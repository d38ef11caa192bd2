"""Agencies: one with everything about it, and what is done with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies import rules, selectors, services
from gongkai.agencies.acting import acting
from gongkai.agencies.forms import (
    AgencyForm,
    CloseOfficeForm,
    DissolveForm,
    NewAgencyForm,
    OfficeForm,
    ParentForm,
    SuccessionForm,
)
from gongkai.agencies.models import Agency, Office
from gongkai.agencies.views.forms import form_page
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.sight import require

ENTRIES = 50
"""How many entries of the journal a page shows, the newest first."""


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an agency: what is known of it, its offices, who works there, what came before, what was done."""
    agency, on = agency_in_sight(request, pk), localdate()
    offices = list(Office.objects.filter(agency=agency, closed_on__isnull=True))
    history = selectors.history_of(agency)
    posts = selectors.posts_in(agency, on)
    entries = (
        timeline(agency, *offices, *history)[:ENTRIES] if rules.may_read_journal(request.user, agency, on) else None
    )
    above = list(Agency.objects.above(agency).exclude(pk=agency.pk))
    tops = rules.tops_of(request.user, on)
    return render(
        request,
        "agencies/detail.html",
        {
            "agency": agency,
            "above": above,
            "seen_above": {
                each.pk for each in above if rules.may_run_site(request.user) or any(map(each.lies_in, tops))
            },
            "year": on.year,
            "collects": rules.may_keep_members(request.user, agency, on),
            "below": selectors.tree(Agency.objects.below(agency).exclude(pk=agency.pk).in_being(on)),
            "missing": selectors.missing_of(agency, next((each for each in offices if each.discloses), None)),
            "offices": offices,
            "posts": posts,
            "history": history,
            "entries": entries,
            "may_edit": rules.may_edit_agency(request.user, agency, on),
            "may_appoint": rules.may_appoint(request.user, agency, on),
            "gone": agency.dissolved_on is not None and agency.dissolved_on <= on,
        },
    )


@keeps_typed
def add(request: HttpRequest) -> HttpResponse:
    """Register an agency."""
    on = localdate()
    may_stand_alone = rules.may_run_site(request.user)
    require(rules.administers_some(request.user, on))
    form = open_form(
        request,
        NewAgencyForm,
        among=rules.agencies_administered(request.user, on).in_being(on).order_by("lineage"),
        parent_required=not may_stand_alone,
        initial={"parent": request.GET.get("parent")},
    )
    agency = carry_out(form, lambda values: services.add_agency(by=acting(request, values["parent"]), **values))
    if agency:
        messages.success(request, _("已登记“%(agency)s”。") % {"agency": agency.name})
        return redirect("agencies:detail", agency.pk)
    return form_page(request, form, _("登记机关"))


@keeps_typed
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of an agency."""
    agency = _to_edit(request, pk)
    kinds = rules.kinds_to_give(request.user, agency, localdate())
    form = open_form(request, AgencyForm, instance=agency, kinds=kinds)
    done = carry_out(form, lambda values: services.edit_agency(agency, values, by=acting(request, agency)))
    if done:
        messages.success(request, _("已保存。"))
        return redirect("agencies:detail", pk)
    return form_page(request, form, _("修改机关信息"), agency=agency)


@keeps_typed
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an agency below another."""
    agency, on = _to_edit(request, pk), localdate()
    among = rules.agencies_administered(request.user, on).in_being(on)
    form = open_form(
        request,
        ParentForm,
        instance=agency,
        among=among.exclude(pk__in=Agency.objects.below(agency)).order_by("lineage"),
        required=not rules.may_run_site(request.user),
    )
    done = carry_out(form, lambda values: services.move_agency(agency, values["parent"], by=acting(request, agency)))
    if done:
        messages.success(request, _("已改变隶属。"))
        return redirect("agencies:detail", pk)
    return form_page(request, form, _("改变隶属"), agency=agency, note=_("能看到本机关的人会随之改变。"))


@keeps_typed
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """End an agency on a day."""
    agency = _to_edit(request, pk)
    form = open_form(request, DissolveForm, instance=agency, today=localdate())
    done = carry_out(
        form, lambda values: services.dissolve_agency(agency, on=values["dissolved_on"], by=acting(request, agency))
    )
    if done:
        messages.success(request, _("已登记撤销。"))
        return redirect("agencies:detail", pk)
    note = _("本机关的任职到这一天都结束。承接其职权的机关，请在那个机关的页面登记沿革。")
    return form_page(request, form, _("撤销机关"), agency=agency, note=note, grave=True)


@keeps_typed
def succeed(request: HttpRequest, pk: int) -> HttpResponse:
    """Record which agency this one took over from."""
    agency = _to_edit(request, pk)
    seen = rules.agencies_in_sight(request.user, localdate()).exclude(pk=pk).order_by("lineage")
    form = open_form(request, SuccessionForm, among=seen)
    done = carry_out(
        form, lambda values: services.record_succession(successor=agency, by=acting(request, agency), **values)
    )
    if done:
        messages.success(request, _("已登记机构沿革。"))
        return redirect("agencies:detail", pk)
    note = _("谁收到的申请，由谁处理；相关信息随职权划转（国办公开办函〔2019〕14号）。")
    return form_page(request, form, _("登记机构沿革"), agency=agency, note=note)


@keeps_typed
def add_office(request: HttpRequest, pk: int) -> HttpResponse:
    """Set up an internal office."""
    agency = _to_edit(request, pk)
    form = open_form(request, OfficeForm, instance=Office(agency=agency))
    done = carry_out(form, lambda values: services.add_office(agency, name=values["name"], by=acting(request, agency)))
    if done:
        messages.success(request, _("已设科室。"))
        return redirect("agencies:detail", pk)
    return form_page(request, form, _("设科室"), agency=agency)


@keeps_typed
def rename_office(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an internal office another name."""
    office = _office_to_edit(request, pk)
    form = open_form(request, OfficeForm, instance=office)
    done = carry_out(
        form, lambda values: services.rename_office(office, values["name"], by=acting(request, office.agency))
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("agencies:detail", office.agency_id)
    return form_page(request, form, _("修改科室"), agency=office.agency)


@require_POST
def name_office(request: HttpRequest, pk: int) -> HttpResponse:
    """Name an office as the one that does the daily work of disclosure."""
    office = _office_to_edit(request, pk)
    services.name_disclosure_office(office, by=acting(request, office.agency))
    messages.success(request, _("已指定“%(office)s”为政府信息公开工作机构。") % {"office": office.name})
    return redirect("agencies:detail", office.agency_id)


@keeps_typed
def close_office(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an internal office on a day, or set that day right."""
    office = _office_to_edit(request, pk, closed=True)
    form = open_form(request, CloseOfficeForm, instance=office, today=localdate())
    done = carry_out(
        form, lambda values: services.close_office(office, on=values["closed_on"], by=acting(request, office.agency))
    )
    if done:
        messages.success(request, _("已撤销科室。"))
        return redirect("agencies:detail", office.agency_id)
    return form_page(request, form, _("撤销“%(office)s”") % {"office": office.name}, agency=office.agency, grave=True)


def _to_edit(request: HttpRequest, pk: int) -> Agency:
    agency = agency_in_sight(request, pk)
    require(rules.may_edit_agency(request.user, agency, localdate()))
    return agency


def _office_to_edit(request: HttpRequest, pk: int, *, closed: bool = False) -> Office:
    seen = Office.objects.filter(agency__in=rules.agencies_in_sight(request.user, localdate()))
    among = seen if closed else seen.filter(closed_on__isnull=True)
    office = get_object_or_404(among.select_related("agency"), pk=pk)
    require(rules.may_edit_agency(request.user, office.agency, localdate()))
    return office
