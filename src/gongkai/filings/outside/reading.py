"""What was read of a report from outside, as values: its figures, what is doubtful, what does not fit.

Nothing here asks the database; the report itself is a value of `gongkai.report`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from gongkai.law.message import Message
from gongkai.report.checks import check
from gongkai.report.checks.continuity import is_same_agency
from gongkai.report.edition import Cell, edition_for
from gongkai.report.figures import digits, number_of
from gongkai.report.finding import Finding, Severity
from gongkai.report.model import Figure, Mark, Report, Table, as_number
from gongkai.report.readers.json import read_json
from gongkai.report.writers.json import write_json

Told = Mapping[str, Any]
"""A finding as it is kept: its code, how grave it is, its sentence, what to do, and where in the document."""


class Written(NamedTuple):
    """A report as rows keep it: its JSON, the digest of that, and its numbers by cell, as text or None."""

    report: str
    digest: str
    figures: Mapping[str, str | None]


def written(report: Report) -> Written:
    """Give a report as rows keep it."""
    content = write_json(report)
    return Written(content.decode(), sha256(content).hexdigest(), figures_of(report))


def report_in(text: str) -> Report:
    """Give the report that a row keeps."""
    return read_json(text).report


def figures_of(report: Report) -> dict[str, str | None]:
    """Give the numbers of a report by cell (`table.row.column`); a blank, and what is no number, is None."""
    found = {}
    for spec in report.edition.tables:
        table = report.table(spec.id)
        for row, column, figure in table.cells() if table else ():
            number = number_of(figure)
            found[f"{spec.id}.{row.id}.{column.id}"] = None if number is None else digits(number)
    return found


def told(finding: Finding) -> dict[str, Any]:
    """Give a finding as it is kept and sent."""
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "message": finding.message.text(),
        "hint": finding.hint.text() if finding.hint else "",
        "place": finding.place.text() if finding.place else "",
    }


def checked(report: Report, *, previous: Report | None = None) -> list[dict[str, Any]]:
    """Give what the checks find in a report, the gravest first."""
    return [told(each) for each in check(report, previous=previous)]


BLANK, UNREAD, MISSING, CONFLICT = "blank", "unread", "missing", "conflict"
"""Why a figure is to be looked at: nothing stands there, it is no number, it is not there, others speak against it."""


def doubts(report: Report, found: Iterable[Told]) -> dict[Cell, str]:
    """Give the cells that are to be held against the original, and why."""
    grave = {Severity.WARNING.name.lower(), Severity.ERROR.name.lower()}
    places = {each["place"] for each in found if each["place"] and each["severity"] in grave}
    doubtful = {}
    for spec in report.edition.tables:
        table = report.table(spec.id)
        rows = table.expected_rows if table else spec.rows
        for row in rows:
            for column in spec.columns_of[row.id]:
                doubt = _doubt(table.get(row.id, column.id) if table else None, places)
                if doubt:
                    doubtful[spec.id, row.id, column.id] = doubt
    return doubtful


def _doubt(figure: Figure | None, places: set[str]) -> str:
    if figure is None:
        return MISSING
    if figure.mark is Mark.UNREADABLE:
        return UNREAD
    if figure.mark is Mark.BLANK:
        return BLANK
    return CONFLICT if figure.place is not None and figure.place.text() in places else ""


def asked(report: Report, names: Sequence[str], year: int) -> list[Message]:
    """Give what is to be asked before a report counts: it names another agency or year, or is of another edition."""
    found = []
    if not report.agency:
        found.append(Message("文件里没有读到机关名称"))
    elif not any(is_same_agency(report, name) for name in names if name):
        found.append(Message("文件里的机关是“{agency}”，选的是“{name}”", agency=report.agency, name=names[0]))
    if report.year is None:
        found.append(Message("文件里没有读到年度"))
    elif report.year != year:
        found.append(Message("文件里的年度是{found}年，选的是{year}年", found=report.year, year=year))
    edition = edition_for(year)
    if edition is not None and report.edition is not edition:
        found.append(
            Message(
                "文件用的是{found}年版的格式，{year}年度应当用{edition}年版",
                found=report.edition.id,
                year=year,
                edition=edition.id,
            )
        )
    return found


def with_figure(report: Report, cell: Cell, number: Decimal | None) -> Report:
    """Give a report with one figure as a person read it; None for a cell in which nothing stands."""
    spec = report.edition.table_by_id[cell[0]]
    table, key = report.table(cell[0]), (cell[1], cell[2])
    column = next(each for each in spec.columns_of[cell[1]] if each.id == cell[2])
    was = table.get(*key) if table else None
    unit = was.unit if was else column.unit if column.kind == "money" else ""
    value = None if number is None else as_number(number)
    figure = Figure(
        value, Mark.BLANK if value is None else None, "" if value is None else digits(value), was and was.place, unit
    )
    rows = table.rows if table else ()
    if spec.row_by_id[cell[1]] not in rows:
        order = {row.id: index for index, row in enumerate(spec.row_by_id.values())}
        rows = tuple(sorted((*rows, spec.row_by_id[cell[1]]), key=lambda row: order[row.id]))
    figures = {**(table.figures if table else {}), key: figure}
    made = replace(table, rows=rows, figures=figures) if table else Table(spec, rows, figures)
    tables = {**report.tables, spec.id: made}
    return replace(report, tables={each.id: tables[each.id] for each in report.edition.tables if each.id in tables})
