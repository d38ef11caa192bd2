"""The forms of this context. They read what is typed; whether it is lawful, the services ask the law."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.forms import RowForm
from gongkai.agencies.models import Agency, Duty, Office, Officer, Post
from gongkai.applications import rules
from gongkai.applications.models import (
    Application,
    Charge,
    CoHandling,
    Consultation,
    Delivery,
    Identity,
    Issued,
    Means,
    Obtaining,
    Order,
    Practice,
    Reason,
    Rectification,
    Weighing,
    labels,
)
from gongkai.applications.models.case import LONGEST_DESCRIPTION
from gongkai.applications.models.practice import REVIEWS, practice_of
from gongkai.applications.models.reason import reasons_for
from gongkai.applications.models.weighing import GROUNDS
from gongkai.applications.notices.kinds import KIND_BY_NAME
from gongkai.applications.open_rules import OpenRule
from gongkai.applications.selectors import nth_in_month_of
from gongkai.applications.services import NewApplicant, NewPart
from gongkai.applications.services.handling import REASONS_DAYS
from gongkai.applications.services.issuing import to_be_issued, to_be_sealed
from gongkai.attachments.forms import FilesField
from gongkai.law.channels import Channel
from gongkai.law.delivery import Manner
from gongkai.law.fees import Standard
from gongkai.law.message import Message
from gongkai.ui.fields import Day
from gongkai.ui.language import said
from gongkai.ui.working_days import calendar


def _text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DayField(forms.DateField):
    """A day of an act; today unless said otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("日期"), "widget": Day(), "initial": localdate, **kwargs})


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
        label=_("所需信息的名称、文号或者其他特征描述"), widget=_text(6), max_length=LONGEST_DESCRIPTION
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


class RectificationForm(ApplicantForm):
    """A request to rectify a record, as it is registered (条例第41条)."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("受理机关"))
    received_on = DayField(label=_("收到日期"))
    record = forms.CharField(label=_("要求更正的政府信息记录"), widget=_text(3), max_length=2000)
    wrong = forms.CharField(label=_("记录不准确之处"), widget=_text(3), max_length=2000)
    evidence = forms.CharField(label=_("证据"), widget=_text(3), max_length=2000)

    field_order = ("agency", "received_on", *ApplicantForm.base_fields)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]


class CloseRectificationForm(forms.Form):
    """What became of a request to rectify a record. It carries the version that whoever acts was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("处理结果"), choices=Rectification.Outcome.choices)
    told = forms.CharField(
        label=_("告知的内容"), widget=_text(), max_length=2000, required=False,
        help_text=_("更正了什么、为什么不更正，或者有权机关的名称。申请人撤回的可以不填。"),
    )  # fmt: skip
    on = DayField()

    def __init__(self, *args: Any, rectification: Rectification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = rectification.version


class ActForm(forms.Form):
    """The form of an act on a case. It carries the version that whoever acts was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, application: Application, officer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application
        self.officer = officer
        self.initial["seen"] = application.version
        self.prepare()

    def prepare(self) -> None:
        """Fit the form to the case."""


class OnForm(ActForm):
    """The day of an act."""

    on = DayField()


class JoinForm(ActForm, ApplicantForm):
    """Somebody else who made the application."""


class SupplementAskedForm(OnForm):
    """What is to be supplemented, all of it, and until when."""

    on = DayField(label=_("告知日期"))
    matters = forms.CharField(
        label=_("需要补正的事项"), widget=_text(), max_length=2000,
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
    reasons = forms.CharField(label=_("申请人说明的理由"), widget=_text(), max_length=2000)


class SupplementedForm(OnForm):
    """A supplement, and what is asked for now."""

    on = DayField(label=_("收到补正的日期"))
    description = forms.CharField(
        label=_("补正后的描述"), widget=_text(6), required=False, max_length=LONGEST_DESCRIPTION,
        help_text=_("不填的，保留原来的描述。"),
    )  # fmt: skip


class CorrectionForm(ActForm):
    """What was registered wrongly."""

    description = forms.CharField(label=_("所需信息的描述"), widget=_text(6), max_length=LONGEST_DESCRIPTION)
    obtaining = forms.ChoiceField(label=_("获取方式"), choices=Obtaining.choices)
    means = forms.ChoiceField(label=_("载体形式"), choices=Means.choices)
    needs_help = forms.BooleanField(label=_("有阅读困难或者视听障碍，需要帮助（条例第43条）"), required=False)

    def prepare(self) -> None:
        """Show what stands there."""
        for name in ("description", "obtaining", "means", "needs_help"):
            self.initial[name] = getattr(self.application, name)


class ExtensionForm(OnForm):
    """An extension that is proposed."""

    on = DayField(label=_("提请日期"))
    days = forms.IntegerField(label=_("延长的工作日"), min_value=1, max_value=20)
    reason = forms.CharField(label=_("理由"), widget=_text(), max_length=500)


class ReasonsAskedForm(OnForm):
    """What reasons are asked for, and until when."""

    on = DayField(label=_("告知日期"))
    matters = forms.CharField(
        label=_("要求说明的事项"), widget=_text(), max_length=2000,
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
    scope = forms.CharField(label=_("拟公开的内容"), widget=_text(), max_length=2000)

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
    reasons = forms.CharField(label=_("对方的理由"), widget=_text(), max_length=2000, required=False)
    reasons_hold = forms.NullBooleanField(label=_("理由是否成立"), required=False)
    public_interest = forms.CharField(
        label=_("不公开可能对公共利益造成重大影响的理由"), widget=_text(), max_length=2000, required=False
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
    reason = forms.CharField(label=_("退付的事由"), widget=_text(2), max_length=500)

    def prepare(self) -> None:
        """Take it that all of it was."""
        charge = Charge.objects.filter(application=self.application).first()
        self.initial["amount"] = charge.amount if charge else None


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
    reason = forms.CharField(label=_("转办的理由"), widget=_text(2), max_length=500)

    field_order = ("office", "handler", "reason", "on")

    def prepare(self) -> None:
        """Offer the people of the agency, too."""
        super().prepare()
        self.fields["handler"].queryset = _handlers_of(self.application.agency)  # type: ignore[attr-defined]


class CoHandlingAskedForm(OfficeForm):
    """What another office is asked."""

    matters = forms.CharField(label=_("请会办的事项"), widget=_text(), max_length=2000)
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

    opinion = forms.CharField(label=_("会办意见"), widget=_text(), max_length=2000)


class SplitForm(OnForm):
    """What an application is divided into."""

    contents = forms.CharField(
        label=_("各件的内容"), widget=_text(10), max_length=LONGEST_DESCRIPTION,
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
        label=_("公开会造成的损害"), widget=_text(), max_length=2000,
        help_text=_(
            "谁的什么权益、什么工作会受什么损害，有多大可能。属于国家秘密的，只写定密的依据；"
            "法律、行政法规禁止公开的，写明条文。"
        ),
    )  # fmt: skip
    interest = forms.CharField(
        label=_("公开对公众和申请人的意义"), widget=_text(2), max_length=2000, required=False,
        help_text=_("第三方的权益，不公开会对公共利益造成重大影响的，应当公开（条例第15条）。"),
    )  # fmt: skip
    withhold = forms.TypedChoiceField(
        label=_("衡量的结果"),
        choices=[("yes", _("损害较大，不予公开")), ("no", _("可以公开"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    severing = forms.ChoiceField(label=_("区分处理"), choices=Weighing.Severing.choices, widget=forms.RadioSelect)
    how = forms.CharField(label=_("怎样区分，或者为什么不能区分"), widget=_text(2), max_length=1000)

    field_order = ("ground", "content", "harm", "interest", "withhold", "severing", "how", "on")


class CommentForm(ActForm):
    """A remark."""

    text = forms.CharField(label=_("意见"), widget=_text(), max_length=2000)


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
    result = forms.CharField(label=_("说明"), widget=_text(2), max_length=1000, required=False)

    def prepare(self) -> None:
        """Take it that who records it searched."""
        self.initial["searcher"] = str(self.officer)


LONGEST_PART = 500
"""Characters of what one part of a reply is about."""


class PartForm(forms.Form):
    """One thing asked for, and what becomes of it."""

    content = forms.CharField(label=_("申请的内容"), max_length=LONGEST_PART, required=False)
    outcome = forms.ChoiceField(label=_("处理结果"), choices=[("", "—"), *labels.RESULTS_IN_GROUPS], required=False)
    reason = forms.CharField(
        label=_("理由"), widget=_text(2), max_length=2000, required=False,
        help_text=_("写明依据的条、款、项。属于国家秘密的，只写定密的依据，不写秘密的内容；不写第三方的商业秘密和隐私。"),
    )  # fmt: skip
    ground = forms.ModelChoiceField(
        Reason.objects.none(), label=_("常用理由"), required=False, empty_label="—",
        help_text=_("选用的，答复书里引出条文原文；没有另写理由的，用登记的理由。"),
    )  # fmt: skip
    told = forms.CharField(
        label=_("告知的内容"), widget=_text(2), max_length=1000, required=False,
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

    facts = forms.CharField(label=_("事实认定和总的理由"), widget=_text(6), max_length=10_000, required=False)
    obtaining = forms.ChoiceField(
        label=_("实际提供的方式"), choices=[("", _("按申请人的要求")), *Obtaining.choices], required=False
    )
    means = forms.ChoiceField(
        label=_("实际提供的载体"), choices=[("", _("按申请人的要求")), *_CARRIERS], required=False
    )
    form_reason = forms.CharField(
        label=_("改变提供形式的理由"), widget=_text(2), max_length=500, required=False,
        help_text=_("只有可能危及载体安全或者成本过高的，才能改变申请人要求的形式（条例第40条）。"),
    )  # fmt: skip

    def prepare(self) -> None:
        """Show what stands there."""
        reply = getattr(self.application, "reply", None)
        for name in ("facts", "obtaining", "means", "form_reason"):
            self.initial[name] = getattr(reply, name, "")


class ReviewForm(ActForm):
    """A remark on what is passed on."""

    remarks = forms.CharField(label=_("意见"), widget=_text(), max_length=2000, required=False)


class ReturnForm(ActForm):
    """Why a reply is sent back."""

    remarks = forms.CharField(label=_("退回的理由"), widget=_text(), max_length=2000)


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
        widgets: ClassVar = {"law_text": _text(), "text": _text(), "starts_on": Day(), "ends_on": Day()}


class EndForm(forms.Form):
    """The last day of something."""

    on = DayField(label=_("失效日期"), help_text=_("最后一天。"))


class WordingForm(forms.Form):
    """The words of a kind of letter, and from which day on."""

    text = forms.CharField(label=_("样式"), widget=_text(14), max_length=10_000)
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


def channel_of(form: RegisterForm) -> Channel:
    """Give the channel an application came by."""
    return Channel(form.cleaned_data["channel"])
