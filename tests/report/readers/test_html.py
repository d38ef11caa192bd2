from __future__ import annotations

from time import process_time

import pytest

from gongkai.law.errors import UnreadableDocument
from gongkai.report.blocks import Cell, Grid, TextBlock
from gongkai.report.readers.html import read_html


def _blocks(body: str) -> list[TextBlock | Grid]:
    return list(read_html(f"<html><body>{body}</body></html>").blocks)


def test_paragraphs_line_breaks_and_loose_text_are_lines() -> None:
    assert _blocks("头<p>一、总体 情况<br>第一行</p><div>甲<span>乙</span><div>丙</div>丁</div>") == [
        TextBlock("头"),
        TextBlock("一、总体情况"),
        TextBlock("第一行"),
        TextBlock("甲乙"),
        TextBlock("丙"),
        TextBlock("丁"),
    ]


def test_a_source_line_break_between_chinese_characters_is_no_space() -> None:
    assert _blocks("<p>政府信息\n    公开 annual report</p>") == [TextBlock("政府信息公开 annual report")]


def test_scripts_styles_and_templates_say_nothing() -> None:
    assert _blocks("<script>var x='<table><tr><td>0</td></tr></table>'</script><style>p{}</style><p>正文</p>") == [
        TextBlock("正文")
    ]


def test_merged_cells_push_others_to_their_columns() -> None:
    (grid,) = _blocks(
        "<table><tr><td rowspan=2 colspan=2>甲</td><td>乙</td></tr>"
        "<tr><td>丙</td></tr><tr><td>丁</td><td>戊</td></tr></table>"
    )
    assert grid == Grid(
        (
            (Cell("甲", 0, 2, 2), Cell("乙", 2)),
            (Cell("丙", 2),),
            (Cell("丁", 0), Cell("戊", 1)),
        )
    )


def test_spans_that_are_nonsense_are_one_and_enormous_ones_are_bounded() -> None:
    (grid,) = _blocks(
        "<table><tr><td colspan=abc>甲</td><td colspan=-2>乙</td><td colspan=99999999>丙</td></tr></table>"
    )
    assert [(cell.column, cell.colspan) for cell in grid.rows[0]] == [(0, 1), (1, 1), (2, 200)]


def test_a_layout_table_is_taken_apart_and_a_decorated_cell_is_not() -> None:
    assert _blocks(
        "<table><tr><td><p>上文</p>"
        "<table><tr><td>甲</td><td><table><tr><td>1</td></tr></table></td></tr></table></td></tr></table>"
    ) == [TextBlock("上文"), Grid(((Cell("甲", 0), Cell("1", 1)),))]


def test_marks_of_footnotes_and_what_is_struck_out_are_no_digits_of_a_figure() -> None:
    (grid,) = _blocks(
        "<table><tr><td>许可<sup>[1]</sup></td><td><p>12<span><sup>②</sup></span></p></td><td><del>3</del><ins>4</ins></td>"
        "<td><sup>5</sup></td><td>m<sup>th</sup></td></tr></table>"
    )
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[0]] == ["许可", "12", "4", "5", "mth"]


def test_marks_within_marks_are_left_out_with_them() -> None:
    row = "<tr><td>3<del>4<sup>1)</sup><s>5<del>x</del></s></del><sup><sup>2</sup></sup><td>1<sup>①</sup></td></tr>"
    (grid,) = read_html(f"<table>{row * 50}</table>").blocks
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in cells] for cells in grid.rows] == [["3", "1"]] * 50


@pytest.mark.parametrize("page", ["<sup>1" * 40_000, "<td>" + "<sup>1</sup>" * 20_000, "<td>5<s>1</s></td>" * 12_000])
def test_marks_without_end_are_gone_through_quickly(page: str) -> None:
    begun = process_time()
    read_html(f"<html><body><table><tr>{page}")
    assert process_time() - begun < 10


def test_running_text_in_a_cell_is_paragraphs() -> None:
    text = "本年度，我局认真贯彻落实条例，" * 8
    assert _blocks(f"<table><tr><td><p>一、总体情况</p><p>{text}</p></td></tr></table>") == [
        TextBlock("一、总体情况"),
        TextBlock(text),
    ]


def test_depth_is_bounded() -> None:
    assert _blocks("<div>" * 5000 + "底" + "</div>" * 5000) == [TextBlock("底")]
    assert _blocks("<table><tr><td>" * 400 + "底")[-1] in (TextBlock("底"), Grid(((Cell("底", 0),),)))


@pytest.mark.parametrize("tag", ["<div>", "<td>", "<span>", "<option>"])
def test_a_page_of_far_more_tags_than_any_report_is_refused(tag: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_html("<html><body>" + tag * 60_000)
    assert refused.value.code == "too-long"


@pytest.mark.parametrize("mark", ["", '="x"', "=x"])
def test_a_tag_of_far_more_attributes_than_any_other_is_refused(mark: str) -> None:
    attributes = " ".join(f"a{number}{mark}" for number in range(500_000))
    with pytest.raises(UnreadableDocument) as refused:
        read_html(f"<html><body><p title='>' {attributes}>")
    assert refused.value.code == "too-long"


def test_pictures_styles_and_scripts_of_any_length_are_no_hindrance() -> None:
    long = "x" * 500_000
    page = f"<style>{long}</style><script>for(i=0;i<n;i++){{}}</script><p><img src='data:{long}' alt=x>文</p>"
    assert _blocks(page) == [TextBlock("文")]


def test_formatting_left_open_in_a_long_page_is_not_opened_anew_in_every_paragraph() -> None:
    opened = "".join(f"<b id={number}>" for number in range(10_000))
    assert _blocks(f"<p>{opened}头</p>" + "<p>文" * 10_000) == [TextBlock("头"), *[TextBlock("文")] * 10_000]


def test_rows_that_all_reach_down_do_not_widen_the_table_without_end() -> None:
    (grid,) = _blocks("<table>" + "<tr><td colspan=200 rowspan=1000>1</td></tr>" * 10_000 + "</table>")
    assert isinstance(grid, Grid)
    assert grid.rows[:3] == tuple((Cell("1", column, 200, 1000),) for column in (0, 200, 200))
