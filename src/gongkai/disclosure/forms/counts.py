"""The form of a span of days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.ui.fields import Day


class CountsForm(forms.Form):
    """Of which days, and of which agencies, it is wanted how much was published."""

    first = forms.DateField(label=_("自"), widget=Day())
    last = forms.DateField(label=_("至"), widget=Day())
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("公开机关"), required=False, empty_label=_("看得到的全部机关")
    )

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the first day before the last."""
        found = super().clean() or {}
        if found.get("first") and found.get("last") and found["first"] > found["last"]:
            self.add_error("last", _("截止日期在起始日期之前。"))
        return found
