"""Two people at one form: whoever comes second is shown what the first changed, and takes either, field by field.

    class AgencyForm(Versioned, forms.ModelForm):
        def changed_by(self, names):
            return last_changes(self.instance, names)

The form carries a hidden version: of each value it was shown with a short hash. What somebody else has changed since is
not overwritten. Where nothing else was typed the new value is taken over; where both changed a field, one is chosen.
Either way the form is shown once more before it is taken in, and nothing typed is lost. `carrying_out` asks whether it
still `stands` once more, of the row held until the act is done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.choices import flatten_choices
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

VERSION = "row_version"
THEIRS, MINE = "theirs", "mine"
_HASH = 12


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed since the form was shown: how it is now, what was typed, who changed it."""

    name: str
    label: Any
    theirs: str
    mine: str
    entry: Any
    both: bool
    """Whether it was changed here, too, so that one of the two is to be chosen."""
    choice: str
    """The name of that choice in the form."""
    marker: str
    """The name that says of a form sent again that there was something to choose."""


class Versioned(forms.BaseModelForm):
    """A form of a row that others may change meanwhile; stands before `ModelForm` among the bases."""

    conflicts: tuple[Conflict, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._see(self.instance)
        self.fields[VERSION] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial[VERSION] = self._version
        if self.is_bound:
            self._compare()

    def changed_by(self, names: Iterable[str]) -> Mapping[str, Any]:
        """Give of fields of the row the entry that changed each last: who (`officer`), and when (`at`)."""
        return {}

    def stands(self) -> bool:
        """Hold the row to the end of the transaction; say whether the form may be taken in as it then is.

        Where others changed the row after the form was compared with it, it is compared again, and says so.
        """
        if not self.instance.pk:
            return True
        version = self._version
        self._see(type(self.instance)._default_manager.select_for_update(no_key=True).get(pk=self.instance.pk))
        if self._version != version:
            self._compare()
            self.full_clean()
        return self.is_valid()

    def _see(self, row: Model) -> None:
        """Take note of the values of the row as it is now."""
        compared = [
            name
            for name, field in self.fields.items()
            if name != VERSION and not field.disabled and not isinstance(field, forms.FileField)
        ]
        stored = forms.model_to_dict(row, compared) if row.pk else {}
        self._row: Any = MultiValueDict()
        """The row as an untouched form would send it: less exact than the row, as a form without seconds is."""
        for name in compared:
            if name in stored:
                self._write(name, stored[name])
        self._now = {name: self._read(name, self._row) for name in compared if name in stored}

    @property
    def _version(self) -> str:
        return ".".join(f"{name}-{hashed}" for name, (_value, hashed) in self._now.items())

    def full_clean(self) -> None:
        """Read the form; what somebody else changed must have been seen before it is taken in."""
        super().full_clean()
        if self.is_bound:
            self.cleaned_data.pop(VERSION, None)
        if self.conflicts:
            self.add_error(None, _("您填写的时候，别人改了这里的内容，还没有保存。请对照下面列出的，核对后再提交。"))

    def _compare(self) -> None:
        """Find what others changed since the form was shown, and take over what they alone changed."""
        data = self.data.copy() if isinstance(self.data, MultiValueDict) else _data(self.data)
        shown = dict(part.rpartition("-")[::2] for part in data.get(self.add_prefix(VERSION), "").split("."))
        asked = data.getlist(self.add_prefix("both"))
        found: list[tuple[str, bool, Any]] = []
        for name, (_value, now) in self._now.items():
            typed, mine = self._read(name, self.data)
            choice = data.get(self.add_prefix(f"take-{name}"))
            if mine == now:
                continue
            if shown.get(name) != now:  # changed by others since it was shown; of a choice made before, too
                both = shown.get(name) != mine
                if not both:
                    self._take_over(data, name)
                found.append((name, both, typed))
            elif name in asked and choice == THEIRS:
                self._take_over(data, name)
            elif name in asked and choice != MINE:
                found.append((name, True, typed))
        data[self.add_prefix(VERSION)] = self._version
        self.data = data
        entries = self.changed_by([name for name, _both, _typed in found])
        self.conflicts = tuple(
            Conflict(
                name=name,
                label=self.fields[name].label,
                theirs=self._words(name, self._now[name][0]),
                mine=self._words(name, typed),
                entry=entries.get(name),
                both=both,
                choice=self.add_prefix(f"take-{name}"),
                marker=self.add_prefix("both"),
            )
            for name, both, typed in found
        )

    def _read(self, name: str, data: Any) -> tuple[Any, str]:
        """Give what data say of a field, and its hash: of the value that it stands for, when it stands for one."""
        field = self.fields[name]
        raw = field.widget.value_from_datadict(data, self.files, self.add_prefix(name))
        try:
            value = field.clean(raw)
        except ValidationError:
            readable = raw in field.empty_values or isinstance(field, forms.ModelChoiceField)  # a row not to be chosen
            return raw, _hashed(raw if readable else ["?", str(raw)])
        return value, _hashed(value)

    def _write(self, name: str, stored: Any) -> None:
        """Put a value of the row as its input would send it."""
        field, sent = self.fields[name], self.add_prefix(name)
        value = field.prepare_value(stored)
        widget: Any = field.widget
        if hasattr(widget, "widgets_names"):  # a date and a time, each with its input
            for suffix, part, each in zip(widget.widgets_names, widget.decompress(value), widget.widgets):
                self._row[sent + suffix] = each.format_value(part) or ""
        elif isinstance(widget, forms.CheckboxInput):
            self._row.setlist(sent, ["on"] if value else [])
        else:
            written = widget.format_value(value)
            self._row.setlist(sent, written if isinstance(written, list) else ["" if written is None else str(written)])

    def _take_over(self, data: Any, name: str) -> None:
        """Put the value of the row into what was sent."""
        for suffix in getattr(self.fields[name].widget, "widgets_names", [""]):
            sent = self.add_prefix(name) + suffix
            data.setlist(sent, self._row.getlist(sent))

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(value, bool):
            return _("是") if value else _("否")
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            choices: Any = field.choices
            pairs: Any = flatten_choices(choices)
            flat = {str(key): label for key, label in pairs}
            values = value if isinstance(value, list | tuple) else [value]
            return "、".join(str(flat.get(str(each), each)) for each in values)
        if isinstance(field, forms.ModelChoiceField) and isinstance(value, str):
            return str(field.queryset.model._default_manager.filter(pk=value).first() or value)  # type: ignore[union-attr]
        if isinstance(value, QuerySet | list | tuple):
            return "、".join(map(str, value))
        return "" if value is None else str(value)


def _hashed(value: Any) -> str:
    """Give the hash of a value, alike for what the database has and what a form reads of it."""
    return hashlib.sha256(_plain(value).encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, QuerySet | list | tuple | set):
        return "\n".join(sorted(map(_plain, value)))
    if isinstance(value, datetime):  # forms have no fractions of a second
        at = value.astimezone(UTC) if is_aware(value) else value
        return at.replace(microsecond=0, tzinfo=None).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value).replace("\r\n", "\n").strip()


def _data(data: Mapping[str, Any]) -> MultiValueDict:
    return MultiValueDict(
        {name: list(value) if isinstance(value, list | tuple) else [value] for name, value in data.items()}
    )
