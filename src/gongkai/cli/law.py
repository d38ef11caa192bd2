"""`gongkai law`: what of the Regulation stands here as a rule, article by article."""

from __future__ import annotations

import click

from gongkai.cli.commands import Group, command, option
from gongkai.cli.language import say
from gongkai.law.message import Message

law = Group(
    "law",
    about=Message("查条例逐条的规则。"),
    below={"index": ("gongkai.cli.law:index", Message("列出条例第1条至第56条，各算些什么，没有可算的说明理由。"))},
    examples=[("gongkai law index", Message("条例逐条索引"))],
)


@command(
    "index",
    Message("列出条例第1条至第56条，各算些什么，没有可算的说明理由。"),
    examples=[
        ("gongkai law index", Message("条例逐条索引")),
        ("gongkai law index --verbose", Message("加上规则在 gongkai.law 之下的名称，供开发人员查代码")),
        ("gongkai law index --json", Message("供程序读取")),
    ],
)
@option("--verbose", is_flag=True, about=Message("加上规则在代码中的名称。"))
@option("--json", "as_json", is_flag=True, about=Message("输出 JSON。"))
def index(verbose: bool, as_json: bool) -> None:
    """Print the index of articles."""
    from rich.text import Text

    from gongkai.cli.terminal import put_json, table, terminal
    from gongkai.law.articles import article_index

    entries = article_index()
    if as_json:
        put_json(
            [
                {
                    "article": entry.article,
                    "subject": say(entry.subject),
                    "computed": [say(each) for each in entry.computed],
                    "rules": list(entry.rules),
                    "reason": say(entry.reason) if entry.reason else None,
                }
                for entry in entries
            ]
        )
        return
    lines = table(Message("条"), Message("内容"), Message("规则"), right=(0,))
    for entry in entries:
        words = Text("\n".join(say(each) for each in entry.computed))
        if verbose:
            words.append("".join(f"\n{rule.removeprefix('gongkai.law.')}" for rule in entry.rules), "dim")
        if entry.reason:
            words.append(say(entry.reason), "dim")
        lines.add_row(str(entry.article), say(entry.subject), words)
    terminal().print(lines)
    if verbose:
        click.echo(say(Message("灰色的为 gongkai.law 之下的名称。")))
