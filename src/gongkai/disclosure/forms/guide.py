"""The form of the guide (政府信息公开指南): a field for each part that 条例第12条第2款 names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Office
from gongkai.disclosure.guides import MORE, PARTS, sections_of
from gongkai.disclosure.models import Item
from gongkai.ui.choices import words
from gongkai.ui.fields import Day

_LONG = {"classification": 5, "arrangement": 4, "access": 6, "more": 6}
"""How many lines a part is given; the others are given one."""


class GuideForm(forms.Form):
    """The guide, part by part. A new one begins with what is known of the agency."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    effective_on = forms.DateField(
        label=_("施行日期"), widget=Day(), help_text=_("这一版从这一天起施行；在此之前公众看到的仍是现行的一版。")
    )

    def __init__(self, *args: Any, agency: Agency, item: Item | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = _known_of(agency) if item is None or item.text is None else sections_of(item.text.body)
        for part in PARTS:
            lines = _LONG.get(part.code)
            self.fields[part.code] = forms.CharField(
                label=words(part.label),
                required=part != MORE,
                max_length=20_000,
                initial=given.get(part.code, ""),
                widget=forms.Textarea(attrs={"rows": lines}) if lines else None,
            )
        self.fields["fax"].help_text = _("没有传真的，写“无”。")
        self.fields[MORE.code].help_text = _("如依申请公开的程序、监督和救济的途径；可以不填。")
        self.initial["effective_on"] = localdate()
        if item is not None:
            self.initial["seen"] = item.version

    def sections(self) -> dict[str, str]:
        """Give what was written for each part."""
        return {part.code: self.cleaned_data[part.code] for part in PARTS}


def _known_of(agency: Agency) -> dict[str, str]:
    office = Office.objects.filter(agency=agency, discloses=True, closed_on__isnull=True).first()
    contacts = (agency.email, agency.website)
    return {
        "office_name": office.name if office else "",
        "office_address": agency.address,
        "office_hours": agency.hours,
        "telephone": agency.phone,
        "fax": agency.fax,
        "internet_contact": "，".join(filter(None, contacts)),
    }
