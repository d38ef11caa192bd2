"""The page of commands: the help of each."""

from __future__ import annotations

from collections.abc import Iterator

import click

from gongkai.cli.main import main as command
from tools.reference.markdown import page


def commands_of(
    group: click.Command, path: tuple[str, ...] = ("gongkai",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Go through a command and what is under it."""
    yield path, group
    if isinstance(group, click.Group):
        context = click.Context(group, info_name=path[-1])
        for name in group.list_commands(context):
            below = group.get_command(context, name)
            if below is not None and not below.hidden:
                yield from commands_of(below, (*path, name))


def commands() -> str:
    """Show the help of every command, examples included."""
    parts = ["每个命令的 `--help`。退出码：0 没有错误；1 有错误级结果，或者法规不允许；2 文件读不出来，或者用法不对。"]
    for path, each in commands_of(command):
        name = " ".join(path)
        context = click.Context(each, info_name=name, terminal_width=96, max_content_width=96)
        parts += [f"## {name}", f"```text\n{each.get_help(context)}\n```"]
    return page("命令", *parts)
