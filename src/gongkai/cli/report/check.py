"""`gongkai report check`: what is wrong with reports, and whether they add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.commands import argument, command, ocr_option, option
from gongkai.cli.errors import error_as_dict, tell
from gongkai.cli.language import say
from gongkai.cli.report.judged import Judged
from gongkai.law.message import Message

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.report.finding import Finding
    from gongkai.report.model import Report


@command(
    "check",
    Message(
        "核对年报：勾稽关系、数字与文字、今年与去年。\n"
        "可以读取HTML、MHT、PDF、DOCX、DOC、WPS、RTF、ODT、XLSX、XLSB、XLS、ODS、纯文本和JSON；"
        "DOC、WPS文字、RTF、ODT须装有LibreOffice。\n"
        "结果分错误、警告、提示：错误是照现在的写法不可能成立的，警告是需要看一看的。\n"
        "退出码：0 没有错误（警告不算），1 有错误，2 有文件读不出来。"
    ),
    examples=[
        ("gongkai report check report.html", Message("核对一份年报")),
        ("gongkai report check report.docx", Message("格式按内容辨认，不看名称")),
        ("gongkai report check report.html --previous last-year.html", Message("同时与上年年报对照")),
        ("gongkai report check report.html last-year.html", Message("核对多份，末尾有汇总")),
        ("gongkai report check report.html --format json", Message("供程序读取")),
        ("cat report.html | gongkai report check -", Message("从标准输入读")),
        ("gongkai report check reports --jobs 2 --out results", Message("核对目录中的所有年报，结果写成表格")),
    ],
)
@argument("files", metavar="FILE…", nargs=-1, required=True, about=Message("年报文件，可以写多个；“-”为标准输入。"))
@option("--previous", metavar="FILE", about=Message("上年年报；核对多份时只用于同一机关的那一份。"))
@option("--others", metavar="FILE", multiple=True, about=Message("其他机关的年报，用来查雷同的文字；可以多次写。"))
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", about=Message("输出的格式。"))
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR2",
    about=Message("成批核对：FILE 写一个目录，其中的年报都核对，数字、结果和清单写入 DIR2；中断后再运行即接着做。"),
)
@option("--jobs", type=click.IntRange(min=1), metavar="N", about=Message("成批核对用几个进程；默认与处理器核数相同。"))
@option("--cluster", metavar="ADDRESS", about=Message("成批核对交给 Dask 集群，写调度器的地址。"))
@ocr_option
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    previous: str | None,
    others: tuple[str, ...],
    form: str,
    out: Path | None,
    jobs: int | None,
    cluster: str | None,
    ocr: bool,
) -> None:
    """Print a verdict and findings for each file."""
    if out is not None or jobs is not None or cluster is not None:
        from gongkai.cli.report.bulk import check_all

        ctx.exit(check_all(files, out, jobs, cluster, ocr))
    from gongkai.cli.files import read_report

    before = None if previous is None else read_report(previous, ocr=ocr).report
    beside = tuple(read_report(other, ocr=ocr).report for other in others)

    def judge(file: str) -> Judged:
        return _judge(file, before, beside, alone=len(files) == 1, ocr=ocr)

    if form == "json":
        from gongkai.cli.terminal import put_json, terminal

        judged = list(_with_progress(files, judge, terminal()))
        put_json([_as_dict(each) for each in judged])
    else:
        judged = _show_all(files, judge)
    ctx.exit(max(each.exit_code for each in judged))


def _judge(file: str, previous: Report | None, others: tuple[Report, ...], *, alone: bool, ocr: bool) -> Judged:
    from gongkai.cli.files import read_report
    from gongkai.law.errors import UnreadableDocument
    from gongkai.report.checks import check as findings_of

    try:
        report, odd = read_report(file, ocr=ocr)
    except UnreadableDocument as error:
        return Judged(file, error=error)
    if previous is not None and not alone and previous.agency != report.agency:
        previous = None
    found = (*odd, *findings_of(report, previous=previous, others=others))
    return Judged(file, report, tuple(sorted(found, key=lambda finding: -finding.severity)))


def _with_progress(files: Sequence[str], judge: Callable[[str], Judged], results: Console) -> Iterator[Judged]:
    """Judge the files in turn; where many are, show on the terminal how far it is.

    Where results are printed on the same screen, it is their console that draws the bar below them.
    """
    from rich.console import Console
    from rich.progress import Progress

    errors = Console(stderr=True)
    if len(files) == 1 or not errors.is_terminal:
        yield from map(judge, files)
        return
    console = results if results.is_terminal else errors
    with Progress(console=console, transient=True, redirect_stdout=False) as progress:
        for file in progress.track(files, description=say(Message("核对"))):
            yield judge(file)


def _as_dict(judged: Judged) -> dict[str, Any]:
    if judged.error is not None:
        return {"file": judged.file, "verdict": "unreadable", "error": error_as_dict(judged.error)}
    report = judged.report
    assert report is not None
    return {
        "file": judged.file,
        "agency": report.agency,
        "year": report.year,
        "edition": report.edition.id,
        "verdict": "errors" if judged.count("ERROR") else "ok",
        "findings": [_finding_as_dict(finding) for finding in judged.findings],
    }


def _finding_as_dict(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "message": say(finding.message),
        "hint": say(finding.hint) if finding.hint else None,
        "citation": str(finding.citation) if finding.citation else None,
        "place": None if place is None else place._asdict() | {"text": say(place)},
    }


def _show_all(files: Sequence[str], judge: Callable[[str], Judged]) -> list[Judged]:
    from gongkai.cli.report.verdict import show_summary, show_verdict
    from gongkai.cli.terminal import put, terminal

    console = terminal()
    judged = []
    for each in _with_progress(files, judge, console):
        if each.error is not None:
            tell(each.error)
        elif each.report is not None:
            show_verdict(console, each.report, each.findings, each.file)
            if each.findings and len(files) > 1:
                put(console)
        judged.append(each)
    if len(files) > 1:
        show_summary(console, judged)
    return judged
