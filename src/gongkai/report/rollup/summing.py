"""Adding members' reports: cell by cell, money before rounding, table IV without what is counted elsewhere.

A sum is only as good as its parts, so a member with a cell that cannot be read, a row the format
demands and the report lacks, or an identity that does not hold is named as an error; a blank cell is
added as nothing and named as a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from gongkai.law.citation import cite, cites
from gongkai.law.message import Message
from gongkai.report.checks import Context, identities
from gongkai.report.edition import Alternative, Column, Row, TableSpec
from gongkai.report.figures import digits
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Figure, Key, Mark, Number, Report, Table
from gongkai.report.money import converted
from gongkai.report.rollup.plan import CoDefendant, Member, Plan

_WHOLE_LISTS = cite("条例第49条")

MEMBER_MISSING = Code(
    "member-missing",
    Severity.ERROR,
    Message("成员单位缺报"),
    Message("名单中的成员单位没有可用的年报。缺报不是零，汇总数不含该单位。"),
    Message("请催报后重新汇总。"),
    _WHOLE_LISTS,
)
MEMBER_OTHER_YEAR = Code(
    "member-other-year",
    Severity.ERROR,
    Message("成员单位的年报不是同一年度"),
    Message("成员单位年报的年度与汇总年度不同，没有计入。"),
    Message("请换用该年度的年报。"),
    _WHOLE_LISTS,
)
MEMBER_OTHER_EDITION = Code(
    "member-other-edition",
    Severity.ERROR,
    Message("成员单位的年报用了另一版格式"),
    Message("两版格式的指标口径不同，不能相加，没有计入。"),
    Message("请退回按该年度的格式重报。"),
)
MEMBER_OTHER_NAME = Code(
    "member-other-name",
    Severity.WARNING,
    Message("年报的机关名称与名单不同"),
    Message("年报写明的机关与名单中的名称不同，可能拿错了文件，也可能只是简称；仍然计入。"),
    Message("请核对文件与名单。"),
)
MEMBER_UNBALANCED = Code(
    "member-unbalanced",
    Severity.ERROR,
    Message("成员单位的年报勾稽关系不成立"),
    Message("成员单位的年报自身加不平，照数计入后汇总数同样加不平。"),
    Message("请退回核对。"),
)
MEMBER_INCOMPLETE = Code(
    "member-incomplete",
    Severity.ERROR,
    Message("成员单位的年报缺表、缺行或者有认不出的数字"),
    Message("该处没有可以相加的数字，按没有计入处理，汇总数因此不完整。"),
    Message("请退回补齐。"),
)
MEMBER_BLANK = Code(
    "member-blank",
    Severity.WARNING,
    Message("成员单位的年报有空白单元格"),
    Message("空白不是零；汇总时没有数字可加，等于按零相加。"),
    Message("请向该单位核实后填0或者补数。"),
)
MEMBER_COMBINED = Code(
    "member-combined-row",
    Severity.ERROR,
    Message("成员单位把（六）其他处理合为一行"),
    Message("该单位没有分列（六）的三行，整数不能硬拆；三个分行的汇总数缺该单位。"),
    Message("请退回分列，或者在汇总计划中写明combine_other = true，全部合为一行。"),
)
MEMBER_UNIT = Code(
    "member-money-unit",
    Severity.WARNING,
    Message("成员单位的金额没有写明单位"),
    Message("金额的单元格和表头都没有写明单位，按格式规定的单位相加。"),
    Message("请核实金额单位。"),
)
UNITS_MIXED = Code(
    "members-units-mixed",
    Severity.ERROR,
    Message("各单位金额的单位不同，无法相加"),
    Message("格式没有规定这一列的单位，有的成员单位写明了、有的没有，不能换算，该格没有汇总。"),
    Message("请核实各单位的金额单位。"),
)
CO_DEFENDANT_EXCEEDS = Code(
    "co-defendant-exceeds",
    Severity.ERROR,
    Message("剔除的共同被告案件多于该单位所报"),
    Message("复议机关作共同被告的案件由原行为机关统计；计划中要剔除的件数多于该单位表四所报的件数，没有剔除。"),
    Message("请核对计划中的件数。"),
    cite("年报填报解释"),
)
OWN_OFFICE_ABSENT = Code(
    "own-office-absent",
    Severity.WARNING,
    Message("名单中没有本级政府办公厅（室）"),
    Message("本级的数包括本级政府及其办公厅（室）自己办理的申请；名单没有标明哪个成员是它。"),
    Message("请在名单中加上，并写明own_office = true。"),
    cite("统计报送通知"),
)
CODES = (
    MEMBER_MISSING,
    MEMBER_OTHER_YEAR,
    MEMBER_OTHER_EDITION,
    MEMBER_OTHER_NAME,
    MEMBER_UNBALANCED,
    MEMBER_INCOMPLETE,
    MEMBER_BLANK,
    MEMBER_COMBINED,
    MEMBER_UNIT,
    UNITS_MIXED,
    CO_DEFENDANT_EXCEEDS,
    OWN_OFFICE_ABSENT,
)


class Contribution(NamedTuple):
    """What one member adds to one sum: the number, and the figure it comes from."""

    member: Member
    number: Number
    figure: Figure


@dataclass(frozen=True)
class Rollup:
    """The report made of its members' reports, what was found on the way, and who was added."""

    report: Report
    findings: tuple[Finding, ...]
    added: tuple[tuple[Member, Report], ...]

    @property
    def is_whole(self) -> bool:
        """Whether every member was added and nothing in their reports stands in the way of the sums."""
        return all(finding.severity < Severity.ERROR for finding in self.findings)

    def parts_of(self, table: str, row: str, column: str) -> tuple[Contribution, ...]:
        """Give what each member adds to a cell, in the order of the plan; those that add nothing too."""
        parts = []
        for member, report in self.added:
            figure = report.tables[table].figures.get((row, column)) if table in report.tables else None
            if figure is not None:
                parts.append(Contribution(member, _amount(figure, self.report.tables[table][row, column].unit), figure))
        return tuple(parts)


@cites("条例第49条", "统计报送通知", "年报填报解释")
def rollup(plan: Plan, reports: Mapping[str, Report | None]) -> Rollup:
    """Add up the reports of a plan's members, given by member name; None or absent where there is none."""
    findings: list[Finding] = []
    if not any(member.own_office for member in plan.members):
        findings.append(
            OWN_OFFICE_ABSENT(Message("名单的{count}个成员中没有本级政府办公厅（室）。", count=len(plan.members)))
        )
    added = []
    for member in plan.members:
        report = reports.get(member.name)
        refusal = _refusal(plan, member, report)
        if refusal is not None:
            findings.append(refusal)
            continue
        assert report is not None
        findings.extend(_faults(plan, member, report))
        prepared, problems = _prepared(plan, member, report)
        findings.extend(problems)
        added.append((member, prepared))
    counted = [report for _, report in added]
    tables = {spec.id: _sum(spec, plan, counted, findings) for spec in plan.edition.tables}
    report = Report(
        edition=plan.edition,
        agency=plan.agency,
        year=plan.year,
        tables=MappingProxyType(tables),
    )
    return Rollup(report, tuple(findings), tuple(added))


def _refusal(plan: Plan, member: Member, report: Report | None) -> Finding | None:
    """Say why a member's report cannot be added at all, or None when it can."""
    if report is None:
        return MEMBER_MISSING(Message("“{name}”没有可用的年报。", name=member.name))
    if report.year is not None and report.year != plan.year:
        message = Message("“{name}”的年报是{year}年度的。", name=member.name, year=report.year)
        return MEMBER_OTHER_YEAR(message)
    if report.edition.id != plan.edition.id:
        message = Message(
            "“{name}”的年报用{edition}，{year}年度应为{expected}。",
            name=member.name,
            edition=report.edition.citation,
            year=plan.year,
            expected=plan.edition.citation,
        )
        return MEMBER_OTHER_EDITION(message, citation=plan.edition.citation)
    return None


def _faults(plan: Plan, member: Member, report: Report) -> Iterator[Finding]:
    if report.agency and report.agency != member.name:
        yield MEMBER_OTHER_NAME(Message("名单为“{name}”，年报为“{agency}”。", name=member.name, agency=report.agency))
    broken = sum(1 for _ in identities.identities(report, Context()))
    if broken:
        yield MEMBER_UNBALANCED(
            Message("“{name}”的年报有{count}处勾稽关系不成立。", name=member.name, count=broken),
            citation=plan.edition.citation,
        )
    for spec in plan.edition.tables:
        yield from _gaps(plan, member, report.table(spec.id), spec)


def _gaps(plan: Plan, member: Member, table: Table | None, spec: TableSpec) -> Iterator[Finding]:
    if table is None:
        yield MEMBER_INCOMPLETE(
            Message("“{name}”的年报没有{table}。", name=member.name, table=spec.label), citation=plan.edition.citation
        )
        return
    if _is_plain(table):
        return
    combined = table.alternatives_used
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
    blank = [row.label for row, _, figure in table.cells() if figure is not None and figure.mark is Mark.BLANK]
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
            row=blank[0],
        )
        yield MEMBER_BLANK(message, citation=plan.edition.citation)


def _is_plain(table: Table) -> bool:
    """Tell at once that a table has every cell of the format with a number in it, as nearly all have."""
    columns = table.spec.columns_of
    return (
        table.rows == table.spec.rows
        and len(table.figures) == sum(len(columns[row.id]) for row in table.rows)
        and all(figure.mark is None for figure in table.figures.values())
    )


# ── What is added ────────────────────────────────────────────────────────────


def _prepared(plan: Plan, member: Member, report: Report) -> tuple[Report, list[Finding]]:
    """Give a member's report as it is added: without suits counted elsewhere, with the rows the plan asks for."""
    findings: list[Finding] = []
    tables = dict(report.tables)
    if "remedies" in tables and member.co_defendant:
        tables["remedies"] = _without_co_defendant(tables["remedies"], member, findings)
    if "applications" in tables and plan.combine_other:
        tables["applications"] = _with_combined_row(tables["applications"])
    for id, table in tables.items():
        findings.extend(_money_without_unit(member, table, plan.edition.table_by_id[id]))
    return replace(report, tables=MappingProxyType(tables)), findings


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
            number = sum(part.counted for part in parts if part is not None)
            figures[each.row.id, column.id] = Figure(number, None, str(number))
        table = replace(table, rows=_rows_with(table.rows, each), figures=figures)
    return table


def _rows_with(rows: Sequence[Row], alternative: Alternative) -> tuple[Row, ...]:
    kept = [alternative.row if row.id in alternative.replaces else row for row in rows]
    return tuple(dict.fromkeys(kept))


@lru_cache(maxsize=64)
def _money(spec: TableSpec) -> tuple[tuple[Row, Column], ...]:
    return tuple((row, column) for row in spec.rows for column in spec.columns_of[row.id] if column.unit)


def _money_without_unit(member: Member, table: Table, spec: TableSpec) -> Iterator[Finding]:
    for row, column in _money(spec):
        figure = table.get(row.id, column.id)
        if figure is not None and figure.value and not figure.unit:
            message = Message(
                "“{name}”的{table}“{row}”没有写明金额单位，按{unit}相加。",
                name=member.name,
                table=spec.label,
                row=row.label,
                unit=column.unit,
            )
            yield MEMBER_UNIT(message, place=figure.place)


# ── Adding ───────────────────────────────────────────────────────────────────


def _sum(spec: TableSpec, plan: Plan, reports: Sequence[Report], findings: list[Finding]) -> Table:
    rows = spec.rows
    if plan.combine_other:
        for each in spec.alternatives:
            rows = _rows_with(rows, each)
    tables = [report.tables[spec.id] for report in reports if spec.id in report.tables]
    columns = {(row.id, column.id): column for row in rows for column in spec.columns_of[row.id]}
    units = {key: _unit(tables, key, column) for key, column in columns.items() if column.kind == "money"}
    sums: dict[Key, Number] = dict.fromkeys(columns, 0)
    for table in tables:
        for key, figure in table.figures.items():
            if figure.value and key in sums:
                sums[key] += _amount(figure, units[key] or "") if key in units else figure.value
    figures = {key: Figure(number, None, digits(number), unit=units.get(key) or "") for key, number in sums.items()}
    for key in [key for key, unit in units.items() if unit is None]:
        figures[key] = Figure()
        row = spec.row_by_id[key[0]].label
        findings.append(UNITS_MIXED(Message("{table}“{row}”没有汇总。", table=spec.label, row=row)))
    return Table(spec, rows, MappingProxyType(figures))


def _unit(tables: Sequence[Table], key: Key, column: Column) -> str | None:
    """Give the unit a sum of money is in: the format's, the one all name, or 万元; None where some name none."""
    if column.unit:
        return column.unit
    named = {figure.unit for table in tables if (figure := table.figures.get(key)) is not None and figure.value}
    if len(named) <= 1:
        return next(iter(named), "")
    return None if "" in named else "万元"


def _amount(figure: Figure, unit: str) -> Number:
    """Give a figure in the unit of the sum, before any rounding."""
    if not figure.unit or not unit or figure.unit == unit:
        return figure.counted
    return _plain(converted(figure.counted, figure.unit, unit))


def _plain(amount: Decimal) -> Number:
    return int(amount) if amount == amount.to_integral_value() else amount
