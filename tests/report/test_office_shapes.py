"""A report comes out of Word and Excel with the figures and the words that went in, however they were laid out."""

from __future__ import annotations

import contextlib
import os
import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.report.office_shapes import DOCX_SHAPES, XLSX_SHAPES, Shape
from tests.report.strategies import balanced_report, reports

from gongkai.law.errors import UnreadableDocument
from gongkai.report.checks import check
from gongkai.report.figures import figures
from gongkai.report.finding import Severity
from gongkai.report.model import Report
from gongkai.report.reading import read_bytes

WITH_NARRATIVE = {"xlsx_one_sheet", "xlsx_blank_rows"} | {shape.__name__ for shape in DOCX_SHAPES}
"""The shapes that hold the whole report and not its tables alone."""

SOME = settings(
    max_examples=int(os.environ.get("GONGKAI_SHAPES", "6")), deadline=None, suppress_health_check=list(HealthCheck)
)


def _narrative(report: Report) -> dict[str, list[str]]:
    return {part.spec.id: [paragraph.text for paragraph in part.paragraphs] for part in report.parts}


@pytest.mark.parametrize("shape", DOCX_SHAPES + XLSX_SHAPES, ids=lambda shape: str(shape.__name__))
@SOME
@given(report=reports())
def test_a_report_is_read_as_it_was_laid_out(shape: Shape, report: Report) -> None:
    reading = read_bytes(shape(report))
    assert figures(reading.report) == figures(report)
    if shape.__name__ in WITH_NARRATIVE:
        assert _narrative(reading.report) == _narrative(report)
        assert [line.text for line in reading.report.closing] == [line.text for line in report.closing]
    assert not [each for each in check(reading.report) if each.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("name", "code"), [("docx_tracked", "tracked-changes"), ("xlsx_with_hidden_sheet", "hidden-content")]
)
def test_what_is_odd_about_the_file_is_reported(name: str, code: str) -> None:
    (shape,) = (each for each in DOCX_SHAPES + XLSX_SHAPES if each.__name__ == name)
    assert [finding.code for finding in read_bytes(shape(balanced_report())).findings] == [code]


@pytest.mark.parametrize("shape", DOCX_SHAPES + XLSX_SHAPES, ids=lambda shape: str(shape.__name__))
def test_other_layouts_are_not_odd(shape: Shape) -> None:
    if shape.__name__ not in ("docx_tracked", "xlsx_with_hidden_sheet"):
        assert read_bytes(shape(balanced_report("2019"))).findings == ()


_NUMBER = re.compile(rb'="(\d+)"')
_PARTS = ("word/document.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml")
ODD_NUMBERS = st.sampled_from([b"", b"-1", b"0", b"1", b"7", b"abc", b"99999999", b"18446744073709551616"])


def _with_numbers(data: bytes, changes: list[tuple[float, bytes]]) -> bytes:
    """Give a package with some of the numbers in its attributes changed: spans, references, levels, positions."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            for where, number in changes if name in _PARTS else ():
                found = list(_NUMBER.finditer(part))
                if found:
                    match = found[int(where * (len(found) - 1))]
                    part = part[: match.start(1)] + number + part[match.end(1) :]
            new.writestr(name, part)
    return out.getvalue()


FUZZ = settings(SOME, max_examples=int(os.environ.get("GONGKAI_FUZZ", "40")))


@FUZZ
@given(
    shape=st.sampled_from(DOCX_SHAPES + XLSX_SHAPES),
    changes=st.lists(st.tuples(st.floats(0, 1), ODD_NUMBERS), min_size=1, max_size=8),
)
def test_no_number_in_a_package_lets_an_exception_escape(shape: Shape, changes: list[tuple[float, bytes]]) -> None:
    with contextlib.suppress(UnreadableDocument):
        figures(read_bytes(_with_numbers(shape(balanced_report()), changes)).report)
