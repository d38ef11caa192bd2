"""Reading challenges: what of them the annual report needs, what trainers read, what others show of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.law.message import Message
from gongkai.law.remedies import Column
from gongkai.remedies import rules
from gongkai.remedies.lights import condition as light
from gongkai.remedies.models import Challenge, Fault, Lesson
from gongkai.remedies.table_four import COUNTED, Group, Span, Table, challenges, condition, count
from gongkai.ui.beside import Line, Panel

__all__ = [
    "Column",
    "Group",
    "Rate",
    "Span",
    "Table",
    "beside_application",
    "beside_item",
    "challenges",
    "condition",
    "corrected",
    "corrections",
    "count",
    "ended",
    "faults",
    "rates",
    "reading_list",
    "standing",
]


def unfinished_of(agency: Any) -> Message | None:
    """Say how many challenges of an agency are under way, before it is dissolved; None where there are none."""
    number = Challenge.objects.under_way().filter(agency=agency).count()
    return Message("复议诉讼{number}件", number=number) if number else None


def beside_application(application: Any, officer: Any, on: date) -> Panel | None:
    """Give the challenges of an application, and that which had it replied to anew, for its page."""
    found = Challenge.objects.filter(Q(application=application) | Q(redone_as=application))
    lines = _lines(found, officer, on)
    may = rules.may_register(officer, application.agency, on)
    address = f"{reverse('remedies:register')}?application={application.pk}"
    return _panel(lines, (_("登记复议诉讼"), address) if may else None)


def beside_item(item: Any, officer: Any, on: date) -> Panel | None:
    """Give the challenges of something published, for its page."""
    lines = _lines(Challenge.objects.filter(item=item), officer, on)
    may = item.shown_on is not None and rules.may_register(officer, item.agency, on)
    return _panel(lines, (_("登记复议诉讼"), f"{reverse('remedies:register')}?item={item.pk}") if may else None)


def _lines(rows: Any, officer: Any, on: date) -> list[Line]:
    seen = rows.filter(agency__in=rules.agencies_in_sight(officer, on)).order_by("pk")
    return [
        Line(
            f"{each.get_procedure_display()} {each.number}",
            reverse("remedies:detail", args=[each.pk]),
            each.get_result_display() or each.get_state_display(),
            each.forum,
        )
        for each in seen
    ]


def _panel(lines: list[Line], act: tuple[Any, str] | None) -> Panel | None:
    return Panel(_("复议、诉讼、投诉"), lines, act) if lines or act else None


@dataclass(frozen=True)
class Rate:
    """How many challenges of a ground or an office ended in a span, and how many of them in a correction."""

    key: Any
    name: str
    ended: int
    corrected: int

    @property
    def percent(self) -> int:
        """Give the rate of correction (纠正率), in whole per cent."""
        return round(100 * self.corrected / self.ended) if self.ended else 0


def ended(agencies: Iterable[Any], span: Span) -> Any:
    """Give the challenges that ended in a span, whatever came of them."""
    within = COUNTED & Q(closed_on__gte=span.first, closed_on__lte=span.last)
    return Challenge.objects.filter(within, agency__in=agencies)


def corrected(agencies: Iterable[Any], span: Span) -> Any:
    """Give the challenges that ended in a correction in a span: what rectification and assessment go by."""
    return ended(agencies, span).filter(column=Column.OVERTURNED.value)


def corrections(agencies: Any, span: Span) -> dict[tuple[int, int], tuple[int, int]]:
    """Give how many challenges ended for each of some agencies in each year of a span, and how many in a correction."""
    rows = ended(agencies, span).order_by().annotate(year=ExtractYear("closed_on")).values_list("agency", "year")
    counted = rows.annotate(Count("pk"), overturned=Count("pk", filter=Q(column=Column.OVERTURNED.value)))
    return {(agency, year): (number, overturned) for agency, year, number, overturned in counted}


def standing(agencies: Any, today: date) -> dict[int, tuple[int, int]]:
    """Give how many challenges of each of some agencies are open, and in how many it is overdue, by what it owes."""
    late = light("overdue", today)
    rows = Challenge.objects.filter(Q(closed_on__isnull=True) | late, agency__in=agencies).order_by()
    counted = rows.values_list("agency").annotate(
        open=Count("pk", filter=Q(closed_on__isnull=True)), late=Count("pk", filter=late)
    )
    return {agency: (number, overdue) for agency, number, overdue in counted}


def rates(agencies: Iterable[Any], span: Span, by: str) -> list[Rate]:
    """Give the rates of correction by `ground` (the outcome of the application) or by `office`, the most first."""
    names = {"ground": ("matter", "ground"), "office": ("office", "office__name", "agency__short_name")}[by]
    rows = (
        ended(agencies, span)
        .order_by()
        .values_list(*names)
        .annotate(ended=Count("pk"), overturned=Count("pk", filter=Q(column=Column.OVERTURNED.value)))
    )
    found = [Rate(tuple(row[:-2]), _named(by, row), row[-2], row[-1]) for row in rows]
    return sorted(found, key=lambda each: (-each.corrected, -each.ended, each.name))


def _named(by: str, row: Any) -> str:
    if by == "office":
        return f"{row[2]} {row[1] or ''}".strip()
    matter, ground = row[0], row[1]
    words = dict(Challenge._meta.get_field("ground").choices or ())
    return str(words.get(ground) or dict(Challenge._meta.get_field("matter").choices or ())[matter])


def faults(agencies: Iterable[Any], span: Span) -> list[tuple[Fault, int]]:
    """Give the faults that recurred in what was corrected in a span, the most frequent first."""
    rows = (
        Lesson.objects.filter(challenge__in=corrected(agencies, span))
        .order_by()
        .values_list("fault")
        .annotate(number=Count("pk"))
    )
    return sorted(((Fault(fault), number) for fault, number in rows), key=lambda each: (-each[1], each[0]))


def reading_list(agencies: Iterable[Any], span: Span) -> Any:
    """Give the lessons that are to be read in training, the newest first."""
    rows = Lesson.objects.filter(challenge__agency__in=agencies, reading=True)
    rows = rows.filter(learned_on__gte=span.first, learned_on__lte=span.last)
    return rows.select_related("challenge__agency", "challenge__office").order_by("-learned_on", "-pk")
