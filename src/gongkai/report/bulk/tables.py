"""Tables as bytes for a segment, and segments joined into Parquet and CSV."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.report.bulk.rows import COLUMNS, TABLES, Judged

if TYPE_CHECKING:
    import pyarrow

_TOGETHER = 32
"""Segments whose rows make a row group of each table. They are counted, not the rows of a table: a few rows
of findings keep the bytes of their whole segment in memory.
"""
_FORMULA = r"^[=+\-@\t\r\n＝＋－＠]"
"""How a cell begins that a spreadsheet takes for a formula; in full width too, where the input method writes so."""
_COMMANDS = r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"
"""What `widths.printable` leaves out, which a terminal obeys when the table is printed on it."""
_HARMLESS = r"^(?:[-－]|[+\-]?[0-9]+(?:\.[0-9]+)?)$"
"""A stroke for none, and a plain number: no formula, and best left as written."""
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
"""Spreadsheets take a CSV for UTF-8 only when it begins with this."""


def require_pyarrow() -> None:
    """Say what to install where pyarrow is lacking."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise NotAllowed(
            "bulk-not-installed",
            Message("成批核对需要 pyarrow，还没有安装。"),
            hint=Message("请运行 pip install 'gongkai[bulk]'。"),
        ) from None


def _schema(table: str) -> pyarrow.Schema:
    """Give the types of a table's columns: texts by number, since a column has few and has them on many rows."""
    import pyarrow

    types = {
        "text": pyarrow.dictionary(pyarrow.int32(), pyarrow.string()),
        "number": pyarrow.int64(),
        "decimal": pyarrow.float64(),
        "truth": pyarrow.bool_(),
    }
    return pyarrow.schema([(name, types[kind]) for name, kind in COLUMNS[table].items()])


def encode(judged: Judged) -> bytes:
    """Give the rows of a chunk as bytes: one Arrow stream for each table."""
    import pyarrow

    out = pyarrow.BufferOutputStream()
    with pyarrow.CompressedOutputStream(out, "zstd") as compressed:  # as one: each column by itself takes longer
        for table, rows in zip(TABLES, judged):
            schema = _schema(table)
            columns = [[_storable(row[name]) for row in rows] for name in schema.names]
            arrays = [pyarrow.array(values, kind) for values, kind in zip(columns, schema.types)]
            with pyarrow.ipc.new_stream(compressed, schema) as stream:
                stream.write_batch(pyarrow.record_batch(arrays, schema=schema))
    return bytes(out.getvalue())


def _storable(value: Any) -> Any:
    """Give a text without halves of pairs, which names of files may have and UTF-8 may not."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


class DamagedSegment(Exception):
    """A segment, by its number from 0, does not hold the tables that were put into it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _decode(data: bytes, number: int) -> list[pyarrow.Table]:
    import pyarrow

    tables = []
    try:
        source = pyarrow.BufferReader(pyarrow.CompressedInputStream(pyarrow.BufferReader(data), "zstd").read())
        for name in TABLES:
            with pyarrow.ipc.open_stream(source) as stream:
                table = stream.read_all()
            table.validate(full=True)
            if table.schema != _schema(name):
                raise DamagedSegment(number)
            tables.append(table)
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError) as error:
        raise DamagedSegment(number) from error
    return tables


def guarded(table: pyarrow.Table) -> pyarrow.Table:
    """Give a table whose texts a spreadsheet shows and never computes: an apostrophe before what begins as a formula,
    and nothing that a terminal would obey.

    The texts come from documents that anybody may have written, and are in Parquet as they were.
    """
    import pyarrow

    columns = [_guarded(each) if pyarrow.types.is_dictionary(each.type) else each for each in table.columns]
    return pyarrow.table(columns, table.schema.names)


def _guarded(column: pyarrow.ChunkedArray) -> pyarrow.Array:
    import pyarrow
    from pyarrow import compute

    numbered = column.combine_chunks()
    texts = compute.replace_substring_regex(numbered.dictionary, _COMMANDS, "")
    begins, harmless = (compute.match_substring_regex(texts, each) for each in (_FORMULA, _HARMLESS))
    beside = compute.binary_join_element_wise("'", texts, "")
    texts = compute.if_else(compute.and_not(begins, harmless), beside, texts)
    return pyarrow.DictionaryArray.from_arrays(numbered.indices, texts)


def files_in(folder: Path) -> list[Path]:
    """Give the files that a run writes its tables to."""
    return [file for table in TABLES for file in _files_of(folder, table)]


def _files_of(folder: Path, table: str) -> list[Path]:
    return [folder / f"{table}.{ending}" for ending in ("parquet", "csv")]


class _Output:
    """One table being written as Parquet and CSV; a row group at a time is held."""

    def __init__(self, folder: Path, table: str, stack: ExitStack) -> None:
        from pyarrow import csv, parquet

        self._schema = _schema(table)
        self._files = _files_of(folder, table)
        self._parts = [file.with_name(f".{file.name}.part") for file in self._files]
        self._held: list[pyarrow.Table] = []
        self._parquet = stack.enter_context(
            parquet.ParquetWriter(self._parts[0], self._schema, compression="zstd", store_schema=False)
        )  # so that readers find texts, not texts by number
        text = stack.enter_context(self._parts[1].open("wb"))
        text.write(_BYTE_ORDER_MARK)
        self._csv = stack.enter_context(csv.CSVWriter(text, self._schema))

    def add(self, table: pyarrow.Table) -> None:
        self._held.append(table)

    def flush(self) -> None:
        import pyarrow

        if self._held:
            rows = pyarrow.concat_tables(self._held).unify_dictionaries().combine_chunks()
            self._parquet.write_table(rows)
            self._csv.write_table(guarded(rows))
            self._held = []

    def put_in_place(self) -> None:
        for part, file in zip(self._parts, self._files):
            part.replace(file)


def join(segments: Iterable[bytes], folder: Path) -> None:
    """Write the tables of all segments, in their order, whole or not at all. Raises DamagedSegment."""
    with ExitStack() as stack:
        outputs = [_Output(folder, table, stack) for table in TABLES]
        for number, segment in enumerate(segments):
            for output, table in zip(outputs, _decode(segment, number)):
                output.add(table)
                if number % _TOGETHER == _TOGETHER - 1:
                    output.flush()
        for output in outputs:
            output.flush()
    for output in outputs:
        output.put_in_place()
