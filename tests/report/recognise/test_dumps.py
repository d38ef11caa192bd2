from __future__ import annotations

import pytest
from tests.report import dumps
from tests.report.shapes import Shape, text_tabs
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


def test_a_label_whose_blank_cells_a_dump_left_out_is_not_missing() -> None:
    report = _with_blanks(balanced_report("2021"))
    dump = dumps.blank_lines_between_cells(report).replace("行政强制\n\n0\n", "行政强制\n")
    reading = read_bytes(dump.encode())
    compulsory = reading.report.tables["proactive"]["compulsory_measures", "decisions"]
    assert (compulsory.value, compulsory.mark) == (None, Mark.UNREADABLE)
    assert "表二“行政强制”只有0个数，格式为1列，没有读取：空白。" in [str(each.message) for each in reading.findings]
    assert [each.code for each in check(reading.report) if each.severity is Severity.ERROR] == []


def test_a_label_before_nothing_but_tabs_is_a_blank_row() -> None:
    report = with_figure(balanced_report("2021"), "proactive", "compulsory_measures", "decisions", Mark.BLANK)
    read = read_bytes(text_tabs(report).encode()).report
    assert figures(read) == figures(report)
    assert [(each.code, each.place.row if each.place else None) for each in check(read)] == [("cell-blank", 11)]


def test_bars_behind_the_rows_that_a_group_begins_move_no_figure() -> None:
    """These rows are the longest and have a bar of their own behind them; some begin with a blank as well."""
    outcomes = {("granted", "natural"): 1, ("withheld_state_secret", "commercial"): 2, ("unable_not_held", "legal"): 3}
    report = balanced_report("2021", outcomes=outcomes)
    for (row, column), figure in report.tables["applications"].figures.items():
        if figure.value == 0 and column != "total":
            report = with_figure(report, "applications", row, column, Mark.BLANK)
    assert figures(read_bytes(dumps.bars_behind_cells(report).encode()).report) == figures(report)
