"""The identities (勾稽关系): every sum the edition's file states, in every column or row it holds for.

An identity is checked only where every cell in it was read; a missing or unreadable cell has its own
finding, and a sum with a hole in it accuses nobody. A blank counts as nothing here, as the format says, but a
total left blank beside figures does not say that they add up to nothing: it counts as their sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.law.citation import cite, cites
from gongkai.law.message import Message
from gongkai.report.checks.context import Context
from gongkai.report.checks.wording import column_name, row_name, table_source
from gongkai.report.edition import Column, Edition, Row, TableSpec
from gongkai.report.equations import Equation, equations_of
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Key, Mark, Number, Report, Table

BALANCE = Code(
    "applications-balance",
    Severity.ERROR,
    Message("收到的申请与办结、结转的申请不相等"),
    Message(
        "表三每一列中，本年新收加上年结转应等于办理结果总计加结转下年度继续办理。"
        "收到的每件申请不是办结就是结转，两边不等时至少有一个数字不真实。"
    ),
    Message("请核对“（七）总计”与“结转下年度继续办理”。"),
    cite("年报格式2021版第三部分"),
)
OUTCOMES = Code(
    "applications-outcomes",
    Severity.ERROR,
    Message("各类办理结果相加不等于总计"),
    Message(
        "表三每一列中，“（七）总计”应等于（一）至（六）各行之和。一件申请只计一种结果，漏计或重复计入都会使两者不等。"
    ),
    Message("请核对“（七）总计”和（一）至（六）各行。"),
    cite("年报格式2021版第三部分"),
)
TOTAL_COLUMN = Code(
    "applications-total-column",
    Severity.ERROR,
    Message("各类申请人相加不等于总计列"),
    Message("表三每一行中，“总计”应等于自然人与法人或其他组织各列之和。"),
    Message("请核对该行各列与“总计”。"),
    cite("年报格式2021版第三部分"),
)
REMEDIES_TOTAL = Code(
    "remedies-total",
    Severity.ERROR,
    Message("复议、诉讼各类结果相加不等于总计"),
    Message("表四每一组中，“总计”应等于结果维持、结果纠正、其他结果、尚未审结之和。"),
    Message("请核对该组各项与“总计”。"),
    cite("年报格式2021版第四部分"),
)
CODES = (BALANCE, OUTCOMES, TOTAL_COLUMN, REMEDIES_TOTAL)

_CODE = {code.code: code for code in CODES}

# A sentence may name, besides `where` and the two sums, the figure of any row or column of its identity by id.
_SENTENCES: Mapping[str, Message] = {
    BALANCE.code: Message(
        "{where}：新收{new}件加上年结转{carried_in}件为{left}件，"
        "办结{total}件加结转下年{carried_forward}件为{right}件，相差{by}件。"
    ),
    OUTCOMES.code: Message("{where}：（一）至（六）各项相加为{right}件，（七）总计为{left}件，相差{by}件。"),
    TOTAL_COLUMN.code: Message("{where}：各类申请人相加为{right}件，总计为{left}件，相差{by}件。"),
    REMEDIES_TOTAL.code: Message(
        "{where}：结果维持{upheld}件、结果纠正{overturned}件、其他结果{other}件、尚未审结{pending}件，"
        "相加为{right}件，总计为{left}件，相差{by}件。"
    ),
}


@cites("年报格式2019版第三部分", "年报格式2019版第四部分", "年报格式2021版第三部分", "年报格式2021版第四部分")
def identities(report: Report, context: Context) -> Iterator[Finding]:
    """Find each identity that the figures of the report break."""
    for id, table in report.tables.items():
        values = {
            key: 0 if figure.value is None else figure.value
            for key, figure in table.figures.items()
            if figure.value is not None or figure.mark is not Mark.UNREADABLE
        }
        equations = equations_of(report.edition, id, table.alternatives_used)
        excess = _broken(equations, values)
        if excess and _add_up_blank_totals(table, equations, values):
            excess = _broken(equations, values)
        if excess:
            yield from _findings(report.edition, table, values, equations, excess)


def _broken(equations: Sequence[Equation], values: Mapping[Key, Number]) -> dict[Equation, Number]:
    """Give the equations that do not hold, and by how much; those in which a cell is lacking are left out."""
    excess: dict[Equation, Number] = {}
    for equation in equations:
        try:
            over = equation.excess(values)
        except KeyError:
            continue
        if over:
            excess[equation] = over
    return excess


def _add_up_blank_totals(table: Table, equations: Sequence[Equation], values: dict[Key, Number]) -> bool:
    """Put into the values what totals left blank should be, each by its row before its column; tell if there is any."""
    added = False
    for equation in reversed(equations):
        (total, *others), parts = equation.left, equation.right
        if others or values.get(total) or not values.keys() >= set(parts) or table.figures.get(total) is None:
            continue
        if table.figures[total].mark is Mark.BLANK and (by := sum(values[key] for key in parts)):
            values[total] = by
            added = True
    return added


def _findings(
    edition: Edition,
    table: Table,
    values: Mapping[Key, Number],
    equations: Sequence[Equation],
    excess: Mapping[Equation, Number],
) -> Iterator[Finding]:
    corrections = _corrections(values, equations, excess)
    source = table_source(edition, table.spec.id)
    for equation, over in excess.items():
        cells = equation.left + equation.right
        candidates = [key for key in cells if key in corrections]
        culprit = candidates[0] if len(candidates) == 1 else None
        code = _CODE[equation.identity]
        yield code(
            Message(
                _SENTENCES[code.code].template,
                where=_name(equation.line),
                left=sum(values[key] for key in equation.left),
                right=sum(values[key] for key in equation.right),
                by=abs(over),
                **{term: values[key] for term, key in zip(equation.terms, cells)},
            ),
            place=table.figures[culprit or equation.left[0]].place,
            hint=_correct(table.spec, culprit, values[culprit], corrections[culprit]) if culprit else None,
            citation=source,
        )


def _name(line: Row | Column) -> str:
    return row_name(line) if isinstance(line, Row) else column_name(line)


def _corrections(
    values: Mapping[Key, Number], equations: Sequence[Equation], excess: Mapping[Equation, Number]
) -> Mapping[Key, Number]:
    """Give each cell that, corrected by one amount, would restore every identity it stands in, and that amount."""
    needed: dict[Key, set[Number]] = {}
    for equation in equations:
        if values.keys() >= {*equation.left, *equation.right}:
            over = excess.get(equation, 0)
            for key in equation.left:
                needed.setdefault(key, set()).add(-over)
            for key in equation.right:
                needed.setdefault(key, set()).add(over)
    single = {key: next(iter(amounts)) for key, amounts in needed.items() if len(amounts) == 1}
    return {key: amount for key, amount in single.items() if amount and values[key] + amount >= 0}


def _correct(spec: TableSpec, key: Key, value: Number, by: Number) -> Message:
    row, column = key
    (label,) = (each for each in spec.columns_of[row] if each.id == column)
    return Message(
        "请先核对“{row}”行“{column}”列：若由{value}改为{corrected}，它所在的各项等式即都成立。",
        row=row_name(spec.row_by_id[row]),
        column=column_name(label),
        value=value,
        corrected=value + by,
    )
