"""Ruled tables, however the rules are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from tests.report.readers.pdf.drawing import Page, pdf

from gongkai.report.blocks import Cell, Grid, TextBlock
from gongkai.report.readers.pdf import read_pdf

XS, YS = [70, 190, 260, 330], [100, 125, 150, 175]
ROWS = [["信息内容", "制发件数", "有效件数"], ["规章", "12", ""], ["行政许可", "", "1,305"]]
GRID = Grid(
    tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in ROWS),
    pages=(1, 1, 1),
)


def grid_of(page: Page) -> Grid:
    (grid,) = read_pdf(pdf(page)).blocks
    assert isinstance(grid, Grid)
    return grid


def strokes(page: Page) -> None:
    page.lattice(XS, YS)


def thin_shapes(page: Page) -> None:
    for y in YS:
        page.bar(XS[0], y - 0.5, XS[-1] - XS[0], 1)
    for x in XS:
        page.bar(x - 0.5, YS[0], 1, YS[-1] - YS[0])


def rectangles_of_cells(page: Page) -> None:
    for x, right in pairwise(XS):
        for y, bottom in pairwise(YS):
            page.frame(x, y, right - x, bottom - y)


def rectangles_with_gaps(page: Page) -> None:
    for x, right in pairwise(XS):
        for y, bottom in pairwise(YS):
            page.frame(x + 1, y + 1, right - x - 2, bottom - y - 2)


def double(page: Page) -> None:
    for y in YS:
        page.line(XS[0], y - 1.5, XS[-1], y - 1.5)
        page.line(XS[0], y + 1.5, XS[-1], y + 1.5)
    for x in XS:
        page.line(x - 1.5, YS[0], x - 1.5, YS[-1])
        page.line(x + 1.5, YS[0], x + 1.5, YS[-1])


def dashed(page: Page) -> None:
    for y in YS:
        page.line(XS[0], y, XS[-1], y, dash="[2 2] 0 d")
    for x in XS:
        page.line(x, YS[0], x, YS[-1], dash="[2 2] 0 d")


def dots(page: Page) -> None:
    for y in YS:
        for x in range(XS[0], XS[-1] + 1, 3):
            page.bar(x, y - 0.5, 1, 1)
    for x in XS:
        for y in range(YS[0], YS[-1] + 1, 3):
            page.bar(x - 0.5, y, 1, 1)


def one_path(page: Page) -> None:
    lines = [f"{XS[0]} {842 - y} m {XS[-1]} {842 - y} l" for y in YS]
    lines += [f"{x} {842 - YS[0]} m {x} {842 - YS[-1]} l" for x in XS]
    page.content.append(f"0.5 w {' '.join(lines)} S")


def one_path_filled(page: Page) -> None:
    bars = [f"{XS[0]} {842 - y} {XS[-1] - XS[0]} 0.7 re" for y in YS]
    bars += [f"{x} {842 - YS[-1]} 0.7 {YS[-1] - YS[0]} re" for x in XS]
    page.content.append(f"{' '.join(bars)} f")


def open_sides(page: Page) -> None:
    page.lattice(XS[1:-1], YS)
    for y in YS:
        page.line(XS[0], y, XS[-1], y)


def no_top_and_bottom(page: Page) -> None:
    page.lattice(XS, YS[1:-1])
    for x in XS:
        page.line(x, YS[0], x, YS[-1])


def in_a_frame(page: Page) -> None:
    page.frame(20, 20, 555, 800)
    page.lattice(XS, YS)


def shaded(page: Page) -> None:
    page.content.append(f"0.8 g {XS[0]} {842 - YS[1]} {XS[-1] - XS[0]} {YS[1] - YS[0]} re f 0 g")
    page.lattice(XS, YS)


def with_a_drift(page: Page) -> None:
    for y in YS:
        page.line(XS[0], y, XS[-1], y)
    for number, (top, bottom) in enumerate(pairwise(YS)):
        for x in XS:
            page.line(x + 3 * number, top, x + 3 * number, bottom)


@pytest.mark.parametrize(
    "draw",
    [
        strokes,
        thin_shapes,
        rectangles_of_cells,
        rectangles_with_gaps,
        double,
        dashed,
        dots,
        one_path,
        one_path_filled,
        open_sides,
        no_top_and_bottom,
        in_a_frame,
        shaded,
        with_a_drift,
    ],
)
def test_rules_of_any_making_part_the_same_cells(draw: Callable[[Page], None]) -> None:
    page = Page()
    draw(page)
    page.cells(XS, YS, ROWS)
    assert grid_of(page) == GRID


def test_text_written_in_any_order_stands_in_its_cells() -> None:
    page = Page()
    page.cells(XS, YS, ROWS)
    page.content.reverse()
    page.lattice(XS, YS)
    assert grid_of(page) == GRID


def test_cells_merge_across_and_down_where_rules_are_left_out() -> None:
    page = Page()
    page.frame(70, 100, 260, 75)
    page.line(70, 150, 330, 150)
    page.line(190, 125, 330, 125)
    page.line(190, 100, 190, 175)
    page.line(260, 125, 260, 175)
    for x, y, text in ((75, 120, "信息内容"), (200, 115, "申请人情况"), (195, 140, "自然人"), (265, 140, "总计")):
        page.text(x, y, text)
    for x, text in ((75, "新收"), (195, "3"), (265, "3")):
        page.text(x, 165, text)
    assert grid_of(page) == Grid(
        (
            (Cell("信息内容", 0, 1, 2), Cell("申请人情况", 1, 2)),
            (Cell("自然人", 1), Cell("总计", 2)),
            (Cell("新收", 0), Cell("3", 1), Cell("3", 2)),
        ),
        pages=(1, 1, 1),
    )


def test_text_wrapped_in_a_cell_is_one_text() -> None:
    page = Page()
    page.lattice([70, 130, 200], [100, 140, 160])
    for y, text in ((112, "2.其他"), (124, "法律行政法"), (136, "规禁止公开")):
        page.text(72, y, text)
    page.text(140, 124, "13")
    page.cells([70, 130], [140], [["总计", "１３"]])
    assert [[cell.text for cell in row] for row in grid_of(page).rows] == [
        ["2.其他法律行政法规禁止公开", "13"],
        ["总计", "１３"],
    ]


@pytest.mark.parametrize("angle", [90, 270])
def test_text_turned_in_a_cell_reads_the_way_it_runs(angle: int) -> None:
    page = Page()
    page.lattice([70, 100, 200], [100, 200, 220])
    page.text(*((90, 195) if angle == 90 else (80, 105)), "本年度办理结果", angle=angle)
    page.text(110, 150, "予以公开国家秘密")
    page.cells([70, 100], [200], [["合", "0"]])
    assert grid_of(page).rows[0] == (Cell("本年度办理结果", 0), Cell("予以公开国家秘密", 1))


def test_characters_stacked_in_a_cell_read_down() -> None:
    page = Page()
    page.lattice([70, 100, 200], [100, 200, 220])
    for number, text in enumerate("三、本年度"):
        page.text(80, 115 + 14 * number, text)
    page.text(110, 150, "予以公开")
    page.cells([70, 100], [200], [["合", "0"]])
    assert grid_of(page).rows[0] == (Cell("三、本年度", 0), Cell("予以公开", 1))


def test_a_frame_around_text_and_a_line_under_it_are_no_table() -> None:
    page = Page()
    page.frame(60, 80, 400, 60)
    page.text(70, 100, "索取号：113703")
    page.line(70, 103, 200, 103)
    page.text(70, 120, "公开方式：依照条例第十九条主动公开")
    assert read_pdf(pdf(page)).blocks == (
        TextBlock("索取号：113703", page=1),
        TextBlock("公开方式：依照条例第十九条主动公开", page=1),
    )


def test_tables_and_text_come_in_the_order_of_the_page() -> None:
    page = Page()
    lower = [300, 320, 340]
    page.lattice(XS[:3], lower)
    page.cells(XS, lower, [["总计", "3"], ["结转", "0"]])
    page.text(70, 280, "三、收到申请情况")
    page.lattice(XS, YS)
    page.cells(XS, YS, ROWS)
    page.text(70, 90, "二、主动公开情况")
    kinds = [block.text if isinstance(block, TextBlock) else len(block.rows) for block in read_pdf(pdf(page)).blocks]
    assert kinds == ["二、主动公开情况", 3, "三、收到申请情况", 2]


def test_the_gap_beside_shorter_rows_is_no_cell() -> None:
    page = Page()
    page.lattice([70, 190, 260], [100, 120])
    page.lattice([70, 190, 260, 330], [120, 140, 160])
    page.cells([70, 190], [100], [["规章", "1"]])
    page.cells([70, 190, 260], [120, 140], [["许可", "2", "3"], ["处罚", "4", "5"]])
    assert [[cell.text for cell in row] for row in grid_of(page).rows] == [
        ["规章", "1"],
        ["许可", "2", "3"],
        ["处罚", "4", "5"],
    ]


def rows_of(grid: Grid) -> Sequence[Sequence[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize("rules", ["rows", "columns", "frame"])
def test_a_table_with_too_few_rules_is_read_by_its_figures_too(rules: str) -> None:
    page = Page()
    page.frame(XS[0], YS[0], XS[-1] - XS[0], YS[-1] - YS[0])
    if rules == "rows":
        page.lattice([XS[0], XS[-1]], YS)
    if rules == "columns":
        page.lattice(XS, [YS[0], YS[-1]])
    rows = [["信息内容", "制发件数", "有效件数"], ["规章", "12", "0"], ["行政许可", "7", "1,305"]]
    page.cells(XS, YS, rows)
    assert rows_of(grid_of(page)) == rows


def test_rules_down_alone_make_no_long_numbers_of_narrow_columns() -> None:
    page = Page()
    xs = [70, 180, 192, 204]
    page.lattice(xs, [100, 180])
    rows = [["规章", "3", "0"], ["行政许可", "0", "5"], ["行政处罚", "7", "0"], ["行政强制", "0", "1"]]
    page.cells(xs, [100, 120, 140, 160], rows)
    assert rows_of(grid_of(page)) == rows


def test_a_page_of_drawings_holds_no_table_and_takes_no_time() -> None:
    page = Page()
    for number in range(3000):
        page.line(number % 60 * 9, number // 60 * 9, number % 60 * 9 + 300, number // 60 * 9 + number % 7)
    page.text(70, 100, "一张有许多线条的图，没有表格。")
    assert read_pdf(pdf(page)).blocks == (TextBlock("一张有许多线条的图，没有表格。", page=1),)
