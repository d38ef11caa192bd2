"""How a verdict reads in a terminal: the report, what was found in it, and whether it adds up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gongkai.cli.language import say
from gongkai.cli.terminal import pad, put, put_text, widest
from gongkai.law.message import Message
from gongkai.report.finding import Finding, Severity
from gongkai.report.widths import abridged

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.cli.report.judged import Judged
    from gongkai.report.model import Report

STYLES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def show_verdict(console: Console, report: Report, findings: Sequence[Finding], file: str = "") -> None:
    """Print whose report it is, its findings with the gravest first, and the verdict in one line."""
    put(console, (say(about(report)), "head"), (f"　{abridged(file)}" if file else "", "dim"))
    codes = widest(finding.code for finding in findings)
    labels = widest(say(severity.label) for severity in STYLES)
    for finding in findings:
        label = (pad(say(finding.severity.label), labels), STYLES[finding.severity])
        place = say(finding.place) if finding.place else ""
        put(console, "  ", label, "  ", (pad(finding.code, codes) if place else finding.code, "dim"), "  ", place)
        put_text(console, say(finding), indent=labels + 4)
    put(console, verdict(findings))


def about(report: Report) -> Message:
    """Say whose report it is and for which year."""
    agency = report.agency or Message("（未写明机关）")
    year = report.year or Message("（未写明）")
    return Message("{agency}　{year}年度　{edition}", agency=agency, year=year, edition=report.edition.citation)


def verdict(findings: Sequence[Finding]) -> tuple[str, str]:
    """Say in one line whether a report adds up, with the style to print it in."""
    errors, warnings = (
        sum(f.severity is severity for f in findings) for severity in (Severity.ERROR, Severity.WARNING)
    )
    if errors and warnings:
        return "✗ " + say(Message("发现{errors}处错误、{warnings}处警告。", errors=errors, warnings=warnings)), "error"
    if errors:
        return "✗ " + say(Message("发现{errors}处错误。", errors=errors)), "error"
    if warnings:
        words = Message("勾稽关系成立，未发现错误；有{warnings}处警告需要核对。", warnings=warnings)
        return "✓ " + say(words), "good"
    return "✓ " + say(Message("勾稽关系成立，未发现错误。")), "good"


def show_summary(console: Console, judged: Sequence[Judged]) -> None:
    """Print how many reports came out how."""
    unreadable = sum(each.report is None for each in judged)
    wrong = sum(each.count("ERROR") > 0 for each in judged)
    words = Message(
        "共{count}份：{right}份未发现错误，{wrong}份有错误，{unreadable}份读不出来。",
        count=len(judged),
        right=len(judged) - wrong - unreadable,
        wrong=wrong,
        unreadable=unreadable,
    )
    put(console)
    put(console, (say(words), "head"))
