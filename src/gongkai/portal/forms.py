"""The public forms: applying, and asking how one's application stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongkai.applications.forms.intake import ApplicantForm
from gongkai.applications.models import Means, Obtaining
from gongkai.applications.models.case import LONGEST_DESCRIPTION
from gongkai.attachments.forms import FilesField
from gongkai.attachments.kinds import taken_extensions
from gongkai.attachments.storing import size_in_words
from gongkai.feedback.models import LONGEST as LONGEST_LETTER

MOST_FILES = 10
"""Files that anybody may send with a form."""


class ApplyForm(ApplicantForm):
    """An application, with what 条例第29条第2款 asks for: who applies, for what, in what form."""

    description = forms.CharField(
        label=_("您要什么信息"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_DESCRIPTION,
        help_text=_(
            "写明名称、文号，或者便于查找的其他特征，如哪一年、哪一件事、由谁作出。一份申请写一件事，办得更快。"
        ),
    )
    obtaining = forms.ChoiceField(label=_("怎样获取"), choices=Obtaining.choices, initial=Obtaining.ONLINE)
    means = forms.ChoiceField(label=_("载体形式"), choices=Means.choices, initial=Means.ELECTRONIC)
    needs_help = forms.BooleanField(label=_("我有阅读困难或者视听障碍，需要帮助"), required=False)
    sent_key = forms.UUIDField(widget=forms.HiddenInput)

    PARTS = (
        (_("申请人"), ("kind", "name", "identity_kind", "identity", "representative")),
        (_("联系方式"), ("phone", "email", "address", "postcode")),
        (_("所需信息"), ("description", "obtaining", "means", "needs_help")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["identity"].help_text = _("法律要求提供身份证明（条例第29条）。加密保存，只有经办人员能够查看。")
        self.fields["identity"].widget.attrs.update({"data-never-kept": "", "autocomplete": "off"})
        for name, value in {"name": "name", "phone": "tel", "email": "email", "address": "street-address"}.items():
            self.fields[name].widget.attrs["autocomplete"] = value

    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Give the parts of the form with their fields, in order."""
        return [(heading, [self[name] for name in names]) for heading, names in self.PARTS]

    def written(self) -> list[tuple[Any, list[tuple[Any, str]]]]:
        """Give what was written, part by part, in words; blanks are left out."""
        return [
            (heading, [(self.fields[name].label, words) for name in names if (words := self._words(name))])
            for heading, names in self.PARTS
        ]

    def _words(self, name: str) -> str:
        value, field = self.cleaned_data[name], self.fields[name]
        if isinstance(value, bool):
            return str(_("是")) if value else ""
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return str(value)


class FilesForm(forms.Form):
    """Files that come with what an applicant sends, chosen last: a browser forgets them with each page."""

    attached = FilesField(label=_("附件"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attached"].help_text = _(
            "身份证明、授权委托书等，没有可以不附。最多%(files)d个，合起来最大%(size)s。可以交：%(kinds)s。"
        ) % {
            "files": MOST_FILES,
            "size": size_in_words(settings.UPLOAD_MOST),
            "kinds": " ".join(taken_extensions()),
        }


class TrackForm(forms.Form):
    """The number of an application and its query code."""

    number = forms.CharField(label=_("登记号"), max_length=40)
    code = forms.CharField(
        label=_("查询码"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    supplement = forms.CharField(required=False, max_length=LONGEST_DESCRIPTION, widget=forms.HiddenInput)
    reasons = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def carries(self) -> bool:
        """Say whether something comes along that was written before number and code were asked for again."""
        return any(self[name].value() for name in ("supplement", "reasons"))


class ReasonsForm(forms.Form):
    """The reasons an applicant gives when asked for them (条例第35条)."""

    reasons = forms.CharField(
        label=_("申请的理由"), widget=forms.Textarea(attrs={"rows": 6}), max_length=2000,
        help_text=_("行政机关认为理由不合理的，告知不予处理；认为合理的，可以确定延迟答复的期限。"),
    )  # fmt: skip


class SupplementForm(FilesForm):
    """What an applicant adds when asked to."""

    description = forms.CharField(
        label=_("补正后的描述"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONGEST_DESCRIPTION
    )

    field_order = ("description", "attached")


class LetterForm(forms.Form):
    """A letter to an agency. Who writes need not say who they are."""

    body = forms.CharField(label=_("内容"), widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST_LETTER)
    name = forms.CharField(label=_("称呼"), max_length=100, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    email = forms.EmailField(label=_("电子邮箱"), max_length=100, required=False)
    agrees = forms.BooleanField(label=_("同意把来信和答复改写后公开，不写出我是谁"), required=False)
    sent_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = _("可以不留。留下的加密保存，只有办理的人能够查看。")
        for name, value in {"name": "name", "phone": "tel", "email": "email"}.items():
            self.fields[name].widget.attrs["autocomplete"] = value
