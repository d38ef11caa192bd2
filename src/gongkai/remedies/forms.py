"""The forms of this context. They read what is typed; whether it is lawful, the services ask the law."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Office, Officer
from gongkai.applications.forms.base import DayField
from gongkai.applications.models import Application
from gongkai.attachments.forms import FilesField
from gongkai.law.challenges import Ending, Event, Kind, Procedure, Side
from gongkai.remedies import forums, rules
from gongkai.remedies.models import LONGEST, Advice, Before, Challenge, Fault, Lesson, Matter, Party, Role, labels
from gongkai.remedies.open_rules import OpenRule
from gongkai.remedies.services import NewParty
from gongkai.ui.fields import Day

UNKNOWN, YES, NO = "", "yes", "no"
_SIMPLE = {UNKNOWN: None, YES: True, NO: False}


def _text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _maybe(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, widget=Day(), required=False, help_text=help_text)


class ProcedureField(forms.ChoiceField):
    """Whether the simple procedure applies, which often is not known when a copy comes."""

    def __init__(self) -> None:
        super().__init__(
            label=_("适用的程序"),
            required=False,
            choices=[(UNKNOWN, _("还不知道")), (YES, _("简易程序")), (NO, _("普通程序"))],
            help_text=_("简易程序的，行政复议5个工作日内答复举证；普通程序10个工作日。还不知道的，按5个工作日准备。"),
        )

    def clean(self, value: Any) -> bool | None:
        """Give yes, no, or that it is not known."""
        return _SIMPLE[super().clean(value)]


class PartyFields(forms.Form):
    """Who brought a challenge, or takes part in it."""

    kind = forms.ChoiceField(label=_("当事人类型"), choices=labels.KINDS)
    name = forms.CharField(label=_("姓名或者名称"), max_length=100)
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    address = forms.CharField(label=_("通信地址"), max_length=200, required=False)

    def party(self, **more: Any) -> NewParty:
        """Give who it is, as the services take it."""
        given = {name: self.cleaned_data[name] for name in ("kind", "name", "phone", "address")}
        return NewParty(**{**given, **more})


class RegisterForm(PartyFields):
    """A challenge as it is registered: what is challenged, before whom, by whom, and how the agency came to know."""

    OPENINGS: ClassVar = (
        (Kind.COPY_RECEIVED.value, _("收到副本或者通知")),
        (Kind.ACCEPTED.value, _("得知已经受理、立案，还没有收到副本")),
        (Kind.FILED.value, _("得知已经提起，还没有受理")),
    )

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"))
    procedure = forms.ChoiceField(label=_("途径"), choices=labels.PROCEDURES)
    role = forms.ChoiceField(
        label=_("本机关的地位"), choices=Role.choices, initial=Role.PRINCIPAL,
        help_text=_("复议机关作共同被告的，只由作出行为的机关计入表四。"),
    )  # fmt: skip
    matter = forms.ChoiceField(label=_("所涉事项"), choices=Matter.choices)
    application = forms.CharField(label=_("所涉申请的登记号"), max_length=40, required=False)
    item = forms.CharField(label=_("所涉公开信息的索引号"), max_length=60, required=False)
    omission = forms.CharField(
        label=_("没有公开或者没有答复的内容"), widget=_text(2), max_length=500, required=False,
        help_text=_("不服未主动公开的，或者没有登记过的申请逾期未答复的，写明是什么；不写当事人。"),
    )  # fmt: skip
    acted_on = _maybe(_("作出行为的日期"), _("不填的，按所涉申请的办结日期、信息的公开日期。"))
    opening = forms.ChoiceField(label=_("怎样知悉"), choices=OPENINGS)
    on = DayField(label=_("知悉或者收到的日期"))
    accepted = _maybe(_("受理、立案日期"), _("通知书写明的填写。"))
    simple = ProcedureField()
    until = _maybe(_("通知书写明的答复举证期限"), _("没有写明的不填，按法定期限计算。"))
    forum = forms.CharField(
        label=_("复议机关、法院或者受理机关"), max_length=120, required=False,
        help_text=_("不填的，复议机关按机构树得出（复议法第24条至第28条），法院按本机关办理规则里写的。"),
    )  # fmt: skip
    case_number = forms.CharField(label=_("案号"), max_length=80, required=False)
    before = forms.ChoiceField(label=_("起诉前的复议"), choices=Before.choices, initial=Before.NONE)
    after = forms.CharField(
        label=_("此前复议的登记号"), max_length=40, required=False,
        help_text=_("本登记簿里有的填写，起诉前的复议按它的结果。"),
    )  # fmt: skip
    claims = forms.CharField(label=_("请求和理由"), widget=_text(), max_length=LONGEST, required=False)
    attached = FilesField(label=_("申请书、起诉状、通知书的扫描件"), required=False)

    field_order = (
        "agency", "procedure", "role", "matter", "application", "item", "omission", "acted_on", "opening", "on",
        "accepted", "simple", "until", "forum", "case_number", "before", "after", "kind", "name", "phone", "address",
        "claims", "attached",
    )  # fmt: skip

    def __init__(self, *args: Any, among: Any, seen: Any, about: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        self._seen = seen
        if about:  # it is known what is challenged
            for name in {"application", "item", "omission"} - {about}:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Find what is named by its number: an application or an item of the agency, a reconsideration before."""
        found = super().clean() or {}
        agency = found.get("agency")
        if agency is None:
            return found
        as_forum = forums.is_sued_as_forum(found.get("role", ""), found.get("before", ""))
        seen = self._seen if as_forum else [agency]
        found["application"] = self._row("application", Application.objects.filter(agency__in=seen), "number")
        items = apps.get_model("disclosure", "Item")._default_manager.filter(agency__in=seen)
        found["item"] = self._row("item", items, "index")
        found["after"] = self._row("after", Challenge.objects.filter(agency=agency), "number")
        return found

    def _row(self, name: str, rows: Any, by: str) -> Any:
        written = self.cleaned_data.get(name, "").strip()
        if not written:
            return None
        row = rows.filter(**{by: written}).first()
        if row is None:
            self.add_error(name, say("没有“%(number)s”。") % {"number": written})
        return row

    def event(self) -> Event:
        """Give by what the agency came to know."""
        given = self.cleaned_data
        kind = Kind(given["opening"])
        copy = kind is Kind.COPY_RECEIVED
        return Event(
            kind, given["on"], accepted=given["accepted"] if copy else None, until=given["until"] if copy else None,
            simple=None if kind is Kind.FILED else given["simple"],
        )  # fmt: skip


class ActForm(forms.Form):
    """The form of an act on a challenge. It carries the version that whoever acts was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, challenge: Challenge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.challenge = challenge
        self.initial["seen"] = challenge.version
        self.prepare()

    def prepare(self) -> None:
        """Fit the form to the challenge."""


_TOLD = ("accepted", "simple", "until", "days", "result", "redo", "ending", "side")


def event_of(kind: Kind, values: Mapping[str, Any]) -> Event:
    """Give the event that a form tells of."""
    given = {name: values[name] for name in _TOLD if values.get(name) not in (None, "")}
    return Event(kind, values["on"], **given)


class OnForm(ActForm):
    """The day of an act."""

    on = DayField()


class SaidForm(OnForm):
    """The day of an act, and what is noted of it."""

    said = forms.CharField(label=_("情况"), widget=_text(), max_length=2000, required=False)


class AcceptedForm(OnForm):
    """That the forum took it."""

    simple = ProcedureField()
    case_number = forms.CharField(label=_("案号"), max_length=80, required=False)


class CopyForm(AcceptedForm):
    """That the copy came, from which the time to answer runs."""

    accepted = _maybe(_("受理、立案日期"), _("通知书写明的填写。"))
    until = _maybe(_("通知书写明的答复举证期限"), _("没有写明的不填，按法定期限计算。"))


class ProcedureForm(OnForm):
    """Which procedure applies."""

    simple = forms.TypedChoiceField(
        label=_("适用的程序"), choices=[(YES, _("简易程序")), (NO, _("普通程序"))], coerce=_SIMPLE.__getitem__
    )


_WITHOUT_EVIDENCE = {
    Procedure.RECONSIDERATION: _("不提交证据的，视为没有证据（复议法第70条）。"),
    Procedure.SUIT: _("不提供或者无正当理由逾期提供证据的，视为没有相应证据（行诉法第34条第2款）。"),
}


class AnswerForm(ActForm):
    """The answer to the forum."""

    answer = forms.CharField(
        label=_("答复（答辩）"), widget=_text(14), max_length=LONGEST,
        help_text=_("写明作出行为的事实、证据、依据和程序；证据作为附件添加。"),
    )  # fmt: skip

    def prepare(self) -> None:
        """Go on from what was written before."""
        self.initial.setdefault("answer", self.challenge.answer)
        field: Any = self.fields["answer"]
        if warning := _WITHOUT_EVIDENCE.get(Procedure(self.challenge.procedure)):
            field.help_text = format_lazy("{}{}", field.help_text, warning)


class HearingForm(SaidForm):
    """A hearing that was announced."""

    until = forms.DateField(label=_("听证、开庭的日期"), widget=Day())


class ExtendedForm(SaidForm):
    """By how much the forum's time was lengthened."""

    days = forms.IntegerField(label=_("延长的天数"), min_value=1, max_value=30, required=False)
    until = _maybe(_("延长至"))

    def prepare(self) -> None:
        """Ask of reconsideration for days, of courts for the day."""
        del self.fields["until" if self.challenge.procedure == Procedure.RECONSIDERATION else "days"]


class DecidedForm(SaidForm):
    """What was decided, as the document says."""

    result = forms.ChoiceField(label=_("结果"), required=False)
    ending = forms.TypedChoiceField(
        label=_("二审结果"), choices=labels.ENDINGS, coerce=Ending,
        help_text=_("改判的，还要在“结果”里选改判后的结果；其余不选。"),
    )  # fmt: skip
    redo = forms.BooleanField(label=_("责令重新答复或者在一定期限内履行"), required=False)
    until = _maybe(_("所定的答复期限"), _("决定、判决写明的填写。"))

    field_order = ("seen", "on", "ending", "result", "redo", "until", "said")

    def prepare(self) -> None:
        """Offer the results of the procedure, and how a second instance ends where the case is in it."""
        results = labels.RESULTS_OF[Procedure(self.challenge.procedure)]
        field: Any = self.fields["result"]
        field.choices = [("", _("（请选择）")), *results]
        if self.challenge.state != "on_appeal":
            del self.fields["ending"]
            field.required = True
        if self.challenge.procedure == Procedure.COMPLAINT:
            field.help_text = _("投诉举报不计入表四。")


class AppealedForm(OnForm):
    """Who appealed, and to which court."""

    side = forms.TypedChoiceField(label=_("上诉人"), choices=labels.SIDES, coerce=Side)
    second_forum = forms.CharField(label=_("二审法院"), max_length=120, required=False)
    case_number = forms.CharField(label=_("二审案号"), max_length=80, required=False)


class AssignForm(ActForm):
    """Who deals with a challenge."""

    handler = forms.ModelChoiceField(Officer.objects.none(), label=_("经办人"))

    def prepare(self) -> None:
        """Offer who may."""
        fit = rules.who_serves(self.challenge.agency, rules.DRAFTING, localdate()).order_by("name")
        self.fields["handler"].queryset = fit  # type: ignore[attr-defined]
        self.initial.setdefault("handler", self.challenge.handler)


class CorrectForm(ActForm):
    """What was registered of a challenge. What is claimed is read with a reason alone: it is typed anew, or stays."""

    forum = forms.CharField(label=_("复议机关、法院或者受理机关"), max_length=120)
    case_number = forms.CharField(label=_("案号"), max_length=80, required=False)
    second_forum = forms.CharField(label=_("二审法院"), max_length=120, required=False)
    second_number = forms.CharField(label=_("二审案号"), max_length=80, required=False)
    before = forms.ChoiceField(label=_("起诉前的复议"), choices=Before.choices)
    office = forms.ModelChoiceField(Office.objects.none(), label=_("原承办科室"), required=False)
    omission = forms.CharField(
        label=_("没有公开或者没有答复的内容"), widget=_text(2), max_length=500, help_text=_("不写当事人。")
    )
    claims = forms.CharField(label=_("请求和理由"), widget=_text(), max_length=LONGEST, required=False)

    def prepare(self) -> None:
        """Begin with what is registered."""
        if self.challenge.procedure != Procedure.SUIT:
            for name in ("second_forum", "second_number", "before"):
                del self.fields[name]
        if not self.challenge.omission:
            del self.fields["omission"]
        if "office" in self.fields:
            self.fields["office"].queryset = Office.objects.filter(agency=self.challenge.agency)  # type: ignore[attr-defined]
        for name in self.fields:
            if name not in ("seen", "claims"):
                self.initial.setdefault(name, getattr(self.challenge, name))
        if self.challenge.claims:
            self.fields["claims"].help_text = _("不改的不填。")

    def clean(self) -> dict[str, Any]:
        """Leave out what is claimed where it was not typed."""
        found = super().clean() or {}
        if not found.get("claims"):
            found.pop("claims", None)
        return found


class PartyForm(ActForm, PartyFields):
    """Somebody else who takes part."""

    standing = forms.ChoiceField(label=_("地位"), choices=Party.Standing.choices)


class AdviceForm(OnForm):
    """What a forum wrote beside its decision."""

    kind = forms.ChoiceField(label=_("种类"), choices=Advice.Kind.choices)
    organ = forms.CharField(
        label=_("作出的机关或者法院"), max_length=120, required=False, help_text=_("不填的，为复议机关、法院。")
    )
    number = forms.CharField(label=_("文号"), max_length=80)
    content = forms.CharField(label=_("内容"), widget=_text(), max_length=LONGEST)
    until = _maybe(_("文书写明的反馈期限"), _("行政复议意见书没有写明的，为60日（复议法第76条）。"))


class FeedbackForm(ActForm):
    """What was done about it."""

    reply = forms.CharField(label=_("反馈的内容"), widget=_text(8), max_length=LONGEST)
    on = DayField()


class LessonForm(ActForm):
    """What was learned."""

    fault = forms.ChoiceField(label=_("主要问题"), choices=Fault.choices)
    what = forms.CharField(
        label=_("问题在哪里"),
        widget=_text(),
        max_length=1000,
        help_text=_("写事情，不写当事人：会列入别人看到的清单。"),
    )
    change = forms.CharField(label=_("今后怎么做"), widget=_text(), max_length=1000)
    reading = forms.BooleanField(label=_("列入培训阅读清单"), required=False)

    def prepare(self) -> None:
        """Go on from what was written before."""
        there = Lesson.objects.filter(challenge=self.challenge).first()
        if there is not None:
            self.initial.update({name: getattr(there, name) for name in ("fault", "what", "change", "reading")})


class ReadingForm(forms.Form):
    """How an open rule is read, from when, on what basis."""

    from_on = forms.DateField(label=_("自哪一天起"), widget=Day(), help_text=_("今天之后的日期。"))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("如上级机关的文件名称和文号。"))

    def __init__(self, *args: Any, rule: OpenRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = forms.TypedChoiceField(
            label=_("口径"), choices=rule.choices, coerce=rule.value_of, widget=forms.RadioSelect
        )
        self.order_fields(["value"])


class PersonalForm(forms.Form):
    """Why somebody looks at who brought it."""

    reason = forms.CharField(label=_("查看的事由"), max_length=100)
