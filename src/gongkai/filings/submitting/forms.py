"""The forms of reports that go up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.filings.models import Version
from gongkai.filings.submitting.places import places_of

_AT = "at:"


class SubmitForm(forms.Form):
    """To whom a report goes up."""

    collector = forms.ModelChoiceField(Agency.objects.none(), label=_("报送给"), empty_label=None)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["collector"].queryset = among  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """Why a report is returned, and what is remarked on which of its places: a field for each (`beside`)."""

    reason = forms.CharField(label=_("退回理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, name in places_of(version).items():
            widget = forms.Textarea(attrs={"rows": 2, "maxlength": 500})
            self.fields[f"{_AT}{place}"] = forms.CharField(label=name, widget=widget, max_length=500, required=False)

    @property
    def beside(self) -> Mapping[str, forms.BoundField]:
        """Give the field of each place."""
        return {name.removeprefix(_AT): self[name] for name in self.fields if name.startswith(_AT)}

    def clean(self) -> dict[str, Any]:
        """Gather what was remarked by place."""
        found = super().clean() or self.cleaned_data
        remarks = {name.removeprefix(_AT): text for name, text in found.items() if name.startswith(_AT) and text}
        return {"reason": found.get("reason", ""), "remarks": remarks}


class ChaseForm(forms.Form):
    """What is added to the notice."""

    text = forms.CharField(label=_("附言"), max_length=200, required=False)
