"""The report as JSON of our own schema, `schema/report-v1.schema.json`: the whole of it, nothing lost.

Counts are integers; money is a string, so that no reader of JSON rounds it to binary.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from gongkai.report.figures import digits
from gongkai.report.finding import Place
from gongkai.report.model import Figure, Paragraph, Part, Report, Table
from gongkai.report.schema import SCHEMA


def write_json(report: Report) -> bytes:
    """Write a report as JSON in UTF-8; `readers.json.read_json` gives the same report back."""
    return (json.dumps(as_json(report), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def as_json(report: Report) -> dict[str, Any]:
    """Give a report as the mappings, lists and scalars that the schema describes."""
    return {
        "schema": SCHEMA,
        "edition": report.edition.id,
        "agency": report.agency,
        "year": report.year,
        "title": report.title,
        "preamble": _paragraphs(report.preamble),
        "parts": [_part(part) for part in report.parts],
        "tables": {id: _table(table) for id, table in report.tables.items()},
        "closing": _paragraphs(report.closing),
    }


def _paragraphs(paragraphs: Iterable[Paragraph]) -> list[dict[str, Any]]:
    return [{"text": paragraph.text, **_place(paragraph.place)} for paragraph in paragraphs]


def _part(part: Part) -> dict[str, Any]:
    return {
        "id": part.spec.id,
        "numeral": part.numeral,
        "heading": part.heading,
        **_place(part.place),
        "paragraphs": _paragraphs(part.paragraphs),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "rows": [
            {
                "id": row.id,
                "label": row.label,
                "figures": {
                    column.id: _figure(table[row.id, column.id])
                    for column in table.spec.columns_of[row.id]
                    if (row.id, column.id) in table.figures
                },
            }
            for row in table.rows
        ]
    }


def _figure(figure: Figure) -> dict[str, Any]:
    value = digits(figure.value) if isinstance(figure.value, Decimal) else figure.value
    written: dict[str, Any] = {"value": value}
    if figure.mark is not None:
        written["mark"] = figure.mark.name.lower()
    if figure.written:
        written["written"] = figure.written
    if figure.unit:
        written["unit"] = figure.unit
    return written | _place(figure.place)


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {"place": {name: value for name, value in place._asdict().items() if value not in (None, "", False)}}
