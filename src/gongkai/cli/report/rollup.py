"""`gongkai report rollup`: members' reports added up into their government's report."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.commands import argument, command, option
from gongkai.cli.language import say
from gongkai.law.message import Message
from gongkai.report.cells import read_cell
from gongkai.report.figures import cell_text, digits
from gongkai.report.model import Mark

_MOST_LISTED = 500
"""So many members without a report, and so many findings, are printed; of more, how many is told."""

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.report.finding import Finding
    from gongkai.report.model import Report
    from gongkai.report.rollup import Contribution, Plan, Rollup


@command(
    "rollup",
    Message(
        "按汇总计划把成员单位的年报相加，得出本级或者本行政区域的年报。\n"
        "缺报、年度或格式不对、加不平的单位逐一列出，不按零静默处理；"
        "有这类错误时退出码为1，也不写出汇总，除非写明 --incomplete。"
    ),
    examples=[
        ("gongkai report rollup plan.toml", Message("看看谁缺报、谁加不平")),
        ("gongkai report rollup plan.toml --out county.html --parts parts.csv", Message("写出汇总，并列出每格的组成")),
    ],
)
@argument("plan", metavar="PLAN", about=Message("汇总计划（TOML）：年度、层级和成员名单。"))
@option("--year", type=int, metavar="YEAR", about=Message("汇总另一年度；名单取该年度的成员。"))
@option("--out", metavar="OUT", about=Message("写出汇总的年报；格式由文件名结尾决定。"))
@option("--parts", metavar="CSV", about=Message("写出每一格由哪些单位的数字相加而成（CSV）。"))
@option("--incomplete", is_flag=True, about=Message("有缺报或者错误也写出。"))
@click.pass_context
def rollup(
    ctx: click.Context, plan: str, year: int | None, out: str | None, parts: str | None, incomplete: bool
) -> None:
    """Add up the members of a plan and say what stands in the way."""
    from gongkai.cli.errors import NOT_ALLOWED
    from gongkai.cli.files import refuse_itself, write_whole
    from gongkai.report.rollup import read_plan
    from gongkai.report.rollup import rollup as add_up
    from gongkai.report.writers import WRITERS, writer_for

    write = writer_for(out) if out else None
    if out and write is None:
        words = Message("“{name}”不是能写出的格式；可用的结尾有{endings}。", name=out, endings=list(WRITERS))
        raise click.UsageError(say(words), ctx)
    read = read_plan(Path(plan), year=year)
    for target in filter(None, (out, parts)):
        for source in (plan, *(str(member.file) for member in read.members)):
            refuse_itself(source, target)
    reports, unread = _read_members(read)
    made = add_up(read, reports)
    _show(read, made, unread)
    if made.is_whole or incomplete:
        if out and write is not None:
            write_whole(write(made.report), Path(out))
        if parts:
            write_whole(_as_csv(made), Path(parts))
    if not made.is_whole:
        ctx.exit(NOT_ALLOWED)


def _read_members(plan: Plan) -> tuple[dict[str, Report | None], dict[str, str]]:
    """Give each member's report, and why there is none where there is none."""
    from gongkai.cli.errors import os_message
    from gongkai.cli.files import STDIN, read_report
    from gongkai.law.errors import UnreadableDocument

    reports: dict[str, Report | None] = {}
    unread: dict[str, str] = {}
    for member in plan.members:
        try:
            if member.file.exists() and not member.file.is_file():
                raise UnreadableDocument("not-opened", Message("{file}：不是文件。", file=str(member.file)))
            name = str(member.file)
            reports[member.name] = read_report(f"./{name}" if name == STDIN else name).report
        except UnreadableDocument as error:
            reports[member.name] = None
            unread[member.name] = say(error)
        except OSError as error:  # a path that the system does not even look up
            reports[member.name] = None
            unread[member.name] = say(os_message(error, str(member.file)))
    return reports, unread


def _show(plan: Plan, made: Rollup, unread: dict[str, str]) -> None:
    from gongkai.cli.report.verdict import STYLES
    from gongkai.cli.terminal import pad, put, put_text, terminal, widest
    from gongkai.report.widths import with_names_abridged

    console = terminal()
    heading = Message(
        "{agency}　{year}年度　{level}汇总　{added}／{members}个成员",
        agency=plan.agency,
        year=plan.year,
        level=plan.level.label,
        added=len(made.added),
        members=len(plan.members),
    )
    put(console, (say(heading), "head"))
    for name, reason in islice(unread.items(), _MOST_LISTED):
        words = say(Message("“{name}”：{reason}", name=name, reason=reason))
        put_text(console, with_names_abridged(words), indent=2)
    _show_left_out(console, len(unread))
    width = widest(finding.code for finding in made.findings)
    for finding in sorted(made.findings, key=lambda finding: -finding.severity)[:_MOST_LISTED]:
        put(
            console,
            "  ",
            (say(finding.severity.label), STYLES[finding.severity]),
            "  ",
            (pad(finding.code, width), "dim"),
        )
        put_text(console, with_names_abridged(say(finding)), indent=6 if console.is_terminal else 4)
    _show_left_out(console, len(made.findings))
    put(console, _verdict(made.findings, whole=made.is_whole))


def _show_left_out(console: Console, count: int) -> None:
    """Print how many are not listed."""
    from gongkai.cli.terminal import put_text

    if count > _MOST_LISTED:
        words = Message(
            "另有{count}处没有列出；未计入的成员，--incomplete --parts 写出的表里都有。", count=count - _MOST_LISTED
        )
        put_text(console, say(words), indent=2, style="dim")


def _verdict(findings: tuple[Finding, ...], *, whole: bool) -> tuple[str, str]:
    if whole:
        return "✓ " + say(Message("全部成员已汇总。")), "good"
    return "✗ " + say(Message("汇总不完整：有{count}处问题。", count=len(findings))), "error"


def _as_csv(made: Rollup) -> bytes:
    """Give every cell with what each member adds to it, as a table that spreadsheets open in Chinese.

    Members that were left out stand at the end, with why.
    """
    import csv
    from functools import cache
    from io import StringIO

    place = cache(say)  # members write their tables in few ways, so that places come again and again
    written = StringIO()
    rows = csv.writer(written)
    heads = (
        Message("表"),
        Message("行"),
        Message("列"),
        Message("汇总"),
        Message("单位"),
        Message("成员"),
        Message("数字"),
        Message("说明"),
        Message("位置"),
    )
    rows.writerow([say(head) for head in heads])
    for id, table in made.report.tables.items():
        for row, column, figure in table.cells():
            assert figure is not None
            total = "" if figure.value is None else digits(figure.value)
            for part in made.parts_of(id, row.id, column.id):
                number = "" if part.number is None else digits(part.number)
                where = "" if part.figure is None or part.figure.place is None else _inert(place(part.figure.place))
                label = (table.spec.label, row.label, column.label)
                name = _inert(part.member.name)
                rows.writerow([*label, total, figure.unit, name, number, _inert(_note(part)), where])
    for member, why in made.left_out:
        rows.writerow([say(Message("未计入")), "", "", "", "", _inert(member.name), "", _inert(say(why.message)), ""])
    return written.getvalue().encode("utf-8-sig", "replace")


def _note(part: Contribution) -> str:
    """Say what a member's cell holds where that is not the number added."""
    figure = part.figure
    if figure is None:
        return say(Message("没有这一格"))
    if figure.value is None:
        return say(Message("空白")) if figure.mark is Mark.BLANK else cell_text(figure)
    if part.number != figure.value:
        return say(Message("由{written}换算", written=cell_text(figure) + figure.unit))
    if read_cell(figure.written).value not in (None, figure.value):
        return say(Message("原报{written}，已剔除共同被告案件", written=figure.written))
    return ""


def _inert(text: str) -> str:
    """Give a text so that no spreadsheet takes it for a formula, and no terminal for a command."""
    from gongkai.typesetting.characters import printable

    text = printable(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")) else text
