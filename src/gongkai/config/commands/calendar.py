"""`gongkai calendar add`: a holiday notice taken in by the site, and the last days that it moves computed again."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli.commands import argument, command
from gongkai.cli.language import say
from gongkai.config.commands import site
from gongkai.law.message import Message


@command(
    "add",
    Message(
        "网站录入一件放假安排，并重新计算未办结申请和未公开信息的期限。\n"
        "先检查，有错的不录入。同名的文件会被换掉。期限有变动的，留痕并通知经办人。"
    ),
    examples=[("gongkai calendar add 2027.toml", Message("2027年的安排公布以后"))],
)
@argument(
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    about=Message("放假安排文件，见 gongkai calendar check。"),
)
def add(file: Path) -> None:
    """Take a file into the site's calendar, and compute again what it moves."""
    if file.suffix != ".toml":
        raise click.UsageError(say(Message("放假安排文件的名称应以 .toml 结尾：{file}", file=file.name)))
    with site():
        from django.conf import settings

        from gongkai.config.holidays import take_in

        done, items = take_in(file)
        place: Path = settings.CALENDAR / file.name
    click.echo(say(Message("已录入：{file}", file=place)))
    click.echo(
        say(
            Message(
                "重新计算了{looked}件未办结的申请，{moved}件有变动，已留痕；期限变动的，已通知经办人。",
                looked=done.looked,
                moved=done.moved,
            )
        )
    )
    click.echo(
        say(
            Message(
                "重新计算了{looked}条未公开的信息，{moved}条有变动，已留痕；期限变动的，已通知拟稿人员。",
                looked=items.looked,
                moved=items.moved,
            )
        )
    )
