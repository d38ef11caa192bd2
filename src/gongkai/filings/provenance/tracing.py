"""The provenance of a figure, read back from what is kept: nothing is computed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.disclosure.models import Entered
from gongkai.filings.computing import Source
from gongkai.filings.models import Filing, Origin
from gongkai.filings.reporting import computed, edition_of, numbers
from gongkai.report.edition import Cell, TableSpec
from gongkai.report.model import Number


@dataclass(frozen=True)
class Trace:
    """Where a figure comes from.

    `number` is as reported and `computed` as it was before corrections, None where it is blank. One of the form of
    table II `is_entered_here`, and `entered` are all rows of who entered it; `corrections` are all there were; both the
    newest first, with those that ended. A total has its `sums`: the figures it adds up, once down its column and once
    along its row where it is both.
    """

    cell: Cell
    number: Number | None
    computed: Number | None
    source: Source
    is_entered_here: bool
    entered: Sequence[Any]
    corrections: Sequence[Any]
    sums: Sequence[Sequence[tuple[Cell, Number | None]]]


def trace(filing: Filing, cell: Cell) -> Trace:
    """Give where a figure of a filing comes from. Raises KeyError for a cell that it has none of."""
    found, shown = computed(filing)[cell], numbers(filing)
    table, row, column = cell
    entered = Entered.objects.filter(agency=filing.agency_id, year=filing.year, row=row, column=column)
    is_entered = found.source is Source.ENTERED and table == "proactive" and filing.origin == Origin.CASES
    return Trace(
        cell=cell,
        number=shown[cell],
        computed=found.number,
        source=found.source,
        is_entered_here=is_entered,
        entered=list(entered.select_related("officer").order_by("-pk")) if is_entered else [],
        corrections=list(
            filing.corrections.filter(table=table, row=row, column=column).select_related("officer").order_by("-pk")
        ),
        sums=[[(part, shown.get(part)) for part in parts] for parts in added_up(edition_of(filing), cell)],
    )


def added_up(edition: Any, cell: Cell) -> list[list[Cell]]:
    """Give the figures that a total is the sum of, by each identity of its table that says so; none of another figure.

    >>> from gongkai.report.edition import edition_for
    >>> added_up(edition_for(2025), ("remedies", "direct_suit", "total"))[0][0]
    ('remedies', 'direct_suit', 'upheld')
    """
    table, row, column = cell
    spec: TableSpec = edition.table_by_id[table]
    found = []
    for identity in spec.identities:
        over_rows = identity.over == "rows"
        if identity.left == (row if over_rows else column,):
            found.append([(table, part, column) if over_rows else (table, row, part) for part in identity.right])
    return found
