"""The text of a report: drafted from facts, with its numbers as fields that cannot drift from the tables.

A field stands in the text as its name in braces, such as {新收申请}, and is filled in each time the report is shown:
with a number of the tables, or a fact that was taken with them (`wording.facts`). A part that is not written yet stands
as it was drafted when the figures were computed last (`drafting`). A field that says nothing stays as its name, and the
gate finds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from gongkai.filings.models import Filing
from gongkai.filings.wording.facts import FACTS
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.report.edition import Cell
from gongkai.report.figures import digits
from gongkai.report.model import Number, Paragraph

_FIELD = re.compile(r"\{([^{}\n]{1,30})\}")

Numbers = Mapping[Cell, Number | None]


class Field(NamedTuple):
    """A number that can stand in the text: its name there, and how it is had, None where it is lacking."""

    name: str
    number: Callable[[Numbers], Number | None]


def _cell(*cell: str) -> Callable[[Numbers], Number | None]:
    return _cells(lambda each: each == cell)


def _group(prefix: str) -> Callable[[Numbers], Number | None]:
    """Give the total of the rows of table III that begin alike: those of one group of outcomes."""
    return _cells(lambda each: each[0] == "applications" and each[1].startswith(prefix) and each[2] == "total")


def _cells(belongs: Callable[[Cell], bool]) -> Callable[[Numbers], Number | None]:
    def number(numbers: Numbers) -> Number | None:
        terms = [each for cell, each in numbers.items() if belongs(cell)]
        known = [each for each in terms if each is not None]
        return sum(known) if known and len(known) == len(terms) else None

    return number


_SUITS = ("direct_suit", "suit_after_reconsideration")


def _overturned(*rows: str) -> Callable[[Numbers], Number | None]:
    return _cells(lambda each: each[0] == "remedies" and each[1] in rows and each[2] == "overturned")


def _documents(row: str, called: str) -> Iterator[Field]:
    """Give the fields of a row of table II that counts documents; an edition has some of them."""
    for column, name in _DOCUMENTS.items():
        yield Field(f"{called}{name}", _cell("proactive", row, column))


_DOCUMENTS = {"made": "制发", "repealed": "废止", "effective": "现行有效", "published": "新公开", "public": "公开总数"}

FIELDS: tuple[Field, ...] = (
    Field("新收申请", _cell("applications", "new", "total")),
    Field("上年结转申请", _cell("applications", "carried_in", "total")),
    Field("办结申请", _cell("applications", "total", "total")),
    Field("结转下年度申请", _cell("applications", "carried_forward", "total")),
    Field("予以公开", _cell("applications", "granted", "total")),
    Field("部分公开", _cell("applications", "granted_in_part", "total")),
    Field("不予公开", _group("withheld_")),
    Field("无法提供", _group("unable_")),
    Field("不予处理", _group("not_processed_")),
    Field("其他处理", _group("other_")),
    Field("行政复议", _cell("remedies", "reconsideration", "total")),
    Field("行政诉讼", _cells(lambda each: each[0] == "remedies" and each[1] in _SUITS and each[2] == "total")),
    Field("行政复议纠正", _overturned("reconsideration")),
    Field("行政诉讼纠正", _overturned(*_SUITS)),
    *_documents("normative_documents", "规范性文件"),
    *_documents("rules", "规章"),
    Field("行政许可", _cell("proactive", "licences", "decisions")),
    Field("行政处罚", _cell("proactive", "penalties", "decisions")),
    Field("行政强制", _cell("proactive", "compulsory_measures", "decisions")),
)
"""The numbers of the tables that can stand in the text, in the order in which they are offered to whoever writes."""

NAMES: tuple[str, ...] = (*(each.name for each in FIELDS), *FACTS)
"""The names of all fields there are."""


def values_of(filing: Filing, numbers: Numbers) -> dict[str, str]:
    """Give what each field of a filing's text says, with its figures as reported; what lacks a number is left out."""
    found = ((each.name, each.number(numbers)) for each in FIELDS)
    return {**{name: digits(number) for name, number in found if number is not None}, **filing.facts}


def offered(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give the fields that say something, each with what it says, in the order in which they are offered."""
    return [(name, values[name]) for name in NAMES if values.get(name)]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Give a text with its fields filled in; a field without a value stays as it is written."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def names_in(text: str) -> list[str]:
    """Give the names of the fields that stand in a text, filled in or not."""
    return _FIELD.findall(text)


def require_fields(text: str) -> None:
    """Refuse a text with a field that there is none of. Raises NotAllowed."""
    unknown = [name for name in names_in(text) if name not in NAMES]
    if unknown:
        raise NotAllowed(
            "field-unknown",
            Message("没有名为“{names}”的数字。", names=unknown),
            hint=Message("花括号里可以写：{names}。", names=list(NAMES)),
            citation=cite("条例第50条"),
        )


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """Give a text as the paragraphs of a report, a line each."""
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def passages_of(filing: Filing) -> dict[str, str]:
    """Give the text of each part: as it was written, or else as it was drafted."""
    written = {each.part: each.text for each in filing.passages.all()}
    return {**filing.drafts, **written}
