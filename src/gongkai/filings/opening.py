"""The addresses of what stands behind each figure: cases, items, who entered it, members; and of what is missing."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.filings.models import Filing, Origin, Scope
from gongkai.filings.reporting import edition_of
from gongkai.report.checks.cells import BLANK
from gongkai.report.checks.wording import row_name, table_source
from gongkai.report.edition import Cell
from gongkai.report.finding import Finding

_DONE = "done"
_DOCUMENTS = ("rules", "normative_documents")
_BY_ROW = frozenset({"new", "carried_in", "carried_forward"})


def address_of(filing: Filing, cell: Cell) -> str:
    """Give the address of what a cell counts, among the lists of the desk; of what was read or entered, where."""
    if filing.is_rolled_up:
        return reverse("filings:rolled-figure", args=[filing.agency_id, filing.year, filing.scope, ".".join(cell)])
    if filing.origin == Origin.CASES:
        return _OF_TABLE[cell[0]](filing, cell)
    if filing.read_from_id is not None:
        return f"{reverse('filings:uploaded', args=[filing.read_from_id])}#table-{cell[0]}"
    return f"{reverse('filings:detail', args=[filing.pk])}#timeline"


def report_at(agency: int, year: int, scope: Scope, filing: int | None) -> str:
    """Give the address of the report of an agency, or where there is none of the form that begins it, filled in."""
    if filing is not None:
        return reverse("filings:detail", args=[filing])
    return reverse("filings:begin", query={"agency": agency, "year": year, "scope": scope.value})


def mended_at(filing: Filing, finding: Finding) -> str:
    """Give the address of the form that fills in what a finding says is blank in table II; empty for what none does."""
    edition = edition_of(filing)
    if filing.origin != Origin.CASES or filing.scope != Scope.UNIT:
        return ""
    if finding.code != BLANK.code or finding.citation != table_source(edition, "proactive"):
        return ""
    spec, row = edition.table_by_id["proactive"], finding.message.values.get("row")
    entered = [row_name(each) for each in spec.rows if each.id not in _DOCUMENTS]
    return reverse("disclosure:enter", args=[filing.agency_id, filing.year]) if row is None or row in entered else ""


def _proactive(filing: Filing, cell: Cell) -> str:
    if cell[1] not in _DOCUMENTS:
        given = {"agency": filing.agency_id, "year": filing.year, "row": cell[1], "column": cell[2]}
        return f"{reverse('disclosure:entered')}?{urlencode(given)}"
    asked = {"two": "-".join(cell[1:]), "two-year": filing.year, "two-of": filing.agency_id}
    return f"{reverse('disclosure:list')}?{urlencode(asked)}"


def _applications(filing: Filing, cell: Cell) -> str:
    spec = edition_of(filing).table_by_id[cell[0]]
    column = next(each for each in spec.columns_of[cell[1]] if each.id == cell[2])
    given: list[tuple[str, object]] = [("figure", cell[1] if cell[1] in _BY_ROW else _DONE)]
    given += [("figure-from", date(filing.year, 1, 1)), ("figure-to", date(filing.year, 12, 31))]
    given += [("outcome", code) for code in spec.row_by_id[cell[1]].outcomes]
    given += [("kind", column.applicant)] if column.applicant else []
    return f"{reverse('applications:list')}?{urlencode([*given, ('agency', filing.agency_id)])}"


def _remedies(filing: Filing, cell: Cell) -> str:
    given: list[tuple[str, object]] = [("cell-row", cell[1]), ("cell-column", cell[2])]
    given += [("cell-from", date(filing.year, 1, 1)), ("cell-to", date(filing.year, 12, 31))]
    return f"{reverse('remedies:list')}?{urlencode([*given, ('agency', filing.agency_id)])}"


_OF_TABLE = {"proactive": _proactive, "applications": _applications, "remedies": _remedies}
