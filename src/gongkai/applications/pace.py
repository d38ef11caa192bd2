"""How the applications of some agencies went over years, and how they stand today: what those who oversee look at.

Counted is what table III counts (`table_three.COUNTED`). Each function asks the database one question (how soon
something is due, agencies say: that is one more), whatever the number of agencies and cases. Not here: what is made of
the numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.applications.lights import Light, condition
from gongkai.applications.models import Application, CaseEvent
from gongkai.applications.table_three import Figure, Span
from gongkai.applications.table_three import condition as counted
from gongkai.law.clock import Kind, State

Key = tuple[int, int]
"""An agency and a year."""

REPLIED = Q(state=State.REPLIED.value)
"""What ended with a reply, and not by withdrawal or the lapse of a period."""

TOOK = ((0, 5), (6, 10), (11, 15), (16, 20), (21, 40), (41, None))
"""Working days that a reply took, from and to: within half and all of the time to reply, extended, and beyond."""


def took(first: int, last: int | None) -> Q:
    """Give what a case must be to have been replied to within so many working days that counted."""
    within = Q(days_counted__gte=first) if last is None else Q(days_counted__range=(first, last))
    return REPLIED & within


def took_words(first: int, last: int | None) -> Any:
    """Say so many working days, in the language of who reads it."""
    if last is None:
        return format_lazy(_("{first}个工作日以上"), first=first)
    return format_lazy(_("{first}至{last}个工作日"), first=first, last=last)


def _happened(kind: Kind) -> Exists:
    return Exists(CaseEvent.objects.filter(application=OuterRef("pk"), kind=kind.value))


EXTENDED, CONSULTED = _happened(Kind.EXTENDED), _happened(Kind.CONSULTATION_BEGUN)
"""Whether the time to reply was extended (条例第33条第2款), and whether an opinion was asked for (第33条第3款)."""


class Course(NamedTuple):
    """How the cases that ended for an agency in a year went."""

    done: int = 0
    replied: int = 0
    late: int = 0
    extended: int = 0
    consulted: int = 0

    def __add__(self, other: Any) -> Course:
        """Add another."""
        return Course(*(mine + theirs for mine, theirs in zip(self, other)))


def by_day(agencies: Any, span: Span) -> tuple[Counter[date], Counter[date]]:
    """Give how many cases came in on each day of a span, and how many ended on each."""
    found = []
    for figure, field in ((Figure.NEW, "received_on"), (Figure.DONE, "closed_on")):
        rows = Application.objects.filter(counted(figure, span), agency__in=agencies).order_by()
        found.append(Counter(dict(rows.values_list(field).annotate(Count("pk")))))
    return found[0], found[1]


def new(agencies: Any, span: Span) -> Counter[Key]:
    """Give how many cases came in for each agency in each year of a span."""
    rows = _in(agencies, Figure.NEW, span, "received_on").annotate(number=Count("pk"))
    return Counter({(agency, year): number for agency, year, number in rows})


def courses(agencies: Any, span: Span) -> dict[Key, Course]:
    """Give how the cases went that ended for each agency in each year of a span."""
    rows = _in(agencies, Figure.DONE, span, "closed_on").annotate(
        done=Count("pk"),
        replied=Count("pk", filter=REPLIED),
        late=Count("pk", filter=REPLIED & Q(late=True)),
        extended=Count("pk", filter=EXTENDED),
        consulted=Count("pk", filter=CONSULTED),
    )
    return {(agency, year): Course(*numbers) for agency, year, *numbers in rows}


def days_counted(agencies: Any, span: Span) -> dict[Key, Counter[int]]:
    """Give how many replies took how many working days that counted, for each agency in each year of a span."""
    rows = _in(agencies, Figure.DONE, span, "closed_on").filter(REPLIED, days_counted__isnull=False)
    found: dict[Key, Counter[int]] = {}
    for agency, year, days, number in rows.values_list("agency", "year", "days_counted").annotate(Count("pk")):
        found.setdefault((agency, year), Counter())[days] = number
    return found


def days_passed(agencies: Any, span: Span) -> dict[int, Counter[int]]:
    """Give how many replies came how many days after the application, in each year of a span."""
    passed = ExpressionWrapper(F("closed_on") - F("received_on"), output_field=DurationField())
    rows = _in(agencies, Figure.DONE, span, "closed_on").filter(REPLIED).annotate(passed=passed)
    found: dict[int, Counter[int]] = {}
    for year, time, number in rows.values_list("year", "passed").annotate(Count("pk")):
        found.setdefault(year, Counter())[time.days] = number
    return found


def standing(agencies: Any, today: date) -> Mapping[int, Mapping[Light, int]]:
    """Give how what is under way stands to its last day today, for each agency."""
    lights = [light for light in Light if light is not Light.CLOSED]
    counts = {f"of_{light.value}": Count("pk", filter=condition(light, today)) for light in lights}
    rows = Application.objects.under_way().filter(agency__in=agencies).order_by()
    found = rows.values_list("agency").annotate(**counts)
    return {agency: dict(zip(lights, numbers)) for agency, *numbers in found}


def _in(agencies: Iterable[Any], figure: Figure, span: Span, field: str) -> Any:
    rows = Application.objects.filter(counted(figure, span), agency__in=agencies).order_by()
    return rows.annotate(year=ExtractYear(field)).values_list("agency", "year")
