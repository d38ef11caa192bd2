"""Who applies and for what, as it is registered, corrected, and as others join."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.applications.forms.base import ActForm, DayField, text_box
from gongkai.applications.models import Identity, Means, Obtaining, labels
from gongkai.applications.models.case import LONGEST_DESCRIPTION
from gongkai.applications.services import NewApplicant
from gongkai.attachments.forms import FilesField
from gongkai.law.channels import Channel


class ApplicantForm(forms.Form):
    """Who applies: 条例第29条第2款第1项."""

    kind = forms.ChoiceField(
        label=_("申请人类型"),
        choices=labels.KINDS,
        help_text=_("律师以本人名义申请的选“自然人”，以律师事务所名义申请的选“法律服务机构”。"),
    )
    name = forms.CharField(label=_("姓名或者名称"), max_length=100)
    identity_kind = forms.ChoiceField(label=_("身份证明"), choices=Identity.choices, initial=Identity.RESIDENT)
    identity = forms.CharField(label=_("证件号码"), max_length=40)
    representative = forms.CharField(
        label=_("法定代表人或者经办人"), max_length=100, required=False, help_text=_("申请人是单位的填写。")
    )
    phone = forms.CharField(
        label=_("联系电话"), max_length=40, required=False, help_text=_("电话、电子邮箱、通信地址至少填一种。")
    )
    email = forms.EmailField(label=_("电子邮箱"), max_length=100, required=False)
    address = forms.CharField(label=_("通信地址"), max_length=200, required=False)
    postcode = forms.RegexField(r"^\d{6}$", label=_("邮政编码"), required=False)

    def applicant(self) -> NewApplicant:
        """Give who applies, as the services take it."""
        return NewApplicant(**{name: self.cleaned_data[name] for name in NewApplicant._fields})


class RegisterForm(ApplicantForm):
    """An application as it is registered at the desk, by whatever channel it came."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("受理机关"))
    channel = forms.ChoiceField(
        label=_("提交渠道"),
        choices=labels.CHANNELS,
        help_text=_(
            "当面提交、口头代填的以当日，邮寄签收的以签收之日为收到之日；其余以与申请人确认之日为收到之日（条例第31条）。"
        ),
    )
    arrived_on = DayField(label=_("提交、签收或者到达的日期"))
    written_by = forms.CharField(
        label=_("代填人"), max_length=60, required=False,
        help_text=_("口头提出的，记下由谁代填；不填的，记登记的人。代填后读给申请人听，由其确认（条例第29条第1款）。"),
    )  # fmt: skip
    description = forms.CharField(
        label=_("所需信息的名称、文号或者其他特征描述"), widget=text_box(6), max_length=LONGEST_DESCRIPTION
    )
    obtaining = forms.ChoiceField(label=_("获取方式"), choices=Obtaining.choices, initial=Obtaining.POST)
    means = forms.ChoiceField(label=_("载体形式"), choices=Means.choices, initial=Means.PAPER)
    needs_help = forms.BooleanField(label=_("有阅读困难或者视听障碍，需要帮助（条例第43条）"), required=False)

    alike_shown = forms.CharField(required=False, widget=forms.HiddenInput)
    """Which like applications whoever registers was shown, by their keys."""
    attached = FilesField(
        label=_("申请书、身份证明的扫描件"), required=False, help_text=_("可以选几个，也可以登记之后再添加。")
    )

    field_order = (
        "agency",
        "channel",
        "arrived_on",
        "written_by",
        *ApplicantForm.base_fields,
        "description",
        "obtaining",
        "means",
    )

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]


class JoinForm(ActForm, ApplicantForm):
    """Somebody else who made the application."""


class CorrectionForm(ActForm):
    """What was registered wrongly."""

    description = forms.CharField(label=_("所需信息的描述"), widget=text_box(6), max_length=LONGEST_DESCRIPTION)
    obtaining = forms.ChoiceField(label=_("获取方式"), choices=Obtaining.choices)
    means = forms.ChoiceField(label=_("载体形式"), choices=Means.choices)
    needs_help = forms.BooleanField(label=_("有阅读困难或者视听障碍，需要帮助（条例第43条）"), required=False)

    def prepare(self) -> None:
        """Show what stands there."""
        for name in ("description", "obtaining", "means", "needs_help"):
            self.initial[name] = getattr(self.application, name)


def channel_of(form: RegisterForm) -> Channel:
    """Give the channel an application came by."""
    return Channel(form.cleaned_data["channel"])
