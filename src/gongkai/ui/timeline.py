"""The entries of a journal as a page shows them: each act with who, when, under which article, and what changed.

An entry holds columns and keys; here they become the names and labels of the models they came from. `ui` does not know
the journal: an entry is whatever has `object_type`, `before`, `after`, `note` and `role`. The rows that values point
at are read together, one query for each model, however many entries there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, DateField, DateTimeField, Field, ForeignKey, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.ui.days import day_in_words, moment_in_words

LONG = 60
"""Characters beyond which a value is folded."""

_ROLES = {
    "system": gettext_lazy("系统"),
    "applicant": gettext_lazy("申请人"),
    "visitor": gettext_lazy("访客"),
    "token": gettext_lazy("接口令牌"),
}
_NOTES = {
    "reason": gettext_lazy("理由"),
    "comment": gettext_lazy("意见"),
    "basis": gettext_lazy("文件依据"),
    "vouched_by": gettext_lazy("担保人"),
    "token": gettext_lazy("接口令牌"),
}


@dataclass(frozen=True)
class Value:
    """What a field held, in words; empty where it held nothing."""

    text: str

    @property
    def is_long(self) -> bool:
        """Say whether it is folded."""
        return len(self.text) > LONG or "\n" in self.text

    @property
    def start(self) -> str:
        """Give what is shown of a folded value."""
        return self.text.partition("\n")[0][: LONG // 2]


@dataclass(frozen=True)
class Change:
    """One field of an entry: what it is called, what it was and what it is; None where the entry says neither."""

    label: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True)
class Line:
    """One entry."""

    entry: Any
    changes: tuple[Change, ...]
    notes: tuple[tuple[str, str], ...]

    @property
    def is_first(self) -> bool:
        """Say whether it made the thing: there is nothing it was before."""
        return bool(self.changes) and all(change.before is None for change in self.changes)

    @property
    def by(self) -> str:
        """Name who acted when it was no officer."""
        return str(_ROLES.get(self.entry.role, self.entry.role))


def lines(entries: Iterable[Any]) -> list[Line]:
    """Give entries as a page shows them."""
    shown = list(entries)
    names = _names(shown)
    return [Line(entry, tuple(_changes(entry, names)), tuple(_notes(entry.note))) for entry in shown]


Names = Mapping[type[Model], Mapping[Any, str]]


def _fields(entry: Any) -> Mapping[str, Field[Any, Any] | None]:
    """Give the fields an entry speaks of, in the order of the model; None for one that is no more."""
    try:
        meta = apps.get_model(entry.object_type)._meta
    except (LookupError, ValueError):
        return dict.fromkeys((*entry.before, *entry.after))
    found: dict[str, Field[Any, Any] | None] = {}
    for name in dict.fromkeys((*entry.before, *entry.after)):
        try:
            field = meta.get_field(name)
        except FieldDoesNotExist:
            field = None
        found[name] = field if isinstance(field, Field) else None
    order = {field.name: place for place, field in enumerate(meta.fields)}
    return dict(sorted(found.items(), key=lambda each: order.get(each[0], len(order))))


def _names(entries: Iterable[Any]) -> Names:
    keys: dict[type[Model], set[Any]] = defaultdict(set)
    for entry in entries:
        for name, field in _fields(entry).items():
            if isinstance(field, ForeignKey):
                keys[field.related_model] |= {side[name] for side in (entry.before, entry.after) if side.get(name)}
    return {
        model: {key: str(row) for key, row in model._base_manager.select_related().in_bulk(some).items()}
        for model, some in keys.items()
    }


def _changes(entry: Any, names: Names) -> Iterable[Change]:
    removed = entry.after.get("removed") is True
    for name, field in _fields(entry).items():
        if name == "removed" and field is None:
            continue
        if field is not None and (not field.editable or name in getattr(field.model, "untold", ())):
            continue  # a counter of the machine's, or what only it reads: without words for people
        before = Value(_words(entry.before[name], field, names)) if name in entry.before else None
        after = Value(_words(entry.after[name], field, names)) if name in entry.after and not removed else None
        if before is None and after is not None and not after.text:
            continue  # what was left blank in something new
        yield Change(name if field is None else str(field.verbose_name), before, after)


def _words(value: Any, field: Field[Any, Any] | None, names: Names) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, dict) and value.keys() == {"fingerprint"}:
        return _("（个人信息，不留原文）")
    if isinstance(field, ForeignKey):
        return names.get(field.related_model, {}).get(value, f"#{value}")
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, BooleanField) or isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(field, DateTimeField):
        return moment_in_words(datetime.fromisoformat(value))
    if isinstance(field, DateField):
        return day_in_words(date.fromisoformat(value))
    if isinstance(value, list):
        return _("、").join(_words(each, None, names) for each in value)
    if isinstance(value, dict):
        return "\n".join(f"{key} {_words(each, None, names)}" for key, each in value.items())
    return str(value)


def _notes(note: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for key, label in _NOTES.items():
        if note.get(key):
            yield str(label), str(note[key])
