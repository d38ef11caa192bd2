"""Rows into files: CSV for spreadsheets, JSONL and Parquet for programs; all three in one pass, in bounded memory.

CSV has a mark (BOM), for without it spreadsheets in Chinese take UTF-8 for GBK; Chinese headings; and an apostrophe
before what a spreadsheet would take for a formula. JSONL and Parquet have the values as they are, by the names of
columns; Parquet keeps their Chinese names beside them.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from hashlib import file_digest
from pathlib import Path
from typing import IO, Any, Protocol

from gongkai.agencies.exchange.writing import is_guarded
from gongkai.opendata.columns import TEXT, Dataset, Row

FORMS: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}
"""The forms of a dataset by the ending of the file, each with what kind of content it is."""

_SUSPICIOUS = frozenset("'=+-@\t\r\n＝＋－＠")
"""How a text begins that needs a look."""
_HARMLESS = re.compile(r"[-－]|[+-]?[0-9]+(?:\.[0-9]+)?")
"""A stroke for none, and a plain number: no formula, and best left as written."""


class Sheet(Protocol):
    """A file that rows are written to; `line` is the row as JSON."""

    def add(self, row: Row, line: bytes) -> None:
        """Write a row."""

    def close(self) -> None:
        """Write what is held."""


class _Lines:
    def __init__(self, dataset: Dataset, file: IO[bytes]) -> None:
        self._file = file

    def add(self, row: Row, line: bytes) -> None:
        self._file.write(line)

    def close(self) -> None:
        pass


class _Commas:
    def __init__(self, dataset: Dataset, file: IO[bytes]) -> None:
        self._texts = [column.type is TEXT for column in dataset.columns]
        self._file = file
        self._row: list[str] = []
        self._writer = csv.writer(_Into(self._row), lineterminator="\r\n")
        file.write("\ufeff".encode())
        self._write([str(column.title) for column in dataset.columns])

    def add(self, row: Row, line: bytes) -> None:
        self._write([_cell(value, text) for value, text in zip(row, self._texts)])

    def close(self) -> None:
        pass

    def _write(self, cells: list[str]) -> None:
        self._writer.writerow(cells)
        self._file.write(self._row.pop().encode())


class _Into:
    """What the writer of CSV writes a line to."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def write(self, line: str) -> int:
        self._lines.append(line)
        return len(line)


def _cell(value: Any, text: bool) -> str:
    """Give a value as a cell: nothing for what is empty, and no text that a spreadsheet would compute."""
    if value is None:
        return ""
    if not text:
        return str(value).lower() if isinstance(value, bool) else str(value)
    if value[:1] not in _SUSPICIOUS:  # as nearly all are
        return str(value)
    computed = is_guarded(value) and not _HARMLESS.fullmatch(value)
    return f"'{value}" if computed else value


def write(dataset: Dataset, rows: Iterable[Row], folder: Path) -> dict[str, Any]:
    """Write the rows of a dataset into a folder, once in each form; give how many, and of each file size and digest."""
    from gongkai.opendata.parquet import Groups  # what it needs takes long to load, and whoever only reads needs none

    kinds: Mapping[str, Callable[[Dataset, IO[bytes]], Sheet]] = {"csv": _Commas, "jsonl": _Lines, "parquet": Groups}
    names, count = dataset.names, 0
    with ExitStack() as opened:
        files = {form: opened.enter_context((folder / f"{dataset.code}.{form}").open("xb")) for form in FORMS}
        with ExitStack() as held:
            sheets: list[Sheet] = [
                held.enter_context(closing(kinds[form](dataset, file))) for form, file in files.items()
            ]
            for row in rows:
                line = _line(names, row)
                for sheet in sheets:
                    sheet.add(row, line)
                count += 1
        for file in files.values():
            file.flush()
            os.fsync(file.fileno())
    forms = {form: measured(folder, dataset.code, form) for form in FORMS}
    return {"rows": count, "version": dataset.version, "forms": forms}


_BREAKS = tuple((sign.encode(), f"\\u{ord(sign):04x}".encode()) for sign in "\x85\u2028\u2029")
"""What some readers of lines take for the end of one; JSON lets it stand, and lets it be written so."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _line(names: tuple[str, ...], row: Row) -> bytes:
    line = _JSON.encode(dict(zip(names, row))).encode()
    for sign, escaped in _BREAKS:
        line = line.replace(sign, escaped)
    return line + b"\n"


def measured(folder: Path, name: str, form: str) -> dict[str, Any]:
    """Give the size of a file and its digest."""
    path = folder / f"{name}.{form}"
    with path.open("rb") as file:
        return {"size": path.stat().st_size, "sha256": file_digest(file, "sha256").hexdigest()}


def read(dataset: Dataset, folder: Path) -> Iterator[Row]:
    """Go through the rows of a dataset that were written into a folder."""
    with (folder / f"{dataset.code}.jsonl").open("rb") as file:
        for line in file:
            found = json.loads(line)
            yield tuple(found.get(name) for name in dataset.names)
