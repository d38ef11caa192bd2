"""The forms of the acts on an item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.checklist import questions_for
from gongkai.disclosure.models import Item
from gongkai.disclosure.models.labels import GROUNDS
from gongkai.disclosure.models.practice import practice_of
from gongkai.disclosure.services.reviewing import steps_left
from gongkai.ui.choices import words
from gongkai.ui.fields import Day


class ActForm(forms.Form):
    """The form of an act on an item. It carries the version that whoever acts was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.initial["seen"] = item.version
        self.prepare()

    def prepare(self) -> None:
        """Fit the form to the item."""


class PassForm(ActForm):
    """What a reviewer affirms (审查单)."""

    remarks = forms.CharField(
        label=_("意见"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )

    def prepare(self) -> None:
        """Ask what the duty whose turn it is has to affirm."""
        left = steps_left(self.item)
        self.duty = left[0] if left else ""
        self.questions = questions_for(self.duty, practice_of(self.item.agency).reviews)
        for question in self.questions:
            label = words(question.label)
            self.fields[question.code] = forms.BooleanField(
                label=label, required=False, help_text=str(question.citation)
            )
        self.order_fields([each.code for each in self.questions])

    def answers(self) -> dict[str, bool]:
        """Give what was affirmed."""
        return {question.code: self.cleaned_data[question.code] for question in self.questions}


class RemarksForm(ActForm):
    """Why."""

    remarks = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class ReferForm(RemarksForm):
    """To whom a text is referred, and why."""

    to = forms.CharField(label=_("报请的部门"), max_length=100, help_text=_("主管部门或者保密行政管理部门。"))
    asked_on = forms.DateField(label=_("报请日期"), widget=Day, initial=localdate)
    reply_due = forms.DateField(
        label=_("预计答复日期"), widget=Day, required=False, help_text=_("法律没有规定期限；和对方说好的，请填写。")
    )
    field_order = ("to", "asked_on", "reply_due", "remarks")


class DetermineForm(ActForm):
    """What was determined."""

    may_be_public = forms.TypedChoiceField(
        label=_("确定的结果"),
        choices=[("yes", _("可以公开")), ("no", _("不得公开"))],
        coerce=lambda written: written == "yes",
    )
    reply = forms.CharField(label=_("答复的文号和内容"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    ground = forms.ChoiceField(
        label=_("不公开的依据"),
        choices=[("", _("请选择")), *GROUNDS],
        required=False,
        help_text=_("不得公开的，请选择（条例第14至16条）；公开属性随之改为“不予公开”。"),
    )
    ground_reason = forms.CharField(
        label=_("不公开的理由"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
        help_text=_("不得公开的，请填写；评估审查时要看它是否还在。"),
    )

    def prepare(self) -> None:
        """Ask the ground where nothing is shown: what is shown stays as it is until somebody takes it down."""
        if self.item.shown is not None:
            del self.fields["ground"], self.fields["ground_reason"]
            self.fields["may_be_public"].help_text = _("现在公开着的文本不受影响；也不得公开的，请随后撤下。")


class ReassessForm(ActForm):
    """What came of looking again."""

    may_be_public = forms.TypedChoiceField(
        label=_("评估结果"),
        choices=[("no", _("理由仍在，不公开")), ("yes", _("情势有变化，可以公开：拟成新稿送审"))],
        coerce=lambda written: written == "yes",
    )
    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class PublishForm(ActForm):
    """What is said to the public of a change."""

    note = forms.CharField(
        label=_("修改说明"), max_length=500, required=False, help_text=_("登在页面的修改记录里，请写给公众看。")
    )
    correction = forms.BooleanField(
        label=_("这是更正：原来公开的内容有误"), required=False, help_text=_("更正会登在页面的开头。")
    )
    comparable = forms.BooleanField(
        label=_("公众可以对照改动"),
        required=False,
        initial=True,
        help_text=_("原来的内容有不该公开的（例如个人信息），请不要勾选，原来的内容就不再给任何人看。"),
    )

    def prepare(self) -> None:
        """Ask what was changed, where something is shown."""
        if self.item.shown is None:
            for name in ("note", "correction", "comparable"):
                del self.fields[name]


class WithdrawForm(ActForm):
    """Why something is taken down, for the public to read."""

    note = forms.CharField(
        label=_("撤下说明"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("登在原来的网址上，请写给公众看。"),
    )


class PenaltyChangedForm(ActForm):
    """When a penalty was changed or revoked, and how."""

    changed_on = forms.DateField(label=_("被变更、撤销或者确认违法、无效的日期"), widget=Day())
    reason = forms.CharField(
        label=_("情况"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("哪个机关以什么文书变更、撤销或者确认。应当在3个工作日内撤下并公开说明理由。"),
    )


class AbandonForm(ActForm):
    """Why something is not published after all."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
