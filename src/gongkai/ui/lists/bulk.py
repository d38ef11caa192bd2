"""One act on many rows: shown beforehand row by row, then done to all together or to each for itself.

Nothing is written before the preview was seen. It says of each row what would change, or why it is refused; what is
confirmed is those rows and no others, and when they would no longer come out as shown they are shown again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongkai.law.errors import GongkaiError
from gongkai.ui.language import said

Values = Mapping[str, Any]
_REFUSALS = (GongkaiError, PermissionDenied, ValidationError)


@dataclass(frozen=True)
class Change:
    """What would change in a row: what it is called, what it is, what it would be."""

    label: Any
    before: Any
    after: Any


@dataclass(frozen=True)
class Action:
    """An act on many rows.

    `plan` gives what would change in a row and writes nothing; `apply` calls the service. Both are given the request,
    the row and what the form says, and refuse a row by raising what services raise. With `together` all is done or
    nothing, in one transaction; otherwise each row for itself. `fit` fits the form to whoever asks.
    """

    name: str
    label: Any
    plan: Callable[[HttpRequest, Any, Values], Iterable[Change]]
    apply: Callable[[HttpRequest, Any, Values], object]
    form: type[Form] | None = None
    fit: Callable[[HttpRequest, Any], object] = lambda request, form: None
    may: Callable[[HttpRequest], bool] = lambda request: True
    together: bool = False
    most: int = 500
    warning: Any = ""


@dataclass(frozen=True)
class Planned:
    """What would become of a row."""

    row: Any
    changes: tuple[Change, ...] = ()
    refusal: str = ""

    @property
    def goes(self) -> bool:
        """Say whether there is something to do."""
        return bool(self.changes) and not self.refusal


@dataclass(frozen=True)
class Plan:
    """What would become of all rows."""

    action: Action
    rows: tuple[Planned, ...]

    @property
    def going(self) -> int:
        """Count the rows that would change."""
        return sum(each.goes for each in self.rows)

    @property
    def refused(self) -> int:
        """Count the rows that are refused."""
        return sum(bool(each.refusal) for each in self.rows)

    @property
    def unchanged(self) -> int:
        """Count the rows that would stay as they are."""
        return len(self.rows) - self.going - self.refused

    @property
    def may_go(self) -> bool:
        """Say whether it can be confirmed: of what is done together nothing may be refused."""
        return self.going > 0 and not (self.action.together and self.refused)

    @property
    def seen(self) -> str:
        """Give what stands for the plan as it was shown."""
        told = [
            [each.row.pk, each.refusal, *([str(c.label), str(c.before), str(c.after)] for c in each.changes)]
            for each in self.rows
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Done:
    """What became of a row."""

    row: Any
    refusal: str = ""


def plan(action: Action, request: HttpRequest, rows: Sequence[Any], values: Values) -> Plan:
    """Give what would become of rows; nothing is written."""
    planned = []
    for row in rows:
        try:
            planned.append(Planned(row, tuple(action.plan(request, row, values))))
        except _REFUSALS as error:
            planned.append(Planned(row, refusal=why(error)))
    return Plan(action, tuple(planned))


def apply(found: Plan, request: HttpRequest, values: Values) -> list[Done]:
    """Do what was planned, and give what became of each row that was to change."""
    going = [each.row for each in found.rows if each.goes]
    if not found.action.together:
        return [_one(found.action, request, row, values) for row in going]
    done: list[Done] = []
    try:
        with transaction.atomic():
            for row in going:
                done.append(Done(row))
                found.action.apply(request, row, values)
    except _REFUSALS as error:
        undone = _("没有办理：这些要么全部办成，要么一个也不办。")
        failed = done[-1].row
        return [Done(row, why(error) if row is failed else undone) for row in going]
    return done


def why(error: Exception) -> str:
    """Say why a row is refused."""
    if isinstance(error, GongkaiError):
        return said(error)
    if isinstance(error, ValidationError):
        return " ".join(str(message) for message in error.messages)
    return str(error) or _("您无权办理这一项。")


def _one(action: Action, request: HttpRequest, row: Any, values: Values) -> Done:
    try:
        with transaction.atomic():
            action.apply(request, row, values)
    except _REFUSALS as error:
        return Done(row, why(error))
    return Done(row)
