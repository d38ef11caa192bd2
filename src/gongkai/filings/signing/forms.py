"""The forms of review and signature, and of how an agency does both."""

from __future__ import annotations

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm
from gongkai.agencies.forms import RowForm
from gongkai.filings.models import SigningPractice
from gongkai.filings.models.signing import STEPS


class OpinionForm(ActForm):
    """What whoever passes a report has to say of it, if anything."""

    remarks = forms.CharField(label=_("意见"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False)


class PracticeForm(RowForm):
    """Who passes the reports of an agency, and signs them."""

    steps = forms.MultipleChoiceField(
        label=_("审签环节"),
        choices=[(duty, format_lazy("{}（{}）", words, duty.label)) for duty, words in STEPS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "送审以后按这个先后逐个审核，最后一个签发。谁编写、填报、更正、说明或者送审的，谁就不能审核、签发同一份报告。"
        ),
    )

    class Meta:
        model = SigningPractice
        fields = ("steps", "apart")
