"""The command itself: its groups by name, the language, the version, and every error told in one line."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import click

from gongkai.cli.commands import Group, Option
from gongkai.cli.language import LANGUAGES, VARIABLE, asked_for, speaking, take_out
from gongkai.law.message import Message


class Gongkai(Group):
    """The root of all commands."""

    def joined(self) -> Mapping[str, str]:
        """Give the commands that other parts of gongkai add, when they are installed."""
        from gongkai.cli.joining import joined

        return joined()

    def abouts(self) -> Mapping[str, Message]:
        """Give what those commands do."""
        from importlib import import_module

        from gongkai.cli.joining import abouts

        tables = (where.partition(":") for where in abouts())
        return {
            name: about for module, _, table in tables for name, about in getattr(import_module(module), table).items()
        }

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; `--lang` may stand anywhere."""
        asked, rest = take_out(args)
        return super().parse_args(ctx, asked + rest)

    def main(self, args: Sequence[str] | None = None, *names: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run, and end with an exit code; whatever goes wrong is told in one line."""
        run: Callable[[], Any] = partial(super().main, args, *names, **more, standalone_mode=False)
        with speaking(asked_for(sys.argv[1:] if args is None else args)):
            if not standalone_mode:
                return run()
            _print_what_can_be_printed()
            try:
                code = run()
            except Exception as error:
                from gongkai.cli.errors import tell

                code = tell(error)
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command called; when nobody reads on, stop, and do not let click call it an error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            from gongkai.cli.errors import tell

            ctx.exit(tell(error))


def _print_what_can_be_printed() -> None:
    """Let a terminal that lacks some characters show question marks for them; what is closed is as good as empty."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - without pathlib, and for good
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"gongkai {version('gongkai')}")
        ctx.exit()


main = Gongkai(
    "gongkai",
    about=Message("政府信息公开：算期限、算费用，读取并核对年度报告。\n每个命令加 --help 都有说明和示例。"),
    below={
        "report": ("gongkai.cli.report:report", Message("读取、核对、转换、比较年度报告。")),
        "due": ("gongkai.cli.due:due", Message("计算答复期限，列出每一步的依据。")),
        "redact": ("gongkai.cli.redact:redact", Message("区分处理：查找、遮去不予公开的内容，写出新的PDF。")),
        "fee": ("gongkai.cli.fee:fee", Message("计算信息处理费。")),
        "calendar": ("gongkai.cli.calendar:calendar", Message("查看工作日历，检查放假安排文件。")),
        "law": ("gongkai.cli.law:law", Message("查条例逐条的规则。")),
        "cluster": ("gongkai.cli.cluster:cluster", Message("成批核对用的 Dask 集群。")),
        "completion": ("gongkai.cli.completion:completion", Message("输出命令行补全脚本。")),
    },
    examples=[
        ("gongkai report demo", Message("先看一遍")),
        ("gongkai report check report.html", Message("核对一份年报")),
        ("gongkai due --received 2026-09-30", Message("答复期限到哪一天")),
    ],
    params=[
        Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            envvar=VARIABLE,
            expose_value=False,
            about=Message("语言：zh 中文（默认），en 英文。也可用环境变量 GONGKAI_LANG。"),
        ),
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            about=Message("显示版本并退出。"),
        ),
    ],
)
