"""`gongkai demo`: the demonstration county, and the site with it."""

from __future__ import annotations

import os
import secrets
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from gongkai.cli.commands import command, option
from gongkai.cli.language import say
from gongkai.config.commands import CannotWork, site, told
from gongkai.law.message import Message


@command(
    "demo",
    Message(
        "装入示范县，运行网站。\n"
        "示范县有县政府、县府办和十二个部门、乡镇，其中三个部门有一年的申请；机关名称是真的，人员、联系方式和申请都是虚构的。"
        "每次运行都给示范账号换一个新口令。库里已有别的数据，或者网站正式运行（https）的，不装入。"
    ),
    examples=[
        ("gongkai demo", Message("装入，然后运行网站")),
        ("gongkai demo --no-serve", Message("只装入")),
    ],
)
@option("--serve/--no-serve", default=True, about=Message("装入之后是否运行网站；默认运行。"))
@option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    metavar="DIR",
    about=Message("年度报告写到哪个目录；默认 out。"),
)
def demo(serve: bool, out: Path) -> None:
    """Load the county, write its reports, and serve the site until asked to stop."""
    from gongkai.config.variables import read_all, site_url

    with told():
        settings = read_all(os.environ)
    password = f"Demo-{secrets.token_hex(4)}"
    with site():
        accounts = _load(password, production=settings["SITE_URL"].startswith("https://"))
        make_findable()
        _write_reports(out)

    def tell() -> None:
        click.echo(say(Message("网站已经运行：{url}", url=site_url(settings))))
        _tell_accounts(accounts, password)

    if not serve:
        _tell_accounts(accounts, password)
        return
    from gongkai.config.serving import serve as run

    with told():
        code = run(settings, tell)
    sys.exit(code)


def _load(password: str, *, production: bool) -> tuple[tuple[str, str], ...]:
    from django.utils.timezone import localdate

    from gongkai.agencies import demo as county
    from gongkai.agencies.models import Officer
    from gongkai.applications import demo as cases
    from gongkai.applications import demo_last_year as last_year
    from gongkai.cli.report.demo import SAMPLE
    from gongkai.config.preparing import migrate
    from gongkai.disclosure import demo as items
    from gongkai.disclosure import demo_county
    from gongkai.disclosure.channels import demo as channels
    from gongkai.disclosure.channels.folder import folders
    from gongkai.disclosure.demo_linked import draft
    from gongkai.duties.assessment import demo as assessments
    from gongkai.duties.leading import demo as leaders
    from gongkai.duties.motions import demo as motions
    from gongkai.duties.rectification import demo as problems
    from gongkai.duties.training import demo as training
    from gongkai.feedback import demo as letters
    from gongkai.filings import demo as filings
    from gongkai.filings.rolling import demo as rolling
    from gongkai.remedies import demo as remedies
    from gongkai.report.reading import read_path

    if production:
        raise CannotWork(say(Message("网站正式运行（GONGKAI_SITE_URL 以 https 开头），不装入示范县。")))
    migrate()
    if Officer.objects.exists() and not county.loaded_before():
        message = Message("这个库里已有别的数据，不装入示范县。请用 GONGKAI_DATA 另指定一个目录。")
        raise CannotWork(say(message))
    today, problems_of = localdate(), part_five()
    loaded = county.load(password, until=today.year)
    attach_report()
    click.echo(
        say(Message("示范县已装入：{agencies}个机关，{people}人。", agencies=loaded.agencies, people=loaded.people))
    )
    applications = cases.load(on=today, more=last_year.planned(today))
    message = Message(
        "示范申请已装入：{cases}件。在公开页面“查询办理情况”，可用登记号{number}、查询码{code}查其中一件。",
        **applications._asdict(),
    )
    click.echo(say(message))
    click.echo(say(Message("示范公开信息已装入：{items}条。", items=items.load(on=today))))
    click.echo(say(Message("示范来信已装入：{letters}件。", letters=letters.load(draft(), on=today))))
    click.echo(say(Message("示范领导小组已登记：{agencies}个机关。", agencies=leaders.load(on=today))))
    click.echo(say(Message("示范培训已装入：{sessions}场。", sessions=training.load(on=today))))
    click.echo(say(Message("示范复议、诉讼已装入：{challenges}件。", challenges=remedies.load(on=today))))
    click.echo(say(Message("示范建议提案已装入：{motions}件。", motions=motions.load(on=today))))
    click.echo(say(Message("示范整改事项已装入：{problems}个。", problems=problems.load(**problems_of, on=today))))
    click.echo(say(Message("县里其他单位的示范公开信息已装入：{items}条。", items=demo_county.load(on=today))))
    click.echo(say(Message("示范考核已装入：{number}次。", number=assessments.load(on=today))))
    click.echo(
        say(
            Message(
                "示范年度报告已编制：{reports}份。",
                reports=filings.load(problems_of["part_five"], problems_of["year"], on=today),
            )
        )
    )
    rolling.load(read_path(SAMPLE)[0], on=today)
    made = channels.load()
    click.echo(say(Message("示范公开渠道已设立：{channels}个，写在 {folder}。", channels=made, folder=str(folders()))))
    return loaded.accounts


def _write_reports(out: Path) -> None:
    """Write the reports of 2020 as compiled, in every format, and print the path of each file on a line of its own."""
    from django.db import connections

    from gongkai.cli.files import write_whole
    from gongkai.cli.report.demo import SAMPLE
    from gongkai.filings.demo import compiled
    from gongkai.filings.exporting import FORMATS, exported
    from gongkai.report.figures import figures
    from gongkai.report.reading import read_path

    published, _ = read_path(SAMPLE)
    assert published.year is not None
    reports = compiled(published.year)
    if figures(reports["keji"]) == figures(published):
        words = Message(
            "{agency}{year}年度报告已编制，每个数字都与当年公布的相同。", agency=published.agency, year=published.year
        )
    else:
        words = Message(
            "{agency}{year}年度报告已编制，有的数字与当年公布的不同。", agency=published.agency, year=published.year
        )
    click.echo(say(words))
    out.mkdir(parents=True, exist_ok=True)
    for name, report in reports.items():
        for form in sorted(FORMATS, key=lambda each: each != "json"):
            path = out / f"{name}-{report.year}.{form}"
            write_whole(exported(report, form), path)
            click.echo(str(path))
    connections.close_all()


def make_findable() -> None:
    """Write the index of the search and the open data of today: who comes first finds what is there.

    A worker would do both, once the site runs. Where one does already, the index is its own to write.
    """
    from django.utils.timezone import localdate

    from gongkai.opendata import issuing
    from gongkai.search.writing import Writer, locked

    with locked("writer", wait=False) as held:
        if held:
            with Writer() as writer:
                writer.catch_up()
    issuing.make(localdate())


def attach_report() -> None:
    """Hang the real report of the bureau of science for 2020 on it, written anew from its figures, unless it is there.

    Raises GongkaiError where it cannot be stored.
    """
    from gongkai.agencies.models import Agency, Officer
    from gongkai.attachments.selectors import attachments_of
    from gongkai.attachments.services import attach
    from gongkai.attachments.storing import Draft
    from gongkai.cli.report.demo import SAMPLE
    from gongkai.journal.actor import Actor
    from gongkai.report.reading import read_path
    from gongkai.report.writers.docx import write_docx

    report, _ = read_path(SAMPLE)
    agency, head = Agency.objects.get(name=report.agency), Officer.objects.get(username="keji.head")
    name = f"{report.agency}{report.year}年政府信息公开工作年度报告.docx"
    if not any(each.name == name for each in attachments_of(agency)):
        with Draft() as draft:
            draft.write(write_docx(report))
            attach(agency, draft, name, by=Actor(officer=head, post=head.posts.first()))


def part_five() -> dict[str, Any]:
    """Give what part five of the real report of the bureau of science for 2020 says, of which year, since when."""
    from gongkai.cli.report.demo import SAMPLE
    from gongkai.report.reading import read_path

    report, _ = read_path(SAMPLE)
    part = report.part("problems")
    assert part is not None
    return {"part_five": part.text, "year": report.year, "published_on": date(2021, 1, 26)}


def _tell_accounts(accounts: tuple[tuple[str, str], ...], password: str) -> None:
    click.echo(say(Message("示范账号（口令都是 {password}）：", password=password)))
    width = max(len(username) for username, _ in accounts)
    for username, who in accounts:
        click.echo(f"  {username.ljust(width)}  {who}")
    click.echo(say(Message("负责人、分管领导、审查人和全站管理员第一次登录时，先要设置两步验证。")))
