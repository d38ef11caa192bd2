"""The forms of the ledger of training."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.forms import RowForm
from gongkai.agencies.models import Agency, Officer
from gongkai.duties.models import Attendee, TrainingPlan, TrainingSession
from gongkai.duties.training.services import Outsider
from gongkai.ui.fields import Day

_PARTS = re.compile(r"[\s，,：:、]+")


def read_outsiders(written: str) -> list[Outsider]:
    """Read who is invited from elsewhere: a line for each, the name and where they are from."""
    found = []
    for line in written.splitlines():
        name, *unit = _PARTS.split(line.strip(), maxsplit=1)
        if name:
            found.append(Outsider(name[:40], unit[0][:80] if unit else ""))
    return found


class _Time(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PlanForm(RowForm):
    """What is planned for a year."""

    class Meta:
        model = TrainingPlan
        fields = ("aims", "sessions", "hours")
        widgets = {"aims": forms.Textarea(attrs={"rows": 6})}


class SessionForm(RowForm):
    """A session as it is arranged."""

    class Meta:
        model = TrainingSession
        fields = (
            "kind", "subject", "about", "on", "begins_at", "hours", "venue", "host", "needs_material",
        )  # fmt: skip
        widgets = {"about": forms.Textarea(attrs={"rows": 4}), "on": Day(), "begins_at": _Time()}
        help_texts = {
            "hours": _("每人计多少学时，如 2 或者 1.5。"),
            "needs_material": _("勾选的，临近举行还没有上传材料时会提醒。"),
        }


class NewSessionForm(SessionForm):
    """A new session, with who holds it."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("主办机关"))
    field_order = ("agency", *SessionForm.Meta.fields)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        self.initial.setdefault("agency", among.first())


class InviteForm(forms.Form):
    """Who is invited: whole agencies, single officers, others by name."""

    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label=_("整个机关"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("勾选的机关里，所有在任人员都请。"),
    )
    officers = forms.ModelMultipleChoiceField(
        Officer.objects.none(), label=_("个人"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    outsiders = forms.CharField(
        label=_("站外人员"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
        help_text=_("没有账号的人，每行写“姓名 单位”。"),
    )

    def __init__(self, *args: Any, among: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = among  # type: ignore[attr-defined]
        self.fields["officers"].queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]

    def clean_outsiders(self) -> list[Outsider]:
        """Read the lines."""
        return read_outsiders(self.cleaned_data["outsiders"])

    def clean(self) -> dict[str, Any]:
        """Ask for somebody."""
        found = super().clean() or {}
        if not any(found.get(name) for name in ("agencies", "officers", "outsiders")):
            raise forms.ValidationError(_("请选择或者填写要请的人。"))
        return found


class AttendForm(forms.Form):
    """The code shown in the room."""

    code = forms.CharField(
        label=_("签到码"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("会场屏幕上的六位数字，当天有效。"),
    )


class TickForm(forms.Form):
    """Who came of those invited."""

    present = forms.MultipleChoiceField(
        label=_("到场人员"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, attendees: Iterable[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(attendees)
        self.fields["present"].choices = [(str(row.pk), told(row)) for row in rows]  # type: ignore[attr-defined]
        self.initial.setdefault("present", [str(row.pk) for row in rows if row.attended])

    def clean_present(self) -> set[int]:
        """Give the keys."""
        return {int(key) for key in self.cleaned_data["present"]}


def told(row: Attendee) -> str:
    """Give who was invited, with where they are from."""
    where = row.agency.called if row.agency is not None else row.unit
    return " ".join(filter(None, (where, row.name)))


class CompleteForm(forms.Form):
    """What came of a session."""

    tested = forms.IntegerField(label=_("测试人数"), required=False, min_value=0, max_value=10000)
    passed = forms.IntegerField(label=_("合格人数"), required=False, min_value=0, max_value=10000)
    effect = forms.CharField(label=_("效果"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    minutes = forms.CharField(
        label=_("纪要"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )


class CancelForm(forms.Form):
    """Why a session is called off."""

    reason = forms.CharField(label=_("取消原因"), max_length=200)
