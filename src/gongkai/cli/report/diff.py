"""`gongkai report diff`: what changed from one report to another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from gongkai.cli.commands import argument, command, option
from gongkai.cli.language import say, translate
from gongkai.law.message import Message

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.report.compare import Change, Comparison
    from gongkai.report.compare.sentences import Piece
    from gongkai.report.compare.writers import Writer
    from gongkai.report.model import Number


@command(
    "diff",
    Message(
        "比较两份年报：数字的增减和幅度、结转是否衔接、逐句列出文字改动。\n"
        "今年与去年、初稿与定稿、自家与别家都可以。两版格式不同的，只比较口径相同的指标。有无改动，退出码都是0。"
    ),
    examples=[
        ("gongkai report diff last-year.html report.html", Message("与去年比较")),
        ("gongkai report diff last-year.html report.html --out diff.html", Message("写成网页，可以打印")),
        ("gongkai report diff last-year.html report.html --out diff.xlsx", Message("写成工作簿，可以排序、筛选")),
        ("gongkai report diff draft.html report.html --json", Message("供程序读取")),
    ],
)
@argument("old", metavar="OLD", about=Message("旧的年报。"))
@argument("new", metavar="NEW", about=Message("新的年报。"))
@option("--out", metavar="OUT", about=Message("写出比较结果：.html、.xlsx、.json，由文件名结尾决定。"))
@option("--json", "as_json", is_flag=True, about=Message("输出 JSON。"))
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", about=Message("输出的格式。"))
@click.pass_context
def diff(ctx: click.Context, old: str, new: str, out: str | None, as_json: bool, form: str) -> None:
    """Print what changed, or write it."""
    from gongkai.cli.files import read_report, tell_written, write_whole
    from gongkai.report.compare import compare

    write = _writer(ctx, out) if out else None
    made = compare(read_report(old).report, read_report(new).report)
    if out and write is not None:
        write_whole(write(made, translate()), Path(out))
        tell_written(out)
    if as_json or form == "json":
        from gongkai.cli.terminal import put_json
        from gongkai.report.compare.json import as_dict

        put_json(as_dict(made, translate()))
    elif not out:
        _show(made)


def _writer(ctx: click.Context, out: str) -> Writer:
    from gongkai.report.compare.writers import WRITERS

    write = WRITERS.get(PurePath(out).suffix.lower())
    if write is None:
        words = Message("“{name}”不是能写出的格式；可用的结尾有{endings}。", name=out, endings=list(WRITERS))
        raise click.UsageError(say(words), ctx)
    return write


def _show(made: Comparison) -> None:
    from gongkai.cli.report.verdict import about
    from gongkai.cli.terminal import put, put_text, terminal
    from gongkai.report.compare import Kind
    from gongkai.report.compare.wording import not_listed, outcome

    console = terminal()
    for label, report in ((Message("旧年报"), made.old), (Message("新年报"), made.new)):
        put(console, (say(label), "dim"), "  ", say(about(report)))
    for change in made.about:
        if change.kind is Kind.PART:
            put_text(console, say(change))
    if made.carried or made.in_force:
        _show_carried(console, made)
    for table, changes in groupby(made.figures, key=attrgetter("table")):
        _show_table(console, table, list(changes))
    for part in made.narrative:
        put(console)
        put(console, (part.label, "head"))
        for each in part.listed:
            put(console, "  ", (say(each.kind.label), "dim"))
            if each.old == each.new:
                put_text(console, _marked(each.new), indent=4)
            else:
                _show_sides(console, each.old, each.new)
        if part.left_out:
            put(console, "  ", (say(not_listed(part.left_out)), "dim"))
    if made.not_comparable:
        put(console)
        words = Message("两版格式的口径不同，有{count}项没有对应，不作比较。", count=len(made.not_comparable))
        put(console, (say(words), "dim"))
    put(console)
    put(console, (say(outcome(made)), "head"))


def _show_carried(console: Console, made: Comparison) -> None:
    """Print what goes on from the year before, and by how much it is off."""
    from gongkai.cli.terminal import put, table
    from gongkai.report.compare.changes import NO_RATE, shown
    from gongkai.report.figures import digits

    put(console)
    put(console, (say(Message("结转和现行有效")), "head"))
    heads = (Message("申请人"), Message("上年结转下年度"), Message("本年上年结转"), Message("相差"))
    carried = table(*heads, right=(1, 2, 3))
    for each in made.carried:
        carried.add_row(each.column.label, *(_word(shown(side)) for side in (each.before, each.now)), _off(each.by))
    console.print(carried)
    if made.in_force:
        labels: tuple[Message, ...] = (Message("文件"), Message("上年现行有效"), Message("本年制发"))
        labels += (Message("本年废止"), Message("应为"), Message("本年现行有效"), Message("相差"))
        in_force = table(*labels, right=range(1, 7))
        for document in made.in_force:
            given = (_word(shown(side)) for side in (document.before, document.made, document.repealed))
            expected = NO_RATE if document.expected is None else digits(document.expected)
            in_force.add_row(document.row.label, *given, expected, _word(shown(document.now)), _off(document.by))
        console.print(in_force)


def _word(side: str | Message) -> str:
    from gongkai.report.widths import abridged

    return abridged(side) if isinstance(side, str) else say(side)


def _off(by: Number | None) -> str:
    from gongkai.report.compare.changes import signed

    return say(Message("无从核对")) if by is None else signed(by)


def _show_table(console: Console, label: str, changes: Sequence[Change]) -> None:
    """Print the cells of a table of the report that differ, a line each."""
    from gongkai.cli.terminal import put, put_text, table
    from gongkai.report.compare.changes import NO_RATE, Kind, percent, shown, signed
    from gongkai.report.compare.wording import row_of

    put(console)
    put(console, (label, "head"))
    for change in changes:
        if change.kind is not Kind.FIGURE:
            put_text(console, say(change))
    heads = ("", "", Message("旧年报"), Message("新年报"), Message("增减"), Message("幅度"))
    figures = table(*heads, right=(2, 3, 4, 5))
    for row, together in groupby((change for change in changes if change.kind is Kind.FIGURE), key=row_of):
        for index, change in enumerate(together):
            delta = NO_RATE if change.delta is None else signed(change.delta) + change.unit
            sides = (_word(shown(side)) for side in (change.old, change.new))
            figures.add_row(row if not index else "", change.column, *sides, delta, percent(change.rate))
    if figures.row_count:
        console.print(figures)


def _show_sides(console: Console, old: Sequence[Piece], new: Sequence[Piece]) -> None:
    from gongkai.cli.terminal import put_text

    alone = not (old and new)
    for sign, pieces, style in (("-", old, "error"), ("+", new, "good")):
        if pieces:
            text = "".join(piece.text for piece in pieces) if alone else _marked(pieces)
            put_text(console, text, lead=f"  {sign} ", indent=4, style=style)


def _marked(pieces: Sequence[Piece]) -> str:
    """Give a sentence with the words in brackets that the other side has not."""
    return "".join(f"[{piece.text}]" if piece.changed else piece.text for piece in pieces)
