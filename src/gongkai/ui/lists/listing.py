"""A list as it is declared, and the part of it that a page shows.

    AGENCIES = List(
        "agencies",
        _("行政机关"),
        columns=(
            Column("name", _("名称"), sort=("name",), link=address_of),
            Column("kind", _("性质"), value="get_kind_display"),
        ),
        filters=(Search("q", _("名称"), fields=("name", "short_name")), Choice("kind", _("性质"), Kind.choices)),
        order=("name",),
    )

A list reads no more than a page and counts no further than `COUNTED`, so that it is as quick at a million rows as at
ten thousand; whoever wants what lies beyond narrows the filters. The view gives the rows that may be seen, with what
their columns follow (`select_related`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from gongkai.ui.lists.bulk import Action
from gongkai.ui.lists.columns import Column
from gongkai.ui.lists.filters import Dates, Filter
from gongkai.ui.lists.state import OWN, SIZES, State

COUNTED = 10_000
"""Rows up to which a list is counted and paged through."""


@dataclass(frozen=True)
class List:
    """A list: its name among saved views (it keeps its meaning for ever), its caption, what it can show."""

    name: str
    caption: Any
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    order: Sequence[str] = ()
    size: int = SIZES[1]
    actions: Sequence[Action] = ()
    none: Any = ""

    def __post_init__(self) -> None:
        columns = [column.name for column in self.columns]
        names = [name for each in self.filters for name in each.names]
        sortable = {column.name for column in self.columns if column.sort}
        wrong = (
            [name for name in {*columns} if columns.count(name) > 1 or "," in name or name.startswith("-")]
            + [name for name in {*names} if names.count(name) > 1 or name in OWN]
            + [name for name in self.order if name.removeprefix("-") not in sortable]
        )
        if wrong or not columns:
            raise ValueError(f"the list {self.name} does not go together: {sorted(wrong)}")

    def column(self, name: str) -> Column | None:
        """Give the column of a name."""
        return next((each for each in self.columns if each.name == name), None)

    def filter(self, name: str) -> Filter:
        """Give the filter of a name."""
        return next(each for each in self.filters if each.name == name)

    def shown(self, state: State) -> list[Column]:
        """Give the columns that are shown."""
        if state.show:
            return [each for each in self.columns if each.name in state.show]
        return [each for each in self.columns if each.shown or each is self.columns[0]]

    def sorted_by(self, state: State) -> Sequence[str]:
        """Give the names of the columns sorted by, with `-` before those that run downwards.

        What fits a span of days stands in the order of those days, unless another is chosen: the index that finds the
        span gives the order, where any other would be made of all that fits.
        """
        own = [name.removeprefix("-") for name in self.order]
        sortable = {column.sort[0]: column.name for column in self.columns if column.sort}
        spans = [each.field for each in self.filters if isinstance(each, Dates) and each.name in state.chosen]
        found = [sortable[field] for field in spans if field in sortable]
        return state.sort or (self.order if set(found) & set(own[:1]) else found[:1]) or self.order

    def matching(self, rows: Any, state: State) -> Any:
        """Give the rows that fit the filters, in their order: two that are alike stand in that of their keys."""
        for each in self.filters:
            if each.name in state.chosen:
                rows = each.apply(rows, state.chosen[each.name])
        order = []
        descending = False
        for name in self.sorted_by(state):
            column, descending = self.column(name.removeprefix("-")), name.startswith("-")
            if column is not None:
                order += column.order(rows.model, descending=descending)
        # In the direction of the last column, so that an index read backwards gives this order, too.
        return rows.order_by(*order, F("pk").desc() if descending else F("pk").asc())

    def page(self, rows: Any, state: State) -> Page:
        """Give the page of the rows that fit."""
        matching = self.matching(rows, state)
        count = count_to(matching, COUNTED)
        within = min(count, COUNTED)
        pages = max(1, -(-within // state.size))
        if state.page > pages:
            note = _("没有第%(page)s页，显示最后一页。") % {"page": state.page}
            state = replace(state, page=pages, notes=(*state.notes, note))
        start = (state.page - 1) * state.size
        found = read(matching, start, min(start + state.size, COUNTED))
        return Page(state, found, within, count > COUNTED, pages)


def read(matching: Any, start: int, end: int) -> list[Any]:
    """Read some of the rows in their order: first which they are, from an index alone, then what they and others hold.

    In one step a database may join every row to what its columns follow, and sort all of that, to give one page.
    """
    keys = list(matching.values_list("pk", flat=True)[start:end])
    rows = {row.pk: row for row in matching.order_by().filter(pk__in=keys)}
    return [rows[key] for key in keys if key in rows]


def count_to(rows: Any, bound: int) -> int:
    """Count rows, one further than the bound at most."""
    return rows.order_by().values("pk")[: bound + 1].count()


@dataclass(frozen=True)
class Page:
    """One page: its rows, how many fit in all, and whether there are more than were counted."""

    state: State
    rows: list[Any]
    count: int
    more: bool
    pages: int

    @property
    def first(self) -> int:
        """Give the number of the first row."""
        return (self.state.page - 1) * self.state.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Give the number of the last row."""
        return self.first + len(self.rows) - 1 if self.rows else 0
