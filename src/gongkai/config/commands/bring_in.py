"""`gongkai import`: what was kept elsewhere taken over from a table; a ledger is a row of `LEDGERS`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.commands import Group, argument, command, option
from gongkai.cli.errors import NOT_ALLOWED
from gongkai.cli.language import say, translate
from gongkai.cli.terminal import put, put_text, table, terminal
from gongkai.config.commands import site
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.agencies.exchange.columns import Table
    from gongkai.agencies.exchange.importing import Outcome, Row
    from gongkai.agencies.models import Agency
    from gongkai.disclosure.moving import Moving
    from gongkai.disclosure.services import Voucher

_NAMED = 200
"""Rows that cannot be taken in and are named; of more only how many."""
_FIRST = Message("试一遍，不写入")
_ALL = Message("全部写入")
_EMPTY = Message("写出一张空表，填好再导入")


@dataclass(frozen=True)
class Split:
    """How what is new is counted: by agency and year, parted in two."""

    yes: Message
    no: Message
    of: Callable[[Any], tuple[str, int, bool]]


@dataclass(frozen=True)
class Ledger:
    """A ledger: its table (module:name), what the command does, what else is to be known.

    The table is made for the agency that the command names, unless its rows name theirs.
    """

    table: str
    about: Message
    more: Message | str = ""
    rows_name_agency: bool = False
    split: Split | None = None


LEDGERS: Mapping[str, Ledger] = {
    "applications": Ledger(
        "gongkai.applications.tables:History",
        Message("导入历史申请。"),
        Message("期限按各件的日期重新计算，导入的件计入所属年度；同一机关的登记号已经导入过的，不再导入。"),
        rows_name_agency=True,
        split=Split(
            Message("已办结"),
            Message("在办"),
            lambda case: (case.agency.called, case.arrived_on.year, case.closed_on is not None),
        ),
    ),
    "challenges": Ledger(
        "gongkai.remedies.tables:Challenges",
        Message("导入以前的复议、诉讼、投诉举报。"),
        Message("每行一件；同一途径、案号的已经有了，不再导入。审结的计入所属年度的表四。"),
    ),
    "leading": Ledger(
        "gongkai.duties.leading.tables:Leaders",
        Message("导入领导小组成员和责任人。"),
        Message("每行一人一项职责；同一职责、姓名、起始日期的已经有了，不再导入。"),
    ),
    "training": Ledger(
        "gongkai.duties.training.tables:Sessions",
        Message("导入办过的培训。"),
        Message("每行一场；同一天、同一主题的已经有了，不再导入。"),
    ),
    "motions": Ledger(
        "gongkai.duties.motions.tables:Motions",
        Message("导入人大代表建议和政协委员提案。"),
        Message("以前已经答复的，连答复一起导入；没有答复的，以后可以再导入更正。"),
    ),
    "problems": Ledger(
        "gongkai.duties.rectification.tables:Problems",
        Message("导入问题与整改台账。"),
        Message("结果不导入：销号要由另一位核验。"),
    ),
    "surveys": Ledger(
        "gongkai.duties.assessment.tables:Surveys",
        Message("导入社会评议结果。"),
        Message("--agency 写组织评议的机关；同一对象、日期、方式、数字的已经有了，不再导入。"),
    ),
    "accountability": Ledger(
        "gongkai.duties.assessment.tables:Accounts",
        Message("导入责任追究记录。"),
        Message("--agency 写作出追究的机关；已经有的不再导入，后来办结的可以再导入结果。"),
    ),
}
_ITEMS = Split(
    Message("按期公开"), Message("逾期公开"), lambda item: (item.agency.called, item.shown_on.year, not item.late)
)


class _Ledgers(Group):
    """Makes the command of a ledger when it is called."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command; None when there is none of that name."""
        ledger = LEDGERS.get(cmd_name)
        return super().get_command(ctx, cmd_name) if ledger is None else _command(cmd_name, ledger)


bring_in = _Ledgers(
    "import",
    about=Message("从表格导入以前的数据。"),
    below={
        **{name: ("", ledger.about) for name, ledger in LEDGERS.items()},
        "items": ("gongkai.config.commands.bring_in:items", Message("移入以前公开的信息。")),
    },
    examples=[
        ("gongkai import applications history.xlsx", _FIRST),
        ("gongkai import items ./old-site", _FIRST),
    ],
)


def _command(name: str, ledger: Ledger) -> click.Command:
    def run(file: Path, write: bool, template: bool, agency: str = "") -> None:
        """Try a table, or take it over."""
        with site():
            from django.utils.timezone import localdate

            from gongkai.agencies.exchange import importing
            from gongkai.journal.actor import SYSTEM

            module, _, attribute = ledger.table.partition(":")
            made: Callable[..., Table] = getattr(import_module(module), attribute)
            if template:
                _write_template(file, made)
                return
            content = _read(file)
            known = made() if ledger.rows_name_agency else made(_agency(agency))
            outcome = importing.bring_in(content, known, by=SYSTEM, on=localdate(), write=write, translate=translate())
            _tell_rows(outcome, ledger.split)
            _tell_end(outcome)

    about = Message(
        "{what}\n"
        "文件是 XLSX 或 CSV，列见空表（--template）。先试一遍，逐行逐列说明问题；加上 --yes 才写入，"
        "要么全部写入，要么一行也不写。{more}",
        what=ledger.about,
        more=ledger.more,
    )
    named = "" if ledger.rows_name_agency else " --agency 桓台县科技局"
    examples = [
        (f"gongkai import {name} {name}.xlsx --template", _EMPTY),
        (f"gongkai import {name} {name}.xlsx{named}", _FIRST),
        (f"gongkai import {name} {name}.xlsx{named} --yes", _ALL),
    ]
    options = [
        argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), about=Message("表格文件。")),
        _yes,
        _template,
    ]
    if not ledger.rows_name_agency:
        about_agency = Message("哪个机关的：名称或者统一社会信用代码。")
        options.append(option("--agency", metavar="NAME", default="", about=about_agency))
    for decorate in reversed(options):
        run = decorate(run)
    return command(name, about, examples=examples)(run)


_yes = option("--yes", "--apply", "write", is_flag=True, about=Message("写入；不加只试。"))
_template = option("--template", is_flag=True, about=Message("把空表写到这个文件，不导入；已有的文件不覆盖。"))


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
        ("gongkai import items items.xlsx --template", _EMPTY),
        ("gongkai import items ./old-site --vouched-by keji.handler --reason 旧网站已审查公开", _FIRST),
        ("gongkai import items ./old-site --vouched-by keji.handler --reason 旧网站已审查公开 --yes", _ALL),
    ],
)
@argument("path", metavar="PATH", type=click.Path(path_type=Path), about=Message("表格文件，或者文件夹。"))
@option("--vouched-by", metavar="USERNAME", about=Message("担保人的用户名：发布人、公开机构负责人或者分管领导。"))
@option("--reason", metavar="TEXT", about=Message("怎么知道这些信息以前已经审查、公开过。"))
@_yes
@_template
def items(path: Path, vouched_by: str | None, reason: str | None, write: bool, template: bool) -> None:
    """Try a table of items, or take them over."""
    with site():
        from django.utils.timezone import localdate

        from gongkai.disclosure.moving import Moving, move_in, table_in
        from gongkai.journal.actor import SYSTEM

        if template:
            _write_template(path, Moving)
            return
        file = table_in(path)
        content, voucher = _read(file), _voucher(vouched_by, reason)
        outcome, moved = move_in(
            content, file.parent, voucher, by=SYSTEM, on=localdate(), write=write, translate=translate()
        )
        _tell_rows(outcome, _ITEMS)
        _tell_files(moved, file)
        _tell_end(outcome)


def _write_template(file: Path, made: Any) -> None:
    from gongkai.agencies.exchange.writing import write_template

    with file.open("xb") as out:
        out.write(write_template(made.title, made.columns))
    click.echo(say(Message("已写出空表：{file}", file=file)))


def _read(file: Path) -> bytes:
    from gongkai.agencies.exchange.reading import MOST_BYTES

    with file.open("rb") as table:
        return table.read(MOST_BYTES + 1)


def _agency(written: str) -> Agency:
    from django.core.exceptions import ValidationError

    from gongkai.agencies.exchange.tables import find_agency

    if not written:
        raise click.UsageError(say(Message("请用 --agency 写明哪个机关的。")))
    try:
        return find_agency(written)
    except ValidationError as error:
        raise click.UsageError(" ".join(error.messages)) from None


def _voucher(username: str | None, reason: str | None) -> Voucher:
    from gongkai.agencies.models import Officer
    from gongkai.disclosure.services import Voucher

    if not username or not (reason or "").strip():
        raise click.UsageError(say(Message("请用 --vouched-by 写明担保人，用 --reason 写明理由。")))
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        raise click.UsageError(say(Message("没有“{username}”这个用户名。", username=username)))
    return Voucher(officer, (reason or "").strip())


def _tell_rows(outcome: Outcome, split: Split | None) -> None:
    """Print what is wrong with which rows or, when none is wrong, how many are new of which agency and year."""
    if outcome.bad:
        _tell_problems(outcome.bad)
        return
    made = [row.done.made for row in outcome.rows if row.done is not None and row.done.added]
    if split is None or not made:
        return
    counted = Counter(map(split.of, made))
    shown = table(Message("机关"), Message("年度"), split.yes, split.no)
    for agency, year in sorted({(agency, year) for agency, year, _yes in counted}):
        shown.add_row(agency, str(year), str(counted[agency, year, True]), str(counted[agency, year, False]))
    terminal().print(shown)


def _tell_problems(bad: Sequence[Row]) -> None:
    shown = table(Message("行"), Message("列"), Message("所填"), Message("问题"))
    for row in bad[:_NAMED]:
        for problem in row.problems:
            shown.add_row(str(row.number), problem.heading, problem.written, problem.what)
    terminal().print(shown)
    if len(bad) > _NAMED:
        put(terminal(), say(Message("另有{count}行，不一一列出。", count=len(bad) - _NAMED)))


def _tell_files(moved: Moving, file: Path) -> None:
    for path, note in moved.notes[:_NAMED]:
        put(terminal(), f"{path}  {note}")
    folder = file.parent.resolve()
    unnamed = sorted(
        str(each.relative_to(folder))
        for each in folder.rglob("*")
        if each.is_file() and each not in moved.named and each != file.resolve()
    )
    if unnamed and moved.named:
        told = Message("文件夹里有{count}个文件表里没有写：{names}", count=len(unnamed), names=unnamed[:10])
        put(terminal(), say(told))


def _tell_end(outcome: Outcome) -> None:
    """Say how many rows do what, and whether they were written; end with 1 when some cannot be."""
    console = terminal()
    told = Message("新增{added}行，修改{changed}行，未变{same}行，有误{bad}行。", **outcome.counts)
    put(console, say(told))
    if outcome.written:
        put(console, (say(Message("已全部写入。")), "good"))
    elif outcome.bad:
        put_text(console, say(Message("一行也没有写入。请在文件里改正，再试一遍。")), style="error")
        raise SystemExit(NOT_ALLOWED)
    else:
        put(console, say(Message("这是试算，还没有写入。加上 --yes 写入。")))
