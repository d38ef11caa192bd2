"""Tables over page breaks: what is put together, and what is left as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from tests.report.readers.pdf.drawing import Page, pdf

from gongkai.report.blocks import Grid
from gongkai.report.readers.pdf import read_pdf

XS = [70, 150, 190, 230]


def table(ys: Sequence[float], *rows: Sequence[str], xs: Sequence[float] = XS) -> Page:
    """Give a page with a table whose cells begin with a label that is wrapped after seven characters."""
    page = Page()
    page.lattice(xs, ys)
    for y, row in zip(ys, rows):
        for x, text in zip(xs, row):
            for number, start in enumerate(range(0, len(text), 7)):
                page.text(x + 3, y + 12 + 12 * number, text[start : start + 7])
    return page


def grids(*pages: Page) -> list[tuple[list[list[str]], tuple[int, ...] | None]]:
    blocks = read_pdf(pdf(*pages)).blocks
    return [
        ([[cell.text for cell in row] for row in block.rows], block.pages)
        for block in blocks
        if isinstance(block, Grid)
    ]


def test_fragments_with_the_same_columns_are_one_grid_and_each_row_keeps_its_page() -> None:
    above = table([700, 720, 740], ["信息内容", "制发", "有效"], ["规章", "1", ""])
    below = table([60, 80, 100], ["行政许可", "0", "5"], ["行政处罚", "", "3"])
    assert grids(above, below) == [
        (
            [["信息内容", "制发", "有效"], ["规章", "1", ""], ["行政许可", "0", "5"], ["行政处罚", "", "3"]],
            (1, 1, 2, 2),
        )
    ]


def test_a_label_cut_by_the_break_is_put_together() -> None:
    above = table([700, 720, 735], ["总计", "4", "4"], ["要求行政机关确", "3", "0"])
    below = table([60, 80, 100], ["认或出具", "", ""], ["重复申请", "1", "0"])
    assert grids(above, below) == [
        ([["总计", "4", "4"], ["要求行政机关确认或出具", "3", "0"], ["重复申请", "1", "0"]], (1, 1, 2))
    ]


def test_figures_may_stand_on_either_side_of_the_break() -> None:
    above = table([700, 720, 735], ["总计", "4", "4"], ["要求行政机关确", "", "1"])
    below = table([60, 80, 100], ["认或出具", "3", ""], ["重复申请", "1", "0"])
    assert grids(above, below)[0][0] == [
        ["总计", "4", "4"],
        ["要求行政机关确认或出具", "3", "1"],
        ["重复申请", "1", "0"],
    ]


def test_a_cut_row_is_put_together_below_a_repeated_header() -> None:
    header = ["信息内容", "制发", "有效"]
    above = table([700, 720, 735], header, ["要求行政机关确", "3", "0"])
    below = table([60, 80, 100, 120], header, ["认或出具", "", ""], ["重复申请", "1", "0"])
    assert grids(above, below)[0][0] == [
        header,
        ["要求行政机关确认或出具", "3", "0"],
        header,
        ["重复申请", "1", "0"],
    ]


def test_a_number_that_its_cell_could_not_hold_is_put_together() -> None:
    xs = [70, 150, 175, 200]
    above = table([700, 720, 735], ["总计", "4", "4"], ["许可", "136", "0"], xs=xs)
    below = table([60, 80, 100], ["", "12", ""], ["处罚", "1", "0"], xs=xs)
    assert grids(above, below)[0][0] == [["总计", "4", "4"], ["许可", "13612", "0"], ["处罚", "1", "0"]]


def test_rows_that_both_have_figures_stay_two() -> None:
    above = table([700, 720, 735], ["总计", "4", "4"], ["要求行政机关确", "3", "0"])
    below = table([60, 80, 100], ["认或出具", "2", "0"], ["重复申请", "1", "0"])
    assert [len(rows) for rows, _ in grids(above, below)] == [4]


def test_a_label_with_room_left_does_not_go_on() -> None:
    above = table([700, 720, 735], ["总计", "4", "4"], ["信息内容", "制发", "有效"])
    below = table([60, 80, 100], ["规章", "", ""], ["重复申请", "1", "0"])
    assert [len(rows) for rows, _ in grids(above, below)] == [4]


def test_a_label_with_a_number_of_its_own_does_not_go_on() -> None:
    above = table([700, 720, 735], ["总计", "4", "4"], ["1.要求行政机", "3", "0"])
    below = table([60, 80, 100], ["2.重复申请", "", ""], ["3.其他", "1", "0"])
    assert [len(rows) for rows, _ in grids(above, below)] == [4]


def test_the_label_of_a_group_goes_on_though_its_rows_do_not() -> None:
    above, below = Page(), Page()
    xs = [70, 103, 200, 240]
    above.lattice(xs, [700, 720, 740])
    above.cells(xs, [700, 720], [["总计", "4", "4"], ["不予公", "1.国家秘密", "0"]])
    below.frame(70, 60, 170, 40)
    below.line(103, 60, 103, 100)
    below.line(200, 60, 200, 100)
    below.line(103, 80, 240, 80)
    below.text(73, 80, "开")
    below.cells(xs[1:], [60, 80], [["2.内部事务", "1"], ["3.执法案卷", "2"]])
    assert grids(above, below)[0][0] == [
        ["总计", "4", "4"],
        ["不予公开", "1.国家秘密", "0"],
        ["", "2.内部事务", "1"],
        ["3.执法案卷", "2"],
    ]


def test_tables_with_other_columns_stay_apart() -> None:
    above = table([700, 720, 740], ["总计", "4", "4"], ["结转", "1", ""])
    below = table([60, 80, 100], ["维持", "纠正", "其他", "总计"], ["1", "2", "3", "6"], xs=[70, 110, 150, 200, 230])
    assert [len(rows) for rows, _ in grids(above, below)] == [2, 2]


def test_tables_with_text_between_stay_apart() -> None:
    above = table([700, 720, 740], ["总计", "4", "4"], ["结转", "1", ""])
    below = table([90, 110, 130], ["行政许可", "0", "5"], ["行政处罚", "", "3"])
    below.text(70, 70, "三、收到和处理申请情况")
    assert [pages for _, pages in grids(above, below)] == [(1, 1), (2, 2)]


def test_margins_of_left_and_right_pages_may_differ() -> None:
    above = table([700, 720, 735], ["总计", "4", "4"], ["要求行政机关确", "3", "0"])
    below = table([60, 80, 100], ["认或出具", "", ""], ["重复申请", "1", "0"], xs=[x + 30 for x in XS])
    assert [len(rows) for rows, _ in grids(above, below)] == [3]
