"""The ledger of leadership at the desk: the agencies in sight, one of them today or on a past day, what is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.flow import Import
from gongkai.agencies.models import Agency
from gongkai.agencies.views.lists import note_export
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.duties.leading import rules, selectors, services
from gongkai.duties.leading.forms import (
    ChargeForm,
    EndForm,
    GroupForm,
    ShowForm,
    StatementForm,
    StrikeForm,
    written_members,
)
from gongkai.duties.leading.tables import Leaders
from gongkai.duties.models import Charge, DutyStatement, LeadingGroup
from gongkai.duties.models.leading import Dated
from gongkai.duties.pages import form_page
from gongkai.journal.actor import Actor
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.lists import Column, List, Search, YesNo, respond
from gongkai.ui.sight import require

_KINDS: Mapping[str, type[Dated]] = {"group": LeadingGroup, "charge": Charge, "statement": DutyStatement}

AGENCIES = List(
    "leading",
    gettext_lazy("组织领导"),
    columns=(
        Column(
            "agency",
            gettext_lazy("机关"),
            value="called",
            sort=("name",),
            link=lambda row: reverse("leading:agency", args=[row.pk]),
        ),
        Column("leading_group", gettext_lazy("领导小组")),
        Column("group_leader", gettext_lazy("组长")),
        Column("group_number", gettext_lazy("文号")),
        Column("group_since", gettext_lazy("自")),
        Column("first_responsible", gettext_lazy("第一责任人")),
        Column("disclosure_office", gettext_lazy("公开工作机构")),
    ),
    filters=(
        Search("q", gettext_lazy("机关"), fields=("name", "short_name")),
        YesNo("has_group", gettext_lazy("有领导小组"), holds=selectors.HAS_GROUP),
        YesNo("has_first", gettext_lazy("有第一责任人"), holds=selectors.HAS_FIRST),
    ),
    order=("agency",),
    none=gettext_lazy("没有机关。"),
)


IMPORT = Import(
    Leaders,
    at="leading:import",
    agency=lambda request, pk: _kept(request, pk)[0],
    trail=lambda of: _trail(of),
    duties=rules.KEEPING | rules.FROM_ABOVE,
    about=gettext_lazy("每行一人一项职责，过去的也可以补录。先登记的领导小组在前，后来调整的在后。"),
)


def agencies(request: HttpRequest) -> HttpResponseBase:
    """Show who leads in the agencies in sight, today."""
    on = localdate()
    require(rules.has_sight(request.user, on))
    seen = rules.agencies_in_sight(request.user, on).in_being(on)
    rows = selectors.with_leadership(seen, on)
    return respond(request, AGENCIES, rows, template="duties/list.html", exported=note_export)


@require_safe
@never_cache
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is responsible in an agency today or on a past day (`on`), and what changed."""
    of, today = agency_in_sight(request, pk), localdate()
    day = _day(request.GET.get("on", ""), today)
    context = {
        "agency": of,
        "found": selectors.group_on(of, day),
        "day": day,
        "today": today,
        "changes": selectors.changes(of),
        "terms": selectors.terms_of(of),
        "disclosure_office": of.offices.filter(discloses=True, closed_on__isnull=True).first(),
        "may_keep": rules.may_keep(request.user, of, today),
        "may_show": rules.may_show(request.user, of, today),
        "trail": [(_("组织领导"), reverse("leading:list"))],
    }
    return render(request, "leading/agency.html", context)


def _day(written: str, today: date) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return today


@require_safe
@never_cache
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one term of a leading group: who was in it from day to day, its documents, what was done."""
    rows = LeadingGroup.objects.select_related("agency")
    row = get_object_or_404(rows, pk=pk, agency__in=rules.agencies_in_sight(request.user, localdate()))
    members = list(row.members.select_related("officer"))
    context = {
        "group": row,
        "members": members,
        "may_keep": rules.may_keep(request.user, row.agency, localdate()),
        "entries": timeline(row, *members)[:50],
        "trail": _trail(row.agency),
    }
    return render(request, "leading/group.html", context)


@keeps_typed
def set_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Set up a leading group, or adjust the one there is."""
    of, by = _kept(request, pk)
    on = localdate()
    found = selectors.group_on(of, on)
    initial: dict[str, Any] = {"from_on": on, "name": _("%(agency)s政府信息公开工作领导小组") % {"agency": of.name}}
    if found.group is not None:
        initial |= {"name": found.group.name, "office": found.group.office}
        initial["members"] = written_members(found.members)
    form = open_form(request, GroupForm, initial=initial)
    if made := carry_out(form, lambda values: services.set_up(of, by=by, **values)):
        messages.success(request, _("已登记。可以在这里附上文件。"))
        return redirect("leading:group", made.pk)
    heading = _("登记领导小组") if found.group is None else _("调整领导小组")
    note = _("原来的到新文件生效的前一天为止，留作记录。") if found.group else ""
    return form_page(request, form, heading, trail=_trail(of), note=note)


@keeps_typed
def charge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who is in a role."""
    of, by = _kept(request, pk)
    initial = {"from_on": localdate(), "role": request.GET.get("role", "")}
    form = open_form(request, ChargeForm, agency=of, initial=initial)
    if carry_out(form, lambda values: services.charge(of, by=by, **values)):
        messages.success(request, _("已登记。"))
        return redirect("leading:agency", pk)
    note = _("第一责任人、公开工作机构负责人和每个科室的责任人各只有一位：登记新任的，原任的到前一天为止。")
    return form_page(request, form, _("登记负责人、成员"), trail=_trail(of), note=note)


@keeps_typed
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """State duties."""
    of, by = _kept(request, pk)
    form = open_form(request, StatementForm, initial={"from_on": localdate()})
    if carry_out(form, lambda values: services.state(of, by=by, **values)):
        messages.success(request, _("已登记。"))
        return redirect("leading:agency", pk)
    note = _("同一名目原来的职责到前一天为止，留作记录。")
    return form_page(request, form, _("明确职责"), trail=_trail(of), note=note)


@keeps_typed
def end(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """End what holds."""
    row, by = _row(request, kind, pk)
    form = open_form(request, EndForm, initial={"on": localdate()})
    if carry_out(form, lambda values: services.end(row, by=by, **values)):
        messages.success(request, _("已登记。"))
        return redirect("leading:agency", row.agency_id)
    heading = _("到期、离任：%(row)s") % {"row": row}
    return form_page(request, form, heading, trail=_trail(row.agency))


@keeps_typed
def strike(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Strike what was entered by mistake."""
    row, by = _row(request, kind, pk)
    form = open_form(request, StrikeForm)
    if carry_out(form, lambda values: services.strike(row, by=by, **values)):
        messages.success(request, _("已作废。"))
        return redirect("leading:agency", row.agency_id)
    heading = _("误录作废：%(row)s") % {"row": row}
    note = _("只用于录错的。作废的不再算数，但留着可查；人员有变动的，请登记到期、离任。")
    return form_page(request, form, heading, trail=_trail(row.agency), note=note, submit=_("作废"), grave=True)


@keeps_typed
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which of what holds the public is shown."""
    of, on = agency_in_sight(request, pk), localdate()
    require(rules.may_show(request.user, of, on))
    rows = selectors.group_on(of, on).rows
    form = open_form(request, ShowForm, rows=rows)
    by = acting(request, of, rules.SHOWING)

    def do(values: Mapping[str, Any]) -> bool:
        services.show(of, values["shown"], among=rows, by=by)
        return True

    if carry_out(form, do):
        messages.success(request, _("已保存。"))
        return redirect("leading:agency", pk)
    note = _("勾选的会登在公开网站本机关的页面上；没有勾选的只在工作台看得到。")
    return form_page(request, form, _("向社会公开的内容"), trail=_trail(of), note=note)


def _kept(request: HttpRequest, pk: int) -> tuple[Agency, Actor]:
    """Give an agency whose ledger the officer keeps, and who acts; 404 out of sight, 403 where they do not keep it."""
    of = agency_in_sight(request, pk)
    require(rules.may_keep(request.user, of, localdate()))
    return of, acting(request, of, rules.KEEPING | rules.FROM_ABOVE)


def _row(request: HttpRequest, kind: str, pk: int) -> tuple[Any, Actor]:
    """Give a row of the ledger, and who acts."""
    model: Any = _KINDS.get(kind)
    if model is None:
        raise Http404
    row = get_object_or_404(model.objects.select_related("agency"), pk=pk)
    _of, by = _kept(request, row.agency_id)
    return row, by


def _trail(of: Agency) -> list[tuple[Any, str]]:
    return [(_("组织领导"), reverse("leading:list")), (of.called, reverse("leading:agency", args=[of.pk]))]
