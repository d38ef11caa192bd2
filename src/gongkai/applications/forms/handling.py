"""Who handles an application with whom, how it is searched and weighed, split, merged, ordered anew."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Duty, Office, Officer, Post
from gongkai.applications import rules
from gongkai.applications.forms.base import ActForm, DayField, OnForm, text_box
from gongkai.applications.models import Application, CoHandling, Order, Weighing
from gongkai.applications.models.case import LONGEST_DESCRIPTION
from gongkai.applications.models.weighing import GROUNDS
from gongkai.ui.fields import Day


def _handlers_of(agency: Agency) -> Any:
    """Give those who may deal with the cases of an agency today."""
    held = Post.objects.held(localdate()).filter(agency=agency, duty__in=rules.HANDLING)
    return Officer.objects.filter(is_active=True, pk__in=held.values("officer"))


class AssignForm(ActForm):
    """Who deals with the case."""

    office = forms.ModelChoiceField(Office.objects.none(), label=_("承办科室"), required=False)
    handler = forms.ModelChoiceField(Officer.objects.none(), label=_("经办人"), required=False)

    def prepare(self) -> None:
        """Offer the offices and the people of the agency; a handler who opens an unassigned case takes it as a rule."""
        application, agency = self.application, self.application.agency
        self.fields["office"].queryset = agency.offices.filter(closed_on__isnull=True)  # type: ignore[attr-defined]
        self.fields["handler"].queryset = _handlers_of(agency)  # type: ignore[attr-defined]
        own = Post.objects.held(localdate()).filter(agency=agency, officer=self.officer, duty=Duty.HANDLER).first()
        if own is not None and application.handler is None:
            self.initial.update(office=application.office or own.office, handler=self.officer)
        else:
            self.initial.update(office=application.office, handler=application.handler)

    def clean(self) -> dict[str, Any]:
        """Take somebody, or an office: a case that is given to nobody is not assigned."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and given.get("office") is None and given.get("handler") is None:
            self.add_error("handler", _("请选择经办人，或者承办科室。"))
        return given


class OfficeForm(OnForm):
    """One of the agency's other offices."""

    office = forms.ModelChoiceField(Office.objects.none(), label=_("科室"))

    def prepare(self) -> None:
        """Offer those that are not in charge."""
        offices = self.application.agency.offices.filter(closed_on__isnull=True)
        self.fields["office"].queryset = offices.exclude(applications=self.application)  # type: ignore[attr-defined]


class TransferForm(OfficeForm):
    """To which office a case is passed on, and why."""

    handler = forms.ModelChoiceField(Officer.objects.none(), label=_("经办人"), required=False)
    reason = forms.CharField(label=_("转办的理由"), widget=text_box(2), max_length=500)

    field_order = ("office", "handler", "reason", "on")

    def prepare(self) -> None:
        """Offer the people of the agency, too."""
        super().prepare()
        self.fields["handler"].queryset = _handlers_of(self.application.agency)  # type: ignore[attr-defined]


class CoHandlingAskedForm(OfficeForm):
    """What another office is asked."""

    matters = forms.CharField(label=_("请会办的事项"), widget=text_box(), max_length=2000)
    until = forms.DateField(label=_("请于何日前答复"), widget=Day(), required=False)

    field_order = ("office", "matters", "on", "until")


class CoHandlingForm(OnForm):
    """Something about an opinion that another office was asked for."""

    co_handling = forms.ModelChoiceField(CoHandling.objects.none(), label=_("哪个科室"))

    field_order = ("co_handling", "on")

    def prepare(self) -> None:
        """Offer those that are awaited: of one's own offices, or of all to who handles the case."""
        on = localdate()
        among = CoHandling.objects.filter(application=self.application, answered_on__isnull=True)
        if not rules.may_handle(self.officer, self.application, on):
            among = among.filter(office__in=rules.offices_of(self.officer, on))
        self.fields["co_handling"].queryset = among.select_related("office")  # type: ignore[attr-defined]
        self.initial["co_handling"] = among.first()


class CoHandlingAnswerForm(CoHandlingForm):
    """What the other office says."""

    opinion = forms.CharField(label=_("会办意见"), widget=text_box(), max_length=2000)


class SplitForm(OnForm):
    """What an application is divided into."""

    contents = forms.CharField(
        label=_("各件的内容"), widget=text_box(10), max_length=LONGEST_DESCRIPTION,
        help_text=_("每件之间空一行。第一件留用原登记号，其余各件另编登记号。"),
    )  # fmt: skip

    field_order = ("contents", "on")

    def prepare(self) -> None:
        """Begin with what was asked for."""
        self.initial["contents"] = self.application.description

    def clean_contents(self) -> list[str]:
        """Give what each of them asks for."""
        return [each.strip() for each in re.split(r"\n\s*\n", self.cleaned_data["contents"]) if each.strip()]


class MergeForm(ActForm):
    """With which case another is dealt with."""

    lead = forms.CharField(label=_("主案的登记号"), max_length=40)

    def clean_lead(self) -> Application:
        """Give the case of that number."""
        number = self.cleaned_data["lead"].strip()
        found = Application.objects.filter(agency=self.application.agency_id, number=number).first()
        if found is None:
            raise forms.ValidationError(_("本机关没有这个登记号的申请。"))
        return found


class OrderForm(ActForm):
    """What orders that an application be replied to anew."""

    source = forms.ChoiceField(label=_("依据"), choices=Order.Source.choices)
    organ = forms.CharField(label=_("作出的机关或者法院"), max_length=100)
    number = forms.CharField(label=_("文号或者案号"), max_length=60)
    served_on = DayField(label=_("送达本机关的日期"))
    until = forms.DateField(
        label=_("所定的答复期限"), widget=Day(), required=False,
        help_text=_("决定或者判决没有写明期限的不填，按20个工作日计算。"),
    )  # fmt: skip


class WeighingForm(OnForm):
    """What was weighed before something is withheld."""

    ground = forms.ChoiceField(label=_("不予公开的理由"), choices=GROUNDS)
    content = forms.CharField(label=_("涉及的内容"), max_length=500)
    harm = forms.CharField(
        label=_("公开会造成的损害"), widget=text_box(), max_length=2000,
        help_text=_(
            "谁的什么权益、什么工作会受什么损害，有多大可能。属于国家秘密的，只写定密的依据；"
            "法律、行政法规禁止公开的，写明条文。"
        ),
    )  # fmt: skip
    interest = forms.CharField(
        label=_("公开对公众和申请人的意义"), widget=text_box(2), max_length=2000, required=False,
        help_text=_("第三方的权益，不公开会对公共利益造成重大影响的，应当公开（条例第15条）。"),
    )  # fmt: skip
    withhold = forms.TypedChoiceField(
        label=_("衡量的结果"),
        choices=[("yes", _("损害较大，不予公开")), ("no", _("可以公开"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    severing = forms.ChoiceField(label=_("区分处理"), choices=Weighing.Severing.choices, widget=forms.RadioSelect)
    how = forms.CharField(label=_("怎样区分，或者为什么不能区分"), widget=text_box(2), max_length=1000)

    field_order = ("ground", "content", "harm", "interest", "withhold", "severing", "how", "on")


class CommentForm(ActForm):
    """A remark."""

    text = forms.CharField(label=_("意见"), widget=text_box(), max_length=2000)


class SearchForm(OnForm):
    """A search that was made."""

    on = DayField(label=_("检索日期"))
    scope = forms.CharField(
        label=_("检索范围"), max_length=500, help_text=_("如：2020年以来的科技项目档案、办公系统收发文")
    )
    keywords = forms.CharField(label=_("检索词"), max_length=500)
    searcher = forms.CharField(label=_("检索人"), max_length=60)
    found = forms.TypedChoiceField(
        label=_("结果"),
        choices=[("no", _("没有检索到")), ("yes", _("检索到"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    result = forms.CharField(label=_("说明"), widget=text_box(2), max_length=1000, required=False)

    def prepare(self) -> None:
        """Take it that who records it searched."""
        self.initial["searcher"] = str(self.officer)
