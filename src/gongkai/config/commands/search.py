"""`gongkai search`: the index of the search made anew, and compared with what is public."""

from __future__ import annotations

import sys

import click

from gongkai.cli.commands import Group, command
from gongkai.cli.language import say
from gongkai.config.commands import site
from gongkai.law.message import Message

search = Group(
    "search",
    about=Message("重建、核对站内搜索的索引。"),
    below={
        "rebuild": ("gongkai.config.commands.search:rebuild", Message("重建索引，建好之后换下旧的。")),
        "verify": ("gongkai.config.commands.search:verify", Message("核对索引与已公开的内容是否一致。")),
    },
    examples=[
        ("gongkai search verify", Message("每晚也会自动核对一次，不一致的自动补写")),
        ("gongkai search rebuild", Message("网站照常运行")),
    ],
)


@command(
    "rebuild",
    Message(
        "重建索引，建好之后换下旧的。\n"
        "从数据库重新读取全部已公开的内容，写进新的目录；其间搜索照旧，新公开的、撤下的也不会漏。中断了的，旧索引不受影响。"
    ),
    examples=[("gongkai search rebuild", Message("网站照常运行"))],
)
def rebuild() -> None:
    """Make the index anew."""
    with site():
        from gongkai.search.writing import rebuild as run

        count = run()
    if count is None:
        click.echo(say(Message("已有另一个进程在重建，请等它完成。")))
        sys.exit(1)
    click.echo(say(Message("索引已重建，共{count}条。", count=count)))


@command(
    "verify",
    Message(
        "核对索引与已公开的内容是否一致。\n逐条比较，不一致的逐条列出；正在写入的不算。全部一致退出码为0，否则为1。"
    ),
    examples=[("gongkai search verify", Message("不影响别人使用"))],
)
def verify() -> None:
    """Print what differs."""
    with site():
        from gongkai.search.verifying import differences

        found = list(differences())
    for each in found:
        click.echo(say(each.what))
    if found:
        click.echo(say(Message("共{count}处不一致。请运行 gongkai search rebuild。", count=len(found))))
        sys.exit(1)
    click.echo(say(Message("索引与已公开的内容一致。")))
