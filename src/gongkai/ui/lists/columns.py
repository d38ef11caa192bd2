"""The columns of a list: where a value comes from, how it is shown, by what it is sorted, how it is exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _

from gongkai.ui.templatetags.ui import blank, day, moment


@dataclass(frozen=True)
class Column:
    """One column. The first of a list names the row: it is always shown, and heads the row when it is read aloud.

    `value` is a path of attributes (`region.name`; a method without arguments is called) or a function of the row, by
    default the name. `sort` are the fields it is sorted by; without them it is not. On tables that grow they must
    lead an index. `link` is where a row leads; `opens` the same where opening it changes something, so that it is sent
    and not followed (only where there are acts on many rows). `export` is False for what stays on the page, or a
    function of the row where a file says it otherwise.
    """

    name: str
    label: Any
    value: str | Callable[[Any], Any] = ""
    sort: Sequence[str] = ()
    shown: bool = True
    link: Callable[[Any], str] | None = None
    opens: Callable[[Any], str] | None = None
    export: bool | Callable[[Any], Any] = True
    number: bool = False

    def of(self, row: Any) -> Any:
        """Give the value of a row, as it is."""
        return self.value(row) if callable(self.value) else _follow(row, self.value or self.name)

    def exported(self, row: Any) -> Any:
        """Give the value of a row for a file."""
        return self.export(row) if callable(self.export) else self.of(row)

    def order(self, model: type[Model], *, descending: bool) -> list[OrderBy]:
        """Give what rows are ordered by; what is blank comes last in either direction, in every database."""
        found = []
        for path in self.sort:
            last = True if _may_be_null(model, path) else None
            field = F(path)
            found.append(field.desc(nulls_last=last) if descending else field.asc(nulls_last=last))
        return found


def shown(value: Any) -> Any:
    """Give a value as a page says it."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return blank(value) if value is None or value == "" else value


def _follow(row: Any, path: str) -> Any:
    value = row
    for part in path.split("."):
        value = getattr(value, part)
        if callable(value):
            value = value()
        if value is None:
            return None
    return value


def _may_be_null(model: type[Model], path: str) -> bool:
    """Say whether a field, or one on the way to it, may be null; of what is no field (an annotation) that it may."""
    current: Any = model
    for part in path.split("__"):
        try:
            field = current._meta.pk if part == "pk" else current._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if field.null or not field.concrete:
            return True
        current = field.related_model or current
    return False
