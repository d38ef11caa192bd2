"""The forms of table II: which year of whom, and what is entered by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Entered
from gongkai.disclosure.services import newest_of
from gongkai.disclosure.table_two import Place, is_computed, places, spec_of
from gongkai.report.edition import editions


class YearOfForm(forms.Form):
    """Of which agency a year is wanted, and whether with all that lies below it."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("公开机关"), empty_label=None)
    year = forms.IntegerField(label=_("年度"))
    below = forms.BooleanField(label=_("包括下级机关"), required=False)

    def __init__(self, *args: Any, among: Any, latest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        earliest = editions()[0].from_year
        self.fields["year"] = forms.IntegerField(label=_("年度"), min_value=earliest, max_value=latest)


class EnterForm(forms.Form):
    """The figures of a year that no item tells; what is left blank is not known."""

    source = forms.CharField(
        label=_("数据来源"), max_length=200, help_text=_("从哪里得来，如“省行政审批平台2025年台账”。")
    )
    reason = forms.CharField(
        label=_("说明"), max_length=300, help_text=_("为什么填这些数；更正的，写明为什么更正。原来填的仍然保留。")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, agency: Agency, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = newest_of(agency, year)
        standing = Entered.objects.standing().filter(agency=agency, year=year)
        known = {(row.row, row.column): row.value for row in standing}
        fields: dict[str, forms.Field] = {}
        for name, place, label, kind in _entered(year):
            fields[name] = forms.DecimalField(
                label=label,
                required=False,
                min_value=None if kind == "change" else Decimal(),
                max_digits=17,
                decimal_places=4 if kind == "money" else 0,
            )
            value = known.get(place)
            if value is not None:
                self.initial[name] = format(value.normalize(), "f")
        self.fields = {**fields, **self.fields}
        self._places = {name: place for name, place, _label, _kind in _entered(year)}

    def values(self) -> Mapping[Place, Decimal | None]:
        """Give what was entered, by where it stands."""
        return {place: self.cleaned_data[name] for name, place in self._places.items()}


def _entered(year: int) -> Iterator[tuple[str, Place, Any, str]]:
    """Go through the figures that are entered: the name of the field, where it stands, what it is called, its kind."""
    spec = spec_of(year)
    for place, column in places(spec).items() if spec else ():
        if not is_computed(place):
            label = format_lazy("{}：{}", spec.row_by_id[place[0]].label, column.label)  # type: ignore[union-attr]
            if column.kind == "money" and column.unit not in column.label:
                label = format_lazy("{}（{}）", label, _("万元"))
            yield "-".join(place), place, label, column.kind
