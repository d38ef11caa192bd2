"""`gongkai report figures`: the figures of the three tables alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.cli.commands import argument, command, ocr_option, option
from gongkai.cli.language import say
from gongkai.law.message import Message

if TYPE_CHECKING:
    from rich.console import Console


@command(
    "figures",
    Message("取出三张表的数字。\n按官方的行名列名给出；空白的格与0不同，JSON 中写作 null。"),
    examples=[
        ("gongkai report figures report.html", Message("列成表")),
        ("gongkai report figures report.html --json", Message("供程序读取")),
    ],
)
@argument("file", metavar="FILE", about=Message("年报文件；“-”为标准输入。"))
@option("--json", "as_json", is_flag=True, about=Message("输出 JSON。"))
@ocr_option
def figures(file: str, as_json: bool, ocr: bool) -> None:
    """Print the figures of a report."""
    from gongkai.cli.files import read_report, warn_of_ocr
    from gongkai.cli.report.verdict import about
    from gongkai.cli.terminal import put, put_json, terminal
    from gongkai.report.figures import figures as figures_of

    report = read_report(file, ocr=ocr).report
    warn_of_ocr(report)
    if as_json:
        put_json(figures_of(report))
        return
    console = terminal()
    put(console, (say(about(report)), "head"))
    _show(console, figures_of(report))


def _show(console: Console, found: dict[str, Any]) -> None:
    """Print three tables; the columns of III and IV are headed as the format heads them, in short."""
    from gongkai.cli.terminal import put, table

    proactive = table(Message("表二"), "", "", "", right=())
    for row, columns in found["proactive"].items():
        proactive.add_row(row, *(f"{label} {_cell(number)}" for label, number in columns.items()))
    kinds = Message("自然人 企业 科研 公益 法律 其他 总计")
    results = Message("维持 纠正 其他 未结 总计")
    parts = [
        proactive,
        _grid(Message("表三"), kinds, found["requests"]),
        _grid(Message("表四"), results, found["reviews"]),
    ]
    for part in parts:
        put(console)
        console.print(part)


def _grid(name: Message, heads: Message, rows: dict[str, list[Any]]) -> Any:
    from gongkai.cli.terminal import table

    columns = say(heads).split()
    made = table(name, *columns, right=range(1, len(columns) + 1))
    for row, numbers in rows.items():
        made.add_row(row, *map(_cell, numbers))
    return made


def _cell(number: int | float | None) -> str:
    return "" if number is None else str(number)
