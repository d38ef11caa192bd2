"""The forms of motions and proposals at the desk."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm
from gongkai.agencies.models import Agency, Officer
from gongkai.duties.models.motions import LONGEST_REPLY, CoHandling, Grade, Motion, MotionReply, Satisfaction
from gongkai.duties.motions import rules, services
from gongkai.notifications.recipients import holders
from gongkai.ui.fields import Day


class _Registered(forms.ModelForm):  # type: ignore[type-arg]
    """What is known of a motion when it comes in."""

    due_on = forms.DateField(
        label=_("办理期限"),
        widget=Day(),
        required=False,
        help_text=_("交办单位定了期限的照填；不填的，按设置。"),
    )

    class Meta:
        model = Motion
        fields = services.REGISTERED
        widgets = {"received_on": Day(), "proposers": forms.TextInput()}
        help_texts = {
            "nameable": _("没有勾选的，提出人的姓名加密保存，只显示一部分，公开的答复里也不能有。"),
        }

    def _post_clean(self) -> None:
        """Leave the checks to the service, which has the agency."""

    def registered(self) -> dict[str, Any]:
        """Give what was typed, without the agency and the last day."""
        return {name: self.cleaned_data[name] for name in services.REGISTERED}


class RegisterForm(_Registered):
    """A motion that comes in, and for which agency."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("承办单位"))
    field_order = ("agency", "kind", "session", "number", "title")

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        self.initial.setdefault("received_on", localdate())


class AmendForm(ActForm):
    """What was registered, put right."""

    def prepare(self) -> None:
        """Begin with what is registered; names that may not be shown are typed anew, or stay as they are."""
        of_row = _Registered(instance=self.row)
        for name, field in of_row.fields.items():
            self.fields[name] = field
            self.initial.setdefault(name, of_row.initial.get(name, getattr(self.row, name)))
        if self.row.proposers and not self.row.nameable:
            self.initial["proposers"] = ""
            self.fields["proposers"].help_text = _("不改的不填。现在是：%(names)s") % {
                "names": self.row.shown_proposers
            }

    def clean(self) -> dict[str, Any]:
        """Leave out names that were not typed."""
        found = super().clean() or {}
        if not found.get("proposers") and not self.row.nameable:
            found.pop("proposers", None)
        return found


class AssignForm(ActForm):
    """Who deals with it."""

    handler = forms.ModelChoiceField(Officer.objects.none(), label=_("经办人"))

    def prepare(self) -> None:
        """Offer who has the duty in the agency."""
        fit = holders(self.row.agency, rules.HANDLING, localdate()).order_by("name")
        self.fields["handler"].queryset = fit  # type: ignore[attr-defined]
        self.initial.setdefault("handler", self.row.handler)


class CoHandlersForm(ActForm):
    """Who is asked to deal with it too."""

    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label=_("会办单位"), required=False, widget=forms.CheckboxSelectMultiple
    )
    outside = forms.CharField(
        label=_("不在本网站的会办单位"), required=False, max_length=500, help_text=_("几个单位用顿号隔开。")
    )

    def prepare(self) -> None:
        """Offer the agencies beside this one: those below the same one, and that itself."""
        agency = self.row.agency
        beside = Agency.objects.in_being(localdate()).exclude(pk=agency.pk)
        if agency.parent_id is not None:
            beside = beside.filter(pk__in=Agency.objects.below(agency.parent).values("pk"))
        asked = CoHandling.objects.filter(motion=self.row, agency__isnull=False).values("agency")
        self.fields["agencies"].queryset = beside.exclude(pk__in=asked)  # type: ignore[attr-defined]

    def clean_outside(self) -> list[str]:
        """Give the names one by one."""
        return [each for each in re.split(r"[、，,；;\n]+", self.cleaned_data["outside"]) if each.strip()]


class OpinionForm(ActForm):
    """What who helps thinks of it."""

    opinion = forms.CharField(label=_("会办意见"), widget=forms.Textarea(attrs={"rows": 6}), max_length=3000)


class ReplyForm(ActForm):
    """The reply of this round."""

    grade = forms.ChoiceField(label=_("解决程度"), choices=[("", "—"), *Grade.choices])
    text = forms.CharField(
        label=_("答复内容"), widget=forms.Textarea(attrs={"rows": 14}), max_length=LONGEST_REPLY,
    )  # fmt: skip

    def prepare(self) -> None:
        """Go on from what was written before; who only helps does not grade it."""
        if not self.row.answers:
            del self.fields["grade"]
            self.fields["text"].label = _("会办意见")
        before = MotionReply.objects.filter(motion=self.row, round=self.row.round).first()
        if before is not None:
            self.initial.setdefault("text", before.text)
            self.initial.setdefault("grade", before.grade)


class SignForm(ActForm):
    """Number and day of the letter."""

    letter_number = forms.CharField(label=_("答复函文号"), max_length=60, help_text=_("如：桓科函〔2026〕3号"))
    on = forms.DateField(label=_("答复日期"), widget=Day())

    def prepare(self) -> None:
        """Begin with today."""
        self.initial.setdefault("on", localdate())


class RateForm(ActForm):
    """What whoever put it forward says of the reply."""

    satisfaction = forms.ChoiceField(label=_("满意度"), choices=Satisfaction.choices, widget=forms.RadioSelect)
    on = forms.DateField(label=_("反馈日期"), widget=Day())
    remarks = forms.CharField(
        label=_("反馈意见"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False,
        help_text=_("不满意的，再次办理，另计期限。"),
    )  # fmt: skip

    def prepare(self) -> None:
        """Begin with today."""
        self.initial.setdefault("on", localdate())


class PublishForm(ActForm):
    """Which published item is the reply."""

    index = forms.CharField(
        label=_("公开的答复的索引号"), max_length=60, help_text=_("先在“主动公开”里公开答复，再填它的索引号。")
    )


class YearForm(forms.Form):
    """The year that is counted."""

    year = forms.IntegerField(label=_("年份"), min_value=2008, max_value=2199)
