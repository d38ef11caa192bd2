"""`gongkai report chain`: an agency's reports over many years, and where the chain breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.commands import argument, command, option
from gongkai.cli.language import say
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.report.chain import Link
    from gongkai.report.model import Report


@command(
    "chain",
    Message(
        "把同一机关多年的年报连成一串，找出上年结转对不上、年度缺失和前后改动的数字。\n"
        "同一年度给了两份的，以后一份为准，并列出改动；混进别的机关的，列出不排入。对不上时退出码为1。"
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
    from gongkai.report.chain import chain as link_up

    links = link_up([_read(file) for file in files])
    if form == "json":
        from gongkai.cli.terminal import put_json

        put_json([_as_dict(link) for link in links])
    else:
        _show(links)
    if any(link.findings for link in links):
        ctx.exit(NOT_ALLOWED)


def _read(file: str) -> Report:
    """Give the report in a file. One without a year is refused here, where the file's name is known."""
    from gongkai.cli.files import read_report
    from gongkai.law.errors import UnreadableDocument
    from gongkai.report.widths import abridged

    report = read_report(file).report
    if report.year is None:
        message = Message("{file}没有写明年度，无法排入。", file=abridged(file))
        raise UnreadableDocument("chain-no-year", message, hint=Message("请在标题中写明年度。"))
    return report


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
        "restated": [say(change) for change in link.restated],
    }


def _show(links: tuple[Link, ...]) -> None:
    from gongkai.cli.report.verdict import STYLES
    from gongkai.cli.terminal import put, put_text, table, terminal
    from gongkai.report.chain import RESTATED

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
    before = None
    for link in links:
        if before is not None and link.year - before > 1:
            lacking = (before + 1, link.year - 1)
            words = Message("缺{year}", year="–".join(str(year) for year in dict.fromkeys(lacking)))
            shown.add_row(say(words), *"————", "")
        totals = ["—" if number is None else str(number) for number in link.totals]
        shown.add_row(str(link.year), *totals, link.report.agency)
        before = link.year
    console.print(shown)
    findings = [(link, finding) for link in links for finding in link.findings]
    for link, finding in findings:
        label = (say(finding.severity.label), STYLES[finding.severity])
        put(console, "  ", label, "  ", say(Message("{year}年度", year=link.year)), "  ", (finding.code, "dim"))
        put_text(console, say(finding), indent=6 if console.is_terminal else 4)
        if finding.code == RESTATED.code:
            for change in link.restated:
                put_text(console, say(change), lead="    · ", indent=6)
    if findings:
        put(console, ("✗ " + say(Message("有{count}处对不上。", count=len(findings))), "error"))
    elif len(links) == 1:
        put(console, say(Message("只有一个年度，没有可以核对的前后衔接。")))
    else:
        put(console, ("✓ " + say(Message("各年衔接，没有发现对不上的地方。")), "good"))
