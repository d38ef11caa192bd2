"""The forms of filings at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm
from gongkai.agencies.models import Agency, Kind
from gongkai.filings.models import Origin, Scope
from gongkai.report.edition import editions


class BeginForm(forms.Form):
    """Of which agency and year a report is begun."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"), empty_label=None)
    year = forms.IntegerField(label=_("年度"))
    scope = forms.ChoiceField(
        label=_("范围"),
        choices=Scope.choices,
        required=False,
        help_text=_("本级、本行政区域的报告由成员单位的年报汇总，只有政府才有。"),
    )

    def __init__(self, *args: Any, among: Any, latest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        self.fields["year"] = forms.IntegerField(
            label=_("年度"),
            min_value=editions()[0].from_year,
            max_value=latest,
            help_text=_("报告的年度，不是公布的年度。"),
        )
        if not among.filter(kind=Kind.GOVERNMENT).exists():
            del self.fields["scope"]


class NewForm(BeginForm):
    """Where its figures come from, too."""

    origin = forms.ChoiceField(
        label=_("数字来源"),
        choices=[(each.value, each.label) for each in (Origin.CASES, Origin.ENTERED)],
        initial=Origin.CASES,
        help_text=_("这一年的案件不在本系统办理的，选“填报”；有报告文件的，上传确认之后从它编制。"),
    )


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class CorrectForm(ReasonForm):
    """What a figure is reported as, and why."""

    number = forms.DecimalField(label=_("更正后的数字"), max_digits=17, decimal_places=4)
    field_order = ("number", "reason", "seen")
