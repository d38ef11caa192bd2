"""Findings: what is wrong with a report or odd in a document, where, by how much, what to do.

A finding is data, not an exception: reading and checking go on. Severities are ordered:
an *error* cannot be true as it stands, a *warning* needs a look, a *notice* is for information.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from gongkai.law.citation import Citation
from gongkai.law.message import Message, Translate, in_one_line


class Severity(IntEnum):
    """How grave a finding is; greater is graver."""

    NOTICE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> Message:
        """Give the word shown to people."""
        return _LABELS[self]


_LABELS = {
    Severity.NOTICE: Message("提示"),
    Severity.WARNING: Message("警告"),
    Severity.ERROR: Message("错误"),
}


class Place(NamedTuple):
    """Where something stands in a document; every part is optional and counts from 1.

    `table` names the table of the report (表二, 表三, 表四) or tells its ordinal in the document;
    `row` and `column` are those of the table as the document shows it, or in a workbook of the `sheet` that
    is named; `line` is a line of text. `ocr` tells that what stands there was read by OCR and may be misread.
    """

    page: int | None = None
    table: str = ""
    row: int | None = None
    column: int | None = None
    line: int | None = None
    ocr: bool = False
    sheet: str = ""

    def text(self, translate: Translate | None = None) -> str:
        """Give the place as people say it, such as 第3页表三第5行第2列 or, in a workbook, Sheet1!B5（表三）."""
        if self.sheet:
            return self._in_workbook().text(translate)
        parts = []
        if self.page is not None:
            parts.append(Message("第{page}页", page=self.page))
        if self.table:
            parts.append(Message("{table}", table=self.table))
        if self.row is not None:
            parts.append(Message("第{row}行", row=self.row))
        if self.column is not None:
            parts.append(Message("第{column}列", column=self.column))
        if self.line is not None:
            parts.append(Message("文本第{line}行", line=self.line))
        if self.ocr:
            parts.append(Message("（文字识别）"))
        return (" " if translate else "").join(part.text(translate) for part in parts)

    def _in_workbook(self) -> Message:
        """Give a cell, a row or a sheet by the name it has in its workbook."""
        sheet = self.sheet if self.sheet.isalnum() else "'" + self.sheet.replace("'", "''") + "'"
        if self.row is None:
            where = Message("工作表{sheet}", sheet=sheet)
        elif self.column is None:
            where = Message("{sheet}第{row}行", sheet=sheet, row=self.row)
        else:
            where = Message("{cell}", cell=f"{sheet}!{_letters(self.column)}{self.row}")
        if self.table in ("", self.sheet):
            return where
        return Message("{where}（{table}）", where=where, table=self.table)

    def __str__(self) -> str:
        return self.text()


def _letters(column: int) -> str:
    """Give the letters a workbook counts columns in.

    >>> [_letters(column) for column in (1, 26, 27, 702, 703)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


Basis = tuple[tuple[str, str], ...]
"""What a finding rests on, each with what stands there: cells by `table.row.column`, those of last year's report with
`last:` before it, of a member's with its name; of what is written, the part."""


class Finding(NamedTuple):
    """One thing found: stable code, severity, message, what to do, source, place, and what it rests on.

    Without a basis it rests on what its message says: the values, whatever the words around them.
    """

    code: str
    severity: Severity
    message: Message
    hint: Message | None = None
    citation: Citation | None = None
    place: Place | None = None
    basis: Basis = ()

    def text(self, translate: Translate | None = None) -> str:
        """Give message, hint and citation as one line in a language."""
        return in_one_line(self.message, self.hint, self.citation, translate)

    def __str__(self) -> str:
        return self.text()


class Code(NamedTuple):
    """A kind of finding: its stable code, severity, and what its page in the reference says.

    Calling it makes a finding of that kind. A code keeps its meaning for ever.
    """

    code: str
    severity: Severity
    title: Message
    """What is found, in a few words."""
    meaning: Message
    """When it is found and why it matters, in a sentence or two."""
    hint: Message
    """What to do about it; stands in every finding of the kind unless the finding has its own."""
    citation: Citation | None = None

    def __call__(
        self,
        message: Message,
        *,
        place: Place | None = None,
        hint: Message | None = None,
        citation: Citation | None = None,
        basis: Basis = (),
    ) -> Finding:
        """Make a finding of this kind; with a `citation` of its own where that depends on the edition."""
        return Finding(self.code, self.severity, message, hint or self.hint, citation or self.citation, place, basis)
