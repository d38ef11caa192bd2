"""A member's report as it is added: without suits that others count, with the plan's rows, in the plan's edition.

A report in another edition is taken, where the plan says so, in the cells that the edition's file names as counting
alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from gongkai.law.message import Message
from gongkai.report.edition import Alternative, Edition, Row, TableSpec, counterparts
from gongkai.report.figures import digits, number_of
from gongkai.report.finding import Finding
from gongkai.report.model import Figure, Number, Report, Table
from gongkai.report.rollup.codes import (
    CO_DEFENDANT_EXCEEDS,
    MEMBER_UNMAPPED,
)
from gongkai.report.rollup.plan import CoDefendant, Member, Plan


def prepared(plan: Plan, member: Member, report: Report) -> tuple[Report, list[Finding]]:
    """Give a member's report as it is added: without suits counted elsewhere, with the rows the plan asks for."""
    findings: list[Finding] = []
    tables = dict(report.tables)
    if "remedies" in tables and member.co_defendant:
        tables["remedies"] = _without_co_defendant(tables["remedies"], member, findings)
    if "applications" in tables and (plan.combine_other or report.edition.id != plan.edition.id):
        tables["applications"] = _with_combined_row(tables["applications"])
    if report.edition.id != plan.edition.id:
        tables = _mapped(plan, member, report.edition, tables, findings)
    return replace(report, edition=plan.edition, tables=MappingProxyType(tables)), findings


def _mapped(
    plan: Plan, member: Member, edition: Edition, tables: Mapping[str, Table], findings: list[Finding]
) -> dict[str, Table]:
    """Give the tables of a report in another edition in the plan's: the cells alike in both, and name the others."""
    same = counterparts(edition, plan.edition) or frozenset()
    mapped = {}
    for spec in plan.edition.tables:
        if spec.id not in tables:
            continue
        old = tables[spec.id]
        figures = {key: figure for key, figure in old.figures.items() if (spec.id, *key) in same}
        present = {row for row, _ in figures}
        rows = tuple(row for row in rows_of(spec, plan) if row.id in present)
        mapped[spec.id] = Table(spec, rows, figures)
        lacking = [
            (row, column)
            for row in rows_of(spec, plan)
            for column in spec.columns_of[row.id]
            if (spec.id, row.id, column.id) not in same
        ]
        if lacking:
            row, column = lacking[0]
            message = Message(
                "“{name}”用{edition}，{table}有{count}格没有对应的数字，如“{row}”的“{column}”。",
                name=member.name,
                edition=edition.citation,
                table=spec.label,
                count=len(lacking),
                row=row.label,
                column=column.label,
            )
            findings.append(MEMBER_UNMAPPED(message, citation=plan.edition.citation))
    return mapped


_AFTER_REVIEW = "suit_after_reconsideration"


def _without_co_defendant(table: Table, member: Member, findings: list[Finding]) -> Table:
    """Take out suits that the original body counts, from the result and from the total of suits after review."""
    figures = dict(table.figures)
    for each in member.co_defendant:
        for column in (each.result, "total"):
            key = (_AFTER_REVIEW, column)
            figure = figures.get(key, Figure())
            if figure.counted < each.suits:
                findings.append(_exceeds(member, each, figure.counted))
                return table
            figures[key] = figure._replace(value=figure.counted - each.suits)
    return replace(table, figures=figures)


def _exceeds(member: Member, each: CoDefendant, reported: Number) -> Finding:
    return CO_DEFENDANT_EXCEEDS(
        Message(
            "计划要从“{name}”的复议后起诉中剔除{count}件，该单位只报了{reported}件。",
            name=member.name,
            count=each.suits,
            reported=reported,
        )
    )


def _with_combined_row(table: Table) -> Table:
    """Give the table with the one row that sums others up in place of them."""
    present = {row.id for row in table.rows}
    for each in table.spec.alternatives:
        if each.row.id in present or not present.intersection(each.replaces):
            continue
        figures = {key: figure for key, figure in table.figures.items() if key[0] not in each.replaces}
        for column in table.spec.columns_of[each.row.id]:
            parts = [table.get(id, column.id) for id in each.replaces]
            numbers = [number for part in parts if (number := number_of(part)) is not None]
            figures[each.row.id, column.id] = figure_of(sum(numbers)) if numbers else Figure()
        table = replace(table, rows=_rows_with(table.rows, each), figures=figures)
    return table


def _rows_with(rows: Sequence[Row], alternative: Alternative) -> tuple[Row, ...]:
    kept = [alternative.row if row.id in alternative.replaces else row for row in rows]
    return tuple(dict.fromkeys(kept))


def rows_of(spec: TableSpec, plan: Plan) -> tuple[Row, ...]:
    """Give the rows of a table of the roll-up: the official ones, or the one that sums up others where asked for."""
    rows = spec.rows
    if plan.combine_other:
        for each in spec.alternatives:
            rows = _rows_with(rows, each)
    return rows


def figure_of(number: Number, unit: str = "") -> Figure:
    """Give a figure as one that was worked out is written."""
    return Figure(number, None, digits(number), unit=unit)
