"""Reading assessments: what the report of a government says of them (工作考核、社会评议和责任追究, 条例第50条第1款).

Each figure has the rows that it counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Count, Sum

from gongkai.duties.assessment.lifecycle import Stage
from gongkai.duties.assessment.points import rounded
from gongkai.duties.assessment.reckoning import sheet
from gongkai.duties.models import Accountability, Appraisal, Assessment, Score


@dataclass(frozen=True)
class Result:
    """What came of an assessment: how many were assessed, the mean of their points, who was first and who last."""

    assessment: Assessment
    assessed: int
    mean: Decimal | None
    first: tuple[str, ...]
    last: tuple[str, ...]


class Appraised(NamedTuple):
    """What surveys of a span said: how many agencies, how many answers, how many of these satisfied, and the rows."""

    agencies: int
    answers: int
    satisfied: int
    rows: Any


def published(agencies: Iterable[Any], first: date, last: date) -> Any:
    """Give the assessments by some agencies whose result was published in a span."""
    rows = Assessment.objects.filter(agency__in=agencies, stage=Stage.PUBLISHED)
    return rows.filter(published_on__gte=first, published_on__lte=last).select_related("agency", "indicator_set")


def results(agencies: Iterable[Any], first: date, last: date) -> list[Result]:
    """Give what came of the assessments that were published in a span, in the order of their publication."""
    found = []
    for assessment in published(agencies, first, last).order_by("published_on", "pk"):
        rows = sheet(assessment, Score.objects.filter(assessment=assessment)).rows
        ranked = [row for row in rows if row.rank is not None]
        lowest = max((row.rank or 0 for row in ranked), default=0)
        total = sum((Fraction(row.total.points) for row in ranked), Fraction(0))
        found.append(
            Result(
                assessment,
                len(rows),
                rounded(total / len(ranked)) if ranked else None,
                tuple(row.agency.called for row in ranked if row.rank == 1),
                tuple(row.agency.called for row in ranked if row.rank == lowest),
            )
        )
    return found


def appraised(agencies: Iterable[Any], first: date, last: date) -> Appraised:
    """Give what surveys that some agencies held in a span said in all (社会评议)."""
    rows = Appraisal.objects.filter(agency__in=agencies, held_on__gte=first, held_on__lte=last)
    counted = rows.aggregate(Count("about", distinct=True), Sum("answers"), Sum("satisfied"))
    return Appraised(counted["about__count"], counted["answers__sum"] or 0, counted["satisfied__sum"] or 0, rows)


def held_to_account(agencies: Iterable[Any], first: date, last: date) -> Any:
    """Give whom some agencies held to account in a span (责任追究)."""
    return Accountability.objects.filter(agency__in=agencies, on__gte=first, on__lte=last)


def held_by_kind(agencies: Iterable[Any], first: date, last: date) -> dict[str, int]:
    """Give how often what was done to hold somebody to account in a span, by the kinds that occurred."""
    rows = held_to_account(agencies, first, last).order_by("kind")
    return dict(rows.values_list("kind").annotate(Count("pk")))
