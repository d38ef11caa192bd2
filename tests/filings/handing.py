"""Reports of members as they lie before whoever adds them up: signed, handed in, or from outside; made as rows."""

from __future__ import annotations

from hashlib import sha256
from itertools import count

from django.utils.timezone import now

from gongkai.agencies.models import Agency, Officer
from gongkai.filings.lifecycle import Stage
from gongkai.filings.models import Filing, Scope, Submission, Upload, Version
from gongkai.filings.reporting import report_of
from gongkai.report.figures import digits
from gongkai.report.model import Report
from gongkai.report.writers.json import write_json

_NUMBERS = count(1)


def figures_of(report: Report) -> dict[str, str | None]:
    """Give the numbers of a report by cell, as signed versions keep them."""
    return {
        f"{table.spec.id}.{row.id}.{column.id}": None
        if figure is None or figure.value is None
        else digits(figure.value)
        for table in report.tables.values()
        for row, column, figure in table.cells()
    }


def sign(filing: Filing, officer: Officer, report: Report | None = None) -> Version:
    """Make a signed version of a filing, of its own report or of another."""
    signed = report or report_of(filing)
    text = write_json(signed).decode()
    number = filing.versions.count() + 1
    values = {"report": text, "digest": sha256(text.encode()).hexdigest(), "figures": figures_of(signed)}
    return Version.objects.create(filing=filing, number=number, officer=officer, signed_at=now(), **values)


def signed(agency: Agency, year: int, report: Report, officer: Officer, scope: Scope = Scope.UNIT) -> Version:
    """Make a signed version of an agency's report for a year."""
    filing, _ = Filing.objects.get_or_create(agency=agency, year=year, scope=scope, stage=Stage.FROZEN)
    return sign(filing, officer, report)


def hand_in(version: Version, collector: Agency, officer: Officer, *, accepted: bool = True) -> Submission:
    """Hand a version in to whoever collects it, who has accepted it or not yet."""
    state = Submission.State.ACCEPTED if accepted else Submission.State.SUBMITTED
    receipt = f"示例{next(_NUMBERS)}"
    values = {"receipt": receipt, "state": state, "officer": officer, "at": now()}
    return Submission.objects.create(version_signed=version, collector=collector, **values)


def upload(
    agency: Agency,
    year: int,
    report: Report,
    officer: Officer,
    *,
    confirmed: bool = True,
    scope: Scope = Scope.UNIT,
) -> Upload:
    """Make a report from outside, which somebody has confirmed or not yet."""
    text = write_json(report).decode()
    values = {"report": text, "digest": sha256(text.encode()).hexdigest(), "figures": figures_of(report)}
    if confirmed:
        values |= {"confirmed_by": officer, "confirmed_at": now()}
    return Upload.objects.create(
        agency=agency, year=year, scope=scope, name="年报.docx", officer=officer, at=now(), **values
    )
