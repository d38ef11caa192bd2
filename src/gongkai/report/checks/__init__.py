"""The checks: pure functions in a tuple, one signature, each yielding findings on a report.

An error is what cannot be true as it stands; what the format or practice leaves room for is a
warning. A new check is a function here and its test. Not here: what is odd about a document as such
(the findings of readers and of `recognise`).
"""

from __future__ import annotations

from itertools import chain

from gongkai.report.checks import (
    cells,
    continuity,
    fees,
    identities,
    narrative,
    overview,
    remedies,
    similarity,
    structure,
    years,
)
from gongkai.report.checks.context import Check, Context, Limits
from gongkai.report.finding import Code, Finding, Place
from gongkai.report.model import Report
from gongkai.report.trust import weighed

__all__ = ["CHECKS", "CODES", "Check", "Context", "Limits", "check"]

CHECKS: tuple[Check, ...] = (
    identities.identities,
    cells.impossible_figures,
    cells.cells_without_number,
    cells.missing_cells,
    cells.money_units,
    structure.missing_tables,
    structure.rows,
    structure.parts,
    years.edition_year,
    years.title_year,
    years.text_year,
    years.signature_date,
    continuity.previous_report,
    continuity.carried_over,
    continuity.in_force,
    continuity.money_leap,
    continuity.rare_rise,
    narrative.text_against_tables,
    remedies.suits_without_reviews,
    overview.overview_aspects,
    similarity.repeats_last_year,
    similarity.repeats_another_agency,
)

CODES: tuple[Code, ...] = (
    *identities.CODES,
    *cells.CODES,
    *structure.CODES,
    *years.CODES,
    *continuity.CODES,
    *narrative.CODES,
    *remedies.CODES,
    *fees.CODES,
    *overview.CODES,
    *similarity.CODES,
)
"""Every kind of finding the checks make."""


def check(
    report: Report,
    *,
    previous: Report | None = None,
    others: tuple[Report, ...] = (),
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> tuple[Finding, ...]:
    """Give what is wrong with a report, the gravest first, then by place in the document."""
    context = Context(previous, others, limits)
    found = list(chain.from_iterable(each(report, context) for each in CHECKS))
    found = weighed(found, report)
    if len(found) > 1:
        tables = {table.label: index for index, table in enumerate(report.edition.tables)}
        found.sort(key=lambda finding: (-finding.severity, _in_document(finding.place, tables)))
    return tuple(found)


def _in_document(place: Place | None, tables: dict[str, int]) -> tuple[int, int, str, int, int, int]:
    """Give the order of places: by page, then table as the report has them, then row, column and line."""
    if place is None:
        return (0, -1, "", 0, 0, 0)
    table = tables.get(place.table, len(tables)) if place.table else -1
    return (place.page or 0, table, place.table, place.row or 0, place.column or 0, place.line or 0)
