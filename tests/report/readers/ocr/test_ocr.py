"""Scans and pictures: the figures cell for cell, what is said of them, and what is refused."""

from __future__ import annotations

import zlib
from dataclasses import replace
from random import Random

import numpy
import pytest
from tests.report.readers.ocr.scanning import as_pdf, as_png, joined, scanned

from gongkai.law.errors import UnreadableDocument
from gongkai.report.checks import check
from gongkai.report.figures import figures
from gongkai.report.finding import Severity
from gongkai.report.model import Report
from gongkai.report.readers import ocr
from gongkai.report.reading import read_bytes
from gongkai.report.synth.agencies import Agency, reports_of
from gongkai.report.writers.pdf import write_pdf

PROACTIVE, APPLICATIONS, REMEDIES = 1, 2, 3
"""The pages of our PDF on which the tables stand."""


def a_report(year: int, *, combined: bool = False) -> Report:
    (report,) = reports_of(Agency("青山市石桥县水利局", range(year, year + 1), 400.0, combined), Random(year))
    return report


def refusal(data: bytes, *, with_ocr: bool = True) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as refused:
        read_bytes(data, ocr=with_ocr)
    assert refused.value.hint is not None
    return refused.value


def test_scanned_pages_of_the_2019_format_are_read_cell_for_cell() -> None:
    report = a_report(2020)
    written = write_pdf(report)
    scan = as_pdf(scanned(written, PROACTIVE, skew=0.8), scanned(written, APPLICATIONS, skew=-1.3, grain=12))
    got, want = figures(read_bytes(scan, ocr=True).report), figures(report)
    assert (got["proactive"], got["requests"]) == (want["proactive"], want["requests"])


def test_a_fault_in_a_scan_is_a_warning_and_says_where_it_comes_from() -> None:
    report = a_report(2023, combined=True)
    table = report.tables["applications"]
    cells = {**table.figures, ("total", "natural"): table["total", "natural"]._replace(value=9, written="9")}
    faulty = replace(report, tables={**report.tables, "applications": replace(table, figures=cells)})
    read = read_bytes(as_pdf(scanned(write_pdf(faulty), APPLICATIONS)), ocr=True).report
    assert figures(read)["requests"] == figures(faulty)["requests"]
    assert all(figure.place is not None and figure.place.ocr for figure in read.tables["applications"].figures.values())
    found = {finding.code: finding for finding in check(read)}
    assert {finding.severity for finding in found.values()} <= {Severity.WARNING, Severity.NOTICE}
    assert found["applications-outcomes"].severity is Severity.WARNING
    assert str(found["applications-outcomes"].place).endswith("（文字识别）")
    assert found["read-by-ocr"].severity is Severity.WARNING


def test_a_picture_that_lies_on_its_side_is_turned() -> None:
    report = a_report(2021)
    picture = numpy.rot90(scanned(write_pdf(report), REMEDIES, grain=4), 1)
    assert figures(read_bytes(as_png(picture), ocr=True).report)["reviews"] == figures(report)["reviews"]


def test_pages_with_text_are_taken_from_it_and_only_the_others_recognised() -> None:
    report = a_report(2022)
    written = write_pdf(report)
    mixed = joined(written, as_pdf(scanned(written, REMEDIES)), pages=[(0, PROACTIVE, APPLICATIONS), (0,)])
    read = read_bytes(mixed, ocr=True).report
    assert figures(read) == figures(report)
    assert {place.page for place in read.places() if place.ocr} == {4}
    assert {place.page for place in read.places() if not place.ocr} == {1, 2, 3}


def test_without_asking_nothing_is_recognised_and_the_way_is_told() -> None:
    picture = numpy.full((400, 300), 255, numpy.uint8)
    for data, code in ((as_pdf(picture), "scanned"), (as_png(picture), "picture")):
        refused = refusal(data, with_ocr=False)
        assert refused.code == code
        assert "pip install 'gongkai[ocr]'" in str(refused)
        assert "--ocr" in str(refused)


def test_without_the_extra_it_is_said_what_to_install(monkeypatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    picture = numpy.full((400, 300), 255, numpy.uint8)
    for data in (as_pdf(picture), as_png(picture)):
        refused = refusal(data)
        assert refused.code == "ocr-not-installed"
        assert "pip install 'gongkai[ocr]'" in str(refused)


def test_a_pdf_with_text_needs_no_extra(monkeypatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    written = write_pdf(a_report(2022))
    assert read_bytes(written, ocr=True) == read_bytes(written)


def test_a_blank_picture_has_no_tables() -> None:
    assert refusal(as_png(numpy.full((800, 600), 255, numpy.uint8))).code == "no-tables"


@pytest.mark.parametrize("shape", [(1, 1), (1, 60_000), (60_000, 1)])
def test_a_picture_that_is_but_a_line_has_no_tables(shape) -> None:
    assert refusal(as_png(numpy.full(shape, 255, numpy.uint8))).code == "no-tables"


def test_a_page_of_a_pdf_that_is_but_a_line_has_no_tables() -> None:
    assert refusal(as_pdf(numpy.full((1, 3_000), 255, numpy.uint8))).code == "no-tables"


def test_more_pages_than_can_be_recognised_in_time_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(ocr, "MOST_PAGES", 2)
    picture = numpy.full((40, 30), 255, numpy.uint8)
    assert refusal(as_pdf(picture, picture, picture)).code == "too-many-pages"


def test_a_broken_picture_is_refused() -> None:
    assert refusal(as_png(numpy.zeros((60, 40), numpy.uint8))[:60]).code == "broken-picture"


@pytest.mark.parametrize("side", [8_000, 10_000, 100_000])
def test_an_enormous_picture_is_refused_before_it_is_unpacked(side) -> None:
    data = as_png(numpy.zeros((60, 40), numpy.uint8))
    header = data[12:16] + 2 * side.to_bytes(4, "big") + data[24:29]
    enormous = data[:12] + header + zlib.crc32(header).to_bytes(4, "big") + data[33:]
    assert refusal(enormous).code == "picture-too-large"
