"""The reasons that replies of an agency give: which there are, a new one, the last day of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.applications import rules, services
from gongkai.applications.forms.practice import EndForm, ReasonForm
from gongkai.applications.models import Reason
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require


@require_safe
def reasons(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an agency's reasons, those that hold no longer too."""
    agency = _administered(request, pk)
    rows = Reason.objects.filter(agency=agency)
    return render(request, "applications/reasons.html", {"agency": agency, "rows": rows, "today": localdate()})


@keeps_typed
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a reason."""
    agency = _administered(request, pk)
    form = open_form(request, ReasonForm)
    if carry_out(form, lambda values: services.add_reason(agency, values, by=acting(request, agency))):
        messages.success(request, _("已登记。"))
        return redirect("applications:reasons", pk)
    context = {"agency": agency, "form": form, "heading": _("登记常用理由"), "submit": _("登记")}
    return render(request, "applications/act.html", context, status=status_of(form))


@keeps_typed
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which day is the last of a reason."""
    reason = get_object_or_404(Reason.objects.select_related("agency"), pk=pk)
    agency = _administered(request, reason.agency_id)
    form = open_form(request, EndForm)
    done = carry_out(form, lambda values: services.end_reason(reason, on=values["on"], by=acting(request, agency)))
    if done:
        messages.success(request, _("已保存。"))
        return redirect("applications:reasons", agency.pk)
    heading = _("停用“%(name)s”") % {"name": reason.name}
    context = {"agency": agency, "form": form, "heading": heading, "submit": _("停用")}
    return render(request, "applications/act.html", context, status=status_of(form))


def _administered(request: HttpRequest, pk: int) -> Agency:
    agency = agency_in_sight(request, pk)
    require(rules.may_set_practice(request.user, agency, localdate()))
    return agency
