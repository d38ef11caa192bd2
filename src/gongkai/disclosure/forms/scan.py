"""What is decided on the findings of a scan, and the words of an agency's list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.forms.acts import ActForm
from gongkai.disclosure.models import Decided, Word
from gongkai.disclosure.services.scanning import Shown


class Line(NamedTuple):
    """A finding with the fields that decide on it; None where nothing is to be decided."""

    shown: Shown
    decided: Any
    reason: Any


class DecideForm(ActForm):
    """What is decided on each finding, and why; those left open are left as they are."""

    def __init__(self, *args: Any, found: Sequence[Shown], **kwargs: Any) -> None:
        self.found = found
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Ask about every finding on which nobody has decided, errors and others."""
        for at, each in enumerate(self.asked, start=1):
            told = {"number": at}
            self.fields[f"decided_{each.finding.key}"] = forms.ChoiceField(
                label=_("第%(number)d处的处理") % told,
                choices=[("", _("还没有处理")), *Decided.choices],
                required=False,
            )
            self.fields[f"reason_{each.finding.key}"] = forms.CharField(
                label=_("第%(number)d处的理由") % told, required=False, max_length=300
            )

    @property
    def asked(self) -> list[Shown]:
        """Give the findings on which nobody has decided."""
        return [each for each in self.found if each.decision is None]

    @property
    def lines(self) -> list[Line]:
        """Give the findings, with the fields of those that are open."""
        return [
            Line(each, self[f"decided_{key}"], self[f"reason_{key}"])
            if f"decided_{(key := each.finding.key)}" in self.fields
            else Line(each, None, None)
            for each in self.found
        ]

    def clean(self) -> dict[str, Any]:
        """Ask why, of each that is decided; and for some decision."""
        values: dict[str, Any] = super().clean() or {}
        for each in self.asked:
            name = f"reason_{each.finding.key}"
            if values.get(f"decided_{each.finding.key}") and not values.get(name):
                self.add_error(name, _("请写明理由。"))
        if not self.errors and not self.answers():
            raise forms.ValidationError(_("还没有选择任何一处的处理。"))
        return values

    def answers(self) -> dict[str, tuple[str, str]]:
        """Give what was decided, by the keys of findings."""
        chosen = {each.finding.key: self.cleaned_data.get(f"decided_{each.finding.key}") for each in self.asked}
        return {key: (str(how), self.cleaned_data.get(f"reason_{key}", "")) for key, how in chosen.items() if how}


class WordForm(forms.ModelForm):
    """A word of an agency's list."""

    class Meta:
        model = Word
        fields = ("word", "kind", "instead", "note")

    def _post_clean(self) -> None:
        """Leave to the service whether it is listed already."""


class SureForm(forms.Form):
    """Nothing to fill in: that one is sure."""
