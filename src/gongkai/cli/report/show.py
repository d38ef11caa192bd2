"""`gongkai report show`: a report to read in the terminal."""

from __future__ import annotations

from gongkai.cli.commands import argument, command
from gongkai.law.message import Message


@command(
    "show",
    Message("在终端里看一份年报。\n按版式排出全文和三张表，宽100列。"),
    examples=[
        ("gongkai report show report.html", Message("看全文")),
        ("gongkai report show report.html | less", Message("分页看")),
    ],
)
@argument("file", metavar="FILE", about=Message("年报文件；“-”为标准输入。"))
def show(file: str) -> None:
    """Print a report as text."""
    from gongkai.cli.files import read_report, write_out
    from gongkai.report.writers.text import write_text

    write_out(write_text(read_report(file).report))
