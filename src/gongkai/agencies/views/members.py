"""The list of members by year (填报名单): whose reports are added up in whose."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies import rules, selectors, services
from gongkai.agencies.acting import acting
from gongkai.agencies.forms import LeaveForm, MemberForm
from gongkai.agencies.models import Agency, Membership
from gongkai.agencies.views.forms import form_page
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.sight import require

FIRST = 2008
"""The year of which the first reports are: the Regulation came into force on 1 May 2008."""


@require_safe
def members(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Show the list of a year."""
    agency, on = agency_in_sight(request, pk), localdate()
    _require_year(year)
    return render(
        request,
        "agencies/members.html",
        {
            "agency": agency,
            "year": year,
            "before": year - 1 if year > FIRST else None,
            "after": year + 1 if year <= on.year else None,
            "members": selectors.members_of(agency, year),
            "may_keep": rules.may_keep_members(request.user, agency, on),
        },
    )


@keeps_typed
def add(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Put an agency on the list."""
    agency = _to_keep(request, pk, year)
    there = Membership.objects.filter(collector=agency, year=year).values("member")
    seen = rules.agencies_in_sight(request.user, localdate())
    form = open_form(
        request,
        MemberForm,
        among=seen.exclude(pk=pk).exclude(pk__in=there).order_by("lineage"),
        instance=Membership(collector=agency, year=year),
    )
    done = carry_out(
        form, lambda values: services.add_member(agency, values["member"], year=year, by=acting(request, agency))
    )
    if done:
        messages.success(request, _("已列入名单。"))
        return redirect("agencies:members", pk, year)
    return form_page(request, form, _("列入%(year)s年度填报名单") % {"year": year}, agency=agency)


@require_POST
def carry_over(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Make the list from that of the year before."""
    agency = _to_keep(request, pk, year)
    added = services.carry_members_over(agency, year=year, by=acting(request, agency))
    messages.success(request, _("已从上年名单列入%(count)s个单位。") % {"count": len(added)})
    return redirect("agencies:members", pk, year)


@keeps_typed
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a member left in the course of the year."""
    membership = _membership(request, pk)
    form = open_form(request, LeaveForm, instance=membership)
    done = carry_out(
        form,
        lambda values: services.let_member_leave(
            membership, on=values["until_on"], by=acting(request, membership.collector)
        ),
    )
    if done:
        messages.success(request, _("已登记退出。"))
        return redirect("agencies:members", membership.collector_id, membership.year)
    heading = _("“%(member)s”年中退出填报名单") % {"member": membership.member.name}
    note = _("它仍留在当年名单上，注明退出日期；由承接其职权的机关填报。")
    return form_page(request, form, heading, agency=membership.collector, note=note)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an agency off a list it was put on by mistake."""
    membership = _membership(request, pk)
    services.remove_member(membership, by=acting(request, membership.collector))
    messages.success(request, _("已从名单删去“%(member)s”。") % {"member": membership.member.name})
    return redirect("agencies:members", membership.collector_id, membership.year)


def _require_year(year: int) -> None:
    if not FIRST <= year <= localdate().year + 1:
        raise Http404


def _to_keep(request: HttpRequest, pk: int, year: int) -> Agency:
    agency = agency_in_sight(request, pk)
    _require_year(year)
    require(rules.may_keep_members(request.user, agency, localdate()))
    return agency


def _membership(request: HttpRequest, pk: int) -> Membership:
    on = localdate()
    membership = get_object_or_404(
        Membership.objects.select_related("collector", "member"),
        pk=pk,
        collector__in=rules.agencies_in_sight(request.user, on),
    )
    require(rules.may_keep_members(request.user, membership.collector, on))
    return membership
