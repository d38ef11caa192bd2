"""The forms of this context. They read and check what is typed; what is done with it, the services do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Duty, Kind, Membership, Office, Officer, Post, Region, Succession


class Day(forms.DateInput):
    """A day, picked from a calendar where the browser has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RegionForm(forms.ModelForm):
    """A region."""

    class Meta:
        model = Region
        fields = ("code", "name", "level", "parent")


class AgencyForm(forms.ModelForm):
    """What is known of an agency, but for where it stands in the tree."""

    website = forms.URLField(label=_("网址"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Agency
        fields = (
            "name", "short_name", "kind", "region", "credit_code", "address", "hours", "phone", "fax", "email",
            "postcode", "website", "established_on",
        )  # fmt: skip
        widgets = {"established_on": Day()}
        help_texts = {
            "credit_code": _("18位，没有可以不填。"),
            "hours": _("如：工作日 8:30—12:00，13:30—17:30"),
            "email": _("公开工作机构用的邮箱，会登在公开指南上。"),
        }

    def __init__(self, *args: Any, kinds: Sequence[Kind] = tuple(Kind), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [each for each in Kind.choices if each[0] in kinds]  # type: ignore[attr-defined]

    def clean_credit_code(self) -> str | None:
        """Give the code in capitals; none rather than a blank, which would be the same for all."""
        return str(self.cleaned_data["credit_code"] or "").upper() or None


class ParentForm(forms.Form):
    """Which agency another stands below."""

    parent = forms.ModelChoiceField(
        Agency.objects.none(), required=False, label=_("上级机关"), empty_label=_("没有上级")
    )

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = among  # type: ignore[attr-defined]


class NewAgencyForm(AgencyForm):
    """A new agency, with where it stands in the tree."""

    class Meta(AgencyForm.Meta):
        fields = ("parent", *AgencyForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, among: Any, parent_required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = among  # type: ignore[attr-defined]
        self.fields["parent"].required = parent_required
        self.fields["parent"].label = _("上级机关")


class DayForm(forms.Form):
    """A day on which something ends."""

    on = forms.DateField(label=_("日期"), widget=Day())


class OfficeForm(forms.ModelForm):
    """An internal office."""

    class Meta:
        model = Office
        fields = ("name",)


class SuccessionForm(forms.ModelForm):
    """Which agency another took over from."""

    class Meta:
        model = Succession
        fields = ("predecessor", "form", "on", "basis")
        widgets = {"on": Day()}
        help_texts = {"basis": _("机构改革文件的名称或文号。")}

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predecessor"].queryset = among  # type: ignore[attr-defined]


class MemberForm(forms.ModelForm):
    """An agency put on a list."""

    class Meta:
        model = Membership
        fields = ("member",)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = among  # type: ignore[attr-defined]


class OfficerForm(forms.ModelForm):
    """What is known of an officer."""

    class Meta:
        model = Officer
        fields = ("name", "email")


class PostForm(forms.ModelForm):
    """A post given to somebody: `officer` among those who may be appointed here."""

    class Meta:
        model = Post
        fields = ("officer", "duty", "office", "from_on", "until_on")
        widgets = {"from_on": Day(), "until_on": Day()}

    def __init__(self, *args: Any, agency: Agency, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.agency = agency
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
        self.fields["office"].queryset = agency.offices.filter(closed_on__isnull=True)  # type: ignore[attr-defined]
        if agency.kind != "general_office":
            duty = self.fields["duty"]
            duty.choices = [choice for choice in Duty.choices if choice[0] != Duty.SUPERVISOR]  # type: ignore[attr-defined]


class TableForm(forms.Form):
    """A file to take in."""

    file = forms.FileField(label=_("文件"), help_text=_("CSV 或 XLSX，第一行是表头。"))
