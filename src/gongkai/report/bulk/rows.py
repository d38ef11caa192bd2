"""What becomes of one document: a line of the manifest, its figures, its findings, ready for tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from gongkai.law.errors import UnreadableDocument
from gongkai.law.language import translator
from gongkai.law.message import Message, Speaks
from gongkai.report.checks import check
from gongkai.report.figures import digits
from gongkai.report.finding import Finding, Place, Severity
from gongkai.report.model import Figure, Reading, Report
from gongkai.report.reading import LARGEST, binary_reader, read_bytes
from gongkai.report.worker import read_in_worker

Row = dict[str, Any]

TABLES = ("manifest", "figures", "findings")
COLUMNS: dict[str, dict[str, str]] = {
    "manifest": {
        **dict.fromkeys(("file", "verdict", "agency"), "text"),
        "year": "number",
        "edition": "text",
        **dict.fromkeys(("errors", "warnings", "notices", "bytes"), "number"),
        **dict.fromkeys(("code", "message", "message_en"), "text"),
    },
    "figures": {
        **dict.fromkeys(("file", "agency"), "text"),
        "year": "number",
        **dict.fromkeys(("edition", "table", "row", "column", "row_label", "column_label"), "text"),
        "value": "decimal",
        **dict.fromkeys(("digits", "mark", "written", "unit"), "text"),
        "page": "number",
        "ocr": "truth",
    },
    "findings": {
        **dict.fromkeys(("file", "agency"), "text"),
        "year": "number",
        **dict.fromkeys(("code", "severity", "message", "message_en", "hint", "hint_en", "citation", "place"), "text"),
        "page": "number",
        **dict.fromkeys(("table", "sheet"), "text"),
        **dict.fromkeys(("row", "column", "line"), "number"),
        "ocr": "truth",
    },
}
"""The columns of each table, and what they hold."""


class Judged(NamedTuple):
    """The rows that one document, or many, add to each table."""

    manifest: list[Row]
    figures: list[Row]
    findings: list[Row]


def judge(path: Path, name: str, ocr: bool = False) -> Judged:
    """Read and check a document; whatever is wrong with it is told in its line, and nothing is raised."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        return unreadable(name, 0, "not-opened", Message("{reason}。", reason=error.strerror or str(error)))
    try:
        report, odd = _read(data, path.name, ocr)
        found = (*odd, *check(report))
    except UnreadableDocument as error:
        return unreadable(name, len(data), error.code, error)
    except Exception as error:  # one document must not stop the run, whatever it meets in us
        words = Message("核对时程序出错（{kind}：{detail}）。", kind=type(error).__name__, detail=str(error) or "-")
        return unreadable(name, len(data), "defect", words)
    return Judged(
        [_manifest(name, report, found, len(data))],
        _figures(name, report),
        [_finding(name, report, each) for each in found],
    )


def _read(data: bytes, name: str, ocr: bool) -> Reading:
    """Read text here, and formats that can hide much in little in a process with limits."""
    return read_bytes(data, name) if binary_reader(data, ocr=ocr) is None else read_in_worker(data, name, ocr=ocr)


def unreadable(name: str, size: int, code: str, words: Speaks) -> Judged:
    """Give what a document adds that cannot be read: its line, which says why."""
    row = dict.fromkeys(COLUMNS["manifest"])
    about = {"file": name, "verdict": "unreadable", "bytes": size, "code": code, **_said("message", words)}
    return Judged([{**row, **about}], [], [])


def _said(column: str, words: Speaks | None) -> Row:
    """Give words in the columns for Chinese and for English."""
    if words is None:
        return {column: None, f"{column}_en": None}
    return {column: words.text(), f"{column}_en": words.text(translator("en"))}


def _manifest(name: str, report: Report, found: tuple[Finding, ...], size: int) -> Row:
    errors, warnings, notices = (
        sum(each.severity is severity for each in found)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
    )
    return {
        **_about(name, report),
        "edition": report.edition.id,
        "verdict": "errors" if errors else "ok",
        "errors": errors,
        "warnings": warnings,
        "notices": notices,
        "bytes": size,
        "code": None,
        **_said("message", None),
    }


def _about(name: str, report: Report) -> Row:
    return {"file": name, "agency": report.agency, "year": report.year}


def _figures(name: str, report: Report) -> list[Row]:
    about = {**_about(name, report), "edition": report.edition.id}
    return [
        {
            **about,
            "table": table.spec.id,
            "row": row.id,
            "column": column.id,
            "row_label": row.label,
            "column_label": column.label,
            **_value(figure),
        }
        for table in report.tables.values()
        for row, column, figure in table.cells()
        if figure is not None
    ]


def _value(figure: Figure) -> Row:
    value = figure.value
    return {
        "value": None if value is None else _float(value),
        "digits": None if value is None else digits(value),
        "mark": None if figure.mark is None else figure.mark.name.lower(),
        "written": figure.written,
        "unit": figure.unit,
        "page": None if figure.place is None else figure.place.page,
        "ocr": figure.place is not None and figure.place.ocr,
    }


def _float(value: Any) -> float | None:
    """Give a number as tables of other programs hold it; `digits` has it exactly, however long."""
    try:
        return float(value)
    except OverflowError:
        return None


def _finding(name: str, report: Report, finding: Finding) -> Row:
    place = finding.place
    at = dict.fromkeys(Place._fields) if place is None else place._asdict()
    return {
        **_about(name, report),
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        **_said("message", finding.message),
        **_said("hint", finding.hint),
        "citation": str(finding.citation) if finding.citation else None,
        "place": None if place is None else str(place),
        **at,
    }
