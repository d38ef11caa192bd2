"""A signed report as a page shows it: its tables as they were signed, and its parts, with what is remarked on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from gongkai.filings.models import Chase, Filing, Remark, Submission, Version
from gongkai.filings.reporting import text_of
from gongkai.filings.signing.selectors import report_signed
from gongkai.filings.submitting.places import places_of
from gongkai.filings.submitting.rules import may_submit
from gongkai.filings.submitting.selectors import SIGNED, due_on, lists_of, scope_of
from gongkai.filings.tables import Block, laid_out
from gongkai.report.edition import Cell as CellOf
from gongkai.report.edition import TableSpec

Noted = Mapping[str, Any]
"""What stands beside a place: remarks, or the field to write one."""


class Cell(NamedTuple):
    """A figure of a signed report: its place, its words, and what stands beside it."""

    place: str
    words: str
    noted: Any


class Sheet(NamedTuple):
    """A part of a signed report: its place, its name, its text, what stands beside it, and its table, if it has one."""

    place: str
    name: str
    text: str
    noted: Any
    blocks: list[Block]


def sheets_of(version: Version, noted: Noted) -> Iterator[Sheet]:
    """Give the parts of a signed report in their order, as they were signed, with what stands beside each place."""
    names = places_of(version)
    report = report_signed(version)
    specs = {part.id: report.edition.table_by_id.get(part.table or "") for part in report.edition.parts}
    for place in ("preamble", *specs, "closing"):
        spec = specs.get(place)
        blocks = _blocks(version, spec, noted) if spec else []
        yield Sheet(place, names[place], text_of(report, place), noted.get(place), blocks)


def _blocks(version: Version, spec: TableSpec, noted: Noted) -> list[Block]:
    def shown(cell: CellOf) -> Cell:
        place = ".".join(cell)
        return Cell(place, version.figures.get(place) or "", noted.get(place))

    return laid_out(spec, shown)


class Remarked(NamedTuple):
    """A remark on a returned report: its number on the page, what its place is called, and itself."""

    number: int
    name: str
    remark: Remark


def remarked(submission: Submission) -> list[Remarked]:
    """Give the remarks on a report that was returned, numbered in the order they were written."""
    names = places_of(submission.version_signed)
    return [Remarked(number, names[each.place], each) for number, each in enumerate(submission.remarks.all(), 1)]


Marks = Mapping[str, list[Remarked]]
"""Remarks by the place they stand beside."""


def by_place(remarks: Sequence[Remarked]) -> Marks:
    """Give remarks by the place they stand beside."""
    found: dict[str, list[Remarked]] = {}
    for each in remarks:
        found.setdefault(each.remark.place, []).append(each)
    return found


def upward_of(filing: Filing, officer: Any, on: date) -> dict[str, Any]:
    """Give what the page of a filing shows of its way up: what was handed to whom last, and what is to be done now.

    Remarks of one that was returned stand there until it is handed up anew.
    """
    version = filing.versions.order_by("-number").first()
    rows = {}
    for each in (
        Submission.objects.filter(version_signed__filing=filing)
        .order_by("pk")
        .select_related("collector", "answered_by", "version_signed__filing__agency")
    ):
        rows[each.collector_id] = each
    lists = list(lists_of(filing))
    left = [
        each.collector
        for each in lists
        if (last := rows.get(each.collector_id)) is None or last.version_signed_id != (version and version.pk)
    ]
    returned = next((each for each in rows.values() if each.state == Submission.State.RETURNED), None)
    signed = version is not None and filing.stage in SIGNED and filing.scope == scope_of(filing.agency, filing.year)
    return {
        "submissions": list(rows.values()),
        "returned": returned,
        "remarks": remarked(returned) if returned else [],
        "to_submit": left if signed and may_submit(officer, filing, on) else [],
        "due_up": due_on(filing.year, filing.scope, filing.agency.kind) if lists else None,
        "chase": Chase.objects.filter(member=filing.agency, year=filing.year).select_related("collector").first(),
        "awaited": bool(left),
    }


def checksum_of(version: Version) -> str:
    """Give the SHA-256 of the figures alone, in hexadecimal: of `place=number`, a line each, in the order of places.

    Whoever has the figures can work it out, without the text of the report.
    """
    lines = "".join(f"{place}={number or ''}\n" for place, number in sorted(version.figures.items()))
    return sha256(lines.encode()).hexdigest()
