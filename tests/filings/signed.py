"""Signed reports for tests, as rows: a filing, and versions of it, with figures that are given."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.utils.timezone import now

from gongkai.agencies.models import Agency, Officer
from gongkai.filings.models import Filing, Version
from gongkai.filings.reporting import report_of
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.report.edition import edition_for
from gongkai.report.writers.json import write_json

MADE = Act("test.version_made", "签发测试用的报告")


def sign(agency: Agency, year: int, officer: Officer, *, stage: str = "signed", **figures: str) -> Version:
    """Make the next signed version of a report; figures are 0 but those given, as `table__row__column`."""
    filing = Filing.objects.filter(agency=agency, year=year).first()
    filing = Filing(agency=agency, year=year) if filing is None else hold(filing)
    edition = edition_for(year)
    assert edition is not None
    numbers: dict[str, Any] = {
        f"{spec.id}.{row.id}.{column.id}": "0"
        for spec in edition.tables
        for row in spec.rows
        for column in spec.columns_of[row.id]
    }
    numbers |= {name.replace("__", "."): number for name, number in figures.items()}
    filing.stage, filing.figures = stage, {name: [number, "counted"] for name, number in numbers.items()}
    filing.save()
    record(filing, MADE, by=SYSTEM)
    report = _written(filing, tuple(figures.items()))
    version = Version(
        filing=filing,
        number=filing.versions.count() + 1,
        report=report,
        digest=sha256(report.encode()).hexdigest(),
        figures=numbers,
        checks=[{"code": "x", "severity": "warning", "message": "提示", "reason": "已核对"}],
        officer=officer,
        signed_at=now(),
        published_at=now() if stage == "published" else None,
    )
    version.save()
    record(version, MADE, by=SYSTEM)
    return version


_WRITTEN: dict[tuple[str, int, tuple[tuple[str, str], ...]], str] = {}


def _written(filing: Filing, given: tuple[tuple[str, str], ...]) -> str:
    """Give the report as JSON; the same figures of the same agency are written once for all tests."""
    key = (filing.agency.name, filing.year, given)
    if key not in _WRITTEN:
        _WRITTEN[key] = write_json(report_of(filing)).decode()
    return _WRITTEN[key]
