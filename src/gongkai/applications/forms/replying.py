"""The reply: drafted part by part, reviewed, issued, sealed and sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.applications.forms.base import ActForm, text_box
from gongkai.applications.models import Application, Delivery, Issued, Means, Obtaining, Reason, labels
from gongkai.applications.models.reason import reasons_for
from gongkai.applications.notices.kinds import KIND_BY_NAME
from gongkai.applications.services import NewPart
from gongkai.applications.services.issuing import to_be_issued, to_be_sealed
from gongkai.law.delivery import Manner
from gongkai.ui.fields import Day

LONGEST_PART = 500
"""Characters of what one part of a reply is about."""


class PartForm(forms.Form):
    """One thing asked for, and what becomes of it."""

    content = forms.CharField(label=_("申请的内容"), max_length=LONGEST_PART, required=False)
    outcome = forms.ChoiceField(label=_("处理结果"), choices=[("", "—"), *labels.RESULTS_IN_GROUPS], required=False)
    reason = forms.CharField(
        label=_("理由"), widget=text_box(2), max_length=2000, required=False,
        help_text=_("写明依据的条、款、项。属于国家秘密的，只写定密的依据，不写秘密的内容；不写第三方的商业秘密和隐私。"),
    )  # fmt: skip
    ground = forms.ModelChoiceField(
        Reason.objects.none(), label=_("常用理由"), required=False, empty_label="—",
        help_text=_("选用的，答复书里引出条文原文；没有另写理由的，用登记的理由。"),
    )  # fmt: skip
    told = forms.CharField(
        label=_("告知的内容"), widget=text_box(2), max_length=1000, required=False,
        help_text=_("怎样提供、在哪里公开、由哪个机关负责、前一次答复的文号等。"),
    )  # fmt: skip

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].queryset = reasons_for(application.agency, localdate())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for content and outcome together, or leave the whole part blank."""
        found = super().clean() or {}
        if any(found.values()):
            for name in ("content", "outcome"):
                if not found.get(name):
                    self.add_error(name, _("请填写。"))
        return found


class BaseParts(forms.BaseFormSet):
    """The parts of a reply."""

    def clean(self) -> None:
        """Ask for one at least."""
        if not any(self.errors) and not self.parts():
            raise forms.ValidationError(_("请至少写一项。"))

    def parts(self) -> list[NewPart]:
        """Give those that are filled in, in order."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("outcome")]
        return [NewPart(**{name: each[name] for name in NewPart._fields}) for each in filled]


Parts = forms.formset_factory(PartForm, formset=BaseParts, extra=2, max_num=40, absolute_max=60)


_CARRIERS = [choice for choice in Means.choices if choice[0] != Means.EITHER]


class DraftForm(ActForm):
    """The facts of a reply, and in what form it gives what is given; its parts are beside it."""

    facts = forms.CharField(label=_("事实认定和总的理由"), widget=text_box(6), max_length=10_000, required=False)
    obtaining = forms.ChoiceField(
        label=_("实际提供的方式"), choices=[("", _("按申请人的要求")), *Obtaining.choices], required=False
    )
    means = forms.ChoiceField(
        label=_("实际提供的载体"), choices=[("", _("按申请人的要求")), *_CARRIERS], required=False
    )
    form_reason = forms.CharField(
        label=_("改变提供形式的理由"), widget=text_box(2), max_length=500, required=False,
        help_text=_("只有可能危及载体安全或者成本过高的，才能改变申请人要求的形式（条例第40条）。"),
    )  # fmt: skip

    def prepare(self) -> None:
        """Show what stands there."""
        reply = getattr(self.application, "reply", None)
        for name in ("facts", "obtaining", "means", "form_reason"):
            self.initial[name] = getattr(reply, name, "")


class ReviewForm(ActForm):
    """A remark on what is passed on."""

    remarks = forms.CharField(label=_("意见"), widget=text_box(), max_length=2000, required=False)


class ReturnForm(ActForm):
    """Why a reply is sent back."""

    remarks = forms.CharField(label=_("退回的理由"), widget=text_box(), max_length=2000)


class DeliveryForm(ActForm):
    """How the reply goes to the applicant; the law says which of the days counts."""

    manner = forms.ChoiceField(label=_("送达方式"), choices=labels.LAWFUL_MANNERS)
    sent_on = forms.DateField(label=_("发出（交邮）日期"), widget=Day(), required=False)
    arrived_on = forms.DateField(label=_("到达日期（电子送达）"), widget=Day(), required=False)
    signed_on = forms.DateField(label=_("签收日期"), widget=Day(), required=False)
    tracking = forms.CharField(label=_("邮件号"), max_length=40, required=False)
    signer = forms.CharField(label=_("签收人"), max_length=60, required=False)

    def prepare(self) -> None:
        """Show what is known of it."""
        there = Delivery.objects.filter(reply__application=self.application).first()
        if there is not None:
            self.initial.update((name, getattr(there, name)) for name in self.base_fields if name != "seen")

    def clean_manner(self) -> Manner:
        """Give the manner."""
        return Manner(self.cleaned_data["manner"])


class IssueForm(ActForm):
    """Which letter is issued."""

    letter = forms.ChoiceField(label=_("文书"))

    def prepare(self) -> None:
        """Offer those that may be issued."""
        self.fields["letter"].choices = [  # type: ignore[attr-defined]
            (offer.key, f"{offer.kind.label} {offer.consultation or ''}".strip())
            for offer in to_be_issued(self.application)
        ]


class SealForm(ActForm):
    """Which issued letter is sealed."""

    issued = forms.ModelChoiceField(Issued.objects.none(), label=_("文书"))

    def prepare(self) -> None:
        """Offer those without a seal."""
        _offer_issued(self, to_be_sealed(self.application))


def _offer_issued(form: ActForm, among: Any) -> None:
    field = form.fields["issued"]
    field.queryset = among  # type: ignore[attr-defined]
    field.label_from_instance = lambda row: f"{KIND_BY_NAME[row.kind].label} {row}"  # type: ignore[attr-defined]
    form.initial["issued"] = among.first()


class SendForm(DeliveryForm):
    """How an issued letter goes to whom it is for."""

    issued = forms.ModelChoiceField(Issued.objects.none(), label=_("文书"))

    field_order = ("issued",)

    def prepare(self) -> None:
        """Offer those that were issued; the reply has a form of its own."""
        _offer_issued(self, Issued.objects.filter(application=self.application).exclude(key="reply").order_by("-pk"))
