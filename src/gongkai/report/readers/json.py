"""JSON of our own schema (`schema/report-v1.schema.json`) as a report; no recogniser is needed.

What is not of that schema at all is an `UnreadableDocument`. Within it, a value that is not as the
schema says becomes a finding with its JSON path; an odd figure is kept as an unreadable cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.blocks import too_long
from gongkai.report.edition import Edition, Row, TableSpec, edition, editions
from gongkai.report.finding import Code, Finding, Place, Severity
from gongkai.report.model import Figure, Mark, Number, Paragraph, Part, Reading, Report, Table
from gongkai.report.schema import SCHEMA

ODD_VALUE = Code(
    "json-odd-value",
    Severity.WARNING,
    Message("JSON中的值不合格式"),
    Message(
        "文件是本项目格式的JSON，但其中一处缺少、多出或者不合格式。该处略去；属于数字格的，作为无法识别的单元格保留。"
    ),
    Message("请按report-v1.schema.json改正该处。"),
)

CODES: tuple[Code, ...] = (ODD_VALUE,)

_LONGEST_FILE = 2 * 2**20
"""In characters; a report with all its places has some hundred thousand."""
_MOST_PARTS = 100
_MOST_ROWS = 1000
_MOST_FINDINGS = 100
_LONGEST = 100
"""More digits than any count or amount has; longer numbers only cost time."""

_AGAIN = Message("请重新生成或者重新下载该文件。")

_DIGITS = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MARKS = {mark.name.lower(): mark for mark in Mark}
_ABSENT: Any = object()


def read_json(text: str) -> Reading:
    """Read a report from the text of a JSON file; gives back exactly what `write_json` was given.

    Raises UnreadableDocument when it is not JSON, not of our schema, of an edition not known here, or
    many times as long as any report.
    """
    if len(text) > _LONGEST_FILE:
        raise too_long()
    findings: list[Finding] = []
    document = _Value(_decoded(text), "$", findings)
    of = _edition(document)
    return Reading(_report(document, of), tuple(findings))


def _decoded(text: str) -> Any:
    try:
        # Fractions stay text: a binary fraction would not be what was written.
        return json.loads(text.removeprefix("\ufeff"), parse_float=str, parse_int=_whole, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        place = Message("第{line}行第{column}列", line=error.lineno, column=error.colno)
        message = Message("不是完整的JSON：{place}读不下去。", place=place)
        raise UnreadableDocument("json-invalid", message, hint=_AGAIN) from error
    except (ValueError, RecursionError) as error:
        message = Message("不是可读的JSON：嵌套过深，或者含有JSON之外的数。")
        raise UnreadableDocument("json-invalid", message, hint=_AGAIN) from error


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= _LONGEST else text


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _edition(document: _Value) -> Edition:
    """Give the edition of a document of our schema, or say why it is none."""
    names = document.data if isinstance(document.data, dict) else {}
    if names.get("schema") != SCHEMA:
        raise UnreadableDocument(
            "json-other-schema",
            Message("不是本项目格式的JSON：$.schema应为“{expected}”。", expected=SCHEMA),
            hint=Message("请用gongkai report convert生成JSON，或者按report-v1.schema.json补上。"),
        )
    id = names.get("edition")
    found = edition(id) if isinstance(id, str) else None
    if found is None:
        known = tuple(each.id for each in editions())
        raise UnreadableDocument(
            "json-unknown-edition",
            Message("$.edition的值{value}不是已知的年报格式版本。", value=_shown(id)),
            hint=Message("已知的版本：{known}。", known=known),
        )
    return found


class _Value(NamedTuple):
    """A value of the document, its JSON path, and where to note what is not as the schema says."""

    data: Any
    path: str
    findings: list[Finding]

    def note(self, message: Message) -> None:
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(ODD_VALUE(message))
        elif len(self.findings) == _MOST_FINDINGS:
            self.findings.append(ODD_VALUE(Message("不合格式之处过多，以下不再逐处列出。")))

    def odd(self) -> None:
        if self.data is not _ABSENT and len(self.findings) <= _MOST_FINDINGS:
            self.note(Message("{path}的值{value}不合格式。", path=self.path, value=_shown(self.data)))

    def members(self, required: str, optional: str = "") -> dict[str, _Value]:
        """Give the named members of an object, absent ones too; note what is missing and what is not named."""
        named = [*required.split(), *optional.split()]
        entries = dict(self.entries())
        for name, value in entries.items():
            if name not in named:
                self.note(Message("{path}不在格式之内。", path=value.path))
        if isinstance(self.data, dict):
            for name in required.split():
                if name not in entries:
                    self.note(Message("{path}缺少“{name}”。", path=self.path, name=name))
        return {name: entries.get(name, _Value(_ABSENT, f"{self.path}.{name}", self.findings)) for name in named}

    def entries(self) -> Iterator[tuple[str, _Value]]:
        if not isinstance(self.data, dict):
            self.odd()
            return
        for name, value in self.data.items():
            yield name, _Value(value, f"{self.path}.{_printable(name)}", self.findings)

    def items(self) -> Iterator[_Value]:
        if not isinstance(self.data, list):
            self.odd()
            return
        for index, value in enumerate(self.data):
            yield _Value(value, f"{self.path}[{index}]", self.findings)

    def text(self) -> str:
        if not isinstance(self.data, str):
            self.odd()
            return ""
        if _printable(self.data) != self.data:
            self.odd()
        return _printable(self.data)

    def whole(self, most: int | None = None) -> int | None:
        """Give a whole number from 1 to `most`; None when it is null or odd."""
        if self.data is None or self.data is _ABSENT:
            return None
        if type(self.data) is int and self.data >= 1 and (most is None or self.data <= most):
            return self.data
        self.odd()
        return None

    def is_true(self) -> bool:
        """Tell whether it is true; absent is false."""
        if type(self.data) is not bool:
            self.odd()
        return self.data is True


def _shown(data: Any) -> str:
    """Give a value as a message shows it: a scalar cut short, only the brackets of anything larger."""
    if isinstance(data, dict | list):
        return "{…}" if isinstance(data, dict) else "[…]"
    text = _printable(json.dumps(data, ensure_ascii=False))
    return text if len(text) <= 40 else text[:39] + "…"


def _printable(text: str) -> str:
    """Put ? for halves of characters (surrogates), which JSON can escape and no encoding can write."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _report(document: _Value, of: Edition) -> Report:
    members = document.members("schema edition agency year", "title preamble parts tables closing")
    return Report(
        edition=of,
        agency=members["agency"].text(),
        year=members["year"].whole(9999),
        title=members["title"].text(),
        preamble=_paragraphs(members["preamble"]),
        parts=tuple(_parts(members["parts"], of)),
        tables=_tables(members["tables"], of),
        closing=_paragraphs(members["closing"]),
    )


def _paragraphs(value: _Value) -> tuple[Paragraph, ...]:
    paragraphs = []
    for item in value.items():
        members = item.members("text", "place")
        paragraphs.append(Paragraph(members["text"].text(), _place(members["place"])))
    return tuple(paragraphs)


def _parts(value: _Value, of: Edition) -> Iterator[Part]:
    if isinstance(value.data, list) and len(value.data) > _MOST_PARTS:
        raise too_long()
    for item in value.items():
        members = item.members("id", "numeral heading paragraphs place")
        spec = of.part_by_id.get(members["id"].text())
        if spec is None:
            members["id"].odd()
            continue
        yield Part(
            spec,
            members["numeral"].text(),
            members["heading"].text(),
            _paragraphs(members["paragraphs"]),
            _place(members["place"]),
        )


def _tables(value: _Value, of: Edition) -> dict[str, Table]:
    tables = {}
    for id, entry in value.entries():
        spec = of.table_by_id.get(id)
        if spec is None:
            entry.odd()
        else:
            tables[id] = _table(entry, spec)
    return tables


def _table(value: _Value, spec: TableSpec) -> Table:
    rows: list[Row] = []
    figures: dict[tuple[str, str], Figure] = {}
    listed = value.members("rows")["rows"]
    if isinstance(listed.data, list) and len(listed.data) > _MOST_ROWS:
        raise too_long()
    for item in listed.items():
        members = item.members("id figures", "label")
        row = spec.row_by_id.get(members["id"].text())
        if row is None:
            members["id"].odd()
            continue
        rows.append(row)
        columns = {column.id for column in spec.columns_of[row.id]}
        for id, entry in members["figures"].entries():
            if id in columns:
                figures[row.id, id] = _figure(entry)
            else:
                entry.odd()
    return Table(spec, tuple(rows), figures)


def _figure(value: _Value) -> Figure:
    if not isinstance(value.data, dict):
        value.odd()
        return Figure(None, Mark.UNREADABLE, _shown(value.data))
    members = value.members("value", "mark written unit place")
    written, unit, place = members["written"].text(), members["unit"].text(), _place(members["place"])
    mark = _MARKS.get(members["mark"].text()) if members["mark"].data is not _ABSENT else None
    number = _number(members["value"].data)
    if number is not None:
        if members["mark"].data is not _ABSENT:
            members["mark"].odd()
        return Figure(number, None, written, place, unit)
    if members["value"].data is not None and members["value"].data is not _ABSENT:
        members["value"].odd()
        return Figure(None, Mark.UNREADABLE, written or _shown(members["value"].data), place, unit)
    if mark is None:
        members["mark"].odd()
    return Figure(None, mark or Mark.BLANK, written, place, unit)


def _number(data: Any) -> Number | None:
    if type(data) is int:
        return data
    if isinstance(data, str) and len(data) <= _LONGEST and _DIGITS.fullmatch(data):
        return Decimal(data)
    return None


def _place(value: _Value) -> Place | None:
    if value.data is _ABSENT:
        return None
    members = value.members("", "page table row column line ocr sheet")
    return Place(
        page=members["page"].whole(),
        table=members["table"].text(),
        row=members["row"].whole(),
        column=members["column"].whole(),
        line=members["line"].whole(),
        ocr=members["ocr"].is_true(),
        sheet=members["sheet"].text(),
    )
