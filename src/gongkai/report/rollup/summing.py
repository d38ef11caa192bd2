"""Adding members' reports: cell by cell, money before rounding, table IV without what is counted elsewhere.

A sum is only as good as its parts, so a member with a cell that cannot be read, a row the format
demands and the report lacks, or an identity that does not hold is named as an error; a blank cell is
added as nothing and named as a warning, and what all leave blank is blank in the sum. Amounts are added
in one unit or not at all. A report in another edition is taken, where the plan says so, in the cells that
the edition's file names as counting alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple

from gongkai.law.citation import cite, cites
from gongkai.law.message import Message
from gongkai.report.checks import Context, identities
from gongkai.report.edition import Alternative, Column, Edition, Row, TableSpec, counterparts
from gongkai.report.figures import cell_text, digits, number_of
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Figure, Key, Mark, Number, Report, Table, as_number
from gongkai.report.money import YUAN, converted
from gongkai.report.rollup.plan import CoDefendant, Level, Member, Plan

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
    Message("请退回按该年度的格式重报；只计入口径相同的指标的，在汇总计划中写明map_editions = true。"),
)
MEMBER_UNMAPPED = Code(
    "member-cells-unmapped",
    Severity.ERROR,
    Message("另一版格式的年报有些指标没有对应"),
    Message("汇总计划要求对照另一版格式：口径相同的指标已经计入，没有对应的没有计入，汇总数因此不完整。"),
    Message("请该单位按本年度的格式补报这些指标。"),
)
MEMBER_YEAR_UNKNOWN = Code(
    "member-year-unknown",
    Severity.WARNING,
    Message("成员单位的年报没有写明年度"),
    Message("年报没有写明年度，可能拿错了文件；仍然计入。"),
    Message("请核对文件。"),
    _WHOLE_LISTS,
)
MEMBER_NOT_FINAL = Code(
    "member-not-final",
    Severity.ERROR,
    Message("成员单位的年报没有定稿"),
    Message("汇总计划写明该单位的年报还没有定稿，或者标题写明是草稿；仍然计入，但汇总数还会变。"),
    Message("请在定稿后重新汇总，并去掉计划中的final = false。"),
    _WHOLE_LISTS,
)
MEMBER_TWICE = Code(
    "member-counted-twice",
    Severity.ERROR,
    Message("两个成员单位交的是同一份年报"),
    Message("两个成员单位的年报写明同一机关，数字也全部相同，照数计入就重复了。"),
    Message("请核对两个成员的文件。"),
    _WHOLE_LISTS,
)
MEMBER_VERTICAL = Code(
    "member-vertical",
    Severity.WARNING,
    Message("垂直管理单位没有写明是否纳入"),
    Message("税务、海关等垂直管理单位随本系统上报，又计入地方的，会重复。仍然计入。"),
    Message("请由主管部门明确；确要纳入的，在汇总计划中写明vertical = true，否则从名单中去掉。"),
    cite("统计报送通知"),
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
    Message("空白不是零，没有数字可加：汇总数只是其他单位的数；各单位都空白的，汇总数也是空白。"),
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
MEMBER_CONVERTED = Code(
    "member-money-converted",
    Severity.NOTICE,
    Message("成员单位的金额换算了单位"),
    Message("成员单位的金额与汇总用的单位不同，换算后再相加，换算前后都没有取整。"),
    Message("请核对换算前后的金额。"),
)
UNITS_MIXED = Code(
    "members-units-mixed",
    Severity.ERROR,
    Message("各单位金额的单位不同，无法相加"),
    Message(
        "有的成员单位写明的金额单位不能换算，或者格式没有规定这一列的单位而成员单位没有写明。不能不分单位相加，该格没有汇总。"
    ),
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
OWN_OFFICE_TWICE = Code(
    "own-office-twice",
    Severity.WARNING,
    Message("本级的数和本级政府办公厅（室）的数并列"),
    Message("本级的数已经包括本级政府及其办公厅（室）；名单中既有本级，又另列办公厅（室），可能重复。"),
    Message("请核对：本级已经包括它的，从名单中去掉。"),
    cite("统计报送通知"),
)
CODES = (
    MEMBER_MISSING,
    MEMBER_OTHER_YEAR,
    MEMBER_OTHER_EDITION,
    MEMBER_UNMAPPED,
    MEMBER_YEAR_UNKNOWN,
    MEMBER_NOT_FINAL,
    MEMBER_TWICE,
    MEMBER_VERTICAL,
    MEMBER_OTHER_NAME,
    MEMBER_UNBALANCED,
    MEMBER_INCOMPLETE,
    MEMBER_BLANK,
    MEMBER_COMBINED,
    MEMBER_UNIT,
    MEMBER_CONVERTED,
    UNITS_MIXED,
    CO_DEFENDANT_EXCEEDS,
    OWN_OFFICE_ABSENT,
    OWN_OFFICE_TWICE,
)


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
    findings = list(_offices(plan))
    added: list[tuple[Member, Report]] = []
    left_out: list[tuple[Member, Finding]] = []
    for member in plan.members:
        report = reports.get(member.name)
        refusal = _refusal(plan, member, report)
        if refusal is not None:
            findings.append(refusal)
            left_out.append((member, refusal))
            continue
        assert report is not None
        findings.extend(_faults(plan, member, report))
        prepared, problems = _prepared(plan, member, report)
        findings.extend(problems)
        added.append((member, prepared))
    findings.extend(_twice(added))
    tables = {spec.id: _sum(spec, plan, added, findings) for spec in plan.edition.tables}
    report = Report(
        edition=plan.edition,
        agency=plan.agency,
        year=plan.year,
        tables=MappingProxyType(tables),
    )
    return Rollup(report, tuple(findings), tuple(added), tuple(left_out))


_VERTICAL = ("税务局", "海关", "海事局", "烟草专卖局", "邮政管理局", "边防检查站")


def _offices(plan: Plan) -> Iterator[Finding]:
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


def _twice(added: Sequence[tuple[Member, Report]]) -> Iterator[Finding]:
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


def _refusal(plan: Plan, member: Member, report: Report | None) -> Finding | None:
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


def _faults(plan: Plan, member: Member, report: Report) -> Iterator[Finding]:
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


# ── What is added ────────────────────────────────────────────────────────────


def _prepared(plan: Plan, member: Member, report: Report) -> tuple[Report, list[Finding]]:
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
        rows = tuple(row for row in _rows_of(spec, plan) if row.id in present)
        mapped[spec.id] = Table(spec, rows, figures)
        lacking = [
            (row, column)
            for row in _rows_of(spec, plan)
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
            figures[each.row.id, column.id] = _figure(sum(numbers)) if numbers else Figure()
        table = replace(table, rows=_rows_with(table.rows, each), figures=figures)
    return table


def _rows_with(rows: Sequence[Row], alternative: Alternative) -> tuple[Row, ...]:
    kept = [alternative.row if row.id in alternative.replaces else row for row in rows]
    return tuple(dict.fromkeys(kept))


# ── Adding ───────────────────────────────────────────────────────────────────


def _rows_of(spec: TableSpec, plan: Plan) -> tuple[Row, ...]:
    """Give the rows of a table of the roll-up: the official ones, or the one that sums up others where asked for."""
    rows = spec.rows
    if plan.combine_other:
        for each in spec.alternatives:
            rows = _rows_with(rows, each)
    return rows


def _sum(spec: TableSpec, plan: Plan, added: Sequence[tuple[Member, Report]], findings: list[Finding]) -> Table:
    rows = _rows_of(spec, plan)
    columns = {(row.id, column.id): column for row in rows for column in spec.columns_of[row.id]}
    tables = [(member, report.tables[spec.id]) for member, report in added if spec.id in report.tables]
    sums: dict[Key, Number] = {key: 0 for key, column in columns.items() if column.kind != "money"}
    for _, table in tables:
        for key, figure in table.figures.items():
            if figure.value and key in sums:
                sums[key] += figure.value
    # A sum other than nought has a number in it; of noughts it is asked, since what nobody reports is no nought.
    figures = {
        key: _figure(number) if number or any(_has_number(table, key) for _, table in tables) else Figure()
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


def _figure(number: Number, unit: str = "") -> Figure:
    return Figure(number, None, digits(number), unit=unit)


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
    return _figure(total, unit)


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
