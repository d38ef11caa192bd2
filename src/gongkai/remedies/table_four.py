"""The figures of table IV (表四) for any span of days, each of which opens to the challenges it counts.

Each challenge is counted once: in the group of its way, by its result if it ended in the span and else as not yet
decided, when the agency knew of it by the end of the span. [推导] It is counted from the day the agency had the copy
or else learned of it. [凭记忆] What is not decided at the year's end is counted again, by its result, in the year that
it ends in: the totals of years do not add up. A forum that was sued jointly counts no suit (年报填报解释): the agency
that acted does. Complaints to those above (投诉举报) have no place in the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q

from gongkai.applications.table_three import Span
from gongkai.law.challenges import Procedure
from gongkai.law.remedies import Column
from gongkai.remedies.models import Before, Challenge, Role

__all__ = ["COLUMNS", "COUNTED", "Group", "Span", "Table", "challenges", "condition", "count"]


class Group(StrEnum):
    """The groups of the table, by their ids in every edition."""

    RECONSIDERATION = "reconsideration"
    DIRECT = "direct_suit"
    AFTER = "suit_after_reconsideration"


COLUMNS = tuple(Column)
"""The columns that hold results; the total is the last of a row, and is counted for itself."""

_WAYS: Mapping[Group, tuple[str, frozenset[str]]] = {
    Group.RECONSIDERATION: (Procedure.RECONSIDERATION.value, frozenset(Before.values)),
    Group.DIRECT: (Procedure.SUIT.value, frozenset({Before.NONE.value})),
    Group.AFTER: (Procedure.SUIT.value, frozenset(Before.values) - {Before.NONE.value}),
}
"""Of each group the way that was taken, and what may have become of the matter in reconsideration before."""

_GROUP_OF = {(procedure, before): group for group, (procedure, befores) in _WAYS.items() for before in befores}

COUNTED = Q(role=Role.PRINCIPAL, procedure__in=sorted({procedure for procedure, _befores in _WAYS.values()}))
"""What table IV counts at all."""


@dataclass(frozen=True)
class Table:
    """The figures of some agencies in a span: by group and column, and the totals by group."""

    cells: Mapping[tuple[Group, Column], int]
    totals: Mapping[Group, int]


def condition(span: Span, group: Group | None = None, column: Column | None = None) -> Q:
    """Give what a challenge must be to be counted in a cell; without a group or a column, in any of them."""
    found = COUNTED & Q(noticed_on__lte=span.last) & (Q(closed_on__isnull=True) | Q(closed_on__gte=span.first))
    if group is not None:
        procedure, befores = _WAYS[group]
        found &= Q(procedure=procedure, before__in=sorted(befores))
    if column is None:
        return found
    within = Q(closed_on__gte=span.first, closed_on__lte=span.last)
    if column is Column.PENDING:
        return found & (Q(closed_on__isnull=True) | Q(closed_on__gt=span.last))
    return found & within & Q(column=column.value)


def cell_of(row: Mapping[str, Any], span: Span) -> tuple[Group, Column] | None:
    """Give the cell that counts a challenge in a span, by its fields, or None: as `condition` asks the database."""
    group = _GROUP_OF.get((row["procedure"], row["before"]))
    if group is None or row["role"] != Role.PRINCIPAL:
        return None
    noticed_on, closed_on = row["noticed_on"], row["closed_on"]
    if noticed_on is None or noticed_on > span.last or (closed_on is not None and closed_on < span.first):
        return None
    ended = closed_on is not None and closed_on <= span.last
    return group, Column(row["column"]) if ended else Column.PENDING


def count(agencies: Iterable[Any], span: Span) -> Table:
    """Give the figures of some agencies in a span, by one question to the database."""
    rows = (
        Challenge.objects.filter(condition(span), agency__in=agencies)
        .order_by()
        .values_list("procedure", "before", "column")
        .annotate(all=Count("pk"), ended=Count("pk", filter=Q(closed_on__lte=span.last)))
    )
    cells = {(group, column): 0 for group in Group for column in COLUMNS}
    totals = dict.fromkeys(Group, 0)
    for procedure, before, column, number, ended in rows:
        group = _GROUP_OF[procedure, before]
        totals[group] += number
        cells[group, Column.PENDING] += number - ended
        if column and column != Column.PENDING:
            cells[group, Column(column)] += ended
    return Table(cells, totals)


def challenges(agencies: Iterable[Any], span: Span, group: Group | None = None, column: Column | None = None) -> Any:
    """Give the challenges that a cell counts, or with no column those of a total."""
    return Challenge.objects.filter(condition(span, group, column), agency__in=agencies)
