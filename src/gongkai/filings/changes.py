"""What changed since a filing was computed last: cell by cell, with the acts that caused it.

The journal keeps of each act what it changed, and what that was before. So where a case stood when the figures were
computed last is read back from what was done since: from its row as it is now and the oldest of those acts that
touched each field. Nothing has to be kept beside the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.timezone import localtime

from gongkai.applications.models import Application
from gongkai.applications.table_three import Figure, Span, figures_of
from gongkai.disclosure.models import Entered, Item
from gongkai.filings.computing import Computed
from gongkai.filings.models import Filing, Origin, Scope
from gongkai.filings.reporting import computed, edition_of
from gongkai.filings.rolling.adding import kept_now
from gongkai.filings.rolling.causes import causes_of
from gongkai.journal.models import Entry
from gongkai.journal.services import snapshot, type_of
from gongkai.remedies.models import Challenge
from gongkai.remedies.table_four import cell_of
from gongkai.report.edition import Cell
from gongkai.report.model import Number


class Changed(NamedTuple):
    """A figure that is another now than it was, and the acts since that touched what it counts."""

    cell: Cell
    before: Number | None
    after: Number | None
    causes: Sequence[Entry]


def may_have_changed(filing: Filing, on: date) -> bool:
    """Say whether a figure of a filing may be another than it was: without this there is nothing to compute anew.

    It may where the journal has grown since by what figures count, and while the year still ran; that of a sum, where
    others are added up now; and never one that was read or entered.
    """
    if filing.is_rolled_up:
        then: list[list[Any]] = filing.members
        return kept_now(filing.agency, filing.year, Scope(filing.scope)) != then
    if filing.origin != Origin.CASES:
        return False
    computed_on = filing.computed_at and localtime(filing.computed_at).date()
    if computed_on is None or computed_on < min(on, date(filing.year, 12, 31)):
        return True
    kinds = [type_of(Entered), type_of(Item), *(type_of(model) for model, _cells_of in _COUNTED)]
    since = Entry.objects.filter(chain__agency=filing.agency, number__gt=filing.position)
    return since.filter(object_type__in=kinds).exists()


def changed(filing: Filing, now: Mapping[Cell, Computed]) -> list[Changed]:
    """Give the figures that differ from those computed last, in the order of the edition, with what caused each."""
    was = computed(filing)
    differing = [cell for cell, each in now.items() if cell not in was or was[cell].number != each.number]
    if not differing:
        return []
    causes = causes_of(filing, differing) if filing.is_rolled_up else _causes(filing)
    return [
        Changed(cell, was[cell].number if cell in was else None, now[cell].number, causes.get(cell, []))
        for cell in differing
    ]


def _causes(filing: Filing) -> dict[Cell, list[Entry]]:
    """Give by cell the acts since that moved something into it or out of it."""
    found: dict[Cell, list[Entry]] = {}
    since = Entry.objects.filter(chain__agency=filing.agency, number__gt=filing.position).order_by("number")
    for model, cells_of in _COUNTED:
        for entries, was, now in _touched(model, since):
            moved = set(_cells(filing, cells_of, was)) ^ set(_cells(filing, cells_of, now))
            for cell in moved:
                found.setdefault(cell, []).extend(entries)
    for entry in since.filter(object_type__in=[type_of(Entered), type_of(Item)]).select_related("officer"):
        for cell in _of_table_two(filing, entry):
            found.setdefault(cell, []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: entry.number)
    return found


Values = Mapping[str, Any]
"""The fields of a row as the journal keeps them."""


def _cells(filing: Filing, cells_of: Callable[[Filing, Values], Iterable[Cell]], row: Values | None) -> Iterable[Cell]:
    """Give the cells that count a row as the journal has it; none of one that was not there, or another agency's."""
    if row is None or row["agency"] != filing.agency_id:
        return ()
    days = {name: date.fromisoformat(value) for name, value in row.items() if name in _DAYS and value}
    return cells_of(filing, {**row, **days})


_DAYS = frozenset({"received_on", "closed_on", "noticed_on"})


def _touched(model: type[Any], since: Any) -> Iterator[tuple[list[Entry], Values | None, Values | None]]:
    """Give what was touched since: the acts, and the row as it was before them and as it is now, if it was and is."""
    by_key: dict[int, list[Entry]] = {}
    for entry in since.filter(object_type=type_of(model)).select_related("officer"):
        by_key.setdefault(entry.object_id, []).append(entry)
    rows = model.objects.in_bulk(list(by_key))
    for key, entries in by_key.items():
        now = snapshot(rows[key]) if key in rows else None
        yield entries, _as_it_was(entries, now), now


def _as_it_was(entries: Sequence[Entry], now: Values | None) -> Values | None:
    """Give the fields of a row before some acts, the oldest first; None where the first of them made it."""
    if entries[0].after and not entries[0].before:
        return None
    was = dict(now or {})
    for entry in reversed(entries):
        was |= entry.before
    return was


def _applications(filing: Filing, row: Values) -> Iterator[Cell]:
    """Give the cells of table III that count an application."""
    found = figures_of(row, Span.of_year(filing.year))
    spec = edition_of(filing).table_by_id["applications"]
    columns = [each.id for each in spec.blocks[0].columns if each.total or each.applicant == row["kind"]]
    for each in spec.rows:
        figure = Figure(each.id) if each.id in _FIGURES else Figure.DONE
        within = each.id in _FIGURES or each.total or row["outcome"] in each.outcomes
        if figure in found and within:
            yield from ((spec.id, each.id, column) for column in columns)


_FIGURES = frozenset(figure.value for figure in Figure) - {Figure.DONE.value}
"""The rows of table III that count by days alone."""


def _challenges(filing: Filing, row: Values) -> Iterator[Cell]:
    """Give the cells of table IV that count a challenge, with its total."""
    found = cell_of(row, Span.of_year(filing.year))
    if found is not None:
        yield from (("remedies", found[0].value, column) for column in (found[1].value, "total"))


_COUNTED: tuple[tuple[type[Any], Callable[[Filing, Values], Iterable[Cell]]], ...] = (
    (Application, _applications),
    (Challenge, _challenges),
)
"""What tables III and IV count, and how the cells that count a row are told from its fields."""


def _of_table_two(filing: Filing, entry: Entry) -> Iterator[Cell]:
    """Give the cells of table II that an act may have moved: those entered, and those counted of documents."""
    if entry.object_type == type_of(Entered):
        row = {**entry.before, **entry.after}
        if row.get("year") == filing.year and "row" in row:
            yield ("proactive", row["row"], row["column"])
    elif {"shown", "withdrawn_on", "validity"} & set(entry.after):
        spec = edition_of(filing).table_by_id["proactive"]
        for row_id in ("rules", "normative_documents"):
            yield from ((spec.id, row_id, column.id) for column in spec.columns_of[row_id])
