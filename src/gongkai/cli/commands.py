"""What a command of ours is: help in two languages, examples, groups that import nothing until called."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, TypeVar

import click

from gongkai.cli.language import language, say, speaking, translate
from gongkai.law.message import Message, in_one_line

WIDEST = 100
"""Columns: longer lines are hard to read, and our report in text is set to this."""

Function = TypeVar("Function", bound=Callable[..., Any])


Example = tuple[str, Message]
"""A line to type, and what it does."""

Below = tuple[str, Message]
"""A command of a group that is not imported yet: where it is (module:name) and what it does."""


class HelpFormatter(click.HelpFormatter):
    """Help set for Chinese: wide characters take two columns, headings end in a full-width colon."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        first, *rest = _lines(f"{say(Message('用法：'))}{prog} {args}", self.width)
        self.write("".join(f"{line}\n" for line in (first, *(f"    {line}" for line in rest))))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{heading}：\n" if language() == "zh" else f"{heading}:\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, broken into lines."""
        for paragraph in text.split("\n"):
            for line in _lines(paragraph, self.width - self.current_indent):
                self.write(" " * self.current_indent + line + "\n")

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean, in two columns."""
        rows = list(rows)
        widths = [_columns(term) for term, _ in rows]
        left = max((width for width in widths if width <= col_max), default=0)
        margin = " " * self.current_indent
        beside = " " * (self.current_indent + left + col_spacing)
        for (term, meaning), width in zip(rows, widths):
            lines = _lines(meaning, self.width - len(beside))
            if width > left:
                self.write(f"{margin}{term}\n")
            else:
                self.write(f"{margin}{term}{' ' * (left + col_spacing - width)}{lines.pop(0)}".rstrip() + "\n")
            for line in lines:
                self.write(f"{beside}{line}\n")


def _screen() -> int:
    """Give the width of the screen; shutil, which click asks, takes longer to import than all of our own."""
    if os.environ.get("COLUMNS", "").isdecimal():
        return int(os.environ["COLUMNS"]) or WIDEST
    try:
        return os.get_terminal_size().columns
    except OSError:
        return WIDEST


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    from gongkai.report.widths import columns_wide

    return columns_wide(text)


def _lines(text: str, width: int) -> list[str]:
    if 2 * len(text) <= width:
        return [text]
    from gongkai.report.widths import wrapped

    return wrapped(text, width)


class _Helped(click.Command):
    """Says its help in the language spoken, and shows examples."""

    def __init__(self, name: str, *, about: Message, examples: Sequence[Example] = (), **rest: Any) -> None:
        super().__init__(name, help=about.template, options_metavar="[OPTIONS]", **rest)
        self.about = about
        self.examples = tuple(examples)

    def get_help(self, ctx: click.Context) -> str:
        """Give the help page."""
        width = ctx.terminal_width or min(_screen(), ctx.max_content_width or WIDEST)
        formatter = HelpFormatter(width=width)
        with speaking(language()):
            self.format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give the first line of what it does."""
        return say(self.about).partition("\n")[0]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Give what stands after the name in the usage line."""
        ours = {"[OPTIONS]": Message("[选项]"), "COMMAND [ARGS]...": Message("命令 [参数]…")}
        return [say(ours[piece]) if piece in ours else piece for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what it does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.about))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the option `--help`."""
        return Option(
            ["--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            about=Message("显示本说明并退出。"),
        )

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing: arguments are written with the options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments and the options."""
        params = self.get_params(ctx)
        arguments = [(str(param.metavar), say(param.about)) for param in params if isinstance(param, Argument)]
        options = [param.get_help_record(ctx) for param in params if isinstance(param, click.Option)]
        if arguments:
            with formatter.section(say(Message("参数"))):
                formatter.write_dl(arguments)
        with formatter.section(say(Message("选项"))):
            formatter.write_dl([record for record in options if record is not None])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        examples = [(line, say(does)) for line, does in self.examples]
        if not examples:
            return
        widest = max(len(line) for line, _ in examples) + max(2 * len(does) for _, does in examples) + 4
        with formatter.section(say(Message("示例"))):
            if widest <= formatter.width:
                formatter.write_dl(examples, col_max=formatter.width)
            else:
                formatter.write("".join(f"  # {does}\n  {line}\n" for line, does in examples))


class Command(_Helped):
    """A command: what it does, its examples, its options."""


class Group(_Helped, click.Group):
    """A group of commands, each imported when it is called; its help is a table that imports none."""

    def __init__(self, name: str, *, below: Mapping[str, Below], **rest: Any) -> None:
        super().__init__(name, subcommand_metavar="COMMAND [ARGS]...", **rest)
        self.below = below

    def joined(self) -> Mapping[str, str]:
        """Give the commands that join from elsewhere, by name, as module:name."""
        return {}

    def abouts(self) -> Mapping[str, Message]:
        """Give what the commands do that join from elsewhere, by name, as far as it is said."""
        return {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands: ours in their order, then those that join."""
        return [*self.below, *(name for name in self.joined() if name not in self.below)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command and give it; None when there is none of that name."""
        where = self.below[cmd_name][0] if cmd_name in self.below else self.joined().get(cmd_name)
        if where is None:
            return None
        module, _, name = where.partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command called; one there is not is refused with the nearest there is."""
        name = args[0]
        if not ctx.resilient_parsing and not name.startswith("-") and self.get_command(ctx, name) is None:
            message = Message("没有“{name}”这个命令。", name=name)
            near = self._nearest(ctx, name)
            hint = None if near is None else Message("是不是“{near}”？", near=near)
            raise click.UsageError(in_one_line(message, hint, None, translate()), ctx)
        return super().resolve_command(ctx, args)

    def _nearest(self, ctx: click.Context, name: str) -> str | None:
        from difflib import get_close_matches

        return next(iter(get_close_matches(name, self.list_commands(ctx), n=1)), None)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands before the options: they are what is looked for here."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with what they do, and import none."""
        abouts = self._abouts()
        with formatter.section(say(Message("命令"))):
            formatter.write_dl([(name, abouts.get(name, "")) for name in self.list_commands(ctx)])

    def _abouts(self) -> Mapping[str, str]:
        said = {**self.abouts(), **{name: about for name, (_, about) in self.below.items()}}
        return {name: say(about) for name, about in said.items()}

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Complete a name of a command, or an option."""
        from click.shell_completion import CompletionItem

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        abouts = self._abouts()
        return [*(CompletionItem(name, help=abouts.get(name, "")) for name in names), *options]


class Option(click.Option):
    """An option whose help is said in the language spoken."""

    def __init__(self, decls: Sequence[str], *, about: Message, **rest: Any) -> None:
        super().__init__(decls, help=about.template, **rest)
        self.about = about

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Give the option and its help."""
        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace(self.about.template, say(self.about), 1))


class Argument(click.Argument):
    """An argument with help: only late versions of click know that."""

    def __init__(self, decls: Sequence[str], *, about: Message, metavar: str, **rest: Any) -> None:
        super().__init__(decls, metavar=metavar, **rest)
        self.about = about


def _show_help(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


def command(name: str, about: Message, *, examples: Sequence[Example]) -> Callable[[Function], Command]:
    """Make a function a command; its options stand below, as with click's own."""

    def make(function: Function) -> Command:
        params = getattr(function, "__click_params__", [])[::-1]
        return Command(name, about=about, examples=examples, params=params, callback=function)

    return make


def option(*decls: str, about: Message, **rest: Any) -> Callable[[Function], Function]:
    """Give a command an option."""
    return click.option(*decls, cls=Option, about=about, **rest)


def argument(*decls: str, about: Message, **rest: Any) -> Callable[[Function], Function]:
    """Give a command an argument."""
    return click.argument(*decls, cls=Argument, about=about, **rest)


def ocr_option(function: Function) -> Function:
    """Give a command that reads reports the option to read scans and pictures too."""
    about = Message(
        "扫描件和PNG、JPEG图片由文字识别读取，须先安装 gongkai[ocr]；成批核对只读其中的PDF。"
        "读出的数字可能认错，须与原件对照。"
    )
    return option("--ocr", is_flag=True, about=about)(function)
