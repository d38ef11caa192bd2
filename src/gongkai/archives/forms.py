"""The forms of archives at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.archives.exporting import MOST, SHORTEST
from gongkai.archives.models import Export


class PeriodForm(forms.Form):
    """How long a kind is kept, as the agency's own table says."""

    years = forms.IntegerField(
        label=_("保管年数"), required=False, min_value=1, max_value=100, help_text=_("永久保管的，不填。")
    )
    source = forms.CharField(
        label=_("依据"), max_length=200,
        help_text=_("本机关经同级档案主管部门审查同意的保管期限表，写明名称、年份和第几项。没有登记的，不能销毁。"),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("不要写个人信息。")
    )


class ChosenForm(forms.Form):
    """Cases that were chosen on the page before."""

    keys = forms.CharField(widget=forms.HiddenInput)

    def clean_keys(self) -> list[int]:
        """Give the keys."""
        keys = self.cleaned_data["keys"].split(",")[: MOST + 1]
        if not all(each.isascii() and each.isdecimal() and len(each) < 19 for each in keys):
            raise forms.ValidationError(_("没有选择案卷。"))
        return sorted({int(each) for each in keys})


class ExportForm(ChosenForm):
    """How packages are made."""

    purpose = forms.CharField(label=_("用途"), max_length=200, help_text=_("如移交本单位档案室。记入留痕。"))
    mode = forms.ChoiceField(label=_("个人信息"), choices=Export.Mode.choices, widget=forms.RadioSelect)
    passphrase = forms.CharField(
        label=_("口令"), required=False, max_length=200, widget=forms.PasswordInput,
        help_text=_("加密的才填，至少12个字符。本系统不保存，丢了就打不开。"),
    )  # fmt: skip
    passphrase_again = forms.CharField(
        label=_("再输一遍口令"), required=False, max_length=200, widget=forms.PasswordInput
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a passphrase where one is needed, twice alike."""
        given = super().clean() or {}
        if given.get("mode") == Export.Mode.SEALED:
            if len(given.get("passphrase", "")) < SHORTEST:
                self.add_error("passphrase", _("口令至少12个字符。"))
            elif given["passphrase"] != given.get("passphrase_again"):
                self.add_error("passphrase_again", _("两次输入的口令不一样。"))
        return given


class JournalForm(forms.Form):
    """The journal of which year is packed, and what for."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    purpose = forms.CharField(label=_("用途"), max_length=200, help_text=_("如移交本单位档案室。记入留痕。"))

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]


class ProposeForm(ChosenForm):
    """What was found of the worth of cases."""

    opinion = forms.CharField(
        label=_("鉴定意见"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("为什么不再需要保管：期限已满，没有继续保存的价值，没有未了的争议。"),
    )  # fmt: skip


class DecideForm(forms.Form):
    """What whoever approves or declines says."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    remarks = forms.CharField(
        label=_("意见"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
