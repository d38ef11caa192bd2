from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from tests.report import shapes
from tests.report.strategies import balanced_report, reports

from gongkai.report.figures import figures
from gongkai.report.model import Report
from gongkai.report.reading import read_bytes

TABLES = ("proactive", "requests", "reviews")
SAMPLES = (balanced_report("2019"), balanced_report("2021"), balanced_report("2021", combined=True))


@pytest.mark.parametrize("shape", shapes.SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("report", SAMPLES, ids=("2019", "2021", "2021-combined"))
def test_every_shape_of_a_report_gives_the_same_figures(report: Report, shape: shapes.Shape) -> None:
    reading = read_bytes(shape(report).encode())
    expected, actual = figures(report), figures(reading.report)
    assert {name: actual[name] for name in TABLES} == {name: expected[name] for name in TABLES}
    assert [finding.code for finding in reading.findings if finding.code != "combined-row"] == []
    if shape is not shapes.html_without_part_headings:
        assert actual == expected
        assert [part.spec.id for part in reading.report.parts] == [part.spec.id for part in report.parts]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16"])
@pytest.mark.parametrize("shape", [shapes.html_plain, shapes.text_dump], ids=lambda shape: shape.__name__)
def test_every_encoding_of_a_report_gives_the_same_figures(encoding: str, shape: shapes.Shape) -> None:
    report = SAMPLES[1]
    data = shape(report).replace("〔", "(").encode(encoding)
    assert figures(read_bytes(data).report) == figures(report)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(report=reports())
def test_figures_survive_merged_cells_dumps_and_tabs(report: Report) -> None:
    expected = figures(report)
    for shape in (shapes.html_of_word, shapes.text_dump, shapes.text_tabs):
        assert figures(read_bytes(shape(report).encode()).report) == expected
