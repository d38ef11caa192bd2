"""Tables without rules: rows by their figures, columns by what stands under what."""

from __future__ import annotations

from collections.abc import Sequence

from tests.report.readers.pdf.drawing import Page, pdf, width_of

from gongkai.report.blocks import Block, Grid, TextBlock
from gongkai.report.readers.pdf import read_pdf

XS = [70, 250, 300, 350, 400]


def lines(page: Page, *rows: tuple[float, Sequence[str]], xs: Sequence[float] = XS) -> None:
    for y, row in rows:
        for x, text in zip(xs, row):
            if text:
                page.text(x, y, text)


def told(page: Page, *more: Page) -> list[object]:
    return [_told(block) for block in read_pdf(pdf(page, *more)).blocks]


def _told(block: Block) -> object:
    return block.text if isinstance(block, TextBlock) else [{c.column: c.text for c in row} for row in block.rows]


def test_rows_and_columns_stand_out_by_gaps() -> None:
    page = Page()
    page.text(70, 100, "三、收到和处理申请情况")
    lines(
        page,
        (120, ["项目", "自然人", "企业", "其他", "总计"]),
        (135, ["一、本年新收政府信息公开申请", "3", "12", "0", "15"]),
        (150, ["二、上年结转", "0", "1", "0", "1"]),
    )
    page.text(70, 180, "四、行政复议情况")
    page.text(70, 200, "没有行政复议。")
    assert told(page) == [
        "三、收到和处理申请情况",
        [
            {0: "项目", 1: "自然人", 2: "企业", 3: "其他", 4: "总计"},
            {0: "一、本年新收政府信息公开申请", 1: "3", 2: "12", 3: "0", 4: "15"},
            {0: "二、上年结转", 1: "0", 2: "1", 3: "0", 4: "1"},
        ],
        "四、行政复议情况",
        "没有行政复议。",
    ]


def test_a_blank_cell_stays_blank_in_its_column() -> None:
    page = Page()
    lines(
        page,
        (100, ["新收", "3", "12", "0", "15"]),
        (115, ["结转", "", "1", "", "1"]),
        (130, ["总计", "3", "", "0", ""]),
    )
    assert told(page) == [
        [
            {0: "新收", 1: "3", 2: "12", 3: "0", 4: "15"},
            {0: "结转", 1: "", 2: "1", 3: "", 4: "1"},
            {0: "总计", 1: "3", 2: "", 3: "0", 4: ""},
        ]
    ]


def test_figures_to_the_right_or_in_the_middle_stand_in_one_column() -> None:
    page = Page()
    for y, label, figure in ((100, "新收", "13,612"), (115, "结转", "7"), (130, "总计", "13,619")):
        page.text(70, y, label)
        page.text(300 - width_of(figure), y, figure)
        page.text(400 - width_of(figure) / 2, y, figure)
    assert told(page) == [
        [
            {0: "新收", 1: "13,612", 2: "13,612"},
            {0: "结转", 1: "7", 2: "7"},
            {0: "总计", 1: "13,619", 2: "13,619"},
        ]
    ]


LABELS = ("2.其他法律行政法规", "禁止公开")
OTHER = ("3.危及国家安全、公共", "安全和社会稳定")


def wrapped(first: float, second: float, figures: tuple[float, float]) -> Page:
    page = Page()
    for start, label in ((first, LABELS), (second, OTHER)):
        for number, text in enumerate(label):
            page.text(70, start + 12 * number, text)
    for y in figures:
        lines(page, (y, ["", "0", "1", "2", "3"]))
    return page


WRAPPED = [
    [
        {0: "2.其他法律行政法规禁止公开", 1: "0", 2: "1", 3: "2", 4: "3"},
        {0: "3.危及国家安全、公共安全和社会稳定", 1: "0", 2: "1", 3: "2", 4: "3"},
    ]
]


def test_a_label_that_wraps_belongs_to_the_figures_on_its_first_line() -> None:
    assert told(wrapped(100, 124, (100, 124))) == WRAPPED


def test_a_label_that_wraps_belongs_to_the_figures_on_its_last_line() -> None:
    assert told(wrapped(100, 124, (112, 136))) == WRAPPED


def test_a_label_that_wraps_belongs_to_the_figures_beside_its_middle() -> None:
    assert told(wrapped(100, 124, (106, 130))) == WRAPPED


def test_labels_of_groups_stand_in_a_column_of_their_own() -> None:
    page = Page()
    xs = [70, 150, 300, 350]
    lines(
        page,
        (100, ["（三）不予公开", "1.属于国家秘密", "0", "1"]),
        (115, ["", "2.属于内部事务", "2", "3"]),
        (130, ["（四）无法提供", "1.本机关不掌握", "4", "5"]),
        xs=xs,
    )
    assert told(page) == [
        [
            {0: "（三）不予公开", 1: "1.属于国家秘密", 2: "0", 3: "1"},
            {1: "2.属于内部事务", 2: "2", 3: "3"},
            {0: "（四）无法提供", 1: "1.本机关不掌握", 2: "4", 3: "5"},
        ]
    ]


def test_a_header_over_several_columns_spans_them() -> None:
    page = Page()
    page.text(250, 100, "政府信息公开行政诉讼情况")
    lines(page, (115, ["", "维持", "纠正", "其他", "总计"]), (130, ["", "1", "2", "3", "6"]))
    (grid,) = read_pdf(pdf(page)).blocks
    assert isinstance(grid, Grid)
    assert [(cell.text, cell.column, cell.colspan) for cell in grid.rows[0]] == [("政府信息公开行政诉讼情况", 0, 3)]
    assert [cell.text for cell in grid.rows[2]] == ["1", "2", "3", "6"]


def test_a_table_goes_on_over_the_page_without_its_repeated_header() -> None:
    first, second = Page(), Page()
    header = ["项目名称", "自然人", "企业", "其他", "总计"]
    lines(
        first, (700, header), (715, ["新收", "3", "12", "0", "15"]), (730, ["1.要求行政机关重新", "3", "12", "0", "15"])
    )
    lines(second, (60, header), (75, ["出具信息"]), (90, ["结转", "", "1", "0", "1"]))
    first.text(290, 800, "- 1 -")
    second.text(290, 800, "- 2 -")
    (grid,) = read_pdf(pdf(first, second)).blocks
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == [
        header,
        ["新收", "3", "12", "0", "15"],
        ["1.要求行政机关重新出具信息", "3", "12", "0", "15"],
        ["结转", "", "1", "0", "1"],
    ]
    assert grid.pages == (1, 1, 1, 2)


def test_text_with_figures_and_gaps_is_no_table() -> None:
    page = Page()
    page.text(90, 100, "全年受理申请  21 件，其中网上 15 件，当面 6 件，均已答复，无一逾期；")
    page.text(70, 120, "上年结转  3 件。")
    page.text(70, 160, "联系电话：0517—87222589")
    assert all(isinstance(block, TextBlock) for block in read_pdf(pdf(page)).blocks)


def test_parts_of_a_table_with_headers_of_their_own_have_columns_of_their_own() -> None:
    page = Page()
    thirds, halves = [70, 200, 300, 400], [70, 200, 350]
    page.text(220, 100, "第（五）项")
    lines(
        page,
        (115, ["信息内容", "上一年数量", "本年增减", "决定数量"]),
        (130, ["行政许可", "12", "0", "7"]),
        (145, ["其他事项", "1", "-1", "3"]),
        xs=thirds,
    )
    page.text(220, 160, "第（八）项")
    lines(page, (175, ["信息内容", "上一年数量", "本年增减"]), (190, ["行政收费", "8", "0"]), xs=halves)
    assert told(page) == [
        [
            {1: "第（五）项"},
            {0: "信息内容", 1: "上一年数量", 2: "本年增减", 3: "决定数量"},
            {0: "行政许可", 1: "12", 2: "0", 3: "7"},
            {0: "其他事项", 1: "1", 2: "-1", 3: "3"},
        ],
        [
            {1: "第（八）项"},
            {0: "信息内容", 1: "上一年数量", 2: "本年增减"},
            {0: "行政收费", 1: "8", 2: "0"},
        ],
    ]


def test_words_between_two_columns_break_nothing() -> None:
    page = Page()
    lines(page, (100, ["项目", "自然人", "企业", "其他", "总计"]), (115, ["新收", "3", "12", "0", "15"]))
    lines(page, (130, ["结转", "1", "2", "0", "3"]))
    page.text(240, 145, "甲")
    page.text(253, 145, "乙丙丁戊")
    page.text(301, 145, "己庚")
    grid, after = told(page)
    assert isinstance(grid, list)
    assert [[text for column, text in row.items() if column] for row in grid[1:]] == [
        ["3", "12", "0", "15"],
        ["1", "2", "0", "3"],
    ]
    assert after == "甲乙丙丁戊己庚"


def test_a_row_that_is_blank_but_for_one_figure_is_a_row() -> None:
    page = Page()
    lines(page, (100, ["新收", "3", "12", "0", "15"]), (130, ["总计", "3", "13", "0", "16"]))
    page.text(70, 112, "上年结转的政府信息")
    page.text(70, 121, "公开申请")
    page.text(300, 117, "1")
    assert told(page) == [
        [
            {0: "新收", 1: "3", 2: "12", 3: "0", 4: "15"},
            {0: "上年结转的政府信息公开申请", 1: "", 2: "1", 3: "", 4: ""},
            {0: "总计", 1: "3", 2: "13", 3: "0", 4: "16"},
        ]
    ]


def test_the_broken_label_of_a_group_is_no_heading_between_rows_of_figures() -> None:
    page = Page()
    xs = [70, 150, 300, 350]
    lines(page, (100, ["", "（一）予以公开", "0", "1"]), (130, ["", "（二）部分公开", "2", "3"]), xs=xs)
    lines(page, (160, ["", "（三）不予公开", "4", "5"]), xs=xs)
    page.text(70, 115, "三、本年度")
    page.text(70, 127, "办理结果")
    (grid,) = told(page)
    assert isinstance(grid, list)
    assert [row[1] for row in grid if 1 in row and 2 in row] == ["（一）予以公开", "（二）部分公开", "（三）不予公开"]


def test_a_heading_in_larger_type_stands_apart_from_the_header_below_it() -> None:
    page = Page()
    page.text(70, 82, "收到和处理申请情况", size=14)
    lines(page, (100, ["项目", "自然人", "企业", "其他", "总计"]), (115, ["新收", "3", "12", "0", "15"]))
    (grid,) = told(page)
    assert isinstance(grid, list)
    assert grid[:2] == [{0: "收到和处理申请情况"}, {0: "项目", 1: "自然人", 2: "企业", 3: "其他", 4: "总计"}]


def test_the_title_of_a_block_belongs_to_the_block_below_it() -> None:
    page = Page()
    page.text(70, 100, "第二十条第（五）项")
    lines(page, (125, ["信息内容", "处理数量", "增减"]), (150, ["行政许可", "12", "7"]), xs=[70, 250, 350])
    page.text(70, 175, "第二十条第（六）项")
    lines(page, (200, ["信息内容", "处理数量", "增减"]), (225, ["行政处罚", "3", "4"]), xs=[70, 250, 350])
    assert told(page) == [
        [
            {0: "第二十条第（五）项"},
            {0: "信息内容", 1: "处理数量", 2: "增减"},
            {0: "行政许可", 1: "12", 2: "7"},
        ],
        [
            {0: "第二十条第（六）项"},
            {0: "信息内容", 1: "处理数量", 2: "增减"},
            {0: "行政处罚", 1: "3", 2: "4"},
        ],
    ]


def test_a_group_and_an_item_that_nearly_touch_are_two_cells() -> None:
    page = Page()
    page.text(70, 100, "（六）其他")
    page.text(125, 100, "1.申请人无正当")
    page.text(70, 112, "处理")
    page.text(125, 112, "理由逾期")
    page.text(125, 130, "2.其他")
    lines(page, (100, ["", "1", "2", "3", "6"]), (130, ["", "0", "0", "0", "0"]))
    page.text(100, 145, "（七）总计")
    lines(page, (145, ["", "1", "2", "3", "6"]))
    assert told(page) == [
        [
            {0: "（六）其他处理", 1: "1.申请人无正当理由逾期", 2: "1", 3: "2", 4: "3", 5: "6"},
            {1: "2.其他", 2: "0", 3: "0", 4: "0", 5: "0"},
            {0: "（七）总计", 2: "1", 3: "2", 4: "3", 5: "6"},
        ]
    ]


def test_rows_of_figures_at_one_height_of_two_pages_are_no_header() -> None:
    first, second = Page(), Page()
    lines(first, (60, ["", "0", "0", "0", "0"]), (75, ["新收", "3", "12", "0", "15"]))
    lines(second, (60, ["", "0", "1", "0", "1"]), (75, ["结转", "1", "0", "0", "1"]))
    (grid,) = told(first, second)
    assert isinstance(grid, list)
    assert [[row.get(column) for column in (1, 2, 3, 4)] for row in grid] == [
        ["0", "0", "0", "0"],
        ["3", "12", "0", "15"],
        ["0", "1", "0", "1"],
        ["1", "0", "0", "1"],
    ]
