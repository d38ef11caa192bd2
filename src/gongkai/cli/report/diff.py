"""`gongkai report diff`: what changed from one report to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.commands import argument, command, option
from gongkai.cli.language import say
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.report.compare import Change
    from gongkai.report.model import Figure


@command(
    "diff",
    Message("比较两份年报，列出改动的数字和文字。\n今年与去年、初稿与定稿、自家与别家都可以。有无改动，退出码都是0。"),
    examples=[
        ("gongkai report diff last-year.html report.html", Message("与去年比较")),
        ("gongkai report diff draft.html report.html --format json", Message("供程序读取")),
    ],
)
@argument("old", metavar="OLD", about=Message("旧的年报。"))
@argument("new", metavar="NEW", about=Message("新的年报。"))
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", about=Message("输出的格式。"))
def diff(old: str, new: str, form: str) -> None:
    """Print what changed."""
    from gongkai.cli.files import read_report
    from gongkai.report.compare import diff as compare

    changes = compare(read_report(old).report, read_report(new).report)
    if form == "json":
        from gongkai.cli.terminal import put_json

        put_json([_as_dict(change) for change in changes])
    else:
        _show(changes)


def _as_dict(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "table": change.table,
        "row": change.row,
        "column": change.column,
        "old": _side(change.old),
        "new": _side(change.new),
        "delta": _plain(change.delta),
        "unit": change.unit,
        "text": say(change),
    }


def _side(side: str | Figure | None) -> str | int | float | None:
    return side if side is None or isinstance(side, str) else _plain(side.value)


def _plain(number: Any) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def _show(changes: tuple[Change, ...]) -> None:
    from gongkai.cli.terminal import put, put_text, terminal

    console = terminal()
    for change in changes:
        put_text(console, say(change))
    words = Message("共{count}处不同。", count=len(changes)) if changes else Message("没有不同。")
    put(console, (say(words), "head"))
