"""How an agency handles applications: its steps, grounds and wordings, and how open rules are read."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.forms import RowForm
from gongkai.applications.forms.base import DayField, text_box
from gongkai.applications.models import Practice, Reason
from gongkai.applications.models.practice import REVIEWS
from gongkai.applications.open_rules import OpenRule
from gongkai.ui.fields import Day


class PracticeForm(RowForm):
    """How an agency deals with applications."""

    reviews = forms.MultipleChoiceField(
        label=_("审查环节"),
        choices=[(duty.value, duty.label) for duty in REVIEWS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("按所列的先后审查，最后由签发人同意。保密审查不能省去（条例第17条）。"),
    )

    class Meta:
        model = Practice
        fields = (
            "word", "reviews", "approver", "electronic", "supplement_days", "many_in_a_month", "many_for_the_same",
            "due_soon_days", "fee_payment", "court", "reconsideration_online",
        )  # fmt: skip


class ReasonForm(forms.ModelForm):
    """A reason that replies give."""

    class Meta:
        model = Reason
        fields = ("outcome", "name", "provision", "law_text", "text", "starts_on", "ends_on")
        widgets: ClassVar = {"law_text": text_box(), "text": text_box(), "starts_on": Day(), "ends_on": Day()}


class EndForm(forms.Form):
    """The last day of something."""

    on = DayField(label=_("失效日期"), help_text=_("最后一天。"))


class WordingForm(forms.Form):
    """The words of a kind of letter, and from which day on."""

    text = forms.CharField(label=_("样式"), widget=text_box(14), max_length=10_000)
    starts_on = DayField(label=_("启用日期"))


class InterpretationForm(forms.Form):
    """How an open rule is read, from when, on what basis."""

    from_on = forms.DateField(label=_("自哪一天到达的申请起"), widget=Day(), help_text=_("今天之后的日期。"))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("如上级机关的文件名称和文号。"))

    def __init__(self, *args: Any, rule: OpenRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value: forms.Field
        if rule.is_number:
            value = forms.IntegerField(label=_("口径"), min_value=1, max_value=60)
        else:
            value = forms.TypedChoiceField(
                label=_("口径"),
                choices=[("yes", _("是")), ("no", _("否"))],
                coerce=lambda chosen: chosen == "yes",
                widget=forms.RadioSelect,
            )
        self.fields["value"] = value
        self.order_fields(["value"])
