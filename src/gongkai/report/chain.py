"""An agency's reports over many years as one chain: what is carried over, where it breaks, what was restated.

Each year's report is held against the year before: applications carried forward against carried in,
documents in force against those made and repealed, in the 2019 format the number of items
(项目数量) a year begins with against what the year before ended with. A year given twice is a restatement:
the later one given stands, and what it changed is told. Two agencies' reports on one year are no
restatement: the agency that the chain is about stands, and the other is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongkai.law.citation import cite
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.checks import Context, continuity
from gongkai.report.checks.continuity import is_same_agency
from gongkai.report.compare import Change, Kind, diff
from gongkai.report.compare.changes import bare
from gongkai.report.figures import number_of
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
ITEMS_RESTATED = Code(
    "chain-items-restated",
    Severity.WARNING,
    Message("上一年项目数量与上一年度年报不符"),
    Message(
        "2019版格式的“上一年项目数量”应等于上一年度年报的“上一年项目数量”加“本年增/减”。调整统计口径、机构改革会使两者不等，故作警告。"
    ),
    Message("请核对两年的项目数量；口径有调整的，请在年报中说明。"),
    cite("年报格式2019版第二部分"),
)
CODES = (YEAR_LACKING, RESTATED, OTHER_AGENCY, ITEMS_RESTATED)

_ROWS = ("new", "carried_in", "total", "carried_forward")


_LISTED = 5
"""So many years lacking are named one by one; of more, the first and the last."""


class Link(NamedTuple):
    """One year of a chain: its report, the totals carried through it, what is amiss in it, what it restates.

    `restated` are the changes from each report on the year to the one given after it.
    """

    year: int
    report: Report
    findings: tuple[Finding, ...] = ()
    restated: tuple[Change, ...] = ()

    @property
    def totals(self) -> tuple[Number | None, ...]:
        """New, carried in, decided and carried forward, of all applicants; None where not known."""
        table = self.report.table("applications")
        return tuple(number_of(None if table is None else table.get(row, "total")) for row in _ROWS)


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
    names = Counter(bare(report.agency) for report in reports)
    links: list[Link] = []
    for year in sorted(by_year):
        versions, others = _of_one_agency(by_year[year], names)
        restated = tuple(change for old, new in pairwise(versions) for change in _restated(old, new))
        findings = [*_named(year, versions[-1], others), *_restatement(year, len(versions), restated)]
        if links:
            findings += _between(links[-1].report, versions[-1])
        links.append(Link(year, versions[-1], tuple(findings), restated))
    return tuple(links)


def _of_one_agency(reports: Sequence[Report], names: Counter[str]) -> tuple[list[Report], list[Report]]:
    """Part the reports on a year into those of the agency most of the chain is of, and those of others."""
    order = list(names)  # as first given: where two are named as often, the first stands in every year
    agency = max(
        reports, key=lambda each: (bool(each.agency), names[bare(each.agency)], -order.index(bare(each.agency)))
    ).agency
    mine = [report for report in reports if is_same_agency(report, agency)]
    return mine, [report for report in reports if not is_same_agency(report, agency)]


def _named(year: int, report: Report, others: Sequence[Report]) -> Iterator[Finding]:
    for other in others:
        message = Message(
            "{year}年度另有一份“{other}”的年报，没有排入；排入的是“{agency}”的。",
            year=year,
            other=other.agency,
            agency=report.agency,
        )
        yield OTHER_AGENCY(message)


def _restated(old: Report, new: Report) -> Iterator[Change]:
    """Go through what a later report on the same year changed: figures, rows and tables, the edition."""
    for change in diff(old, new):
        if change.table or change.kind is Kind.EDITION:
            yield change


def _restatement(year: int, count: int, changed: Sequence[Change]) -> Iterator[Finding]:
    if changed:
        message = Message(
            "{year}年度给出了{count}份年报，后一份改动了{changes}处，如{change}",
            year=year,
            count=count,
            changes=len(changed),
            change=changed[0],
        )
        yield RESTATED(message)


def _between(previous: Report, report: Report) -> Iterator[Finding]:
    """Find what breaks from one year to the next; over a gap nothing can be held against anything."""
    assert previous.year is not None
    assert report.year is not None
    if not is_same_agency(report, previous.agency):
        message = Message(
            "{year}年度为“{now}”，{earlier}年度为“{before}”。",
            year=report.year,
            now=report.agency,
            earlier=previous.year,
            before=previous.agency,
        )
        yield OTHER_AGENCY(message)
    lacking = range(previous.year + 1, report.year)
    if lacking:
        yield YEAR_LACKING(Message("{year}年度之前缺{lacking}年度。", year=report.year, lacking=_years(lacking)))
        return
    context = Context(previous)
    yield from continuity.carried_over(report, context)
    yield from continuity.in_force(report, context)
    yield from _items(previous, report)


def _years(years: range) -> tuple[int, ...] | Message:
    if len(years) > _LISTED:
        return Message("{first}至{last}", first=years[0], last=years[-1])
    return tuple(years)


def _items(previous: Report, report: Report) -> Iterator[Finding]:
    """Find rows that begin with another number of items than the year before ended with (2019 format)."""
    before, now = previous.table("proactive"), report.table("proactive")
    if before is None or now is None:
        return
    for row in now.rows:
        begun = number_of(now.get(row.id, "last_year"))
        items, change = (number_of(before.get(row.id, column)) for column in ("last_year", "change"))
        if begun is None or items is None or change is None or begun == items + change:
            continue
        place = now[row.id, "last_year"].place
        message = Message(
            "“{row}”：上一年项目数量{begun}项，上一年度年报为{items}项增减{change}项即{ended}项，相差{by}项。",
            row=row.label,
            begun=begun,
            items=items,
            change=change,
            ended=items + change,
            by=abs(begun - items - change),
        )
        yield ITEMS_RESTATED(message, place=place)
