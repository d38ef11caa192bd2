"""`gongkai report demo`: a real report read, checked and written out, and a fault found in it.

The sample is the report of 桓台县科技局 for 2020: its figures and its layout, a line for each cell,
are those of the original; the narrative is told in other words.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.commands import command, option
from gongkai.cli.language import say
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.report.model import Report

SAMPLE = Path(__file__).parent.parent / "sample" / "huantai-2020.txt"
CHANGED = ("new", "natural")
"""The figure that is changed: 本年新收, 自然人."""


@command(
    "demo",
    Message(
        "用一份真实的年报演示。\n"
        "读取桓台县科技局2020年度报告，显示全文和核对结果；再改动一个数字，看看能查出什么；最后写成官方版式的网页。"
    ),
    examples=[
        ("gongkai report demo", Message("网页写到 out 目录")),
        ("gongkai report demo --out report", Message("网页写到 report 目录")),
    ],
)
@option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out"),
    metavar="DIR",
    about=Message("网页写到哪个目录；默认 out。"),
)
def demo(out: Path) -> None:
    """Print the sample and what is found in it, then with one figure changed; write it as HTML."""
    from gongkai.cli.files import write_out, write_whole
    from gongkai.cli.report.verdict import show_verdict
    from gongkai.cli.terminal import put, terminal
    from gongkai.report.checks import check
    from gongkai.report.reading import read_path
    from gongkai.report.writers.html import write_html
    from gongkai.report.writers.text import write_text

    console = terminal()
    report, odd = read_path(SAMPLE)
    write_out(write_text(report, max(60, console.width)))
    put(console)
    show_verdict(console, report, (*odd, *check(report)), SAMPLE.name)
    put(console)
    changed = with_one_figure_changed(report)
    words = Message("把表三“本年新收”自然人一格由0改为1，再核对一次：")
    put(console, say(words))
    put(console)
    show_verdict(console, changed, check(changed))
    put(console)
    out.mkdir(parents=True, exist_ok=True)
    page = out / SAMPLE.with_suffix(".html").name
    write_whole(write_html(report), page)
    put(console, say(Message("年报已按官方版式写成网页：{file}", file=page)))


def with_one_figure_changed(report: Report) -> Report:
    """Give the report with one application of a natural person (自然人) that its other figures do not know of."""
    table = report.tables["applications"]
    figures = {**table.figures, CHANGED: table[CHANGED]._replace(value=1, written="1")}
    return replace(report, tables={**report.tables, "applications": replace(table, figures=figures)})
