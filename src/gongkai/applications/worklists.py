"""Whose cases they are and how they stand: the conditions of the work list, and how much lies with whom (工作量)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.rules import posts_of
from gongkai.applications.lights import Light, condition
from gongkai.applications.models import Application
from gongkai.applications.table_three import Figure, Span
from gongkai.applications.table_three import condition as counted
from gongkai.ui.lists import Choice, Filter

MINE, OFFICE, AGENCY = "mine", "office", "agency"
SCOPES = ((MINE, _("我的")), (OFFICE, _("本科室")), (AGENCY, _("本机关")))


def scope(officer: Any, name: str, on: date) -> Q:
    """Give what a case must be to be an officer's own, of their offices, or of their agencies."""
    posts = posts_of(officer, on)
    if name == MINE:
        return Q(handler=officer.pk)
    if name == OFFICE:
        return Q(office__in={post.office_id for post in posts if post.office_id is not None})
    return Q(agency__in={post.agency_id for post in posts})


class _Picked(NamedTuple):
    """What was chosen, and what a case must be for it."""

    name: str
    holds: Q


@dataclass(frozen=True)
class Condition(Choice):
    """One of some conditions, which may depend on whoever asks."""

    condition: Callable[[Any, str], Q] = lambda request, name: Q()

    @property
    def template(self) -> str:
        """Name the template that draws it."""
        return "ui/lists/choice.html"

    def read(self, given: Any, request: Any, notes: list[str]) -> Any:
        """Give the condition that was chosen."""
        found = super().read(given, request, notes)
        return None if found is None else _Picked(found[0], self.condition(request, found[0]))

    def write(self, value: Any) -> list[tuple[str, str]]:
        """Give its name."""
        return [(self.name, value.name)]

    def apply(self, rows: Any, value: Any) -> Any:
        """Give the rows for which it holds."""
        return rows.filter(value.holds)

    def words(self, value: Any) -> str:
        """Say which it is."""
        return super().words((value.name,))

    def control(self, value: Any, request: Any) -> dict[str, Any]:
        """Give all of them, and which was chosen."""
        return super().control(None if value is None else (value.name,), request)


AGES = (("week", 0, 7), ("fortnight", 8, 14), ("month", 15, 30), ("older", 31, None))
"""Days since a case arrived, from and to."""


@dataclass(frozen=True)
class Load:
    """What lies with an officer or an office of an agency: how many cases, how they stand, how old they are."""

    agency: str
    key: int | None
    """Of the officer or the office; None for what was given to none."""
    name: str
    count: int
    lights: tuple[int, ...]
    """As in `LIGHTS`."""
    ages: tuple[int, ...]
    """As in `AGES`."""
    oldest: date | None


LIGHTS = (Light.OVERDUE, Light.TODAY, Light.SOON, Light.CALM, Light.WAITING)


def load(agencies: Iterable[Any], by: str, today: date) -> list[Load]:
    """Give what is under way in some agencies, by `handler` or by `office`: who has most overdue comes first."""
    counts = {f"light_{light.value}": Count("pk", filter=condition(light, today)) for light in LIGHTS}
    counts |= {f"age_{name}": Count("pk", filter=_aged(first, last, today)) for name, first, last in AGES}
    rows = (
        Application.objects.under_way()
        .filter(agency__in=agencies)
        .order_by()
        .values("agency__name", "agency__short_name", by, f"{by}__name")
        .annotate(count=Count("pk"), oldest=Min("arrived_on"), **counts)
    )
    found = [
        Load(
            row["agency__short_name"] or row["agency__name"],
            row[by],
            row[f"{by}__name"] or "",
            row["count"],
            tuple(row[f"light_{light.value}"] for light in LIGHTS),
            tuple(row[f"age_{name}"] for name, _first, _last in AGES),
            row["oldest"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (*(-number for number in each.lights), -each.count, each.agency, each.name))


def total(loads: Iterable[Load]) -> Load:
    """Add up."""
    rows = list(loads)
    return Load(
        "",
        None,
        "",
        sum(each.count for each in rows),
        tuple(sum(each.lights[place] for each in rows) for place in range(len(LIGHTS))),
        tuple(sum(each.ages[place] for each in rows) for place in range(len(AGES))),
        min((each.oldest for each in rows if each.oldest is not None), default=None),
    )


def _aged(first: int, last: int | None, today: date) -> Q:
    aged = Q(arrived_on__lte=today - timedelta(first))
    return aged if last is None else aged & Q(arrived_on__gte=today - timedelta(last))


class Counted(NamedTuple):
    """A figure of a span (`table_three`)."""

    figure: Figure
    span: Span


@dataclass(frozen=True)
class InFigure(Filter):
    """The cases that a figure of table III counts. It is set by following the figure, and has no control of its own."""

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the figure and of the first day and the last."""
        return self.name, f"{self.name}-from", f"{self.name}-to"

    def read(self, given: Any, request: Any, notes: list[str]) -> Counted | None:
        """Give the figure and its span."""
        written = [(given.get(name) or [""])[-1] for name in self.names]
        if not any(written):
            return None
        try:
            figure, first, last = Figure(written[0]), date.fromisoformat(written[1]), date.fromisoformat(written[2])
        except ValueError:
            notes.append(self._unusable(" ".join(written)))
            return None
        return Counted(figure, Span(first, last))

    def write(self, value: Counted) -> list[tuple[str, str]]:
        """Give the figure and the days."""
        return list(zip(self.names, (value.figure.value, str(value.span.first), str(value.span.last))))

    def apply(self, rows: Any, value: Counted) -> Any:
        """Give the cases that are counted."""
        return rows.filter(counted(value.figure, value.span))

    def words(self, value: Counted) -> str:
        """Say which figure."""
        return say("%(figure)s（%(first)s至%(last)s）") % {
            "figure": FIGURES[value.figure], "first": value.span.first, "last": value.span.last,
        }  # fmt: skip

    def control(self, value: Counted | None, request: Any) -> dict[str, Any]:
        """Give what keeps it while other filters change."""
        return {"pairs": [] if value is None else self.write(value)}


FIGURES = {
    Figure.NEW: _("本年新收"),
    Figure.CARRIED_IN: _("上年结转"),
    Figure.DONE: _("办结"),
    Figure.CARRIED_FORWARD: _("结转下年度继续办理"),
}
