"""The form of a rule of a place."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.filings.models import LocalRule


class LocalRuleForm(forms.ModelForm[LocalRule]):
    """What a document asks of the text of reports."""

    class Meta:
        model = LocalRule
        fields = ("part", "asks", "number", "point", "words", "source", "from_year", "below")
        help_texts = {
            "number": _("字数或者条数；“要写到”的不填。"),
            "point": _("只有“要写到”的才填，如“重点领域公开数量”。"),
            "words": _("写到它时会有的字样，几个之间用顿号，有一个就算写到，如“重点领域、重点信息”。"),
            "source": _("哪份文件要求的，如“×政办发〔2025〕×号”。"),
        }
