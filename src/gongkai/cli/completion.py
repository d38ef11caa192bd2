"""`gongkai completion`: the script that makes a shell complete our commands and options."""

from __future__ import annotations

import click

from gongkai.cli.commands import argument, command
from gongkai.law.message import Message


@command(
    "completion",
    Message("输出命令行补全脚本。\n把输出加进所用 shell 的启动文件，重新打开终端即可用 Tab 补全。"),
    examples=[
        ("gongkai completion bash >> ~/.bashrc", Message("bash")),
        ("gongkai completion zsh >> ~/.zshrc", Message("zsh")),
        ("gongkai completion fish > ~/.config/fish/completions/gongkai.fish", Message("fish")),
    ],
)
@argument("shell", metavar="bash|zsh|fish", type=click.Choice(["bash", "zsh", "fish"]), about=Message("所用的 shell。"))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(ctx.find_root().command, {}, "gongkai", "_GONGKAI_COMPLETE").source())
