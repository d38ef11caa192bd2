"""The form of a sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.filings.wording.sentences import Sentence


class WordingForm(forms.Form):
    """A sentence in an agency's own words."""

    text = forms.CharField(
        label=_("文字"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
        help_text=_("花括号里的是数字和事实，随台账改变。什么也不写，草稿里就没有这一句。"),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sentence: Sentence, standing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["text"] = sentence.text if standing is None else standing.text
        self.initial["seen"] = 0 if standing is None else standing.pk
