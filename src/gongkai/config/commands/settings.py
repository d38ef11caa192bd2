"""`gongkai settings`: what the site is set to."""

from __future__ import annotations

import os

from gongkai.cli.commands import command
from gongkai.cli.language import say
from gongkai.cli.terminal import put, put_text, terminal
from gongkai.config.commands import told
from gongkai.config.variables import VARIABLES, read_all
from gongkai.law.message import Message


@command(
    "settings",
    Message("列出网站的全部设置：现在的值、默认值、用途。\n口令一类的不显示。"),
    examples=[("gongkai settings", Message("有误的，指出是哪一个"))],
)
def settings() -> None:
    """Show every setting."""
    with told():
        read_all(os.environ)
    console = terminal()
    for each in VARIABLES:
        written = os.environ.get(each.variable)
        value = each.default if written is None else say(Message("（已设，不显示）")) if each.secret else written
        put(console, (each.variable, "head"), " = ", value or say(Message("（空）")), ("", "dim"))
        put_text(console, say(each.about), indent=4)
        if written is not None:
            default = Message("默认：{default}", default=each.default or Message("（空）"))
            put_text(console, say(default), indent=4, style="dim")
