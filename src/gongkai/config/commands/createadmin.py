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
        ("gongkai createadmin --code", Message("给出一次性代码，到 /setup/ 页面上设立")),
        ("gongkai createadmin --username admin --name 管理员 --password-stdin < password.txt", Message("口令从文件读")),
    ],
)
@option("--username", metavar="NAME", about=Message("登录名。"))
@option("--name", metavar="NAME", about=Message("姓名。"))
@option("--password-stdin", is_flag=True, about=Message("口令从标准输入读一行，而不是问。"))
@option("--code", "by_code", is_flag=True, about=Message("不在这里设立，给出首次设置页面用的一次性代码。"))
def createadmin(username: str | None, name: str | None, password_stdin: bool, by_code: bool) -> None:
    """Make an officer who runs the site, or draw the code by which the first one is made on the page for it."""
    if by_code:
        _draw_code()
        return
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


def _draw_code() -> None:
    with site():
        from django.conf import settings
        from django.utils.timezone import now

        from gongkai.config.setup.services import draw_code

        code = draw_code(at=now())
        if code is None:
            raise CannotWork(say(Message("网站已有人员或者机关，不能再用一次性代码。请运行 gongkai createadmin。")))
        url = settings.SITE_URL
    click.echo(say(Message("请打开 {url}/setup/，一次性代码：{code}", url=url, code=code)))
