"""`gongkai doctor`: everything about the site looked at, with what to do."""

from __future__ import annotations

import sys

import click

from gongkai.cli.commands import command, option
from gongkai.cli.errors import NOT_ALLOWED
from gongkai.cli.language import say
from gongkai.cli.terminal import put, put_json, put_text, terminal
from gongkai.config.commands import site
from gongkai.law.message import Message

_STYLES = {"fine": "good", "watch": "warning", "wrong": "error"}


@command(
    "doctor",
    Message(
        "检查网站的各个方面，指出哪里不对、怎么办。\n"
        "看设置、磁盘、时钟、密钥、数据库、后台任务、邮件、搜索、查毒、留痕、附件、备份、放假安排、证书等。"
        "每项是正常、留意或者有误；没有“有误”的，退出码为0，否则为1。只看，不改任何东西。"
    ),
    examples=[
        ("gongkai doctor", Message("每天看一次，或者出了事先看它")),
        ("gongkai doctor --json", Message("供监控程序读取")),
    ],
)
@option("--json", "as_json", is_flag=True, about=Message("输出 JSON。"))
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Look at everything."""
    with site():
        from gongkai.config.doctor.finding import State
        from gongkai.config.doctor.looking import all_found

        found = list(all_found())
    if as_json:
        put_json(
            [
                {
                    "code": each.code,
                    "what": say(each.what),
                    "state": each.state.value,
                    "how": say(each.how),
                    "todo": say(each.todo) if each.todo else None,
                }
                for each in found
            ]
        )
    else:
        console = terminal()
        for each in found:
            put(
                console,
                (f"[{say(each.state.words)}] ", _STYLES[each.state]),
                (say(each.what), "head"),
                "  ",
                say(each.how),
            )
            if each.todo:
                put_text(console, say(each.todo), indent=7)
        wrong = sum(each.state is State.WRONG for each in found)
        watch = sum(each.state is State.WATCH for each in found)
        put(
            console, say(Message("共{all}项，有误{wrong}项，留意{watch}项。", all=len(found), wrong=wrong, watch=watch))
        )
    if any(each.state is State.WRONG for each in found):
        sys.exit(NOT_ALLOWED)
