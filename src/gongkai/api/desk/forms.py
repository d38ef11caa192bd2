"""The forms of the desk, filled in by programs: what a form asks for is told, and what is sent is read by it.

So a program meets the same fields, choices and checks as an officer does, and a field that is added is there for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from gongkai.api.errors import of_fields, place, wrong
from gongkai.law.message import Message
from gongkai.ui.language import said

Form = TypeVar("Form", bound=BaseForm)
Plain = str | int | float | bool | None
Given = dict[str, Plain | list[Plain]]
"""What a program sends for a form: by the names of fields, values as JSON has them; days as 2026-03-02."""

_MOST_CHOICES = 500
_OF_THE_FORM = frozenset({"seen"})
_KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DateTimeField, "moment"),
    (forms.DateField, "date"),
    (forms.DecimalField, "number"),
    (forms.IntegerField, "integer"),
    (forms.NullBooleanField, "boolean"),
    (forms.BooleanField, "boolean"),
    (forms.MultipleChoiceField, "choices"),
    (forms.ModelMultipleChoiceField, "choices"),
    (forms.ChoiceField, "choice"),
    (forms.ModelChoiceField, "choice"),
)


class Choice(Schema):
    """One of the values that a field takes."""

    value: str = Field(description=_("值。"))
    label: str = Field(description=_("值的意思。"))


class FieldOut(Schema):
    """A field of a form."""

    name: str = Field(description=_("字段的名称。"))
    label: str = Field(description=_("字段，供人看。"))
    kind: str = Field(
        description=_("text、date、moment、integer、number、boolean、choice（选一个）、choices（选几个）。")
    )
    required: bool = Field(description=_("必须给出。其他的不给，就是工作台打开表单时的样子；给 null 就是空白。"))
    help: str = Field(description=_("填写说明。"))
    choices: list[Choice] | None = Field(description=_("choice 和 choices 可以选的值；其他的为空。"))


def fields_of(form: BaseForm) -> list[FieldOut]:
    """Give the fields of a form that a program fills in; what stands in them already is not told."""
    return [
        FieldOut(
            name=name,
            label=str(field.label or ""),
            kind=_kind_of(field),
            required=field.required and form[name].initial in (None, ""),
            help=str(field.help_text),
            choices=_choices_of(field),
        )
        for name, field in form.fields.items()
        if name not in _OF_THE_FORM and not isinstance(field, forms.FileField)
    ]


def _kind_of(field: forms.Field) -> str:
    return next((words for kind, words in _KINDS if isinstance(field, kind)), "text")


def _choices_of(field: forms.Field) -> list[Choice] | None:
    if not _kind_of(field).startswith("choice"):
        return None
    found: list[Choice] = []
    for value, label in field.choices:  # type: ignore[attr-defined]
        several = label if isinstance(label, list | tuple) else [(value, label)]
        found += [Choice(value=str(each), label=str(words)) for each, words in several if str(each)]
        if len(found) >= _MOST_CHOICES:
            break
    return found[:_MOST_CHOICES]


def filled(form: type[Form], given: Mapping[str, Any], *, seen: int | None = None, **about: Any) -> Form:
    """Give a form that is filled in with what was sent, and as it must be; Refused (422) names each field otherwise.

    What is not sent stands as in the form when it is opened at the desk: as it was, or as it usually is. `seen` is the
    version of the row that whoever sent it has seen.
    """
    data = _as_opened(form(**about)) | {name: "" if value is None else value for name, value in given.items()}
    if seen is not None:
        data["seen"] = seen
    made = form(data, **about)
    unknown = sorted(set(given) - (set(made.fields) - _OF_THE_FORM))
    if unknown:
        message = said(Message("没有这一项。"))
        raise wrong(place("body", name, "extra_forbidden", message) for name in unknown)
    odd = [name for name, value in given.items() if not _is_of(made.fields[name], value)]
    if odd:
        message = said(Message("值的类型不对：一个字段一个值，只有多选的是数组，是非的才是 true、false。"))
        raise wrong(place("body", name, "type", message) for name in odd)
    if not made.is_valid():
        raise of_fields(ValidationError(made.errors.as_data()))
    return made


def _as_opened(form: BaseForm) -> dict[str, Any]:
    """Give what stands in a form when it is opened."""
    found = {name: field.prepare_value(form[name].initial) for name, field in form.fields.items()}
    return {name: value for name, value in found.items() if value is not None and name not in _OF_THE_FORM}


def _is_of(field: forms.Field, value: Any) -> bool:
    """Say whether a value has the shape of a field: read as words, a list or a truth would be something else."""
    kind = _kind_of(field)
    if isinstance(value, list):
        return kind == "choices"
    return not isinstance(value, bool) or kind == "boolean"
