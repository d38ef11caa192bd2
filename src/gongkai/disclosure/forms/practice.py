"""The form of how an agency reviews."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.forms import RowForm
from gongkai.disclosure.models import Practice
from gongkai.disclosure.models.practice import REVIEWS, STEPS


class InOrder(forms.SelectMultiple):
    """Several of some, in an order: the first chosen in a list of its own, then the second, down to as many as are."""

    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Give what was chosen; a list that was left open stands for nothing."""
        return [each for each in super().value_from_datadict(data, files, name) or [] if each]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw as many lists as there are things to choose, one under another."""
        among = list(self.choices)
        chosen = [*self.format_value(value), *[""] * len(among)][: len(among)]
        one = forms.Select(choices=[("", _("没有")), *among])
        drawn = [
            (one.render(name, each, {"aria-label": _("第%(number)d个环节") % {"number": number}}, renderer),)
            for number, each in enumerate(chosen, start=1)
        ]
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", drawn))


class PracticeForm(RowForm):
    """How an agency reviews and numbers what it publishes."""

    reviews = forms.MultipleChoiceField(
        label=gettext_lazy("审查环节"),
        choices=[(each, format_lazy("{}（{}）", STEPS[each], each.label)) for each in REVIEWS],
        widget=InOrder,
        help_text=gettext_lazy("拟稿以后按这个先后逐个审查，都同意了才能公开；保密审查不能省去（条例第17条）。"),
    )

    class Meta:
        model = Practice
        fields = ("reviews", "reviewers_apart", "publisher_apart", "reassess_months", "index_prefix")
