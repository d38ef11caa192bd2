"""Whether a report has the tables, rows and parts of its edition, each once and in order.

What is lacking or out of place is a warning while the figures can be told all the same: the format
is not kept, yet nothing untrue is said. It is an error where figures cannot be told at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from gongkai.law.citation import cite, cites
from gongkai.law.message import Message
from gongkai.law.numerals import NUMERAL_CHARACTERS, read_chinese_numeral
from gongkai.report.checks.context import Context
from gongkai.report.checks.wording import part_source, row_name, table_source
from gongkai.report.edition import Edition, Row
from gongkai.report.equations import equations_of
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Key, Mark, Number, Part, Report, Table

TABLE_MISSING = Code(
    "table-missing",
    Severity.ERROR,
    Message("缺少一张表"),
    Message("年报中找不到格式规定的一张表，其中的数字无从确定。"),
    Message("请按格式补上这张表，没有的填0。"),
    cite("年报格式2021版第三部分"),
)
ROW_MISSING = Code(
    "row-missing",
    Severity.ERROR,
    Message("缺少一行，数字无从确定"),
    Message("表中没有格式规定的一行，其余各行又不能说明这一行全为0，这一行的数字无从确定。"),
    Message("请按格式补上这一行。"),
    cite("年报格式2021版第三部分"),
)
ROW_OMITTED = Code(
    "row-omitted",
    Severity.WARNING,
    Message("缺少全为0的一行"),
    Message(
        "表中没有格式规定的一行，但不计这一行时各列等式都成立，这一行只能是0。数字没有问题，只是格式不全，故作警告。"
    ),
    Message("请按格式补上这一行，各列填0。"),
    cite("年报格式2021版第三部分"),
)
ROW_DOUBLED = Code(
    "row-doubled",
    Severity.WARNING,
    Message("同一行出现不止一次"),
    Message("表中同一行出现不止一次，以第一次出现的数字为准。重复的行不改变各项等式，故作警告。"),
    Message("请删去重复的行；若其中一行标签有误，请改正标签。"),
    cite("年报格式2021版第三部分"),
)
ROW_MISORDERED = Code(
    "row-misordered",
    Severity.WARNING,
    Message("行的次序与格式不同"),
    Message("行按标签识别，次序不影响数字；但次序颠倒时标签与数字容易错位，故作警告。"),
    Message("请按格式规定的次序排列，并核对该行数字。"),
    cite("年报格式2021版第三部分"),
)
ROW_BESIDE = Code(
    "row-beside-its-parts",
    Severity.WARNING,
    Message("合计行与它的分行并列"),
    Message("年报既列了合并的一行，又列了它所合并的分行，同一件申请看上去计了两次。核对等式时只取其一。"),
    Message("请只按格式保留分行。"),
    cite("年报格式2021版第三部分"),
)
PARTS_ABSENT = Code(
    "parts-absent",
    Severity.WARNING,
    Message("没有各部分的标题"),
    Message("文档中找不到六个部分的任何一个标题，可能只是数据表格；表格照常核对，文字无从核对。"),
    Message("如果这是全文，请按格式补上六个部分。"),
    cite("条例第50条"),
)
PART_MISSING = Code(
    "part-missing",
    Severity.WARNING,
    Message("缺少一个部分"),
    Message("年报中找不到格式规定的一个部分的标题。表内数字不受影响，标题也可能另有写法，故作警告。"),
    Message("请按格式补上这一部分。"),
    cite("条例第50条"),
)
PART_EMPTY = Code(
    "part-empty",
    Severity.WARNING,
    Message("一个部分没有内容"),
    Message("这一部分只有标题，没有文字。没有情况的也应写明“无”。"),
    Message("请补上内容；确无情况的，写明没有。"),
    cite("条例第50条"),
)
PART_DOUBLED = Code(
    "part-doubled",
    Severity.WARNING,
    Message("一个部分出现不止一次"),
    Message("同一部分的标题出现不止一次，可能是复制重复，也可能是一个页面上有两份年报。"),
    Message("请删去重复的部分。"),
    cite("条例第50条"),
)
PART_MISORDERED = Code(
    "part-misordered",
    Severity.WARNING,
    Message("部分的次序与格式不同"),
    Message("六个部分应按格式规定的次序排列；次序不影响数字，故作警告。"),
    Message("请按格式规定的次序排列。"),
    cite("条例第50条"),
)
PART_MISNUMBERED = Code(
    "part-misnumbered",
    Severity.WARNING,
    Message("部分的序号与格式不同"),
    Message("部分的标题与序号不符。序号后的标点不论，没有写序号的（如自动编号未能读出）也不提示。"),
    Message("请改正序号。"),
    cite("条例第50条"),
)
CODES = (
    TABLE_MISSING,
    ROW_MISSING,
    ROW_OMITTED,
    ROW_DOUBLED,
    ROW_MISORDERED,
    ROW_BESIDE,
    PARTS_ABSENT,
    PART_MISSING,
    PART_EMPTY,
    PART_DOUBLED,
    PART_MISORDERED,
    PART_MISNUMBERED,
)


@cites("条例第50条")
def missing_tables(report: Report, context: Context) -> Iterator[Finding]:
    """Find the tables that the report lacks."""
    for table in report.edition.tables:
        if table.id not in report.tables:
            message = Message("缺少{table}。", table=table.label)
            yield TABLE_MISSING(message, citation=table_source(report.edition, table.id))


@cites("年报格式2019版第三部分", "年报格式2021版第三部分")
def rows(report: Report, context: Context) -> Iterator[Finding]:
    """Find rows that are missing, doubled, out of order or beside the rows they sum up."""
    for table in report.tables.values():
        expected = table.expected_rows
        if table.rows != expected:
            yield from _rows(report.edition, table, expected)


def _rows(edition: Edition, table: Table, expected: Sequence[Row]) -> Iterator[Finding]:
    source = table_source(edition, table.spec.id)
    present = tuple(dict.fromkeys(table.rows))
    missing = [row for row in expected if row not in present]
    code = ROW_OMITTED if missing and _adds_up_without(edition, table, {row.id for row in missing}) else ROW_MISSING
    for row in missing:
        message = Message("{table}缺“{row}”行。", table=table.spec.label, row=row_name(row))
        yield code(message, citation=source)
    for row in present:
        times = table.rows.count(row)
        if times > 1:
            message = Message(
                "{table}“{row}”行出现了{times}次。", table=table.spec.label, row=row_name(row), times=times
            )
            yield ROW_DOUBLED(message, place=table.place_of(row.id), citation=source)
        if row not in expected:
            message = Message("{table}“{row}”行与它所合并的分行并列。", table=table.spec.label, row=row_name(row))
            yield ROW_BESIDE(message, place=table.place_of(row.id), citation=source)
    kept = [expected.index(row) for row in present if row in expected]
    for index in moved(kept):
        row = expected[index]
        message = Message("{table}“{row}”行不在应在的位置。", table=table.spec.label, row=row_name(row))
        before = (
            Message("请移到“{before}”行之后，并核对该行数字。", before=row_name(expected[index - 1])) if index else None
        )
        yield ROW_MISORDERED(message, place=table.place_of(row.id), hint=before, citation=source)


def _adds_up_without(edition: Edition, table: Table, missing: Set[str]) -> bool:
    """Tell whether the identities show that rows the document lacks can only be 0 throughout.

    They do when every missing row stands in an identity, on one side with the others missing, and
    each such identity holds in every column without them; for no count is negative.
    """
    shown: set[str] = set()
    for equation in equations_of(edition, table.spec.id, table.alternatives_used):
        left = missing & {row for row, _ in equation.left}
        right = missing & {row for row, _ in equation.right}
        if (not left and not right) or missing >= {row for row, _ in equation.left + equation.right}:
            continue
        sums = [_sum(table, side, missing) for side in (equation.left, equation.right)]
        if (left and right) or None in sums or sums[0] != sums[1]:
            return False
        shown |= left | right
    return shown == missing


def _sum(table: Table, cells: Iterable[Key], missing: Set[str]) -> Number | None:
    """Give the sum of the cells in rows that are there; None when one of them has no readable figure."""
    figures = [table.figures.get(key) for key in cells if key[0] not in missing]
    known = [figure.counted for figure in figures if figure is not None and figure.mark is not Mark.UNREADABLE]
    return sum(known) if len(known) == len(figures) else None


def moved(order: Sequence[int]) -> list[int]:
    """Give the fewest members that must move for the rest to stand in ascending order.

    >>> moved([0, 3, 1, 2, 4])
    [3]
    """
    if list(order) == sorted(order):
        return []
    longest: list[tuple[int, ...]] = []
    for index, member in enumerate(order):
        runs = (longest[i] for i in range(index) if order[i] < member)
        longest.append((*max(runs, key=len, default=()), member))
    kept = max(longest, key=len, default=())
    return [member for member in order if member not in kept]


@cites("条例第50条")
def parts(report: Report, context: Context) -> Iterator[Finding]:
    """Find parts that are missing, empty, doubled, out of order or wrongly numbered."""
    if not report.parts:
        yield PARTS_ABSENT(Message("没有找到六个部分的标题。"))
        return
    official = report.edition.parts
    present = list(dict.fromkeys(part.spec.id for part in report.parts))
    for spec in official:
        if spec.id not in present:
            message = Message("缺第{numeral}部分“{label}”。", numeral=spec.numeral, label=spec.label)
            yield PART_MISSING(message, citation=part_source(report.edition, spec.id))
    official_order = [spec.id for spec in official]
    astray = {official_order[index] for index in moved([official_order.index(id) for id in present])}
    seen: set[str] = set()
    for part in report.parts:
        yield from _part(report, part, doubled=part.spec.id in seen, astray=part.spec.id in astray)
        seen.add(part.spec.id)


def _part(report: Report, part: Part, *, doubled: bool, astray: bool) -> Iterator[Finding]:
    spec = part.spec
    found: list[tuple[Code, Message]] = []
    if doubled:
        found.append((PART_DOUBLED, Message("“{label}”部分又一次出现。", label=spec.label)))
    elif astray:
        message = Message("“{label}”部分不在应在的位置，应为第{numeral}部分。", label=spec.label, numeral=spec.numeral)
        found.append((PART_MISORDERED, message))
    number = None if part.numeral == spec.numeral else _number(part.numeral)
    if number is not None and number != _number(spec.numeral):
        message = Message(
            "“{label}”部分的序号写作“{written}”，应为“{numeral}”。",
            label=spec.label,
            written=part.numeral,
            numeral=spec.numeral,
        )
        found.append((PART_MISNUMBERED, message))
    if not spec.table and not part.text.strip() and not _says_more_than_its_label(part):
        found.append(
            (PART_EMPTY, Message("第{numeral}部分“{label}”没有内容。", numeral=spec.numeral, label=spec.label))
        )
    for code, message in found:
        yield code(message, place=part.place, citation=part_source(report.edition, spec.id))


def _number(numeral: str) -> int | None:
    """Read the number of a part in Chinese or Arabic numerals, whatever punctuation stands with it."""
    written = "".join(c for c in numeral if c in NUMERAL_CHARACTERS or c.isdecimal())
    return int(written) if written.isdecimal() else read_chinese_numeral(written)


def _says_more_than_its_label(part: Part) -> bool:
    """Tell whether the heading goes on into content, as in 其他需要报告的事项：无."""
    _, colon, rest = part.heading.replace(":", "：").partition("：")
    return bool(colon and rest.strip())
