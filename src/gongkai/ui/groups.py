"""Long forms: what is always asked stands first, the rest by subject, each subject folded until something is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.forms.boundfield import BoundField


class Subject(NamedTuple):
    """A subject of a form: what it is called, and the names of its fields."""

    legend: Any
    names: Sequence[str]


class Group(NamedTuple):
    """A subject as it is drawn: unfolded where something in it is wrong or is not as it is by default."""

    legend: Any
    fields: list[BoundField]
    is_open: bool


class Grouped(forms.BaseForm):
    """A form by subjects; `ui/fields.html` draws it so. Fields that no subject names are always shown."""

    subjects: ClassVar[Sequence[Subject]] = ()

    def always(self) -> list[BoundField]:
        """Give the fields that are always shown."""
        folded = {name for subject in self.subjects for name in subject.names}
        return [field for field in self.visible_fields() if field.name not in folded]

    def groups(self) -> list[Group]:
        """Give the subjects that have fields here."""
        drawn = []
        for subject in self.subjects:
            fields = [self[name] for name in subject.names if name in self.fields]
            if fields:
                drawn.append(Group(subject.legend, fields, any(_stands_out(each) for each in fields)))
        return drawn


def _stands_out(field: BoundField) -> bool:
    default = field.field.initial
    usual = default() if callable(default) else default
    value = field.value()
    return bool(field.errors) or ((value or "") != "" and str(value) != str(usual))
