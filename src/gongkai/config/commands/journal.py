"""`gongkai journal`: the journal verified, and taken out for archives."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongkai.cli.commands import Group, argument, command
from gongkai.cli.language import say
from gongkai.config.commands import site
from gongkai.law.message import Message

journal = Group(
    "journal",
    about=Message("核验、导出留痕。"),
    below={
        "verify": ("gongkai.config.commands.journal:verify", Message("核验留痕是否完整，数据是否与留痕一致。")),
        "export": ("gongkai.config.commands.journal:export", Message("把留痕导出归档，附不依赖本系统的核验程序。")),
    },
    examples=[
        ("gongkai journal verify", Message("每晚也会自动核验一次")),
        ("gongkai journal export archive", Message("写到 archive 目录")),
    ],
)


@command(
    "verify",
    Message(
        "核验留痕是否完整，数据是否与留痕一致。\n"
        "逐条重算每条链，逐行比对每张表；不符的，每条链、每行显示第一处。全部相符退出码为0，否则为1。"
    ),
    examples=[("gongkai journal verify", Message("不影响别人同时办事"))],
)
def verify() -> None:
    """Print what differs."""
    with site():
        from gongkai.journal.verifying import verify as run

        found = run()
    for difference in found.differences:
        click.echo(say(difference))
    if found.whole:
        click.echo(say(Message("留痕完整，数据与留痕一致（共{entries}条）。", entries=found.entries)))
    else:
        click.echo(say(Message("共{count}处不符。", count=len(found.differences))))
        sys.exit(1)


@command(
    "export",
    Message(
        "把留痕导出归档，附不依赖本系统的核验程序。\n"
        "每个机关一个压缩文件，内有留痕、说明和核验程序；要么写全，要么不写。同名的会被换掉。"
    ),
    examples=[("gongkai journal export archive", Message("写到 archive 目录"))],
)
@argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", about=Message("写到哪个目录。"))
def export(folder: Path) -> None:
    """Write the archive of every chain."""
    with site():
        from django.utils import timezone

        from gongkai.journal.exporting import export_all

        for chain, path in export_all(folder, timezone.localtime().isoformat(" ", "minutes")):
            click.echo(say(Message("{file}：{name}，{length}条", file=path, name=str(chain), length=chain.length)))
