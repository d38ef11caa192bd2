from __future__ import annotations

import pytest
from tests.report import dumps
from tests.report.shapes import Shape
from tests.report.strategies import balanced_report, with_figure

from gongkai.report.checks import check
from gongkai.report.figures import figures
from gongkai.report.finding import Severity
from gongkai.report.model import Mark, Report
from gongkai.report.reading import read_bytes

SAMPLES = (balanced_report("2019"), balanced_report("2021"), balanced_report("2021", combined=True))
KEEP_BLANKS = [dump for dump in dumps.DUMPS if not dump.__name__.startswith("blank_lines")]


def _with_blanks(report: Report) -> Report:
    """Blanks at the beginning of a row, in its middle and all through it; none of them but a 0 left out."""
    for row, column in (
        *(("carried_in", column) for column in ("commercial", "research", "welfare", "legal", "other")),
        ("withheld_internal", "natural"),
        *(("unable_unclear", column) for column in ("natural", "commercial", "research", "welfare", "legal", "other")),
        ("unable_unclear", "total"),
    ):
        assert report.tables["applications"][row, column].value == 0
        report = with_figure(report, "applications", row, column, Mark.BLANK)
    for column in ("made", "published", "public", "repealed", "effective"):
        if ("rules", column) in report.tables["proactive"].figures:
            report = with_figure(report, "proactive", "rules", column, Mark.BLANK)
    return with_figure(report, "remedies", "suit_after_reconsideration", "total", Mark.BLANK)


def _assert_read(report: Report, dump: Shape) -> None:
    reading = read_bytes(dump(report).encode())
    assert figures(reading.report) == figures(report)
    assert [finding.code for finding in reading.findings if finding.code != "combined-row"] == []
    assert [part.spec.id for part in reading.report.parts] == [part.spec.id for part in report.parts]
    assert [each.code for each in check(reading.report) if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize("dump", dumps.DUMPS, ids=lambda dump: dump.__name__)
@pytest.mark.parametrize("report", SAMPLES, ids=("2019", "2021", "2021-combined"))
def test_every_dump_of_a_report_gives_the_same_figures(report: Report, dump: Shape) -> None:
    _assert_read(report, dump)


@pytest.mark.parametrize("dump", KEEP_BLANKS, ids=lambda dump: dump.__name__)
@pytest.mark.parametrize("report", SAMPLES, ids=("2019", "2021", "2021-combined"))
def test_blank_cells_of_a_dump_stay_in_their_columns(report: Report, dump: Shape) -> None:
    _assert_read(_with_blanks(report), dump)
