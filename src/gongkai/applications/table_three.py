"""The figures of table III (表三) for any span of days, each of which opens to the cases it counts.

Counted are applications that were received (条例第31条). [推导] One is done on the day its reply counts as given
(送达解释), or it lapsed or was withdrawn: a reply made in December and handed over in January is carried forward. What
is received in the span or was carried in is either done in it or carried forward: the identity holds because every
case has one day of receipt and at most one end. Not here: the rows of an edition, which the report's own tables name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Count, Q, Value

from gongkai.applications.models import Application


class Figure(StrEnum):
    """What is counted of a span."""

    NEW = "new"
    CARRIED_IN = "carried_in"
    DONE = "done"
    CARRIED_FORWARD = "carried_forward"


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both counted."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> Span:
        """Give the span of a report: 1 January to 31 December."""
        return cls(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True)
class Counts:
    """The figures of some agencies in a span, by kind of applicant; what is done, by outcome too."""

    new: Mapping[str, int]
    carried_in: Mapping[str, int]
    done: Mapping[tuple[str, str], int]
    """By outcome and kind."""
    carried_forward: Mapping[str, int]

    def done_by(self, kind: str) -> int:
        """Give how many are done of a kind of applicant."""
        return sum(number for (_outcome, each), number in self.done.items() if each == kind)


_UNDONE = Value(None, output_field=CharField())
"""What stands for the outcome of what has none yet."""

COUNTED = Q(redo_of__isnull=True)
"""[推导] What is replied to anew is no application of its own; the case that it overturns counts as before."""


def condition(figure: Figure, span: Span) -> Q:
    """Give what a case must be to be counted in a figure."""
    received = Q(received_on__isnull=False)
    not_before = Q(closed_on__isnull=True) | Q(closed_on__gte=span.first)
    not_within = Q(closed_on__isnull=True) | Q(closed_on__gt=span.last)
    conditions = {
        Figure.NEW: Q(received_on__gte=span.first, received_on__lte=span.last),
        Figure.CARRIED_IN: Q(received_on__lt=span.first) & not_before,
        Figure.DONE: Q(closed_on__gte=span.first, closed_on__lte=span.last) & received,
        Figure.CARRIED_FORWARD: Q(received_on__lte=span.last) & not_within,
    }
    return conditions[figure] & COUNTED


def figures_of(row: Mapping[str, Any], span: Span) -> frozenset[Figure]:
    """Give the figures that count a case in a span, by its fields: as `condition` asks the database."""
    received_on, closed_on = row["received_on"], row["closed_on"]
    if row["redo_of"] is not None or received_on is None or received_on > span.last:
        return frozenset()
    holds = {
        Figure.NEW: received_on >= span.first,
        Figure.CARRIED_IN: received_on < span.first and (closed_on is None or closed_on >= span.first),
        Figure.DONE: closed_on is not None and span.first <= closed_on <= span.last,
        Figure.CARRIED_FORWARD: closed_on is None or closed_on > span.last,
    }
    return frozenset(figure for figure, counts in holds.items() if counts)


def count(agencies: Iterable[Any], span: Span) -> Counts:
    """Give the figures of some agencies in a span, by one question to the database, which an index alone answers.

    What is done in the span and what is left over at its end are asked apart: either is one stretch of the index.
    """
    received = Application.objects.filter(COUNTED, agency__in=agencies, received_on__lte=span.last).order_by()
    done = received.filter(closed_on__gte=span.first, closed_on__lte=span.last).values_list("kind", "outcome")
    left = received.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=span.last)).values_list("kind", _UNDONE)
    numbers = {"all": Count("pk"), "new": Count("pk", filter=Q(received_on__gte=span.first))}
    by_kind: dict[Figure, Counter[str]] = {figure: Counter() for figure in Figure}
    by_outcome: dict[tuple[str, str], int] = {}
    for kind, outcome, number, new in done.annotate(**numbers).union(left.annotate(**numbers), all=True):
        by_kind[Figure.NEW][kind] += new
        by_kind[Figure.CARRIED_IN][kind] += number - new
        if outcome is None:
            by_kind[Figure.CARRIED_FORWARD][kind] += number
        else:
            by_outcome[outcome, kind] = number
    return Counts(
        new=+by_kind[Figure.NEW],
        carried_in=+by_kind[Figure.CARRIED_IN],
        done=by_outcome,
        carried_forward=+by_kind[Figure.CARRIED_FORWARD],
    )


def cases(agencies: Iterable[Any], span: Span, figure: Figure, *, kind: str = "", outcomes: Iterable[str] = ()) -> Any:
    """Give the cases that a figure counts, of one kind of applicant and of some outcomes where they are named."""
    found = Application.objects.filter(condition(figure, span), agency__in=agencies)
    if kind:
        found = found.filter(kind=kind)
    wanted = list(outcomes)
    return found.filter(outcome__in=wanted) if wanted else found
