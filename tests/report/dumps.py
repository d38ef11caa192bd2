"""Dumps of published pages: what extractors of text make of the tables of a report.

They differ in what sets cells and rows apart, in what is left of merged cells, and in whether a cell
that was wrapped in the page comes as one line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.report.shapes import Shape, official

from gongkai.report.blocks import Cell, Grid
from gongkai.report.model import Report

Rows = Sequence[Sequence[Cell]]

_WRAPPED = {"商业企业": "商业\n企业", "科研机构": "科研\n机构", "本年新制作数量": "本年新\n制作数量"}


def _text(report: Report, table: Callable[[Rows], str]) -> str:
    return "\n".join(table(each.rows) if isinstance(each, Grid) else each.text for each in official(report))


def _wrapped(text: str) -> str:
    return _WRAPPED.get(text, text)


def _width(rows: Rows) -> int:
    return max(cell.column + cell.colspan for row in rows for cell in row)


def _rest(row: Sequence[Cell], width: int) -> int:
    """Give how many columns merges leave of a row without a cell of their own; those from above not counted."""
    return width - len(row)


def bars_on_lines(report: Report) -> str:
    """Each cell on a line, behind it a bar on a line of its own; nothing between rows."""
    return _text(report, lambda rows: "\n".join(f"{_wrapped(cell.text)}\n|" for row in rows for cell in row))


def bars_behind_cells(report: Report) -> str:
    """Each cell on a line with a bar behind it, and a line of bars for the columns that merges cover."""

    def table(rows: Rows) -> str:
        width = _width(rows)
        lines = []
        for row in rows:
            lines.extend(f"{cell.text} |" if cell.text else "|" for cell in row)
            if _rest(row, width):
                lines.append("|" * _rest(row, width))
        return "\n".join(lines)

    return _text(report, table)


def bars_before_rows(report: Report) -> str:
    """A bar on a line of its own before each row, then each cell on a line with a bar behind it."""

    def table(rows: Rows) -> str:
        width = _width(rows)
        lines = []
        for row in rows:
            lines.append("|")
            lines.extend(f"{cell.text} |" if cell.text else "|" for cell in row)
            if _rest(row, width):
                lines[-1] += " " + "|" * _rest(row, width)
        return "\n".join(lines)

    return _text(report, table)


def bars_between_cells(report: Report) -> str:
    """A row a line with a bar behind each cell, those that merges cover left out or bare."""

    def table(rows: Rows) -> str:
        width = _width(rows)
        return "\n".join(
            "".join(f"{cell.text} | " for cell in row).strip() + (" " + "|" * _rest(row, width)).rstrip()
            for row in rows
        )

    return _text(report, table)


def bars_between_cells_alone(report: Report) -> str:
    """A row a line with a bar behind each cell and nothing for what merges cover."""
    return _text(report, lambda rows: "\n".join("".join(f"{cell.text} | " for cell in row).strip() for row in rows))


def bars_around_rows(report: Report) -> str:
    """A row a line between bars, as bare Markdown without its rule."""

    def table(rows: Rows) -> str:
        width = _width(rows)
        return "\n".join(
            "| " + " | ".join(cell.text for cell in row) + " |" + "|" * _rest(row, width) + " " for row in rows
        )

    return _text(report, table)


def blank_lines_between_cells(report: Report) -> str:
    """Each cell on a line and a blank line behind each, words wrapped in a cell on lines of their own."""
    return _text(report, lambda rows: "\n\n".join(_wrapped(cell.text) for row in rows for cell in row) + "\n")


def blank_lines_within_cells(report: Report) -> str:
    """The same with blank lines inside a wrapped cell as well, and figures moved in by a space."""
    return _text(
        report,
        lambda rows: (
            "\n\n".join(
                f" {cell.text}" if cell.text.isdigit() else _wrapped(cell.text).replace("\n", "\n\n")
                for row in rows
                for cell in row
            )
            + "\n"
        ),
    )


DUMPS: tuple[Shape, ...] = (
    bars_on_lines,
    bars_behind_cells,
    bars_before_rows,
    bars_between_cells,
    bars_between_cells_alone,
    bars_around_rows,
    blank_lines_between_cells,
    blank_lines_within_cells,
)
