"""The numbers of a dashboard as XLSX: a sheet for each table, and one that says what they are of and how they count.

What lies with whom is not among them: it is for the eyes of who heads the agency, and a file travels.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from gongkai.dashboards.now import Group
from gongkai.dashboards.panel import Cell, Number, Panel, Rate, Row, Table, Text, few
from gongkai.dashboards.watched import Watched

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def workbook(watched: Watched, groups: Iterable[Group], panels: Iterable[Panel]) -> bytes:
    """Give the file. Of a share it has how many, of how many, the share, and both ends of its interval."""
    import xlsxwriter

    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, plain) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {"share": book.add_format({"num_format": "0.0%"}), "sums": book.add_format({"bold": True})}
        shown = [panel for panel in panels if panel.name != "load"]
        _about(book.add_worksheet(_("说明")), watched, shown, head)
        today = Table(
            _("今天"),
            ("", _("件数")),
            [Row(f"{group.words}：{tile.words}", [tile.number]) for group in groups for tile in group.tiles],
        )
        names: set[str] = set()
        for table in (today, *(table for panel in shown for table in panel.tables)):
            _sheet(book.add_worksheet(_name(str(table.caption), names)), table, head, formats)
    return out.getvalue()


def _about(sheet: Any, watched: Watched, panels: Sequence[Panel], head: Any) -> None:
    lines = [
        (_("机关"), str(watched.agency.name)),
        (_("年度"), str(watched.year)),
        (_("截至"), str(watched.today)),
        *((str(panel.title), str(note)) for panel in panels for note in panel.notes),
    ]
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for number, (label, words) in enumerate(lines):
        sheet.write_string(number, 0, label, head)
        sheet.write_string(number, 1, words)


def _sheet(sheet: Any, table: Table, head: Any, formats: Any) -> None:
    shares = {place for row in table.rows for place, cell in enumerate(row.cells, start=1) if isinstance(cell, Rate)}
    headings = list[str]()
    for place, heading in enumerate(table.headings):
        headings.append(str(heading))
        if place in shares:
            headings += [_("分子"), _("分母"), _("区间下限"), _("区间上限")]
    sheet.write_row(0, 0, headings, head)
    for number, row in enumerate(table.rows, start=1):
        sheet.write_string(number, 0, str(row.words), formats["sums"] if row.sums else None)
        column = 1
        for place, cell in enumerate(row.cells, start=1):
            _cell(sheet, number, column, cell, formats["share"])
            column += 5 if place in shares else 1
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, max(1, len(headings) - 1), 13)
    sheet.freeze_panes(1, 1)


def _cell(sheet: Any, row: int, column: int, cell: Cell, share: Any) -> None:
    if isinstance(cell, Text):
        sheet.write_string(row, column, str(cell.words))
    elif isinstance(cell, Number):
        _number(sheet, row, column, cell.value)
    else:
        if cell.share is None:
            sheet.write_string(row, column, few() if cell.of.value else "")
        else:
            sheet.write_number(row, column, cell.share, share)
        if cell.interval is not None:
            sheet.write_number(row, column + 3, cell.interval.low, share)
            sheet.write_number(row, column + 4, cell.interval.high, share)
        _number(sheet, row, column + 1, cell.part.value)
        _number(sheet, row, column + 2, cell.of.value)


def _number(sheet: Any, row: int, column: int, value: int | Decimal | None) -> None:
    if value is not None:
        sheet.write_number(row, column, value)


def _name(caption: str, taken: set[str]) -> str:
    """Give a name for a sheet that no other has."""
    name = _NOT_IN_NAMES.sub(" ", caption).strip(" '")[:28] or "1"
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name} {number}"
    taken.add(found)
    return found
