"""`gongkai fee`: the information processing fee (信息处理费), by piece or by page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.commands import command, option
from gongkai.cli.language import say, translate
from gongkai.cli.values import day
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.law.fees import Fee


@command(
    "fee",
    Message(
        "计算信息处理费。\n按件的，计一个申请人在一个自然月内的件数；按量的，计一件申请提供的页数。两种标准只用一种。"
    ),
    examples=[
        ("gongkai fee --pieces 45", Message("本月第1件至第45件，按件")),
        ("gongkai fee --pages 250", Message("一件申请250页，按量")),
        ("gongkai fee --pieces 45 --on 2026-03-02 --json", Message("指明日期，供程序读取")),
    ],
)
@option("--pieces", type=click.IntRange(1), metavar="N", about=Message("按件：一个自然月内的件数。"))
@option("--pages", type=click.IntRange(1), metavar="N", about=Message("按量：一件申请的页数。"))
@option("--on", type=day, metavar="DATE", about=Message("按哪一天施行的标准计算；默认今天。"))
@option("--json", "as_json", is_flag=True, about=Message("输出 JSON。"))
@click.pass_context
def fee(ctx: click.Context, pieces: int | None, pages: int | None, on: date | None, as_json: bool) -> None:
    """Print a fee and the brackets that make it up."""
    from gongkai.law.fees import charge, fee_by_pieces

    if pieces is None and pages is None:
        raise click.UsageError(say(Message("请写明 --pieces（按件）或者 --pages（按量）。")), ctx)
    day = on or date.today()
    if pieces is not None and pages is None:
        computed = fee_by_pieces(pieces, on=day)
    else:
        computed = charge(on=day, nth=pieces, pages=pages)
    if as_json:
        from gongkai.cli.terminal import put_json

        put_json(_as_dict(computed, day))
    else:
        _show(computed)


def _as_dict(fee: Fee, on: date) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        "standard": fee.standard.name.lower(),
        "total": _plain(fee.total),
        "lines": [line._asdict() | {"unit": _plain(line.unit), "sum": _plain(line.sum)} for line in fee.lines],
        "steps": [{"text": step.message.text(translate()), "citation": str(step.citation)} for step in fee.steps],
    }


def _plain(yuan: Decimal) -> int | float:
    return int(yuan) if yuan == int(yuan) else float(yuan)


def _show(fee: Fee) -> None:
    from gongkai.cli.terminal import put, terminal

    console = terminal()
    *lines, total = fee.steps
    for step in lines:
        put(console, "  ", say(step.message))
    put(console, (say(total.message), "head"), (f"（{total.citation}）", "dim"))
