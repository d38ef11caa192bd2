"""Charts that stand in pages of the site: named, without a style of their own, and as pictures."""

from __future__ import annotations

import re

import pytest

from gongkai.report import charts

ROWS = [
    {"label": "科技局", "value": 0.4, "low": 0.2, "high": 0.6},
    {"label": "水利局", "value": 0.5, "low": 0, "high": 1},
]


@pytest.fixture(scope="module")
def drawn() -> str:
    charts.prepare()
    return charts.ranges(ROWS, share=True)


def test_a_range_is_a_line_as_long_as_what_is_not_known_with_its_point(drawn: str) -> None:
    lengths = [float(each) for each in re.findall(r'<line [^>]*x2="([\d.]+)" y2="0" stroke="#33708f"', drawn)]
    points = re.findall(r'<path transform="translate\(([\d.]+),[\d.]+\)"[^>]*fill="#33708f"', drawn)
    assert len(points) == 2
    assert lengths[1] == pytest.approx(lengths[0] * 2.5)


def test_a_labelled_chart_says_what_it_is_and_brings_no_style(drawn: str) -> None:
    svg = charts.labelled(drawn, "纠正率 <按机关>", "科技局40%")
    assert "<title>纠正率 &lt;按机关&gt;</title><desc>科技局40%</desc>" in svg
    assert 'role="img"' in svg
    assert "style=" not in svg
    assert "aria-hidden" not in svg


def test_a_chart_becomes_a_picture(drawn: str) -> None:
    assert charts.as_png(charts.labelled(drawn, "纠正率")).startswith(b"\x89PNG")


@pytest.mark.parametrize("most", range(1, 12))
def test_no_tick_stands_for_half_of_what_is_counted(drawn: str, most: int) -> None:
    svg = charts.bars([{"label": "行政复议", "series": "件数", "value": most, "order": 0}], ["件数"])
    ticks = re.findall(r'translate\([\d.]+,16\)"[^>]*>([\d.,]+)<', svg)
    assert len(ticks) > 1
    assert [each for each in ticks if "." in each] == []


def test_a_label_that_no_file_may_hold_ends_no_process(drawn: str) -> None:
    odd = "局\x00\x01\x0b\x1f\ufffe\uffff\ud800<script>"
    rows = [{"label": odd, "series": odd, "value": 3}]
    for svg in (charts.bars(rows, (odd,)), charts.columns(rows, (odd,)), charts.ranges([{**ROWS[0], "label": odd}])):
        shown = charts.labelled(svg, odd, odd)
        assert "局&lt;script&gt;</text>" in shown
        assert "<title>局&lt;script&gt;</title><desc>局&lt;script&gt;</desc>" in shown
        assert charts.HUES[0] in shown
        assert charts.as_png(shown).startswith(b"\x89PNG")
