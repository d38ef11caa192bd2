"""`gongkai import`: what was kept elsewhere taken over from a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.commands import Group, argument, command, option
from gongkai.cli.errors import NOT_ALLOWED
from gongkai.cli.language import say, translate
from gongkai.cli.terminal import put, put_text, table, terminal
from gongkai.config.commands import site
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.agencies.exchange.importing import Outcome, Row
    from gongkai.disclosure.moving import Moving
    from gongkai.disclosure.services import Voucher

bring_in = Group(
    "import",
    about=Message("从表格导入以前的数据。"),
    below={
        "applications": ("gongkai.config.commands.bring_in:applications", Message("导入历史申请。")),
        "items": ("gongkai.config.commands.bring_in:items", Message("移入以前公开的信息。")),
    },
    examples=[
        ("gongkai import applications history.xlsx", Message("试一遍，不写入")),
        ("gongkai import items ./old-site", Message("试一遍，不写入")),
    ],
)

_NAMED = 200
"""Rows that cannot be taken in and are named; of more only how many."""


@command(
    "applications",
    Message(
        "导入历史申请。\n"
        "文件是 XLSX 或 CSV，每行一件，列见空表（--template）。先试一遍，逐行逐列说明问题；加上 --apply 才写入，"
        "要么全部写入，要么一件也不写。期限按各件的日期重新计算，导入的件计入所属年度；同一机关的登记号已经导入过的，不再导入。"
    ),
    examples=[
        ("gongkai import applications history.xlsx --template", Message("写出一张空表，填好再导入")),
        ("gongkai import applications history.xlsx", Message("试一遍，不写入")),
        ("gongkai import applications history.xlsx --apply", Message("全部写入")),
    ],
)
@argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), about=Message("表格文件。"))
@option("--apply", "write", is_flag=True, about=Message("写入；不加只试。"))
@option("--template", is_flag=True, about=Message("把空表写到这个文件，不导入；已有的文件不覆盖。"))
def applications(file: Path, write: bool, template: bool) -> None:
    """Try a table of cases, or take them over."""
    with site():
        from django.utils.timezone import localdate

        from gongkai.agencies.exchange.importing import bring_in
        from gongkai.agencies.exchange.reading import MOST_BYTES
        from gongkai.applications.tables import History
        from gongkai.journal.actor import SYSTEM

        if template:
            from gongkai.agencies.exchange.writing import write_template

            with file.open("xb") as out:
                out.write(write_template(History.title, History.columns))
            click.echo(say(Message("已写出空表：{file}", file=file)))
            return
        with file.open("rb") as table:
            content = table.read(MOST_BYTES + 1)
        outcome = bring_in(content, History(), by=SYSTEM, on=localdate(), write=write, translate=translate())
        _tell(outcome)
    if outcome.bad:
        raise SystemExit(NOT_ALLOWED)


@command(
    "items",
    Message(
        "移入以前公开的信息。\n"
        "PATH 是一张表格（XLSX 或 CSV），或者有一张表格的文件夹；列见空表（--template）。"
        "正文和附件写表格所在文件夹里的路径。"
        "先试一遍，逐行逐列说明问题；加上 --yes 才写入，要么全部写入，要么一条也不写。"
        "这些信息没有在本站审查，所以要有人担保以前已经审查、公开（--vouched-by、--reason），记入留痕。"
        "原来的公开日期和索引号保留，按原来的日期计入各年；同一机关的原编号移入过的，不再移入。"
    ),
    examples=[
        ("gongkai import items items.xlsx --template", Message("写出一张空表，填好再移入")),
        (
            "gongkai import items ./old-site --vouched-by keji.handler --reason 旧网站已审查公开",
            Message("试一遍，不写入"),
        ),
        (
            "gongkai import items ./old-site --vouched-by keji.handler --reason 旧网站已审查公开 --yes",
            Message("全部写入"),
        ),
    ],
)
@argument("path", metavar="PATH", type=click.Path(path_type=Path), about=Message("表格文件，或者文件夹。"))
@option("--vouched-by", metavar="USERNAME", about=Message("担保人的用户名：发布人、公开机构负责人或者分管领导。"))
@option("--reason", metavar="TEXT", about=Message("怎么知道这些信息以前已经审查、公开过。"))
@option("--yes", "write", is_flag=True, about=Message("写入；不加只试。"))
@option("--template", is_flag=True, about=Message("把空表写到这个文件，不导入；已有的文件不覆盖。"))
def items(path: Path, vouched_by: str | None, reason: str | None, write: bool, template: bool) -> None:
    """Try a table of items, or take them over."""
    with site():
        from django.utils.timezone import localdate

        from gongkai.agencies.exchange.reading import MOST_BYTES
        from gongkai.disclosure.moving import Moving, move_in, table_in
        from gongkai.journal.actor import SYSTEM

        if template:
            from gongkai.agencies.exchange.writing import write_template

            with path.open("xb") as out:
                out.write(write_template(Moving.title, Moving.columns))
            click.echo(say(Message("已写出空表：{file}", file=path)))
            return
        voucher = _voucher(vouched_by, reason)
        file = table_in(path)
        with file.open("rb") as table:
            content = table.read(MOST_BYTES + 1)
        outcome, moved = move_in(
            content, file.parent, voucher, by=SYSTEM, on=localdate(), write=write, translate=translate()
        )
        _tell_moved(outcome, moved, file)
    if outcome.bad:
        raise SystemExit(NOT_ALLOWED)


def _voucher(username: str | None, reason: str | None) -> Voucher:
    from gongkai.agencies.models import Officer
    from gongkai.disclosure.services import Voucher

    if not username or not (reason or "").strip():
        raise click.UsageError(say(Message("请用 --vouched-by 写明担保人，用 --reason 写明理由。")))
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        raise click.UsageError(say(Message("没有“{username}”这个用户名。", username=username)))
    return Voucher(officer, (reason or "").strip())


def _tell_moved(outcome: Outcome, moved: Moving, file: Path) -> None:
    console = terminal()
    if outcome.bad:
        _tell_problems(outcome.bad)
    else:
        made = [row.done.made for row in outcome.rows if row.done is not None and row.done.added]
        counted = Counter((item.agency.called, item.shown_on.year, item.late) for item in made)
        shown = table(Message("机关"), Message("年度"), Message("按期公开"), Message("逾期公开"))
        for agency, year in sorted({(agency, year) for agency, year, _late in counted}):
            shown.add_row(agency, str(year), str(counted[agency, year, False]), str(counted[agency, year, True]))
        if made:
            console.print(shown)
    for path, note in moved.notes[:_NAMED]:
        put(console, f"{path}  {note}")
    unnamed = sorted(
        str(each.relative_to(file.parent.resolve()))
        for each in file.parent.resolve().rglob("*")
        if each.is_file() and each not in moved.named and each != file.resolve()
    )
    if unnamed and moved.named:
        put(console, say(Message("文件夹里有{count}个文件表里没有写：{names}", count=len(unnamed), names=unnamed[:10])))
    counts = {name: outcome.count(name) for name in ("added", "same", "bad")}
    put(console, say(Message("新移入{added}条，已经移入过{same}条，有误{bad}条。", **counts)))
    if outcome.written:
        put(console, (say(Message("已全部写入。")), "good"))
    elif outcome.bad:
        put_text(console, say(Message("一条也没有写入。请在文件里改正，再试一遍。")), style="error")
    else:
        put(console, say(Message("这是试算，还没有写入。加上 --yes 写入。")))


def _tell(outcome: Outcome) -> None:
    console = terminal()
    if outcome.bad:
        _tell_problems(outcome.bad)
    else:
        _tell_cases(outcome.rows)
    counts = {name: outcome.count(name) for name in ("added", "same", "bad")}
    put(console, say(Message("新导入{added}件，已经导入过{same}件，有误{bad}件。", **counts)))
    if outcome.written:
        put(console, (say(Message("已全部写入。")), "good"))
    elif outcome.bad:
        put_text(console, say(Message("一件也没有写入。请在文件里改正，再试一遍。")), style="error")
    else:
        put(console, say(Message("这是试算，还没有写入。加上 --apply 写入。")))


def _tell_problems(bad: Sequence[Row]) -> None:
    shown = table(Message("行"), Message("列"), Message("所填"), Message("问题"))
    for row in bad[:_NAMED]:
        for problem in row.problems:
            shown.add_row(str(row.number), problem.heading, problem.written, problem.what)
    terminal().print(shown)
    if len(bad) > _NAMED:
        put(terminal(), say(Message("另有{count}行，不一一列出。", count=len(bad) - _NAMED)))


def _tell_cases(rows: Sequence[Row]) -> None:
    """Print how many cases of which agency and year are new, and how they stand."""
    made = [row.done.made for row in rows if row.done is not None and row.done.added]
    counted = Counter((case.agency.called, case.arrived_on.year, case.closed_on is not None) for case in made)
    shown = table(Message("机关"), Message("年度"), Message("已办结"), Message("在办"))
    for agency, year in sorted({(agency, year) for agency, year, _closed in counted}):
        shown.add_row(agency, str(year), str(counted[agency, year, True]), str(counted[agency, year, False]))
    if made:
        terminal().print(shown)
