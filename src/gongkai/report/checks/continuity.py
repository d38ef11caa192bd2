"""A report beside last year's: what was carried over, what stayed in force, what leapt up.

Mergers of agencies and corrections across years break these without fault, so all are warnings.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.citation import cite, cites
from gongkai.law.message import Message
from gongkai.report.checks.context import Context
from gongkai.report.checks.wording import column_name, rests_on, row_name, table_source
from gongkai.report.edition import Column
from gongkai.report.finding import Basis, Code, Finding, Severity
from gongkai.report.model import Figure, Mark, Number, Report
from gongkai.report.money import in_yuan, money_cells

PREVIOUS_YEAR = Code(
    "previous-year",
    Severity.WARNING,
    Message("对照的不是上一年度的年报"),
    Message("对照的年报不是紧接着的上一年度，结转等各项无从比较，不再核对。"),
    Message("请换用上一年度的年报。"),
    cite("条例第49条"),
)
PREVIOUS_AGENCY = Code(
    "previous-agency",
    Severity.WARNING,
    Message("对照的年报机关名称不同"),
    Message("两份年报的机关名称不同，可能是机构改革或名称写法不同，也可能拿错了年报；其余各项仍照常比较。"),
    Message("请确认两份年报属于同一机关。"),
    cite("条例第49条"),
)
CARRIED_IN = Code(
    "carried-in",
    Severity.WARNING,
    Message("上年结转与上一年度年报不符"),
    Message(
        "本年的“上年结转”应与上一年度年报的“结转下年度继续办理”逐列相等。机构改革、跨年更正会使两者不等，故作警告。"
    ),
    Message("请核对两年的结转数；因机构改革等原因不等的，请在年报中说明。"),
    cite("年报格式2021版第三部分"),
)
IN_FORCE = Code(
    "in-force",
    Severity.WARNING,
    Message("现行有效件数与上一年度接不上"),
    Message(
        "现行有效件数一般等于上一年度现行有效件数加本年制发件数减本年废止件数。自行失效、统计口径调整会使两者不等，故作警告。"
    ),
    Message("请核对制发、废止和现行有效件数；另有原因的，请在年报中说明。"),
    cite("年报格式2021版第二部分"),
)
MONEY_LEAP = Code(
    "money-leap",
    Severity.WARNING,
    Message("金额与上一年度相差上千倍"),
    Message("两年的金额相差上千倍，多半有一年把元和万元混淆了；也可能确有变化，故作警告。"),
    Message("请核对两年金额的单位。"),
    cite("年报格式2021版第二部分"),
)
RARE_RISE = Code(
    "rare-rise",
    Severity.WARNING,
    Message("少见的处理结果突然增多"),
    Message("这一行在各地年报中很少有数，本年突然增多，可能是归类有误；也可能属实，故作警告。"),
    Message("请复核归入这一行的申请。"),
    cite("年报格式2021版第三部分"),
)
CODES = (PREVIOUS_YEAR, PREVIOUS_AGENCY, CARRIED_IN, IN_FORCE, MONEY_LEAP, RARE_RISE)


@cites("条例第49条")
def previous_report(report: Report, context: Context) -> Iterator[Finding]:
    """Find that the report given as last year's is of another year or agency."""
    previous = context.previous
    if previous is None:
        return
    if not _is_comparable(report, previous):
        message = Message("本年报为{year}年度，对照的为{other}年度。", year=report.year, other=previous.year)
        yield PREVIOUS_YEAR(message)
    if not is_same_agency(report, previous.agency):
        message = Message("本年报的机关为“{agency}”，对照的为“{other}”。", agency=report.agency, other=previous.agency)
        yield PREVIOUS_AGENCY(message)


def is_same_agency(report: Report, name: str) -> bool:
    """Tell whether a report may be an agency's: by its name, whole or without the place before it, or because
    it names none. A government is not its own office (办公室), whose name goes on where its own ends.
    """
    names = ["".join(each.split()) for each in (report.agency, name)]
    return not all(names) or names[0].endswith(names[1]) or names[1].endswith(names[0])


def _is_comparable(report: Report, previous: Report) -> bool:
    """Tell whether a report may be last year's; where a year is unknown it may."""
    return report.year is None or previous.year is None or previous.year == report.year - 1


def last_year(report: Report, context: Context) -> Report | None:
    """Give the report given as last year's when it may be that, or None."""
    previous = context.previous
    return previous if previous is not None and _is_comparable(report, previous) else None


def _known(report: Report, table: str, row: str, column: str) -> Figure | None:
    """Give a figure that can be compared: there and readable."""
    found = report.table(table)
    figure = None if found is None else found.get(row, column)
    return None if figure is None or figure.mark is Mark.UNREADABLE else figure


@cites("年报格式2019版第三部分", "年报格式2021版第三部分")
def carried_over(report: Report, context: Context) -> Iterator[Finding]:
    """Find columns whose applications carried in are not those that last year carried forward."""
    previous = last_year(report, context)
    if previous is None:
        return
    for column in report.edition.table_by_id["applications"].columns_of["carried_in"]:
        now = _known(report, "applications", "carried_in", column.id)
        before = _known(previous, "applications", "carried_forward", column.id)
        if now is None or before is None or now.counted == before.counted:
            continue
        yield CARRIED_IN(
            Message(
                "{column}：上年结转{now}件，上一年度年报结转下年度{before}件，相差{by}件。",
                column=column_name(column),
                now=now.counted,
                before=before.counted,
                by=abs(now.counted - before.counted),
            ),
            place=now.place,
            citation=table_source(report.edition, "applications"),
            basis=(
                rests_on("applications", "carried_in", column.id, now),
                rests_on("applications", "carried_forward", column.id, before, last_year=True),
            ),
        )


_OF_DOCUMENTS = ("made", "repealed", "effective")


@cites("年报格式2021版第二部分")
def in_force(report: Report, context: Context) -> Iterator[Finding]:
    """Find rows whose documents in force (现行有效) do not follow from last year's, those made and repealed."""
    previous = last_year(report, context)
    if previous is None:
        return
    for row in report.edition.table_by_id["proactive"].rows:
        cells = [_known(report, "proactive", row.id, column) for column in _OF_DOCUMENTS]
        cells.append(_known(previous, "proactive", row.id, "effective"))
        known = [figure for figure in cells if figure is not None]
        if len(known) < len(cells):
            continue
        made, repealed, effective, before = (figure.counted for figure in known)
        expected = before + made - repealed
        if effective != expected:
            yield IN_FORCE(
                Message(
                    "“{row}”：上一年度现行有效{before}件，加本年制发{made}件，减本年废止{repealed}件，为{expected}件，"
                    "本年现行有效填{effective}件，相差{by}件。",
                    row=row_name(row),
                    before=before,
                    made=made,
                    repealed=repealed,
                    expected=expected,
                    effective=effective,
                    by=abs(effective - expected),
                ),
                place=known[2].place,
                citation=table_source(report.edition, "proactive"),
                basis=(
                    *(rests_on("proactive", row.id, column, each) for column, each in zip(_OF_DOCUMENTS, known)),
                    rests_on("proactive", row.id, "effective", known[3], last_year=True),
                ),
            )


@cites("年报格式2021版第二部分")
def money_leap(report: Report, context: Context) -> Iterator[Finding]:
    """Find amounts a thousand times last year's, or a thousandth: 元 and 万元 confused."""
    previous = last_year(report, context)
    if previous is None:
        return
    for table, row, column in money_cells(report.edition):
        now, before = (_known(each, table, row.id, column.id) for each in (report, previous))
        if now is None or before is None:
            continue
        less, more = sorted(_amounts(now, before, column))
        if 0 < context.limits.money_times * less <= more:
            yield MONEY_LEAP(
                Message(
                    "“{row}”的金额为{now}{unit}，上一年度为{before}{unit_before}。",
                    row=row_name(row),
                    now=now.value,
                    unit=now.unit or column.unit,
                    before=before.value,
                    unit_before=before.unit or column.unit,
                ),
                place=now.place,
                citation=table_source(report.edition, table),
                basis=_both_years(table, row.id, column.id, now, before),
            )


def _both_years(table: str, row: str, column: str, now: Figure, before: Figure) -> Basis:
    return rests_on(table, row, column, now), rests_on(table, row, column, before, last_year=True)


def _amounts(now: Figure, before: Figure, column: Column) -> tuple[Number, Number]:
    """Give two amounts in one unit: 元, or as they stand when a unit is not known."""
    in_units = in_yuan(now, column), in_yuan(before, column)
    if in_units[0] is None or in_units[1] is None:
        return now.counted, before.counted
    return in_units[0], in_units[1]


@cites("年报格式2019版第三部分", "年报格式2021版第三部分")
def rare_rise(report: Report, context: Context) -> Iterator[Finding]:
    """Find rows that are rarely used and hold many more applications than last year."""
    previous = last_year(report, context)
    if previous is None:
        return
    limits = context.limits
    for row in report.edition.table_by_id["applications"].rows:
        if not row.rare:
            continue
        now, before = (_known(each, "applications", row.id, "total") for each in (report, previous))
        if now is None or before is None:
            continue
        if now.counted >= limits.rare_least and now.counted >= limits.rare_times * max(before.counted, 1):
            yield RARE_RISE(
                Message(
                    "“{row}”本年{now}件，上一年度{before}件。",
                    row=row_name(row),
                    now=now.counted,
                    before=before.counted,
                ),
                place=now.place,
                citation=table_source(report.edition, "applications"),
                basis=_both_years("applications", row.id, "total", now, before),
            )
