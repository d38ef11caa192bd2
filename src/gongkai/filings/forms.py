"""The forms of filings at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm
from gongkai.agencies.models import Agency
from gongkai.report.edition import editions


class BeginForm(forms.Form):
    """Of which agency and year a report is begun."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"), empty_label=None)
    year = forms.IntegerField(label=_("年度"))

    def __init__(self, *args: Any, among: Any, latest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        self.fields["year"] = forms.IntegerField(
            label=_("年度"),
            min_value=editions()[0].from_year,
            max_value=latest,
            help_text=_("报告的年度，不是公布的年度。"),
        )


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class CorrectForm(ReasonForm):
    """What a figure is reported as, and why."""

    number = forms.DecimalField(label=_("更正后的数字"), max_digits=17, decimal_places=4)
    field_order = ("number", "reason", "seen")
