"""A request to rectify a record (条例第41条): taken in, and answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.applications.forms.base import DayField, text_box
from gongkai.applications.forms.intake import ApplicantForm
from gongkai.applications.models import Rectification


class RectificationForm(ApplicantForm):
    """A request to rectify a record, as it is registered (条例第41条)."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("受理机关"))
    received_on = DayField(label=_("收到日期"))
    record = forms.CharField(label=_("要求更正的政府信息记录"), widget=text_box(3), max_length=2000)
    wrong = forms.CharField(label=_("记录不准确之处"), widget=text_box(3), max_length=2000)
    evidence = forms.CharField(label=_("证据"), widget=text_box(3), max_length=2000)

    field_order = ("agency", "received_on", *ApplicantForm.base_fields)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]


class CloseRectificationForm(forms.Form):
    """What became of a request to rectify a record. It carries the version that whoever acts was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("处理结果"), choices=Rectification.Outcome.choices)
    told = forms.CharField(
        label=_("告知的内容"), widget=text_box(), max_length=2000, required=False,
        help_text=_("更正了什么、为什么不更正，或者有权机关的名称。申请人撤回的可以不填。"),
    )  # fmt: skip
    on = DayField()

    def __init__(self, *args: Any, rectification: Rectification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = rectification.version
