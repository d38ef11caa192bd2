"""What is looked at: an agency with all below it, a year, the four before it; and what of it several panels share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from gongkai.agencies import rules
from gongkai.agencies.models import Agency, Duty
from gongkai.applications import pace
from gongkai.applications.selectors import Figure, Span
from gongkai.dashboards.panel import Number, Rate
from gongkai.disclosure.stages import CLOSED, Stage

YEARS = 5
"""Years that stand beside each other, the one looked at last."""

HEADS = frozenset({Duty.OFFICE_HEAD, Duty.LEADER})
"""Who sees how much lies with each of their people."""


@dataclass(frozen=True)
class Watched:
    """What an officer looks at: an agency they see, a year, today."""

    agency: Agency
    year: int
    today: date
    officer: Any

    @cached_property
    def agencies(self) -> list[Agency]:
        """Give the agency and all below it, those that are gone as well: their cases count."""
        return list(Agency.objects.below(self.agency).order_by("lineage"))

    @cached_property
    def keys(self) -> Any:
        """Give them as a question that other questions hold: their number is no bound then."""
        return Agency.objects.below(self.agency).order_by().values("pk")

    @property
    def years(self) -> range:
        """Give the years that are compared, the one looked at last."""
        return range(self.year - YEARS + 1, self.year + 1)

    @property
    def span(self) -> Span:
        """Give the year looked at."""
        return Span.of_year(self.year)

    @property
    def spans(self) -> Span:
        """Give all years that are compared."""
        return Span(date(self.years[0], 1, 1), date(self.year, 12, 31))

    @property
    def shows_load(self) -> bool:
        """Say whether the officer heads the very agency: only then is it shown what lies with whom."""
        return rules.has_duty(self.officer, self.agency, self.today, HEADS)

    @cached_property
    def new(self) -> Counter[pace.Key]:
        """Give how many applications came in, by agency and year."""
        return pace.new(self.keys, self.spans)

    @cached_property
    def courses(self) -> dict[pace.Key, pace.Course]:
        """Give how those went that ended, by agency and year."""
        return pace.courses(self.keys, self.spans)

    @cached_property
    def days(self) -> dict[pace.Key, Counter[int]]:
        """Give how long replies took, by agency and year."""
        return pace.days_counted(self.keys, self.spans)

    @cached_property
    def by_day(self) -> tuple[Counter[date], Counter[date]]:
        """Give how many came in and how many ended on each day of all years."""
        return pace.by_day(self.keys, self.spans)

    def new_in(self, year: int) -> int:
        """Give how many came in in a year, of all agencies together."""
        return sum(number for (_agency, each), number in self.new.items() if each == year)

    def course_in(self, year: int) -> pace.Course:
        """Give how those went that ended in a year, of all agencies together."""
        return sum((each for (_agency, in_year), each in self.courses.items() if in_year == year), pace.Course())

    def days_in(self, year: int) -> Counter[int]:
        """Give how long replies took in a year, of all agencies together."""
        return sum((each for (_agency, in_year), each in self.days.items() if in_year == year), Counter())

    def rate(self, part: Number, of: Number, whole: Rate | None = None) -> Rate:
        """Give a share that is told only of enough."""
        return Rate(part, of, settings.RATE_LEAST, whole)

    def share(self, part: Number, of: Number) -> Rate:
        """Give a share of what there is, told only of enough."""
        return Rate(part, of, settings.RATE_LEAST, exact=True)

    # ── Addresses ────────────────────────────────────────────────────────────

    def opens(self, page: str, given: Iterable[tuple[str, Any]] = (), *, agency: int | None = None) -> str:
        """Give the address of a list with conditions, of one agency or else of that looked at with all below it."""
        whose = ("agency", agency) if agency is not None else ("under", self.agency.pk)
        return f"{reverse(page)}?{urlencode([*given, whose])}"

    def applications(self, *given: tuple[str, Any], agency: int | None = None) -> str:
        """Give the address of applications."""
        return self.opens("applications:list", given, agency=agency)

    def counted(self, figure: Figure, span: Span, *given: tuple[str, Any], agency: int | None = None) -> str:
        """Give the address of the applications that a figure of table III counts in a span, with more conditions."""
        named = (("figure", figure.value), ("figure-from", span.first), ("figure-to", span.last))
        return self.applications(*named, *given, agency=agency)

    def unpublished(self, *, agency: int | None = None) -> str:
        """Give the address of what should have been published by now and has not."""
        under_way = [("stage", stage.value) for stage in Stage if stage not in CLOSED]
        return self.opens("disclosure:list", [*under_way, ("due-to", self.today - timedelta(days=1))], agency=agency)

    def here(self, **given: Any) -> str:
        """Give the address of this dashboard, of another agency or year where they are given."""
        return f"{reverse('dashboards:home')}?{urlencode({'agency': self.agency.pk, 'year': self.year, **given})}"
