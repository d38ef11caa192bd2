"""`gongkai report chain`: an agency's reports over many years, and where the chain breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.commands import argument, command, option
from gongkai.cli.language import say
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.report.chain import Link


@command(
    "chain",
    Message(
        "把同一机关多年的年报连成一串，找出上年结转对不上、年度缺失和前后改动的数字。\n"
        "同一年度给了两份的，以后一份为准，并列出改动。对不上时退出码为1。"
    ),
    examples=[
        ("gongkai report chain last-year.html report.html", Message("两年或者更多年")),
        ("gongkai report chain last-year.html report.html --format json", Message("供程序读取")),
    ],
)
@argument("files", metavar="FILE…", nargs=-1, required=True, about=Message("各年的年报，次序不拘。"))
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", about=Message("输出的格式。"))
@click.pass_context
def chain(ctx: click.Context, files: tuple[str, ...], form: str) -> None:
    """Print the years one under another with what is carried over, and the breaks."""
    from gongkai.cli.errors import NOT_ALLOWED
    from gongkai.cli.files import read_report
    from gongkai.report.chain import chain as link_up

    links = link_up([read_report(file).report for file in files])
    if form == "json":
        from gongkai.cli.terminal import put_json

        put_json([_as_dict(link) for link in links])
    else:
        _show(links)
    if any(link.findings for link in links):
        ctx.exit(NOT_ALLOWED)


def _as_dict(link: Link) -> dict[str, Any]:
    new, carried_in, decided, carried_forward = link.totals
    return {
        "year": link.year,
        "agency": link.report.agency,
        "edition": link.report.edition.id,
        "new": new,
        "carried_in": carried_in,
        "decided": decided,
        "carried_forward": carried_forward,
        "findings": [
            {"code": finding.code, "severity": finding.severity.name.lower(), "message": say(finding.message)}
            for finding in link.findings
        ],
    }


def _show(links: tuple[Link, ...]) -> None:
    from gongkai.cli.report.verdict import STYLES
    from gongkai.cli.terminal import put, put_text, table, terminal

    console = terminal()
    heads = (
        Message("年度"),
        Message("新收"),
        Message("上年结转"),
        Message("办结"),
        Message("结转下年"),
        Message("机关"),
    )
    shown = table(*heads, right=(1, 2, 3, 4))
    for link in links:
        totals = ["—" if number is None else str(number) for number in link.totals]
        shown.add_row(str(link.year), *totals, link.report.agency)
    console.print(shown)
    findings = [finding for link in links for finding in link.findings]
    for finding in findings:
        put(console, "  ", (say(finding.severity.label), STYLES[finding.severity]), "  ", (finding.code, "dim"))
        put_text(console, say(finding), indent=6 if console.is_terminal else 4)
    if findings:
        put(console, ("✗ " + say(Message("有{count}处对不上。", count=len(findings))), "error"))
    else:
        put(console, ("✓ " + say(Message("各年衔接，没有发现对不上的地方。")), "good"))
