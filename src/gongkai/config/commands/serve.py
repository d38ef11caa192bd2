"""`gongkai serve`, `gongkai worker`, `gongkai migrate`: the site run, or a part of it."""

from __future__ import annotations

import os
import sys

import click

from gongkai.cli.commands import command, option
from gongkai.cli.language import say
from gongkai.config.commands import require_server, site, told
from gongkai.law.message import Message


@command(
    "serve",
    Message(
        "运行网站。\n"
        "需要时先建表、升级表；网页和后台任务一起运行，其中一个意外退出会自动重启。Ctrl-C 结束。"
        "设置用 GONGKAI_ 开头的环境变量，见 gongkai settings；一个也不设就能运行。"
    ),
    examples=[
        ("gongkai serve", Message("在 http://127.0.0.1:8000 运行")),
        ("gongkai serve --port 8080", Message("换一个端口")),
    ],
)
@option("--host", metavar="HOST", about=Message("在哪个地址上等候；代替 GONGKAI_HOST。"))
@option("--port", type=click.IntRange(1, 65535), metavar="PORT", about=Message("在哪个端口上等候；代替 GONGKAI_PORT。"))
def serve(host: str | None, port: int | None) -> None:
    """Run the web server and the worker until asked to stop."""
    from gongkai.config.variables import read_all, site_url

    for name, value in (("GONGKAI_HOST", host), ("GONGKAI_PORT", port)):
        if value is not None:
            os.environ[name] = str(value)
    with told():
        require_server()
        settings = read_all(os.environ)
        from gongkai.config.serving import serve as run

        code = run(settings, lambda: click.echo(say(Message("网站已经运行：{url}", url=site_url(settings)))))
    sys.exit(code)


@command(
    "worker",
    Message("只运行后台任务。\n网页由别的服务器运行时用；gongkai serve 自带一个。"),
    examples=[("gongkai worker", Message("运行到 Ctrl-C 为止"))],
)
def worker() -> None:
    """Do what is in the queue until asked to stop."""
    with site():
        from gongkai.config.working import work

        work()


@command(
    "migrate",
    Message("建表，或者把表升级到这一版。\ngongkai serve 启动时也会做；多台服务器时可以先单独做。"),
    examples=[("gongkai migrate", Message("已经是这一版的，什么也不做"))],
)
def migrate() -> None:
    """Bring the tables to this version."""
    with site():
        from gongkai.config.preparing import migrate as run

        steps = run()
    done = Message("已升级：{steps}步。", steps=len(steps)) if steps else Message("已经是这一版，没有要做的。")
    click.echo(say(done))
