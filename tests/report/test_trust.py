"""What OCR read is said to be so, and accuses nobody."""

from __future__ import annotations

from dataclasses import replace

from tests.report.strategies import balanced_report, with_figure

from gongkai.report.checks import check
from gongkai.report.finding import Place, Severity
from gongkai.report.model import Report
from gongkai.report.readers.json import read_json
from gongkai.report.writers.json import write_json


def from_pages(report: Report, pages: dict[str, int], scanned: set[int]) -> Report:
    """Give a report whose tables stand on these pages, some of which are scans."""
    tables = {}
    for id, table in report.tables.items():
        place = Place(pages[id], table.spec.label, 3, 4, ocr=pages[id] in scanned)
        tables[id] = replace(table, figures={key: each._replace(place=place) for key, each in table.figures.items()})
    return replace(report, tables=tables)


def broken() -> Report:
    report = with_figure(balanced_report("2021"), "applications", "total", "natural", 999)
    return with_figure(report, "remedies", "reconsideration", "total", 999)


PAGES = {"proactive": 1, "applications": 2, "remedies": 3}


def severities(report: Report) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in check(report)}


def test_errors_in_what_ocr_read_are_warnings_and_in_what_it_did_not_read_stay_errors() -> None:
    plain = severities(from_pages(broken(), PAGES, set()))
    mixed = severities(from_pages(broken(), PAGES, {2}))
    assert plain["applications-balance"] is plain["remedies-total"] is Severity.ERROR
    assert mixed["applications-balance"] is Severity.WARNING
    assert mixed["remedies-total"] is Severity.ERROR
    assert mixed == {**plain, **dict.fromkeys(_of_applications(), Severity.WARNING), "read-by-ocr": Severity.WARNING}


def _of_applications() -> list[str]:
    return ["applications-balance", "applications-outcomes", "applications-total-column"]


def test_what_is_drawn_from_the_whole_report_is_doubtful_when_a_part_of_it_was_scanned() -> None:
    report = from_pages(balanced_report("2021"), PAGES, {2})
    without = replace(report, tables={id: table for id, table in report.tables.items() if id != "remedies"})
    assert severities(without)["table-missing"] is Severity.WARNING


def test_the_pages_are_named() -> None:
    (found,) = [
        each for each in check(from_pages(balanced_report("2021"), PAGES, {1, 3})) if each.code == "read-by-ocr"
    ]
    assert "第1、3页" in str(found)
    assert found.place == Place(1, ocr=True)


def test_a_report_keeps_its_trust_as_json() -> None:
    report = from_pages(broken(), PAGES, {2})
    again = read_json(write_json(report).decode())
    assert again.findings == ()
    assert again.report == report
    assert "read-by-ocr" in severities(again.report)
