"""`gongkai opendata`: all that is public written into files now, and these files looked at."""

from __future__ import annotations

import sys

import click

from gongkai.cli.commands import Group, command
from gongkai.cli.language import say
from gongkai.config.commands import site
from gongkai.law.message import Message

opendata = Group(
    "opendata",
    about=Message("生成、核对开放数据。"),
    below={
        "build": ("gongkai.config.commands.opendata:build", Message("把公开的全部信息写成今天的文件。")),
        "check": ("gongkai.config.commands.opendata:check", Message("核对文件是否完好，里面有没有已经撤下的。")),
    },
    examples=[
        ("gongkai opendata build", Message("每晚也会自动生成一次")),
        ("gongkai opendata check", Message("不影响别人下载")),
    ],
)


@command(
    "build",
    Message(
        "把公开的全部信息写成今天的文件。\n"
        "每个数据集有 CSV、JSONL、Parquet 三种，连同数据字典；写好之后一起换下今天已有的，其间下载照旧。"
        "超过保留天数的文件随之删除。"
    ),
    examples=[("gongkai opendata build", Message("网站照常运行"))],
)
def build() -> None:
    """Make the files of today."""
    with site():
        from django.utils.timezone import localdate

        from gongkai.opendata import issuing

        made = issuing.make(localdate())
    counts = {name: told["rows"] for name, told in made.files.items() if "rows" in told}
    for name, rows in counts.items():
        click.echo(say(Message("{name}：{rows}行", name=name, rows=rows)))
    click.echo(say(Message("已生成{count}个数据集，共{rows}行。", count=len(counts), rows=sum(counts.values()))))


@command(
    "check",
    Message(
        "核对文件是否完好，里面有没有已经撤下的。\n"
        "逐个核对每一天的文件的大小、校验值和行数，逐行核对是否还在公开。全部一致退出码为0，否则为1。"
    ),
    examples=[("gongkai opendata check", Message("不影响别人下载"))],
)
def check() -> None:
    """Print what is wrong with the files."""
    with site():
        from gongkai.opendata.checking import differences

        found = list(differences())
    for each in found:
        click.echo(say(each))
    if found:
        click.echo(say(Message("共{count}处不符。请运行 gongkai opendata build。", count=len(found))))
        sys.exit(1)
    click.echo(say(Message("开放数据的文件都完好，里面没有已经撤下的。")))
