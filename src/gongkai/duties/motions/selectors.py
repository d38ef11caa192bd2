"""Reading motions and proposals: the counts of a span for the annual report, each with the rows that it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from gongkai.duties.models.motions import Motion, MotionKind, Role, Satisfaction
from gongkai.duties.motions.lifecycle import Stage

CONTENT = (Satisfaction.SATISFIED, Satisfaction.MOSTLY)
ANSWERING = (Role.LEAD, Role.SEPARATE)


@dataclass(frozen=True)
class Counted:
    """What is counted of the motions of a span, by the end of it: its condition, and as the list asks for it."""

    name: str
    label: Any
    condition: Callable[[date], Q]
    query: Callable[[date], list[tuple[str, str]]]


_ANSWERED = [("role", str(role)) for role in ANSWERING]

COUNTED: tuple[Counted, ...] = (
    Counted("received", _("收到（主办、分办）"), lambda last: Q(role__in=ANSWERING), lambda last: _ANSWERED),
    Counted("joint", _("会办"), lambda last: Q(role=Role.JOINT), lambda last: [("role", str(Role.JOINT))]),
    Counted(
        "replied",
        _("已答复"),
        lambda last: Q(role__in=ANSWERING, replied_on__lte=last),
        lambda last: [*_ANSWERED, ("replied-to", last.isoformat())],
    ),
    Counted(
        "in_time",
        _("按期答复"),
        lambda last: Q(role__in=ANSWERING, replied_on__lte=last, late=False),
        lambda last: [*_ANSWERED, ("replied-to", last.isoformat()), ("late", "0")],
    ),
    Counted(
        "published",
        _("答复已公开"),
        lambda last: Q(role__in=ANSWERING, item__shown__isnull=False, item__shown_on__lte=last),
        lambda last: [*_ANSWERED, ("public", "1"), ("published-to", last.isoformat())],
    ),
    Counted(
        "content",
        _("满意、基本满意"),
        lambda last: Q(role__in=ANSWERING, satisfaction__in=CONTENT, rated_on__lte=last),
        lambda last: [*_ANSWERED, *(("satisfaction", str(each)) for each in CONTENT), ("rated-to", last.isoformat())],
    ),
)
"""The counts, in the order in which they are shown. What was given back counts in none."""


class Figures(NamedTuple):
    """The counts of one agency's motions of a kind, by their names."""

    agency: int
    kind: str
    counts: dict[str, int]


def figures(agencies: Any, first: date, last: date) -> list[Figures]:
    """Give the counts of what came in within a span, by agency and kind, as they stand at its end."""
    rows = _received(agencies, first, last).order_by("agency", "kind").values("agency", "kind")
    counted = rows.annotate(**{each.name: Count("pk", filter=each.condition(last)) for each in COUNTED})
    return [Figures(row["agency"], row["kind"], {each.name: row[each.name] for each in COUNTED}) for row in counted]


def rows_counted(name: str, agencies: Any, first: date, last: date, *, kind: MotionKind | None = None) -> Any:
    """Give the motions that a count of `figures` counts, of one kind or of both."""
    counted = next(each for each in COUNTED if each.name == name)
    rows = _received(agencies, first, last).filter(counted.condition(last))
    return rows.filter(kind=kind) if kind else rows


def _received(agencies: Any, first: date, last: date) -> Any:
    rows = Motion.objects.filter(agency__in=agencies, received_on__gte=first, received_on__lte=last)
    return rows.exclude(stage=Stage.HANDED_BACK)
