"""The forms of the ledger of leadership."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Office
from gongkai.duties.leading.services import Named
from gongkai.duties.models import Charge
from gongkai.duties.models.leading import IN_GROUP, Dated, Role, Subject
from gongkai.ui.fields import Day

_PARTS = re.compile(r"[\s，,：:、]+")


def read_members(written: str) -> list[Named]:
    """Read who is in a group, a line for each: role, name, position. ValidationError names the line that is wrong."""
    roles = {str(Role(role).label): role for role in IN_GROUP}
    found = []
    for number, line in enumerate(written.splitlines(), 1):
        role, *rest = [*_PARTS.split(line.strip(), maxsplit=2)]
        if not role and not rest:
            continue
        if role not in roles or not rest or not rest[0]:
            told = {"number": number, "line": line.strip(), "roles": "、".join(roles)}
            raise forms.ValidationError(
                say("第%(number)d行“%(line)s”看不懂。每行写“职责 姓名 职务”，职责是：%(roles)s。") % told
            )
        found.append(Named(roles[role], rest[0], rest[1] if len(rest) > 1 else ""))
    return found


def written_members(members: Iterable[Charge]) -> str:
    """Give who is in a group as `read_members` reads it."""
    return "\n".join(
        " ".join(filter(None, (str(each.get_role_display()), each.name, each.position))) for each in members
    )


class _DatedForm(forms.Form):
    """From which day something holds, and by which document."""

    document_number = forms.CharField(label=_("文号"), max_length=60, required=False)
    from_on = forms.DateField(label=_("自"), widget=Day)


class GroupForm(_DatedForm):
    """A leading group as it is set up or adjusted, with all who are in it."""

    name = forms.CharField(label=_("名称"), max_length=120)
    office = forms.CharField(
        label=_("办公室设在"), max_length=60, required=False, help_text=_("领导小组办公室设在哪个科室。")
    )
    members = forms.CharField(
        label=_("组成人员"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
        help_text=_("每行一人：职责 姓名 职务，如“组长 张某 局长”。职责写组长、副组长、成员、办公室主任或者联络员。"),
    )
    field_order = ("name", "document_number", "from_on", "office", "members")

    def clean_members(self) -> list[Named]:
        """Read the lines."""
        return read_members(self.cleaned_data["members"])


class ChargeForm(_DatedForm):
    """Somebody in a role."""

    role = forms.ChoiceField(label=_("职责"), choices=Role.choices)
    name = forms.CharField(label=_("姓名"), max_length=40, help_text=_("与本机关在任人员同名的，自动关联其账号。"))
    position = forms.CharField(label=_("职务"), max_length=80, required=False)
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("科室"), required=False, help_text=_("科室责任人要选，其他职责不用选。")
    )
    until_on = forms.DateField(
        label=_("至"), widget=Day, required=False, help_text=_("补录过去的情况时填最后一天，现任的不填。")
    )
    field_order = ("role", "name", "position", "office", "document_number", "from_on", "until_on")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = agency.offices.filter(closed_on__isnull=True)  # type: ignore[attr-defined]


class StatementForm(_DatedForm):
    """Duties as they are stated."""

    subject = forms.ChoiceField(label=_("名目"), choices=Subject.choices)
    body = forms.CharField(label=_("职责"), widget=forms.Textarea(attrs={"rows": 10}), max_length=5000)
    field_order = ("subject", "body", "document_number", "from_on")


class EndForm(forms.Form):
    """The last day."""

    on = forms.DateField(label=_("最后一天"), widget=Day)


class StrikeForm(forms.Form):
    """Why something is struck."""

    reason = forms.CharField(label=_("作废原因"), max_length=200)


class ShowForm(forms.Form):
    """Which of what holds the public is shown."""

    shown = forms.MultipleChoiceField(
        label=_("向社会公开的内容"), widget=forms.CheckboxSelectMultiple, required=False, choices=()
    )

    def __init__(self, *args: Any, rows: Iterable[Dated], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {f"{row._meta.model_name}-{row.pk}": row for row in rows}
        self.fields["shown"].choices = [(key, _told(row)) for key, row in self.rows.items()]  # type: ignore[attr-defined]
        self.initial.setdefault("shown", [key for key, row in self.rows.items() if row.is_public])

    def clean_shown(self) -> list[Dated]:
        """Give the rows."""
        return [self.rows[key] for key in self.cleaned_data["shown"]]


def _told(row: Dated) -> str:
    position = row.position if isinstance(row, Charge) else ""
    return " ".join(filter(None, (str(row), position)))
