"""A list as XLSX: the rows and columns that it shows, with the filters that made it so on a second sheet.

Rows go to the file as they come from the database, and no more than `MOST` of them. A text stays a text: nothing that
somebody typed is taken for a formula or made a link.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message
from gongkai.ui.lists.columns import Column
from gongkai.ui.lists.listing import List, count_to
from gongkai.ui.lists.state import State

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST = 50_000
"""Rows that a file may have."""
_LONGEST = 32_767
"""Characters that a cell may have."""
_EXACT = 10**15
"""Numbers from here on a spreadsheet does not keep to the last digit."""
_EPOCH = 1900
"""The first year that a spreadsheet knows dates of."""
_AT_A_TIME = 1000
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Export:
    """What was taken out: which list, how many rows, which columns, by which filters; for the journal."""

    listing: str
    count: int
    columns: tuple[str, ...]
    query: str
    words: tuple[str, ...]


def too_many() -> GongkaiError:
    """Give the refusal of more rows than a file may have."""
    return NotAllowed(
        "export-too-large",
        Message("符合条件的超过{most}行，一次导不出来。", most=MOST),
        hint=Message("请加条件缩小范围，分几次导出。"),
    )


def write(listing: List, matching: Any, state: State, about: Sequence[tuple[str, str]]) -> tuple[IO[bytes], int]:
    """Give the file, at its beginning, and how many rows it has; raise NotAllowed when they are too many."""
    from xlsxwriter import Workbook

    if count_to(matching, MOST) > MOST:
        raise too_many()
    columns = [column for column in listing.shown(state) if column.export is not False]
    # The file lies on the disk and not in memory; it goes when it is closed.
    file = tempfile.TemporaryFile(prefix="gongkai-export-")  # noqa: SIM115
    book = Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    try:
        count = _rows(book, _sheet_name(str(listing.caption)), columns, matching)
        _about(book, [*about, (_("行数"), str(count))])
        book.close()
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file, count


def _rows(book: Workbook, name: str, columns: Sequence[Column], matching: Any) -> int:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 14 if column.number else 22)
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, str(column.label), head)
    count = 0
    for row in _bounded(matching):
        count += 1
        for place, column in enumerate(columns):
            _cell(sheet, count, place, column.exported(row), moment)
    if columns:
        sheet.autofilter(0, 0, count, len(columns) - 1)
    return count


def _bounded(matching: Any) -> Iterable[Any]:
    """Give the rows as they come; rows that came since they were counted are beyond the bound."""
    return matching[:MOST].iterator(chunk_size=_AT_A_TIME)


def _cell(sheet: Any, row: int, place: int, value: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, place, _("是") if value else _("否"))
    elif isinstance(value, int | float | Decimal) and -_EXACT < value < _EXACT:
        sheet.write_number(row, place, value)
    elif isinstance(value, datetime) and value.year > _EPOCH:
        sheet.write_datetime(row, place, localtime(value).replace(tzinfo=None), moment)
    elif isinstance(value, date) and value.year >= _EPOCH:
        sheet.write_datetime(row, place, value)
    else:
        text = str(value)
        cut = text if len(text) <= _LONGEST else text[: _LONGEST - 20] + _("……（单元格写不下）")
        sheet.write_string(row, place, cut)


def _about(book: Workbook, about: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(_("说明"))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 60)
    for number, (label, words) in enumerate(about):
        sheet.write_string(number, 0, label)
        sheet.write_string(number, 1, words)


def _sheet_name(caption: str) -> str:
    return _NOT_IN_SHEET_NAMES.sub(" ", caption).strip(" '")[:31] or "1"
