"""What the law leaves open, how it is read here, and from which day: for who runs the site."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.rules import may_run_site
from gongkai.applications import services
from gongkai.applications.forms.practice import InterpretationForm
from gongkai.applications.models import Interpretation
from gongkai.applications.open_rules import OPEN_RULE_BY_NAME, OPEN_RULES, OpenRule
from gongkai.law.errors import NotAllowed
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.language import said
from gongkai.ui.sight import require


class Shown(NamedTuple):
    """An open rule as the page shows it: how it is read today and by default, and what was decided for when."""

    rule: OpenRule
    value: str
    default: str
    decided: list[tuple[Interpretation, str, bool]]
    """Each with its value in words, and whether it can still be taken back."""

    @property
    def is_changed(self) -> bool:
        """Say whether it is read otherwise than by default."""
        return self.value != self.default


def in_words(value: bool | int) -> str:
    """Say how a rule is read."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(value)


@require_safe
def interpretations(request: HttpRequest) -> HttpResponse:
    """Show what the law leaves open, with how it is read."""
    require(may_run_site(request.user))
    return render(request, "applications/interpretations.html", {"rules": _shown(localdate())})


def _shown(today: date) -> list[Shown]:
    rows: dict[str, list[Interpretation]] = {rule.name: [] for rule in OPEN_RULES}
    for row in Interpretation.objects.order_by("from_on"):
        rows[row.rule].append(row)
    return [_one(rule, rows[rule.name], today) for rule in OPEN_RULES]


def _one(rule: OpenRule, rows: list[Interpretation], today: date) -> Shown:
    begun = [row for row in rows if row.from_on <= today]
    value = begun[-1].value if begun else rule.default
    decided = [(row, in_words(row.value), row.from_on > today) for row in rows]
    return Shown(rule, in_words(value), in_words(rule.default), decided)


@keeps_typed
def interpret(request: HttpRequest, name: str) -> HttpResponse:
    """Decide how an open rule is read from a day on."""
    require(may_run_site(request.user))
    rule = OPEN_RULE_BY_NAME.get(name)
    if rule is None:
        raise Http404
    form = open_form(request, InterpretationForm, rule=rule)
    if carry_out(form, lambda values: services.interpret(rule.name, by=acting(request), **values)):
        messages.success(request, _("已保存。"))
        return redirect("applications:interpretations")
    context = {"form": form, "rule": rule, "default": in_words(rule.default)}
    return render(request, "applications/interpret.html", context, status=status_of(form))


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a reading that has not begun."""
    require(may_run_site(request.user))
    try:
        services.take_back(get_object_or_404(Interpretation, pk=pk), by=acting(request))
        messages.success(request, _("已收回。"))
    except NotAllowed as error:
        messages.error(request, said(error))
    return redirect("applications:interpretations")
