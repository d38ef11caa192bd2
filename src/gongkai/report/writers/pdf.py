"""The report as a PDF in official style, set by typst: tagged, searchable, with bookmarks.

The report reaches the template `report.typ` as data (`gongkai.typesetting.pages`).
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from gongkai.report.figures import cell_text
from gongkai.report.model import Paragraph, Report, Table
from gongkai.report.writers.layout import (
    Laid,
    figure_size,
    heading,
    lay_out,
    sections,
    spare,
    title,
    title_lines,
)
from gongkai.typesetting.characters import characters
from gongkai.typesetting.pages import set_pages

_WIDTH = 442.2
"""The width of the type area, 156 mm, in points."""

_SIZES = {"blocks": 10.5, "rows": 9.0, "side-by-side": 9.5}
_INSETS = {"blocks": (3.0, 5.0), "rows": (1.2, 3.2), "side-by-side": (0.8, 5.0)}
"""The white beside and over the text of a cell."""
_DIGIT = 0.56
"""The width of a digit of Noto Serif SC, in parts of its size."""

_A_PAGE = 30
"""A table of so many lines stands on one page, and is not broken: the longest of the format has 29."""
_FIGURE = 24
"""What is longer in a cell of a figure is words, which may make its line several lines high."""


def write_pdf(report: Report) -> bytes:
    """Write a report as PDF; equal reports give equal bytes."""
    return set_pages((files("gongkai.report") / "writers" / "report.typ").read_bytes(), _data(report))


def _data(report: Report) -> dict[str, Any]:
    return {
        "title": characters(title(report)),
        "title-lines": [characters(line) for line in title_lines(report)],
        "agency": characters(report.agency),
        "description": str(report.edition.citation),
        "preamble": _texts(report.preamble),
        "sections": [
            {
                "heading": None if part is None else characters(heading(part)),
                "paragraphs": [] if part is None else _texts(part.paragraphs),
                "table": None if table is None else _table(table),
            }
            for part, table in sections(report)
        ],
        "closing": _texts(report.closing),
    }


def _texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    return [characters(paragraph.text) for paragraph in paragraphs]


def _table(table: Table) -> dict[str, Any]:
    layout = lay_out(table)
    cells = [
        _cell(table, cell, y, sum(layout.shares[cell.at : cell.at + cell.colspan]))
        for y, line in enumerate(layout.lines)
        for cell in line
    ]
    figures = (cell["text"] for cell in cells if cell["role"] == "figure")
    return {
        "label": table.spec.label,
        "shares": layout.shares,
        "inset": _INSETS[table.spec.layout][1],
        "head": len(layout.head),
        "whole": len(layout.lines) <= _A_PAGE and all(len(text) <= _FIGURE for text in figures),
        "cells": cells,
    }


def _cell(table: Table, cell: Laid, y: int, share: float) -> dict[str, Any]:
    layout = table.spec.layout
    size, inset = _SIZES[layout], _INSETS[layout][0]
    room = share * _WIDTH - 2 * inset
    text = cell.text
    if cell.row is not None and cell.column is not None:
        text = cell_text(table.get(cell.row.id, cell.column.id))
        size = figure_size(text, room / _DIGIT, size)
    left = layout == "rows" and cell.role in ("label", "corner")
    return {
        "role": cell.role,
        "x": cell.at,
        "y": y,
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
        "text": characters(text),
        "size": size,
        "align": "left" if left else "center",
        "inset": 3.0 if left else inset + (spare(text, room, size) if cell.role == "column" else 0.0),
    }
