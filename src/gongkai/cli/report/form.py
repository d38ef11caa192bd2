"""`gongkai report form`: the blank form (填报表) in which a year's figures and text are collected."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from gongkai.cli.commands import argument, command, option
from gongkai.cli.language import say
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.report.edition import Edition

ENDING = ".xlsx"


@command(
    "form",
    Message(
        "写出空白的年报填报表（XLSX），供各单位填数。\n"
        "总计由公式自动算出，勾稽关系当场核对。填好后可以直接用 gongkai report check 核对，用 convert 换成其他格式。"
    ),
    examples=[
        ("gongkai report form --edition 2021 form.xlsx", Message("空白表，单位和年度由填报人填写")),
        ("gongkai report form --edition 2021 --year 2025 form.xlsx", Message("写好年度；单位用 --agency 写好")),
    ],
)
@argument("target", metavar="OUT", about=Message("写出的文件，以 .xlsx 结尾；“-”为标准输出。"))
@option("--edition", "id", metavar="EDITION", required=True, about=Message("年报格式的版本，如 2021。"))
@option("--agency", metavar="NAME", default="", about=Message("填报单位的名称。"))
@option("--year", type=int, metavar="YEAR", about=Message("报告的年度，须为该版格式适用的年度。"))
@click.pass_context
def form(ctx: click.Context, target: str, id: str, agency: str, year: int | None) -> None:
    """Write the blank form of an edition."""
    from gongkai.cli.files import tell_written, write_out, write_whole
    from gongkai.report.writers.xlsx import write_form

    if target != "-" and PurePath(target).suffix.lower() != ENDING:
        words = Message("“{name}”不是能写出的格式；可用的结尾有{endings}。", name=target, endings=ENDING)
        raise click.UsageError(say(words), ctx)
    data = write_form(_edition(ctx, id, year), agency, year)
    if target == "-":
        write_out(data)
    else:
        write_whole(data, Path(target))
        tell_written(target)


def _edition(ctx: click.Context, id: str, year: int | None) -> Edition:
    """Give the edition of that name; one that does not serve the year is refused."""
    from gongkai.report.edition import edition, edition_for, editions

    found = edition(id)
    if found is None:
        known = [each.id for each in editions()]
        raise click.UsageError(say(Message("没有{id}版的年报格式；已知的版本有{known}。", id=id, known=known)), ctx)
    if year is not None and edition_for(year) is not found:
        raise click.UsageError(say(Message("{year}年度的年报不用{id}版格式。", year=year, id=id)), ctx)
    return found
