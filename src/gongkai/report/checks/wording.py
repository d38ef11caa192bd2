"""How findings name rows, columns and cells, what they rest on, and which part of the format they cite."""

from __future__ import annotations

from functools import lru_cache

from gongkai.law.citation import Citation
from gongkai.law.message import Message
from gongkai.report.edition import Column, Edition, Row
from gongkai.report.figures import cell_text
from gongkai.report.model import Figure, Report
from gongkai.report.narrative import Claim

_LONGEST_QUOTE = 40


def row_name(row: Row) -> str:
    """Give a row as officials name it; one numbered within its group takes the group's label before it.

    >>> row_name(Row("new", "一、本年新收")), row_name(Row("other", "3.其他", ("三、结果", "（六）其他处理")))
    ('一、本年新收', '（六）其他处理—3.其他')
    """
    return f"{row.groups[-1]}—{row.label}" if row.groups and row.label[:1].isdigit() else row.label


def column_name(column: Column) -> str:
    """Give a column as officials name it, under the heading it stands below.

    >>> column_name(Column("other", "其他", group="法人或其他组织"))
    '法人或其他组织—其他'
    """
    return f"{column.group}—{column.label}" if column.group else column.label


def rests_on(table: str, row: str, column: str, figure: Figure | None, *, last_year: bool = False) -> tuple[str, str]:
    """Give a cell that a finding rests on, with what stands in it.

    >>> rests_on("remedies", "direct_suit", "total", Figure(3), last_year=True)
    ('last:remedies.direct_suit.total', '3')
    """
    name = f"{table}.{row}.{column}"
    return f"last:{name}" if last_year else name, cell_text(figure) + (figure.unit if figure else "")


def shortened(written: str) -> str:
    """Give what a document says in so few characters that a sentence can hold it."""
    return written if len(written) <= _LONGEST_QUOTE else written[: _LONGEST_QUOTE - 1] + "…"


@lru_cache(maxsize=64)
def table_source(edition: Edition, table: str) -> Citation:
    """Give the part of the format that prescribes a table, such as 年报格式2021版第三部分."""
    part = next(part for part in edition.parts if part.table == table)
    return edition.citation._replace(part=f"第{part.numeral}部分")


@lru_cache(maxsize=64)
def part_source(edition: Edition, part: str) -> Citation:
    """Give a part of the format as a citation."""
    return edition.citation._replace(part=f"第{edition.part_by_id[part].numeral}部分")


def words_of(claim: Claim) -> tuple[str, str]:
    """Give the words of a claim as what a finding rests on: of their part, in whatever paragraph they stand."""
    return claim.part, claim.words


def place_of(report: Report, claim: Claim) -> Message:
    """Give where a claim stands, as a finding says it."""
    numeral = report.edition.part_by_id[claim.part].numeral
    return Message("第{part}部分第{paragraph}段", part=numeral, paragraph=claim.paragraph)
