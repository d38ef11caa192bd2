"""`gongkai manage`: Django's own commands."""

from __future__ import annotations

from typing import Any

import click

from gongkai.cli.commands import argument, command
from gongkai.config.commands import site
from gongkai.law.message import Message


@command(
    "manage",
    Message("Django 自己的管理命令，供熟悉的人使用。"),
    examples=[("gongkai manage check --deploy", Message("检查正式运行的设置"))],
)
@argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="COMMAND…", about=Message("Django 的命令和它的参数。"))
def manage(arguments: tuple[str, ...]) -> None:
    """Run a command of Django's."""
    with site():
        from django.core.management import ManagementUtility

        utility: Any = ManagementUtility(["manage", *(arguments or ("help",))])
        utility.prog_name = "gongkai manage"
        utility.execute()


manage.context_settings = {"allow_interspersed_args": False, "ignore_unknown_options": True}
