"""What the law leaves open about remedies, how it is read here, and from which day: for who runs the site."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.rules import may_run_site
from gongkai.law.errors import NotAllowed
from gongkai.remedies import services
from gongkai.remedies.forms import ReadingForm
from gongkai.remedies.models import Reading
from gongkai.remedies.open_rules import OPEN_RULE_BY_NAME, OPEN_RULES, OpenRule
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.language import said
from gongkai.ui.sight import require


class Shown(NamedTuple):
    """An open rule as the page shows it: how it is read today and by default, and what was decided for when."""

    rule: OpenRule
    value: Any
    default: Any
    decided: list[tuple[Reading, Any, bool]]
    """Each with its value in words, and whether it can still be taken back."""

    @property
    def is_changed(self) -> bool:
        """Say whether it is read otherwise than by default."""
        return bool(self.value != self.default)


@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Show what the law leaves open, with how it is read."""
    require(may_run_site(request.user))
    return render(request, "remedies/readings.html", {"rules": _shown(localdate())})


def _shown(today: date) -> list[Shown]:
    rows: dict[str, list[Reading]] = {rule.name: [] for rule in OPEN_RULES}
    for row in Reading.objects.order_by("from_on"):
        rows[row.rule].append(row)
    return [_one(rule, rows[rule.name], today) for rule in OPEN_RULES]


def _one(rule: OpenRule, rows: list[Reading], today: date) -> Shown:
    begun = [row for row in rows if row.from_on <= today]
    value = begun[-1].value if begun else rule.default
    decided = [(row, rule.in_words(row.value), row.from_on > today) for row in rows]
    return Shown(rule, rule.in_words(value), rule.in_words(rule.default), decided)


@keeps_typed
def decide(request: HttpRequest, name: str) -> HttpResponse:
    """Decide how an open rule is read from a day on."""
    require(may_run_site(request.user))
    rule = OPEN_RULE_BY_NAME.get(name)
    if rule is None:
        raise Http404
    form = open_form(request, ReadingForm, rule=rule)
    if carry_out(form, lambda values: services.decide_reading(rule.name, by=acting(request), **values)):
        messages.success(request, _("已保存。"))
        return redirect("remedies:readings")
    context = {"form": form, "rule": rule, "default": rule.in_words(rule.default)}
    return render(request, "remedies/reading.html", context, status=status_of(form))


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a reading that has not begun."""
    require(may_run_site(request.user))
    try:
        services.take_back(get_object_or_404(Reading, pk=pk), by=acting(request))
        messages.success(request, _("已收回。"))
    except NotAllowed as error:
        messages.error(request, said(error))
    return redirect("remedies:readings")
