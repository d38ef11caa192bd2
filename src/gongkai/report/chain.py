"""An agency's reports over many years as one chain: what is carried over, where it breaks, what was restated.

Each year's report is held against the year before: applications carried forward against carried in
(S1), documents in force against those made and repealed (S2). A year given twice is a restatement:
the later one given stands, and what it changed is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongkai.law.citation import cite
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.checks import Context, continuity
from gongkai.report.compare import Change, Kind, diff
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Number, Report

YEAR_LACKING = Code(
    "chain-year-lacking",
    Severity.WARNING,
    Message("年度不连续"),
    Message("给出的年报中间缺少年度，缺口前后的结转无法核对。"),
    Message("请补上缺少年度的年报。"),
    cite("条例第49条"),
)
RESTATED = Code(
    "chain-restated",
    Severity.WARNING,
    Message("同一年度的年报前后不同"),
    Message("同一年度给出了不止一份年报，后给出的改动了数字；以后给出的为准。"),
    Message("请核实是否为更正后重新公布，并保留原件和说明。"),
    cite("条例第49条"),
)
OTHER_AGENCY = Code(
    "chain-other-agency",
    Severity.WARNING,
    Message("机关名称前后不同"),
    Message("年报写明的机关与前一年度不同，可能是机构改革，也可能拿错了文件。"),
    Message("请核对；机构合并、更名的，结转数可能因此对不上。"),
    cite("机构改革解释"),
)
CODES = (YEAR_LACKING, RESTATED, OTHER_AGENCY)

_ROWS = ("new", "carried_in", "total", "carried_forward")


class Link(NamedTuple):
    """One year of a chain: its report, the totals carried through it, and what is amiss in it."""

    year: int
    report: Report
    findings: tuple[Finding, ...] = ()

    @property
    def totals(self) -> tuple[Number | None, ...]:
        """New, carried in, decided and carried forward, of all applicants; None where not known."""
        table = self.report.table("applications")
        figures = (None if table is None else table.get(row, "total") for row in _ROWS)
        return tuple(None if figure is None else figure.value for figure in figures)


def chain(reports: Sequence[Report]) -> tuple[Link, ...]:
    """Give the reports as a chain of years, each with what breaks between it and the year before.

    Raises UnreadableDocument when a report does not say which year it is on.
    """
    by_year: dict[int, list[Report]] = {}
    for report in reports:
        if report.year is None:
            message = Message("“{agency}”的一份年报没有写明年度，无法排入。", agency=report.agency)
            raise UnreadableDocument("chain-no-year", message, hint=Message("请在标题中写明年度。"))
        by_year.setdefault(report.year, []).append(report)
    years = sorted(by_year)
    links = [Link(years[0], by_year[years[0]][-1], tuple(_restated(by_year[years[0]])))] if years else []
    for before, year in pairwise(years):
        report, previous = by_year[year][-1], by_year[before][-1]
        findings = (*_restated(by_year[year]), *_between(previous, report))
        links.append(Link(year, report, findings))
    return tuple(links)


def _restated(versions: Sequence[Report]) -> Iterator[Finding]:
    for old, new in pairwise(versions):
        changed = [change for change in diff(old, new) if change.kind is Kind.FIGURE]
        if changed:
            yield RESTATED(_restatement(new, changed))


def _restatement(report: Report, changed: Sequence[Change]) -> Message:
    return Message(
        "{year}年度的年报有两份，后一份改动了{count}个数字，如{change}",
        year=report.year,
        count=len(changed),
        change=changed[0],
    )


def _between(previous: Report, report: Report) -> Iterator[Finding]:
    """Find what breaks from one year to the next; over a gap nothing can be held against anything."""
    assert previous.year is not None
    assert report.year is not None
    if report.year - previous.year > 1:
        lacking = "、".join(str(year) for year in range(previous.year + 1, report.year))
        yield YEAR_LACKING(Message("{year}年度之前缺{lacking}年度。", year=report.year, lacking=lacking))
        return
    if previous.agency != report.agency:
        message = Message(
            "{year}年度为“{now}”，上一年度为“{before}”。", year=report.year, now=report.agency, before=previous.agency
        )
        yield OTHER_AGENCY(message)
    context = Context(previous)
    yield from continuity.carried_over(report, context)
    yield from continuity.in_force(report, context)
