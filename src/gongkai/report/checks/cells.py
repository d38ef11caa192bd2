"""What stands in single cells: blanks, marks, words, negative and fractional counts, slips of unit in money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from gongkai.law.citation import Citation, cite, cites
from gongkai.law.message import Message
from gongkai.report.checks.context import Context, Limits
from gongkai.report.checks.wording import column_name, rests_on, row_name, shortened, table_source
from gongkai.report.edition import Column, Edition, Row
from gongkai.report.finding import Basis, Code, Finding, Severity
from gongkai.report.model import Figure, Key, Mark, Report, Table
from gongkai.report.money import YUAN, in_yuan, money_cells

BLANK = Code(
    "cell-blank",
    Severity.WARNING,
    Message("空白单元格"),
    Message(
        "表内不应有空白。空白可能是0，也可能是漏填，核对等式时按0计，空白的总计按各项之和计；"
        "等式若因此不成立，另有错误列出，所以这里只作警告。"
    ),
    Message("没有的请填0，漏填的请补上。"),
    cite("年报格式2021版第三部分"),
)
MARKED = Code(
    "cell-marked",
    Severity.NOTICE,
    Message("以“/”或“-”代替数字"),
    Message("没有规章制定权的机关在“规章”一行填“/”是通行写法，不提示；其他行应填数字，“/”和“-”按0计。"),
    Message("没有的请填0。"),
    cite("年报格式2021版第三部分"),
)
UNREADABLE = Code(
    "cell-unreadable",
    Severity.ERROR,
    Message("单元格内不是数字"),
    Message("应填数字的单元格里是别的文字，数字无从确定，含有这一格的等式也无法核对。"),
    Message("请改为数字。"),
    cite("年报格式2021版第三部分"),
)
CELL_MISSING = Code(
    "cell-missing",
    Severity.ERROR,
    Message("缺少单元格"),
    Message("这一行缺少格式规定的单元格，数字无从确定，含有这一格的等式也无法核对。"),
    Message("请按格式补齐这一行。"),
    cite("年报格式2021版第三部分"),
)
COLUMN_MISSING = Code(
    "column-missing",
    Severity.ERROR,
    Message("缺少一列"),
    Message("表中各行都没有格式规定的这一列，这一列的数字无从确定。"),
    Message("请按格式补上这一列。"),
    cite("年报格式2021版第三部分"),
)
NEGATIVE = Code(
    "count-negative",
    Severity.ERROR,
    Message("件数为负"),
    Message("件数不可能小于0；正负相抵时各项等式仍会成立，所以单独核对。2019版的“本年增/减”可以为负，不在此列。"),
    Message("请核对并改正该数字。"),
    cite("年报格式2021版第三部分"),
)
FRACTIONAL = Code(
    "count-fractional",
    Severity.ERROR,
    Message("件数不是整数"),
    Message("件数只能是整数；几个小数相加得整数时各项等式仍会成立，所以单独核对。金额可以有小数，不在此列。"),
    Message("请核对并改正该数字。"),
    cite("年报格式2021版第三部分"),
)
MONEY_NEGATIVE = Code(
    "money-negative",
    Severity.ERROR,
    Message("金额为负"),
    Message("一年的收费或者采购金额不可能小于0。"),
    Message("请核对并改正该金额。"),
    cite("年报格式2021版第二部分"),
)
MONEY_UNIT = Code(
    "money-unit",
    Severity.WARNING,
    Message("金额的单位与格式不同"),
    Message("格式规定了金额的单位，而单元格或表头写的是另一个单位。数字本身可能无误，但汇总时会差出许多倍，故作警告。"),
    Message("请换算为格式规定的单位填报。"),
    cite("年报格式2021版第二部分"),
)
MONEY_LARGE = Code(
    "money-large",
    Severity.WARNING,
    Message("金额大得不合常理"),
    Message("按所写单位，金额超过了同级机关一年可能收取的数额，多半是把元当作万元填写；界限是经验值，故作警告。"),
    Message("请核对单位是否应为元，换算为格式规定的单位填报。"),
    cite("年报格式2021版第二部分"),
)
CODES = (
    BLANK,
    MARKED,
    UNREADABLE,
    CELL_MISSING,
    COLUMN_MISSING,
    NEGATIVE,
    FRACTIONAL,
    MONEY_NEGATIVE,
    MONEY_UNIT,
    MONEY_LARGE,
)


@lru_cache(maxsize=64)
def _columns(edition: Edition, table: str) -> Mapping[Key, tuple[Row, Column]]:
    spec = edition.table_by_id[table]
    return {(row.id, column.id): (row, column) for row in spec.row_by_id.values() for column in spec.columns_of[row.id]}


@cites("年报格式2019版第二部分", "年报格式2019版第三部分", "年报格式2019版第四部分")
@cites("年报格式2021版第二部分", "年报格式2021版第三部分", "年报格式2021版第四部分")
def impossible_figures(report: Report, context: Context) -> Iterator[Finding]:
    """Find counts and amounts that cannot be: negative or, where things are counted, fractional."""
    for id, table in report.tables.items():
        suspects = [
            (key, value, place)
            for key, (value, _, _, place, _) in table.figures.items()
            if value is not None and (type(value) is Decimal or value < 0)
        ]
        for key, value, place in suspects:
            row, column = _columns(report.edition, id)[key]
            code = _impossible(column.kind, value)
            if code is not None:
                yield code(
                    Message(
                        "{table}“{row}”行“{column}”列为{value}。",
                        table=table.spec.label,
                        row=row_name(row),
                        column=column_name(column),
                        value=value,
                    ),
                    place=place,
                    citation=table_source(report.edition, id),
                )


def _impossible(kind: str, value: int | Decimal) -> Code | None:
    if kind == "money":
        return MONEY_NEGATIVE if value < 0 else None
    if value != int(value):
        return FRACTIONAL
    return NEGATIVE if value < 0 and kind == "count" else None


@cites("年报格式2019版第三部分", "年报格式2021版第三部分")
def cells_without_number(report: Report, context: Context) -> Iterator[Finding]:
    """Find blanks, marks and words where a number should stand, those of one row and kind together."""
    for table in report.tables.values():
        empty = [figure for figure in table.figures.values() if figure.value is None]
        if not empty:
            continue
        source = table_source(report.edition, table.spec.id)
        if len(empty) == len(table.figures) and all(figure.mark is Mark.BLANK for figure in empty):
            message = Message("{table}全部单元格空白，各项均按0计。", table=table.spec.label)
            yield BLANK(message, place=empty[0].place, citation=source, basis=((table.spec.id, ""),))
            continue
        for row in dict.fromkeys(table.rows):
            yield from _without_number(table, row, source)


def _without_number(table: Table, row: Row, source: Citation) -> Iterator[Finding]:
    empty: dict[Mark | None, list[tuple[Column, Figure]]] = {}
    for column in table.spec.columns_of[row.id]:
        figure = table.get(row.id, column.id)
        if figure is not None and figure.value is None:
            empty.setdefault(figure.mark, []).append((column, figure))
    where = {"table": table.spec.label, "row": row_name(row)}
    for column, figure in empty.pop(Mark.UNREADABLE, ()):
        if not figure.written:  # not known, which was told when it was read
            continue
        message = Message(
            "{table}“{row}”行“{column}”列写作“{written}”，不是数字。",
            **where,
            column=column_name(column),
            written=shortened(figure.written),
        )
        yield UNREADABLE(message, place=figure.place, citation=source)
    for mark, cells in empty.items():
        if mark in (Mark.SLASH, Mark.DASH):
            if not row.may_be_marked:
                message = Message(
                    "{table}“{row}”行的{columns}列写作“{written}”，按0计。",
                    **where,
                    **_named(cells),
                    written=mark.value,
                )
                yield MARKED(message, place=cells[0][1].place, citation=source)
            continue
        totals = [each for each in cells if _has_parts(table, row, each[0])]
        nothing = [each for each in cells if each not in totals]
        if nothing:
            message = Message("{table}“{row}”行的{columns}列空白，按0计。", **where, **_named(nothing))
            yield BLANK(message, place=nothing[0][1].place, citation=source, basis=_basis(table, row, nothing))
        if totals:
            message = Message("{table}“{row}”行的{columns}列空白，按各项之和计。", **where, **_named(totals))
            yield BLANK(message, place=totals[0][1].place, citation=source, basis=_basis(table, row, totals))


def _basis(table: Table, row: Row, cells: Sequence[tuple[Column, Figure]]) -> Basis:
    return tuple(rests_on(table.spec.id, row.id, column.id, figure) for column, figure in cells)


def _named(cells: Sequence[tuple[Column, Figure]]) -> dict[str, tuple[str | Message, ...]]:
    return {"columns": tuple(column_name(column) for column, _ in cells)}


def _has_parts(table: Table, row: Row, column: Column) -> bool:
    """Tell whether a cell is a total beside or below figures other than nought."""
    return any(
        figure.value
        for (across, down), figure in table.figures.items()
        if (column.total and across == row.id) or (row.total and down == column.id)
    )


@lru_cache(maxsize=64)
def _keys(edition: Edition, table: str, rows: tuple[str, ...]) -> frozenset[Key]:
    spec = edition.table_by_id[table]
    return frozenset((row, column.id) for row in rows for column in spec.columns_of[row])


@cites("年报格式2019版第三部分", "年报格式2021版第三部分")
def missing_cells(report: Report, context: Context) -> Iterator[Finding]:
    """Find the cells that rows of the document lack; a column that all rows of a block lack is one finding."""
    for id, table in report.tables.items():
        missing = _keys(report.edition, id, tuple([row.id for row in table.rows])) - table.figures.keys()
        if missing:
            yield from _missing(report.edition, table, missing)


def _missing(edition: Edition, table: Table, missing: frozenset[Key]) -> Iterator[Finding]:
    source = table_source(edition, table.spec.id)
    present = {row.id: row for row in table.rows}
    whole = set()
    for block in table.spec.blocks:
        rows = [id for id in present if table.spec.columns_of[id] is block.columns]
        for column in block.columns:
            cells = {(row, column.id) for row in rows}
            if len(rows) > 1 and cells <= missing:
                whole |= cells
                message = Message("{table}缺“{column}”列。", table=table.spec.label, column=column_name(column))
                yield COLUMN_MISSING(message, citation=source)
    for id, row in present.items():
        lacking = [
            column
            for column in table.spec.columns_of[id]
            if (id, column.id) in missing and (id, column.id) not in whole
        ]
        if lacking:
            yield CELL_MISSING(
                Message(
                    "{table}“{row}”行缺{columns}列的单元格。",
                    table=table.spec.label,
                    row=row_name(row),
                    columns=tuple(map(column_name, lacking)),
                ),
                place=table.place_of(id),
                citation=source,
            )


@cites("年报格式2019版第二部分", "年报格式2021版第二部分")
def money_units(report: Report, context: Context) -> Iterator[Finding]:
    """Find amounts in another unit than the format's, or too great for the unit they are in."""
    for id, row, column in money_cells(report.edition):
        table = report.table(id)
        figure = None if table is None else table.get(row.id, column.id)
        if figure is None or not figure.value:
            continue
        source, basis = table_source(report.edition, id), (rests_on(id, row.id, column.id, figure),)
        if figure.unit and column.unit and figure.unit != column.unit:
            yield MONEY_UNIT(
                Message(
                    "“{row}”的金额写作{value}{unit}，格式规定的单位是{official}。",
                    row=row_name(row),
                    value=figure.value,
                    unit=figure.unit,
                    official=column.unit,
                ),
                place=figure.place,
                citation=source,
                basis=basis,
            )
        amount = in_yuan(figure, column)
        if amount is not None and amount > _most(report.agency, context.limits):
            yield MONEY_LARGE(
                Message(
                    "“{row}”的金额为{value}{unit}，合{hundred_millions:.1f}亿元，大得不合常理。",
                    row=row_name(row),
                    value=figure.value,
                    unit=figure.unit or column.unit,
                    hundred_millions=amount / YUAN["亿元"],
                ),
                place=figure.place,
                citation=source,
                basis=basis,
            )


_PROVINCE = re.compile("省|自治区|北京|上海|天津|重庆|兵团")
_COUNTY = re.compile("[县区旗镇乡]|街道")


def _most(agency: str, limits: Limits) -> Decimal:
    """Give the greatest plausible amount in 元 for an agency, by the level its name shows.

    A district named together with its city counts as the city: the more lenient reading.
    """
    if _PROVINCE.search(agency):
        return limits.money_most
    if "市" in agency:
        return limits.money_most_city
    return limits.money_most_county if _COUNTY.search(agency) else limits.money_most
