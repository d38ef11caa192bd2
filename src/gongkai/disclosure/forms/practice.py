"""The form of how an agency reviews."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.forms import RowForm
from gongkai.disclosure.models import Practice
from gongkai.disclosure.models.practice import REVIEWS


class PracticeForm(RowForm):
    """How an agency reviews and numbers what it publishes."""

    reviews = forms.MultipleChoiceField(
        label=_("审查环节"),
        choices=[(each, each.label) for each in REVIEWS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("按列出的先后逐个审查；保密审查不能省去（条例第17条）。"),
    )

    class Meta:
        model = Practice
        fields = ("reviews", "index_prefix")
