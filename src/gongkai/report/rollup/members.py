"""What is wrong with a member's report, or with who the members are, before anything is added.

A sum is only as good as its parts: a member with a cell that cannot be read, a row the format demands and the report
lacks, or an identity that does not hold is named as an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.law.message import Message
from gongkai.report.checks import Context, identities
from gongkai.report.edition import TableSpec
from gongkai.report.finding import Finding
from gongkai.report.model import Key, Mark, Number, Report, Table
from gongkai.report.rollup.codes import (
    MEMBER_BLANK,
    MEMBER_COMBINED,
    MEMBER_INCOMPLETE,
    MEMBER_MISSING,
    MEMBER_NOT_FINAL,
    MEMBER_OTHER_EDITION,
    MEMBER_OTHER_NAME,
    MEMBER_OTHER_YEAR,
    MEMBER_TWICE,
    MEMBER_UNBALANCED,
    MEMBER_VERTICAL,
    MEMBER_YEAR_UNKNOWN,
    OWN_OFFICE_ABSENT,
    OWN_OFFICE_TWICE,
)
from gongkai.report.rollup.plan import Level, Member, Plan

_VERTICAL = ("税务局", "海关", "海事局", "烟草专卖局", "邮政管理局", "边防检查站")


def offices(plan: Plan) -> Iterator[Finding]:
    """Find that the government's own office is not among the members, or is counted beside the level it belongs to."""
    office = next((member for member in plan.members if member.own_office), None)
    level = next((member for member in plan.members if member.level is Level.LEVEL), None)
    if office is None and level is None:
        yield OWN_OFFICE_ABSENT(Message("名单的{count}个成员中没有本级政府办公厅（室）。", count=len(plan.members)))
    if office is not None and level is not None:
        yield OWN_OFFICE_TWICE(Message("名单中有“{level}”，又有“{office}”。", level=level.name, office=office.name))
    for member in plan.members:
        if member.level is Level.UNIT and not member.vertical and member.name.endswith(_VERTICAL):
            yield MEMBER_VERTICAL(Message("“{name}”由上级垂直管理。", name=member.name))


def counted_twice(added: Sequence[tuple[Member, Report]]) -> Iterator[Finding]:
    """Find reports of one agency with the same figures under two members' names."""
    met: dict[str, list[tuple[Member, Report]]] = {}
    for member, report in added:
        agency = "".join(report.agency.split())
        for other, known in met.get(agency, ()) if agency else ():
            if _numbers(known) == _numbers(report):
                message = Message(
                    "“{other}”和“{name}”的年报都是“{agency}”的，数字全部相同。",
                    other=other.name,
                    name=member.name,
                    agency=report.agency,
                )
                yield MEMBER_TWICE(message)
                break
        else:
            met.setdefault(agency, []).append((member, report))


def _numbers(report: Report) -> dict[str, dict[Key, Number | None]]:
    return {id: {key: figure.value for key, figure in table.figures.items()} for id, table in report.tables.items()}


def refusal(plan: Plan, member: Member, report: Report | None) -> Finding | None:
    """Say why a member's report cannot be added at all, or None when it can."""
    if report is None:
        return MEMBER_MISSING(Message("“{name}”没有可用的年报。", name=member.name))
    if report.year is not None and report.year != plan.year:
        message = Message("“{name}”的年报是{year}年度的。", name=member.name, year=report.year)
        return MEMBER_OTHER_YEAR(message)
    if report.edition.id != plan.edition.id and not plan.map_editions:
        message = Message(
            "“{name}”的年报用{edition}，{year}年度应为{expected}。",
            name=member.name,
            edition=report.edition.citation,
            year=plan.year,
            expected=plan.edition.citation,
        )
        return MEMBER_OTHER_EDITION(message, citation=plan.edition.citation)
    return None


_DRAFT = re.compile("草稿|初稿|征求意见稿|送审稿|讨论稿")


def faults(plan: Plan, member: Member, report: Report) -> Iterator[Finding]:
    """Find what is wrong with a member's report that is added nevertheless."""
    if report.year is None:
        yield MEMBER_YEAR_UNKNOWN(Message("“{name}”的年报没有写明年度。", name=member.name))
    if not report.agency:
        yield MEMBER_OTHER_NAME(Message("“{name}”的年报没有写明机关。", name=member.name))
    elif "".join(report.agency.split()) != "".join(member.name.split()):
        yield MEMBER_OTHER_NAME(Message("名单为“{name}”，年报为“{agency}”。", name=member.name, agency=report.agency))
    if not member.final or _DRAFT.search(report.title):
        yield MEMBER_NOT_FINAL(Message("“{name}”的年报没有定稿。", name=member.name))
    broken = list(identities.identities(report, Context()))
    if broken:
        message = Message(
            "“{name}”的年报有{count}处勾稽关系不成立，如{first}",
            name=member.name,
            count=len(broken),
            first=broken[0].message,
        )
        yield MEMBER_UNBALANCED(message, citation=report.edition.citation)
    for spec in report.edition.tables:
        yield from _gaps(plan, member, report.table(spec.id), spec)


def _gaps(plan: Plan, member: Member, table: Table | None, spec: TableSpec) -> Iterator[Finding]:
    if table is None:
        yield MEMBER_INCOMPLETE(
            Message("“{name}”的年报没有{table}。", name=member.name, table=spec.label), citation=plan.edition.citation
        )
        return
    if _is_plain(table):
        return
    combined = [each for each in table.alternatives_used if spec is plan.edition.table_by_id[spec.id]]
    if combined and not plan.combine_other:
        message = Message(
            "“{name}”的{table}把“{row}”合为一行。", name=member.name, table=spec.label, row=combined[0].row.label
        )
        yield MEMBER_COMBINED(message, citation=plan.edition.citation)
    lacking = [
        row.label
        for row in table.expected_rows
        for column in spec.columns_of[row.id]
        if (figure := table.get(row.id, column.id)) is None or figure.mark is Mark.UNREADABLE
    ]
    blank = [(row, column) for row, column, figure in table.cells() if figure is not None and figure.mark is Mark.BLANK]
    if lacking:
        message = Message(
            "“{name}”的{table}有{count}格没有数字，如“{row}”。",
            name=member.name,
            table=spec.label,
            count=len(lacking),
            row=lacking[0],
        )
        yield MEMBER_INCOMPLETE(message, citation=plan.edition.citation)
    if blank:
        message = Message(
            "“{name}”的{table}有{count}格空白，如“{row}”。",
            name=member.name,
            table=spec.label,
            count=len(blank),
            row=blank[0][0].label,
        )
        basis = tuple((f"{member.name}:{spec.id}.{row.id}.{column.id}", "") for row, column in blank)
        yield MEMBER_BLANK(message, citation=plan.edition.citation, basis=basis)


def _is_plain(table: Table) -> bool:
    """Tell at once that a table has every cell of the format with a number in it, as nearly all have."""
    columns = table.spec.columns_of
    return (
        table.rows == table.spec.rows
        and len(table.figures) == sum(len(columns[row.id]) for row in table.rows)
        and all(figure.mark is None for figure in table.figures.values())
    )
