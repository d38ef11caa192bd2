"""`gongkai move-to`: the site moved from the SQLite of its data folder into a PostgreSQL."""

from __future__ import annotations

import click

from gongkai.cli.commands import argument, command
from gongkai.cli.language import say
from gongkai.config.commands import site
from gongkai.law.message import Message


@command(
    "move-to",
    Message(
        "把网站从内置的 SQLite 搬到 PostgreSQL。\n"
        "先停下网站；目标应是新建的空数据库。在一个事务里搬全部表，逐表核对行数和内容，再在目标上核验留痕；"
        "中断的、不符的，目标里没有数据，原来的没有改动。上传的文件、密钥、索引不动。"
        "口令不想写在命令行上的，写在 ~/.pgpass 或环境变量 PGPASSWORD 里。"
    ),
    examples=[("gongkai move-to postgresql://gongkai@10.1.0.5/gongkai", Message("搬到另一台机器上的 gongkai 库"))],
)
@argument("address", metavar="ADDRESS", about=Message("目标数据库：postgresql://用户:口令@主机:端口/库名。"))
def move_to(address: str) -> None:
    """Move all rows, and say what to set then."""
    with site():
        from django.conf import settings
        from django.db import connection

        from gongkai.config import presence
        from gongkai.config.moving.moves import move, verify
        from gongkai.config.moving.refusals import CannotMove
        from gongkai.config.variables import DATABASE

        try:
            if not DATABASE.read(address):
                raise ValueError(address)
        except ValueError:
            message = Message("应为：{expects}。", expects=Message("postgresql://用户:口令@主机:端口/库名"))
            raise click.BadParameter(say(message), param_hint="ADDRESS") from None
        if connection.vendor != "sqlite":
            raise CannotMove(
                "move-not-from-sqlite",
                Message("网站用的已经是 PostgreSQL，没有可搬的。"),
                hint=Message("要换一台 PostgreSQL，请用备份和恢复，或者 PostgreSQL 自己的复制。"),
            )
        connection.close()
        with presence.alone():
            found = move(
                settings.DATA / "gongkai.sqlite3",
                address,
                settings.DATABASES["default"]["OPTIONS"]["timeout"],
                lambda message: click.echo(say(message)),
            )
            words = Message(
                "已搬{tables}张表，{rows}行，逐表核对相符；其中留痕{entries}条，{chains}条链。",
                tables=found.tables,
                rows=found.rows,
                entries=found.entries,
                chains=found.chains,
            )
            click.echo(say(words))
            verify(address)
        click.echo(say(Message("目标数据库的留痕核验完整。")))
        click.echo(
            say(
                Message(
                    "请设 GONGKAI_DATABASE_URL 为这个地址，再启动网站；原来的 {file} 留作备份。", file="gongkai.sqlite3"
                )
            )
        )
