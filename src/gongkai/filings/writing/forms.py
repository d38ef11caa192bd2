"""The forms by which the text of a report is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm
from gongkai.filings.models import LONGEST
from gongkai.filings.wording.facts import problems_of


class PassageForm(ActForm):
    """The text of a part."""

    text = forms.CharField(
        label=_("文字"),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=LONGEST,
        required=False,
        help_text=_("一行一段。花括号里的是表里的数字和台账里的事实，数字变了文字跟着变。"),
    )


class ProblemsForm(ActForm):
    """Which problems of the ledger part five tells: all, before anybody has chosen."""

    problems = forms.TypedMultipleChoiceField(
        label=_("写进第五部分的问题"), widget=forms.CheckboxSelectMultiple, coerce=int, required=False
    )

    def prepare(self) -> None:
        """Offer the problems of the year, each with where it was found."""
        rows = [each for rows in problems_of(self.row) for each in rows]
        field: Any = self.fields["problems"]
        field.choices = [(each.pk, f"{each.text}（{each.get_source_display()}）") for each in rows]
        known = {each.pk for each in rows}
        chosen = known if self.row.problems is None else known & set(self.row.problems)
        self.initial["problems"] = sorted(chosen)
