"""`gongkai createadmin`: the first who can sign in."""

from __future__ import annotations

import sys

import click

from gongkai.cli.commands import command, option
from gongkai.cli.language import say
from gongkai.config.commands import CannotWork, site
from gongkai.law.message import Message


@command(
    "createadmin",
    Message("设立网站管理员。\n没有写出的会问；口令不在命令行里写，以免被别人看到。设立会留痕。"),
    examples=[
        ("gongkai createadmin", Message("逐项问")),
        ("gongkai createadmin --username admin --name 管理员 --password-stdin < password.txt", Message("口令从文件读")),
    ],
)
@option("--username", metavar="NAME", about=Message("登录名。"))
@option("--name", metavar="NAME", about=Message("姓名。"))
@option("--password-stdin", is_flag=True, about=Message("口令从标准输入读一行，而不是问。"))
def createadmin(username: str | None, name: str | None, password_stdin: bool) -> None:
    """Make an officer who runs the site."""
    with site():
        from django.core.exceptions import ValidationError

        from gongkai.config.administrators import make_administrator, words_of

        username = username or click.prompt(say(Message("登录名")))
        name = name or click.prompt(say(Message("姓名")))
        if password_stdin:
            password = sys.stdin.readline().rstrip("\r\n")
        else:
            again = say(Message("再输一遍口令"))
            password = click.prompt(say(Message("口令")), hide_input=True, confirmation_prompt=again)
        try:
            officer = make_administrator(username, name, password)
        except ValidationError as error:
            raise CannotWork(words_of(error)) from None
    click.echo(say(Message("已设立网站管理员：{username}", username=officer.username)))
