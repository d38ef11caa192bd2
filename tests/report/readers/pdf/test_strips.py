"""Sheets wider than their paper: which pages are put together, which are left as they stand, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from tests.report.readers.pdf.drawing import Page, pdf
from tests.report.readers.pdf.printing import Setup, printed

from gongkai.law.errors import UnreadableDocument
from gongkai.report.blocks import Grid
from gongkai.report.checks import check
from gongkai.report.figures import figures
from gongkai.report.finding import Severity
from gongkai.report.readers.pdf import read_pdf
from gongkai.report.reading import read_bytes
from gongkai.report.synth import Synthetic, synthesise
from gongkai.report.synth.layouts import Cell, Layout, tables

SETUPS = {
    "down": Setup([52] * 15),
    "over": Setup([52] * 15, over_then_down=True),
    "three strips": Setup([100] * 15),
    "wide labels": Setup([110, 90, 110] + [46] * 12, over_then_down=True),
    "landscape": Setup([80] * 15, width=842, height=595),
    "no rules": Setup([80] * 15, ruled=False),
    "no rules, over": Setup([80] * 15, ruled=False, over_then_down=True),
}
LABELS_APART = Setup([200, 160, 160] + [60] * 12)
"""The labels fill a page and more, so that some stand on one page and some on the next."""


def documents(setup: Setup, count: int, seed: int, faults: float = 0.0, *, blanks: bool = False) -> Iterator[Synthetic]:
    """Give synthetic reports printed so."""
    layout = Layout(
        "strips", ".pdf", lambda report, _: printed([[[Cell(report.title, 0, 4)]], *tables(report)], setup), blanks
    )
    return synthesise(count, seed, faults, [layout])


def read(data: bytes) -> tuple[object, set[str]]:
    """Give the figures of a report and the errors found in it."""
    reading = read_bytes(data)
    found = (*reading.findings, *check(reading.report))
    return figures(reading.report), {each.code for each in found if each.severity is Severity.ERROR}


@pytest.mark.parametrize("setup", SETUPS.values(), ids=SETUPS)
def test_a_report_cut_into_strips_is_read_cell_for_cell(setup: Setup) -> None:
    older, newer = documents(setup, 2, 15)
    assert (older.truth["edition"], newer.truth["edition"]) == ("2019", "2021")
    assert [read(each.data) for each in (older, newer)] == [(older.truth, set()), (newer.truth, set())]


def test_a_wrong_figure_in_strips_is_found() -> None:
    (faulty,) = documents(SETUPS["down"], 1, 5, faults=1.0)
    figures, errors = read(faulty.data)
    assert figures == faulty.truth
    assert errors


@pytest.mark.parametrize("setup", [LABELS_APART, LABELS_APART._replace(ruled=False, over_then_down=True)])
def test_what_is_not_whole_is_refused_and_not_accused(setup: Setup) -> None:
    for each in documents(setup, 1, 5):
        with pytest.raises(UnreadableDocument) as refused:
            read_bytes(each.data)
        assert refused.value.code == "table-cut-into-pages"
        assert "一页宽" in str(refused.value.hint)


@pytest.mark.parametrize("seed", [7, 10])
def test_blank_cells_in_strips_with_rules_are_blank(seed: int) -> None:
    (blank,) = documents(SETUPS["down"], 1, seed, blanks=True)
    assert "blank-cells" in blank.quirks
    assert read(blank.data) == (blank.truth, set())


def test_blank_cells_in_strips_without_rules_are_refused() -> None:
    (blank,) = documents(SETUPS["no rules"], 1, 7, blanks=True)
    with pytest.raises(UnreadableDocument, match="截断"):
        read_bytes(blank.data)


# ── Single pages ─────────────────────────────────────────────────────────────

YS = [60, 80, 100, 120]
LABELLED = [["一、新收", "3"], ["二、结转", "1"], ["总计", "4"]]
BARE = [["5", "8"], ["0", "1"], ["5", "9"]]


def sheet(rows: Sequence[Sequence[str]], ys: Sequence[float] = YS, *, width: float = 240) -> Page:
    """Give a page with nothing on it but a table from its left margin on."""
    page = Page()
    xs = [50 + width * column for column in range(len(rows[0]) + 1)]
    page.lattice(xs, ys)
    page.cells(xs, ys, rows)
    return page


def told(*pages: Page) -> tuple[list[list[str]], bool]:
    """Give the rows of all grids, and whether the document is refused unless it is whole."""
    document = read_pdf(pdf(*pages))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row] for grid in grids for row in grid.rows], document.unless_whole is not None


def test_rows_of_figures_are_put_beside_the_page_whose_rows_stand_at_their_height() -> None:
    other = [["规章", "0"], ["规范性文件", "2"], ["许可", "7"]]
    joined = [[*left, *right] for left, right in zip(LABELLED, BARE)]
    assert told(sheet(LABELLED), sheet(other, [60, 100, 140, 180]), sheet(BARE)) == ([*joined, *other], True)


def test_nothing_is_put_together_where_two_pages_have_rows_at_the_same_heights() -> None:
    other = [["四、规章", "0"], ["五、文件", "2"], ["六、许可", "7"]]
    assert told(sheet(LABELLED), sheet(other), sheet(BARE)) == ([*LABELLED, *other, *BARE], True)


def test_nothing_is_put_together_where_no_row_stands_at_the_same_height() -> None:
    assert told(sheet(LABELLED), sheet(BARE, [60, 90, 120, 150])) == ([*LABELLED, *BARE], True)


def test_a_row_without_a_label_above_a_page_number_is_no_strip() -> None:
    last = [["结果维持", "结果纠正"], ["0", "2"]]
    page = sheet(last, YS[:3])
    page.text(295, 800, "2")
    assert told(sheet(LABELLED), page) == ([*LABELLED, *last], False)


@pytest.mark.parametrize("number", ["2", "— 2 —", "第 2 页"])
def test_nor_is_one_without_rules(number: str) -> None:
    page = Page()
    for y, row in ((60, ["结果维持", "结果纠正"]), (80, ["0", "2"])):
        for x, text in zip((60, 160), row):
            page.text(x, y, text)
    page.text(55, 800, number)
    assert not told(sheet(LABELLED), page)[1]


def test_labels_above_their_figures_are_labels_all_the_same() -> None:
    page = Page()
    for y, (label, figure) in zip((60, 110, 160), LABELLED):
        page.text(50, y, label)
        page.text(300, y + 14, figure)
    assert not told(sheet(LABELLED), page)[1]
