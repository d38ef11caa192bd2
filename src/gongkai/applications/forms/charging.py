"""The fee for processing: asked for, paid, given back."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.applications.forms.base import DayField, OnForm, text_box
from gongkai.applications.models import Charge, labels
from gongkai.applications.selectors import nth_in_month_of
from gongkai.law.fees import Standard
from gongkai.ui.fields import Day


class FeeForm(OnForm):
    """The fee of an application."""

    on = DayField(label=_("通知日期"))
    standard = forms.ChoiceField(
        label=_("收费标准"), choices=labels.STANDARDS, help_text=_("只能选一种（处理费办法第3条）。")
    )
    quantity = forms.IntegerField(label=_("按件：本月第几件；按量：多少页"), min_value=1, max_value=100_000)
    notified_on = forms.DateField(
        label=_("申请人收到通知的日期"),
        widget=Day(),
        required=False,
        help_text=_("缴费期限从这一天的次日起算；还不知道的先不填。"),
    )

    def prepare(self) -> None:
        """Say which application of the month it is by what is registered here."""
        nth = nth_in_month_of(self.application)
        self.fields["quantity"].help_text = _("按登记的收到日期，这是同一申请人本月向本机关申请的第%(nth)d件。") % {
            "nth": nth
        }

    def clean_standard(self) -> Standard:
        """Give the standard."""
        return Standard[self.cleaned_data["standard"].upper()]


class PaymentForm(OnForm):
    """That the fee was paid."""

    on = DayField(label=_("缴费日期"))
    receipt = forms.CharField(label=_("财政票据号"), max_length=60)


class RefundForm(OnForm):
    """How much of the fee was paid back."""

    on = DayField(label=_("退付日期"))
    amount = forms.DecimalField(
        label=_("退付金额（元）"), max_digits=12, decimal_places=2, min_value=Decimal("0.01"),
        help_text=_("累计退付的金额。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("退付的事由"), widget=text_box(2), max_length=500)

    def prepare(self) -> None:
        """Take it that all of it was."""
        charge = Charge.objects.filter(application=self.application).first()
        self.initial["amount"] = charge.amount if charge else None
