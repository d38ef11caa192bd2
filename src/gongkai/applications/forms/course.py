"""What the period of an application depends on: supplements, consultations, extensions, delays, what is told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.applications.forms.base import DayField, OnForm, text_box
from gongkai.applications.models import Consultation, labels
from gongkai.applications.models.case import LONGEST_DESCRIPTION
from gongkai.applications.models.practice import practice_of
from gongkai.applications.services.handling import REASONS_DAYS
from gongkai.law.message import Message
from gongkai.ui.fields import Day
from gongkai.ui.language import said
from gongkai.ui.working_days import calendar


class SupplementAskedForm(OnForm):
    """What is to be supplemented, all of it, and until when."""

    on = DayField(label=_("告知日期"))
    matters = forms.CharField(
        label=_("需要补正的事项"), widget=text_box(), max_length=2000,
        help_text=_("一次列全，每项一行，说明怎样补正；写入补正告知书。"),
    )  # fmt: skip
    until = forms.DateField(
        label=_("补正期限至"), widget=Day(), required=False, help_text=_("不填的，按本机关通常的补正期限计算。")
    )

    def prepare(self) -> None:
        """Offer the agency's usual period."""
        days = practice_of(self.application.agency).supplement_days
        self.initial["until"] = calendar().add_working_days(localdate(), days)


class ReasonsGivenForm(OnForm):
    """The reasons an applicant gives for many applications."""

    on = DayField(label=_("收到说明的日期"))
    reasons = forms.CharField(label=_("申请人说明的理由"), widget=text_box(), max_length=2000)


class SupplementedForm(OnForm):
    """A supplement, and what is asked for now."""

    on = DayField(label=_("收到补正的日期"))
    description = forms.CharField(
        label=_("补正后的描述"), widget=text_box(6), required=False, max_length=LONGEST_DESCRIPTION,
        help_text=_("不填的，保留原来的描述。"),
    )  # fmt: skip


class ExtensionForm(OnForm):
    """An extension that is proposed."""

    on = DayField(label=_("提请日期"))
    days = forms.IntegerField(label=_("延长的工作日"), min_value=1, max_value=20)
    reason = forms.CharField(label=_("理由"), widget=text_box(), max_length=500)


class ReasonsAskedForm(OnForm):
    """What reasons are asked for, and until when."""

    on = DayField(label=_("告知日期"))
    matters = forms.CharField(
        label=_("要求说明的事项"), widget=text_box(), max_length=2000,
        help_text=_("写明要求说明什么；写入说明理由告知书，本年已申请的件数自动写上。"),
    )  # fmt: skip
    until = forms.DateField(label=_("说明期限至"), widget=Day(), required=False)

    def prepare(self) -> None:
        """Offer the usual period."""
        self.initial["until"] = calendar().add_working_days(localdate(), REASONS_DAYS)


class MadePublicForm(OnForm):
    """Where what was applied for is now published."""

    place = forms.CharField(label=_("公开位置"), max_length=300, help_text=_("网址、栏目或者查阅地点。"))

    field_order = ("place",)


class DelayForm(OnForm):
    """Until when the reply is delayed."""

    until = forms.DateField(label=_("延迟答复至"), widget=Day())


class ConsultForm(OnForm):
    """Whom to ask for an opinion, and on what."""

    on = DayField(label=_("发出日期"))
    party = forms.ChoiceField(label=_("征求意见的对象"), choices=labels.PARTIES)
    whom = forms.CharField(label=_("姓名或者名称"), max_length=100)
    contact = forms.CharField(label=_("联系方式"), max_length=200, required=False)
    scope = forms.CharField(label=_("拟公开的内容"), widget=text_box(), max_length=2000)

    field_order = ("party", "whom", "contact", "scope", "on")


class ConsultationField(forms.ModelChoiceField):
    """One of the opinions asked for: from whom, since when. Who they are by name, the page of the case says."""

    def label_from_instance(self, obj: Any) -> str:
        """Give what one is called."""
        return said(Message("{party}，{on}发出", party=str(obj), on=obj.sent_on))


class ConsultationForm(OnForm):
    """Something about a consultation that is under way."""

    on = DayField(label=_("对方收到的日期"))
    consultation = ConsultationField(Consultation.objects.none(), label=_("哪一项征求意见"))

    def prepare(self) -> None:
        """Offer those that are under way."""
        among = Consultation.objects.filter(application=self.application, ended_on__isnull=True)
        self.fields["consultation"].queryset = among  # type: ignore[attr-defined]
        self.initial["consultation"] = among.first()


class OpinionForm(ConsultationForm):
    """The opinion, or that none came."""

    on = DayField(label=_("收到意见的日期"), help_text=_("逾期没有提出意见的，填认定逾期的日期。"))
    opinion = forms.ChoiceField(
        label=_("意见"),
        choices=Consultation.Opinion.choices,
        help_text=_(
            "第三方逾期未提出的，由本机关决定（条例第32条）；共同制作机关逾期未提出的，视为同意（条例第34条）。"
        ),
    )
    reasons = forms.CharField(label=_("对方的理由"), widget=text_box(), max_length=2000, required=False)
    reasons_hold = forms.NullBooleanField(label=_("理由是否成立"), required=False)
    public_interest = forms.CharField(
        label=_("不公开可能对公共利益造成重大影响的理由"), widget=text_box(), max_length=2000, required=False
    )

    field_order = ("consultation", "on")


class ToldForm(OnForm):
    """Which third party was told."""

    consultation = ConsultationField(Consultation.objects.none(), label=_("哪一项征求意见"))

    def prepare(self) -> None:
        """Offer those who did not agree."""
        among = Consultation.objects.filter(application=self.application, opinion=Consultation.Opinion.OBJECTS)
        self.fields["consultation"].queryset = among  # type: ignore[attr-defined]
        self.initial["consultation"] = among.first()
