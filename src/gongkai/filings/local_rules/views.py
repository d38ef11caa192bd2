"""The rules of a place at the desk: which bind an agency's reports, adding one, ending one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.filings import rules
from gongkai.filings.local_rules import services
from gongkai.filings.local_rules.forms import LocalRuleForm
from gongkai.filings.local_rules.selectors import binding
from gongkai.filings.models import LocalRule
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require


@require_safe
def rules_of(request: HttpRequest, agency: int) -> HttpResponse:
    """Show the rules that an agency's reports are held against: its own, and those of agencies above it."""
    of = agency_in_sight(request, agency)
    context = {"agency": of, "rows": binding(of), "may_set": rules.may_word(request.user, of, localdate())}
    return render(request, "filings/local_rules/list.html", context)


@keeps_typed
def add(request: HttpRequest, agency: int) -> HttpResponse:
    """Add a rule."""
    of = _set_by(request, agency)
    form = open_form(request, LocalRuleForm, initial={"from_year": localdate().year - 1})
    by = acting(request, of, rules.HEADING)
    if carry_out(form, lambda values: services.add_rule(of, by=by, **values)):
        messages.success(request, _("已登记。年度报告的检查从现在起按它核对。"))
        return redirect("filings:local-rules", of.pk)
    context = {"form": form, "heading": _("登记地方要求"), "back": reverse("filings:local-rules", args=[of.pk])}
    return render(request, "filings/act.html", context, status=status_of(form))


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before a rule is ended, and end it."""
    rule = get_object_or_404(LocalRule.objects.standing().select_related("agency"), pk=pk)
    of = _set_by(request, rule.agency_id)
    back = reverse("filings:local-rules", args=[of.pk])
    if request.method == "POST":
        services.end_rule(rule, by=acting(request, of, rules.HEADING))
        messages.success(request, _("已停用。"))
        return redirect(back)
    context = {"title": _("停用地方要求"), "about": f"{rule}（{rule.source}）", "submit": _("停用"), "cancel": back}
    return render(request, "ui/confirm.html", context)


def _set_by(request: HttpRequest, pk: int) -> Agency:
    """Give an agency whose rules the officer sets."""
    agency = agency_in_sight(request, pk)
    require(rules.may_word(request.user, agency, localdate()))
    return agency
