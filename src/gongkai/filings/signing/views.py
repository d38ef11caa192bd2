"""Signed versions at the desk: as files, two of them side by side; and how an agency reviews and signs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies import rules as agencies
from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.filings import rules
from gongkai.filings.exporting import FORMATS, download, exported
from gongkai.filings.lifecycle import Stage
from gongkai.filings.models import Filing, Version
from gongkai.filings.models.signing import practice_of
from gongkai.filings.signing.comparing import compared
from gongkai.filings.signing.forms import PracticeForm
from gongkai.filings.signing.selectors import newest_of, report_signed
from gongkai.filings.signing.services import set_practice
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require


def _filing(request: HttpRequest, pk: int) -> Filing:
    found: Filing = get_object_or_404(rules.filings_in_sight(request.user, localdate()), pk=pk)
    return found


@require_safe
@never_cache
def export(request: HttpRequest, pk: int, number: int, form: str) -> HttpResponse:
    """Give a version as a file."""
    version = get_object_or_404(Version, filing=_filing(request, pk), number=number)
    if form not in FORMATS:
        raise Http404
    called = _("%(report)s（第%(number)d版）") % {"report": version.filing, "number": number}
    return download(exported(report_signed(version), form), FORMATS[form].content_type, f"{called}.{form}")


class CompareForm(forms.Form):
    """Which version is compared, and with which other, or else with the report as it is compiled now."""

    before = forms.ModelChoiceField(Version.objects.none(), label=gettext_lazy("原来的"), empty_label=None)
    after = forms.ModelChoiceField(
        Version.objects.none(), label=gettext_lazy("后来的"), required=False, empty_label=gettext_lazy("现在的稿")
    )

    def __init__(self, filing: Filing, data: Any) -> None:
        rows = filing.versions.order_by("number").select_related("filing__agency")
        settled = filing.stage in (Stage.SIGNED, Stage.PUBLISHED)
        last = [each.pk for each in rows][-2:] if settled else [newest_of(filing).pk, ""]
        super().__init__(data or {"before": last[0], "after": last[-1]})
        for name in ("before", "after"):
            field: Any = self.fields[name]
            field.queryset = rows
            field.label_from_instance = lambda row: _("第%(number)d版") % {"number": row.number}


@require_safe
@never_cache
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version beside a later one; unless asked otherwise the last two, or the last and what is compiled."""
    filing = _filing(request, pk)
    if not filing.versions.exists():
        raise Http404
    form = CompareForm(filing, request.GET)
    context: dict[str, Any] = {"filing": filing, "form": form}
    if form.is_valid():
        before, after = form.cleaned_data["before"], form.cleaned_data["after"]
        context |= {"before": before, "after": after, "compared": compared(before, after)}
    return render(request, "filings/signing/compare.html", context, status=200 if form.is_valid() else 422)


@keeps_typed
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who passes the reports of an agency, and signs them."""
    on = localdate()
    agency = get_object_or_404(Agency, pk=pk)
    if not agencies.may_see_agency(request.user, agency, on):
        raise Http404
    require(agencies.may_edit_agency(request.user, agency, on))
    form = open_form(request, PracticeForm, instance=practice_of(agency))
    if carry_out(form, lambda values: set_practice(agency, values, by=acting(request, agency))):
        messages.success(request, _("已保存。"))
        return redirect("agencies:detail", pk)
    back = reverse("agencies:detail", args=[pk])
    context = {"form": form, "heading": _("年度报告审签规则"), "back": back}
    return render(request, "filings/act.html", context, status=status_of(form))
