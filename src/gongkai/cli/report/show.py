"""`gongkai report show`: a report to read in the terminal."""

from __future__ import annotations

import click

from gongkai.cli.commands import argument, command, ocr_option, option
from gongkai.law.message import Message


@command(
    "show",
    Message("在终端里看一份年报。\n按版式排出全文和三张表，与终端同宽，最宽100列；不是写到终端的，宽100列。"),
    examples=[
        ("gongkai report show report.html", Message("看全文")),
        ("gongkai report show report.html --width 80 | less", Message("在80列的终端里分页看")),
    ],
)
@argument("file", metavar="FILE", about=Message("年报文件；“-”为标准输入。"))
@option("--width", type=click.IntRange(60, 200), metavar="N", about=Message("宽多少列，60至200。"))
@ocr_option
def show(file: str, width: int | None, ocr: bool) -> None:
    """Print a report as text."""
    from gongkai.cli.files import read_report, warn_of_ocr, write_out
    from gongkai.cli.terminal import terminal
    from gongkai.report.writers.text import write_text

    report = read_report(file, ocr=ocr).report
    warn_of_ocr(report)
    write_out(write_text(report, width or max(60, terminal().width)))
