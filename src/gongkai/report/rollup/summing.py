"""Adding members' reports: cell by cell, money before rounding, table IV without what is counted elsewhere.

A blank cell is added as nothing and named as a warning, and what all leave blank is blank in the sum. Amounts are added
in one unit or not at all. Not here: what is wrong with a member's report (`members`), how it is made ready to be added
(`preparing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple

from gongkai.law.citation import cites
from gongkai.law.message import Message
from gongkai.report.edition import Column, TableSpec
from gongkai.report.figures import cell_text, digits, number_of
from gongkai.report.finding import Finding, Severity
from gongkai.report.model import Figure, Key, Number, Report, Table, as_number
from gongkai.report.money import YUAN, converted
from gongkai.report.rollup.codes import (
    MEMBER_CONVERTED,
    MEMBER_UNIT,
    UNITS_MIXED,
)
from gongkai.report.rollup.members import counted_twice, faults, offices, refusal
from gongkai.report.rollup.plan import Member, Plan
from gongkai.report.rollup.preparing import figure_of, prepared, rows_of


class Contribution(NamedTuple):
    """What one member adds to one sum: the number, and the figure it comes from.

    The number is None, and nothing is added, where the member's cell holds none or is not there at all.
    """

    member: Member
    number: Number | None
    figure: Figure | None


@dataclass(frozen=True)
class Rollup:
    """The report made of its members' reports, what was found on the way, who was added and who was not."""

    report: Report
    findings: tuple[Finding, ...]
    added: tuple[tuple[Member, Report], ...]
    left_out: tuple[tuple[Member, Finding], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every member was added and nothing in their reports stands in the way of the sums."""
        return all(finding.severity < Severity.ERROR for finding in self.findings)

    def parts_of(self, table: str, row: str, column: str) -> tuple[Contribution, ...]:
        """Give what each member adds to a cell, in the order of the plan; those that add nothing too."""
        unit = self.report.tables[table][row, column].unit
        parts = []
        for member, report in self.added:
            figure = report.tables[table].figures.get((row, column)) if table in report.tables else None
            number = number_of(figure)
            if figure is not None and figure.value and figure.unit != unit and is_convertible(figure, unit):
                number = _amount(figure, unit)
            parts.append(Contribution(member, number, figure))
        return tuple(parts)


def is_convertible(figure: Figure, unit: str) -> bool:
    """Tell whether an amount can be given in a unit: it is in it, is in none, or both are units of money."""
    return not figure.unit or not unit or figure.unit == unit or (figure.unit in YUAN and unit in YUAN)


@cites("条例第49条", "统计报送通知", "年报填报解释")
def rollup(plan: Plan, reports: Mapping[str, Report | None]) -> Rollup:
    """Add up the reports of a plan's members, given by member name; None or absent where there is none."""
    findings = list(offices(plan))
    added: list[tuple[Member, Report]] = []
    left_out: list[tuple[Member, Finding]] = []
    for member in plan.members:
        report = reports.get(member.name)
        refused = refusal(plan, member, report)
        if refused is not None:
            findings.append(refused)
            left_out.append((member, refused))
            continue
        assert report is not None
        findings.extend(faults(plan, member, report))
        ready, problems = prepared(plan, member, report)
        findings.extend(problems)
        added.append((member, ready))
    findings.extend(counted_twice(added))
    tables = {spec.id: _sum(spec, plan, added, findings) for spec in plan.edition.tables}
    report = Report(
        edition=plan.edition,
        agency=plan.agency,
        year=plan.year,
        tables=MappingProxyType(tables),
    )
    return Rollup(report, tuple(findings), tuple(added), tuple(left_out))


def _sum(spec: TableSpec, plan: Plan, added: Sequence[tuple[Member, Report]], findings: list[Finding]) -> Table:
    rows = rows_of(spec, plan)
    columns = {(row.id, column.id): column for row in rows for column in spec.columns_of[row.id]}
    tables = [(member, report.tables[spec.id]) for member, report in added if spec.id in report.tables]
    sums: dict[Key, Number] = {key: 0 for key, column in columns.items() if column.kind != "money"}
    for _, table in tables:
        for key, figure in table.figures.items():
            if figure.value and key in sums:
                sums[key] += figure.value
    # A sum other than nought has a number in it; of noughts it is asked, since what nobody reports is no nought.
    figures = {
        key: figure_of(number) if number or any(_has_number(table, key) for _, table in tables) else Figure()
        for key, number in sums.items()
    }
    for (row, column_id), column in columns.items():
        if column.kind == "money":
            key = (row, column_id)
            where = (spec.label, spec.row_by_id[row].label)
            amounts = [(member, table.figures[key]) for member, table in tables if key in table.figures]
            figures[key] = _money(column, where, amounts, findings)
    return Table(spec, rows, MappingProxyType({key: figures[key] for key in columns}))


def _has_number(table: Table, key: Key) -> bool:
    return number_of(table.figures.get(key)) is not None


def _money(
    column: Column, where: tuple[str, str], amounts: Sequence[tuple[Member, Figure]], findings: list[Finding]
) -> Figure:
    """Add up amounts of money in one unit, before any rounding; a blank where there are none, or no one unit."""
    table, row = where
    counted = [(member, figure) for member, figure in amounts if figure.value]
    unit = _unit(column, [figure for _, figure in counted])
    if unit is None:
        told = [_told(member, figure) for member, figure in counted[:_TOLD]]
        message = Message(
            "{table}“{row}”的“{column}”没有汇总：{amounts}（共{count}个单位有金额）。",
            table=table,
            row=row,
            column=column.label,
            amounts=reduce(lambda one, other: Message("{one}，{other}", one=one, other=other), told),
            count=len(counted),
        )
        findings.append(UNITS_MIXED(message, place=next((figure.place for _, figure in counted), None)))
        return Figure()
    if all(number_of(figure) is None for _, figure in amounts):
        return Figure(unit=unit)
    total: Number = 0
    for member, figure in counted:
        amount = _amount(figure, unit)
        total += amount
        if column.unit and not figure.unit:
            message = Message(
                "“{name}”的{table}“{row}”没有写明金额单位，按{unit}相加。",
                name=member.name,
                table=table,
                row=row,
                unit=unit,
            )
            findings.append(MEMBER_UNIT(message, place=figure.place))
        elif figure.unit and figure.unit != unit:
            message = Message(
                "“{name}”的{table}“{row}”为{written}，按{amount}相加。",
                name=member.name,
                table=table,
                row=row,
                written=cell_text(figure) + figure.unit,
                amount=digits(amount) + unit,
            )
            findings.append(MEMBER_CONVERTED(message, place=figure.place))
    return figure_of(total, unit)


_TOLD = 5
"""So many members' amounts are told where they cannot be added up."""


def _told(member: Member, figure: Figure) -> Message:
    unit = figure.unit or Message("（未写单位）")
    return Message("“{name}”{amount}{unit}", name=member.name, amount=cell_text(figure), unit=unit)


def _unit(column: Column, figures: Sequence[Figure]) -> str | None:
    """Give the unit a sum of money is in: the format's, the one all name, or 万元. None where there is no such unit:
    one is no unit of money, or more than one amount stands and none says in what.
    """
    named = {figure.unit for figure in figures}
    if column.unit:
        return column.unit if named <= {"", *YUAN} else None
    if len(figures) <= 1 or (len(named) == 1 and "" not in named):
        return next(iter(named), "")
    return "万元" if named <= YUAN.keys() else None


def _amount(figure: Figure, unit: str) -> Number:
    """Give a figure in the unit of the sum, before any rounding."""
    if not figure.unit or not unit or figure.unit == unit:
        return figure.counted
    return as_number(converted(figure.counted, figure.unit, unit))
