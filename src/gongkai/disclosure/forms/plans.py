"""The forms of what is done at an hour that is set beforehand."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.forms.acts import ActForm, PublishForm, WithdrawForm
from gongkai.disclosure.models import Plan, PlanState


class _Moment(forms.DateTimeField):
    """A day and an hour."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PlanPublicationForm(PublishForm):
    """When the text is published, with what is said of it."""

    at = _Moment(label=_("公开时间"), help_text=_("到时再核对一遍，和手工公开一样；办不成的会告诉您。"))
    field_order = ("at", *PublishForm.base_fields)


class PlanWithdrawalForm(WithdrawForm):
    """When what is shown is taken down, with the reason."""

    at = _Moment(label=_("撤下时间"), help_text=_("例如公示期满、处罚信息公示期届满的时间。"))
    field_order = ("at", *WithdrawForm.base_fields)


class DropPlanForm(ActForm):
    """Which plan is dropped."""

    plan = forms.ModelChoiceField(Plan.objects.none(), label=_("取消哪一个"), empty_label=None)

    def prepare(self) -> None:
        """Offer what waits."""
        plans = Plan.objects.filter(item=self.item, state=PlanState.WAITING)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
